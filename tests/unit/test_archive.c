/* test_archive.c - what the archive's files are called, and what must not stand in them. */
#include "compose/standing.h"
#include "render/archive.h"
#include "render/hide_addresses.h"
#include "render/slug.h"
#include "sample_archive.h"

#include <string.h>

static void
assert_slugs(const char *const *texts, const char *const *wanted)
{
	g_autoptr(GPtrArray) list = g_ptr_array_new();
	for (gsize i = 0; texts[i] != NULL; i++)
		g_ptr_array_add(list, (gpointer)texts[i]);
	g_autoptr(GHashTable) slugs = slugs_make(list);

	for (gsize i = 0; texts[i] != NULL; i++)
		g_assert_cmpstr(g_hash_table_lookup(slugs, texts[i]), ==, wanted[i]);
}

static void
test_slugs(void)
{
	assert_slugs((const char *const[]){ "VMM", "Ștefan Ionescu", "  Build system, C++ ", "a.b", NULL },
	             (const char *const[]){ "vmm", "stefan-ionescu", "build-system-c", "a-b" });
	/* nothing to call it by, and a way out of the folder */
	assert_slugs((const char *const[]){ "内核", "../../etc/passwd", "", NULL },
	             (const char *const[]){ "416baf7ad2a7", "etc-passwd", "e3b0c44298fc" });
}

/* Whatever they are, and in whatever order: names that can stand in a path, each one's own. */
static void
test_slugs_differ(void)
{
	static const char *const texts[] = { "a b", "a-b",      "A B",  "a/b", "a-b-c8687a08aa5d", "C",   "C++", "C#",
		                             "c",   "\xff\xfe", "....", "/",   "a-b-3d8c6e",       "con", "ß" };
	g_autoptr(GPtrArray) list = g_ptr_array_new();
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		g_ptr_array_add(list, (gpointer)texts[i]);
	g_autofree char *very_long = g_strnfill(5000, 'x');
	g_autofree char *longer = g_strnfill(5001, 'x');
	g_ptr_array_add(list, very_long);
	g_ptr_array_add(list, longer);
	g_autoptr(GHashTable) slugs = slugs_make(list), seen = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GPtrArray) reversed = g_ptr_array_new();
	for (guint i = list->len; i > 0; i--)
		g_ptr_array_add(reversed, g_ptr_array_index(list, i - 1));
	g_autoptr(GHashTable) again = slugs_make(reversed);

	for (guint i = 0; i < list->len; i++) {
		const char *slug = g_hash_table_lookup(slugs, g_ptr_array_index(list, i));
		g_assert_true(g_hash_table_add(seen, (gpointer)slug));
		g_assert_cmpuint(strspn(slug, "abcdefghijklmnopqrstuvwxyz0123456789-"), ==, strlen(slug));
		g_assert_true(*slug != '\0' && *slug != '-' && strlen(slug) <= 64);
		g_assert_cmpstr(slug, ==, g_hash_table_lookup(again, g_ptr_array_index(list, i)));
	}
}

/* A track may be called like the name that another one gets on a collision. */
static void
test_slugs_forged(void)
{
	g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, "a b", -1);
	g_autofree char *forged = g_strdup_printf("a-b-%.12s", hash);

	assert_slugs((const char *const[]){ "a b", forged, "a-b", NULL },
	             (const char *const[]){ hash, forged, "a-b-d44362d67d92" });
}

static void
assert_hidden(const char *text, const char *wanted)
{
	g_autofree char *hidden = hide_addresses(text);

	g_assert_cmpstr(hidden, ==, wanted);
}

static void
test_hide(void)
{
	assert_hidden("ask anna.b+c@lists.example.org, or dan@e.org.", "ask anna.b+c@…, or dan@….");
	assert_hidden("<a href=\"mailto:anna@example.org?subject=x\">anna@example.org</a>", "<a>anna@…</a>");
	assert_hidden("mailto:anna%40example.org", "");
	assert_hidden("ștefan@exämple.org &lt;x@y.example&gt;", "ștefan@… &lt;x@…&gt;");
	assert_hidden("@handle, a@b and 5 @ 3.50 stay", "@handle, a@b and 5 @ 3.50 stay");
	assert_hidden(
	    "<a href=\"https://lore.example/r/20250101.a@b.example/\">https://lore.example/r/20250101.a@b.example/</a>",
	    "<a "
	    "href=\"https://lore.example/r/20250101.a@b.example/\">https://lore.example/r/20250101.a@b.example/</a>");
}

static gboolean
keep(const char *path, const char *text, gpointer data, GError **error G_GNUC_UNUSED)
{
	g_assert_true(g_hash_table_insert(data, g_strdup(path), g_strdup(text)));
	return TRUE;
}

static GHashTable *
render(const Archive *archive, const Config *config)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Templates) templates = templates_new(NULL);
	GHashTable *files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

	g_assert_true(archive_render(archive, config, templates, keep, files, &error));
	g_assert_no_error(error);
	return files;
}

static void
test_render(void)
{
	g_autoptr(Config) config = sample_config();
	g_autoptr(Archive) archive = sample_archive(config);
	standing_gather(archive, config->roster);
	g_autoptr(GHashTable) files = render(archive, config);
	const char *person = g_hash_table_lookup(files, "people/p0.html");
	const char *calendar = g_hash_table_lookup(files, "meetings.ics");

	g_assert_cmpuint(g_hash_table_size(files), ==, 2 + 1 + 1 + 6 + 4);
	g_assert_nonnull(strstr(person, "Ask &lt;b&gt;them&lt;/b&gt; &amp; mend it"));
	g_assert_nonnull(strstr(person, "<b class=\"late\">due Sun 16 Feb (overdue)</b>"));
	g_assert_nonnull(strstr(person, "Write to anna@…"));
	g_assert_nonnull(strstr(person, ">Hyper-V &amp; &lt;friends&gt;</a>"));
	g_assert_nonnull(strstr(g_hash_table_lookup(files, "tracks/vmm.html"), "Paint the mast"));
	g_assert_nonnull(strstr(calendar, "\r\nDTSTART:20250219T120000Z\r\n"));
	g_assert_nonnull(strstr(calendar, "boss@…"));
	g_assert_null(strstr(calendar, "METHOD"));
}

/* One that cannot be read leaves a hole, not a ruin; without any there is no feed, and still a calendar. */
static void
test_damaged(void)
{
	g_autoptr(Config) config = sample_config();
	g_autoptr(Archive) archive = sample_archive(config);
	Edition *edition = g_ptr_array_index(archive->editions, 0);
	g_bytes_unref(edition->data);
	edition->data = g_bytes_new_static("[{", 2);
	standing_gather(archive, config->roster);
	g_autoptr(GHashTable) files = render(archive, config);
	g_assert_false(g_hash_table_contains(files, edition->page));
	g_assert_null(strstr(g_hash_table_lookup(files, "index.html"), "2025-02-10"));

	g_ptr_array_set_size(archive->editions, 0);
	g_ptr_array_set_size(archive->upcoming, 0);
	g_autoptr(GHashTable) none = render(archive, config);
	g_assert_false(g_hash_table_contains(none, "feed.xml"));
	g_assert_null(strstr(g_hash_table_lookup(none, "index.html"), "feed.xml"));
	g_assert_nonnull(strstr(g_hash_table_lookup(none, "meetings.ics"), "BEGIN:VTIMEZONE"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/archive/slugs", test_slugs);
	g_test_add_func("/archive/slugs-differ", test_slugs_differ);
	g_test_add_func("/archive/slugs-forged", test_slugs_forged);
	g_test_add_func("/archive/hide", test_hide);
	g_test_add_func("/archive/render", test_render);
	g_test_add_func("/archive/damaged", test_damaged);
	return g_test_run();
}
