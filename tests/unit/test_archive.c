/* test_archive.c - what the archive's files are called, and what must not stand in them. */
#include "base/error.h"
#include "compose/overview.h"
#include "render/archive.h"
#include "render/archive_data.h"
#include "render/hide_addresses.h"
#include "sample_archive.h"

#include <glib/gstdio.h>
#include <string.h>

static void
assert_slugs(const char *const *texts, const char *const *wanted)
{
	g_autoptr(GPtrArray) list = g_ptr_array_new();
	for (gsize i = 0; texts[i] != NULL; i++)
		g_ptr_array_add(list, (gpointer)texts[i]);
	g_autoptr(GHashTable) slugs = archive_slugs(list, 0);

	for (gsize i = 0; texts[i] != NULL; i++)
		g_assert_cmpstr(g_hash_table_lookup(slugs, texts[i]), ==, wanted[i]);
}

static void
test_slugs(void)
{
	assert_slugs(
	    (const char *const[]){ "VMM", "Ștefan Ionescu", "  Build system, C++ ", "a.b", NULL },
	    (const char *const[]){ "vmm", "stefan-ionescu", "build-system-c", "a-b" });
	/* nothing to call it by, and a way out of the folder */
	assert_slugs((const char *const[]){ "内核", "../../etc/passwd", "", NULL },
	             (const char *const[]){ "416baf7ad2a7", "etc-passwd", "e3b0c44298fc" });
}

/* Whatever they are, and in whatever order: names that can stand in a path, each one's own. */
static void
test_slugs_differ(void)
{
	static const char *const texts[] = { "a b",  "a-b", "A B",        "a/b", "a-b-c8687a08aa5d",
		                             "C",    "C++", "C#",         "c",   "\xff\xfe",
		                             "....", "/",   "a-b-3d8c6e", "con", "ß" };
	g_autoptr(GPtrArray) list = g_ptr_array_new();
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		g_ptr_array_add(list, (gpointer)texts[i]);
	g_autofree char *very_long = g_strnfill(5000, 'x');
	g_autofree char *longer = g_strnfill(5001, 'x');
	g_ptr_array_add(list, very_long);
	g_ptr_array_add(list, longer);
	g_autoptr(GHashTable) slugs = archive_slugs(list, 0),
	                      seen = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GPtrArray) reversed = g_ptr_array_new();
	for (guint i = list->len; i > 0; i--)
		g_ptr_array_add(reversed, g_ptr_array_index(list, i - 1));
	g_autoptr(GHashTable) again = archive_slugs(reversed, 0);

	for (guint i = 0; i < list->len; i++) {
		const char *slug = g_hash_table_lookup(slugs, g_ptr_array_index(list, i));
		g_assert_true(g_hash_table_add(seen, (gpointer)slug));
		g_assert_cmpuint(strspn(slug, "abcdefghijklmnopqrstuvwxyz0123456789-"), ==,
		                 strlen(slug));
		g_assert_true(*slug != '\0' && *slug != '-' && strlen(slug) <= 64);
		g_assert_cmpstr(slug, ==, g_hash_table_lookup(again, g_ptr_array_index(list, i)));
	}
}

static void
assert_claimed(const char *const *texts, guint claimed, const char *const *wanted)
{
	g_autoptr(GPtrArray) list = g_ptr_array_new();
	for (gsize i = 0; texts[i] != NULL; i++)
		g_ptr_array_add(list, (gpointer)texts[i]);
	g_autoptr(GHashTable) slugs = archive_slugs(list, claimed);

	for (gsize i = 0; texts[i] != NULL; i++)
		g_assert_cmpstr(g_hash_table_lookup(slugs, texts[i]), ==, wanted[i]);
}

/*
 * Those of the configuration are called the same whatever else there is, also those that get a
 * hash.
 */
static void
test_slugs_claimed(void)
{
	assert_claimed((const char *const[]){ "vmm", "vmm!", "VMM.", NULL }, 1,
	               (const char *const[]){ "vmm", "vmm-4c652a1d7bed", "vmm-bb00a220b700" });
	assert_claimed(
	    (const char *const[]){ "a.b", "a_b", "c", "a-b-2e7336dc8eba", "a-b", NULL }, 3,
	    (const char *const[]){ "a-b-2e7336dc8eba", "a-b-648fa9b31bc7", "c",
	                           "a-b-2e7336dc8eba-d2ebda3207da", "a-b-d44362d67d92" });
	assert_claimed((const char *const[]){ "index", "Index", NULL }, 1,
	               (const char *const[]){ "index-1bc04b5291c2", "index-39c3be1198a2" });
	assert_claimed(
	    (const char *const[]){ "anna@example.org", "ask dan@e.org!", "mailto:x", NULL }, 0,
	    (const char *const[]){ "anna", "ask-dan", "bcc5519e7032" });
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
	assert_hidden("<a href=\"mailto:anna@example.org?subject=x\">anna@example.org</a>",
	              "<a>anna@…</a>");
	assert_hidden("mailto:anna%40example.org", "");
	assert_hidden("ștefan@exämple.org &lt;x@y.example&gt;", "ștefan@… &lt;x@…&gt;");
	assert_hidden("@handle, a@b and 5 @ 3.50 stay", "@handle, a@b and 5 @ 3.50 stay");
	assert_hidden("<a "
	              "href=\"https://lore.example/r/20250101.a@b.example/\">https://lore.example/"
	              "r/20250101.a@b.example/</a>",
	              "<a "
	              "href=\"https://lore.example/r/20250101.a@b.example/\">https://lore.example/"
	              "r/20250101.a@b.example/</a>");
}

/*
 * What only looks like an address, schemes in capitals, bytes that are not UTF-8, and two addresses
 * that run together.
 */
static void
test_hide_borders(void)
{
	assert_hidden("", "");
	assert_hidden("@", "@");
	assert_hidden("a@", "a@");
	assert_hidden("a@b.", "a@b.");
	assert_hidden("a@.b.c @b.c .@b.c", "a@.b.c @b.c .@…");
	assert_hidden("a@b..c a@b.c. a@b.c..d", "a@b..c a@…. a@…..d");
	assert_hidden("a@b@c.d a@b.c@d.e", "a@b@… a@…@…");
	assert_hidden("HTTPS://x/u@e.org MAILTO:anna@e.org", "HTTPS://x/u@e.org ");
	assert_hidden("x href=\"mailto:anna@example.org", "x href=\"");
	assert_hidden("x href=\"MAILTO:\">y", "x>y");
	assert_hidden("x href=\"mailto:q\"@e.org", "x href=\"\"@e.org");
	assert_hidden("x@ href=\"mailto:q\"e.org", "x@ href=\"\"e.org");
	assert_hidden("https:", "https:");
	assert_hidden("s\xcc\xa6tefan@exa\xcc\x88mple.org", "s\xcc\xa6tefan@…");
	assert_hidden("\xff@a.b \xc8\x40x.y a@b.c\xe2\x82", "\xff@a.b \xc8@x.y a@…\xe2\x82");
}

static gboolean
replace_by_regex(const GMatchInfo *match, GString *out, gpointer data G_GNUC_UNUSED)
{
	g_autofree char *all = g_match_info_fetch(match, 0);
	g_autofree char *local = g_match_info_fetch(match, 1);

	if (local != NULL && *local != '\0')
		g_string_append_printf(out, "%s…", local);
	else if (g_str_has_prefix(all, "http"))
		g_string_append(out, all);
	return FALSE;
}

/*
 * As an expression says it, which short texts do not exhaust; only addresses that run together are
 * its blind spot.
 */
static void
test_hide_as_expressed(void)
{
	static const char pattern[] =
	    "https?:[^\\s\"<>]*|\\shref=\"mailto:[^\"]*\"(?=[\\s>])|mailto:[^\\s\"<>]*|"
	    "([\\p{L}\\p{N}._%+-]{1,64}@)[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)+";
	static const char *const pieces[] = {
		"a",       "@",     ".",     ".",        "-",
		"b",       "ș",     " ",     "\n",       "\"",
		"<",       ">",     "http:", "https:",   "_",
		"mailto:", "/",     "%40",   "…",        "+",
		"&quot;",  "href=", "内",    "x@y.zz.q", " href=\"mailto:",
		"٣",       "Ⅳ",     ":"
	};
	g_autoptr(GRegex) regex = g_regex_new(pattern, 0, 0, NULL);
	guint compared = 0;

	for (guint turn = 0; turn < 30000; turn++) {
		g_autoptr(GString) text = g_string_new(NULL);
		for (gint left = g_test_rand_int_range(1, 14); left > 0; left--)
			g_string_append(text,
			                pieces[g_test_rand_int_range(0, G_N_ELEMENTS(pieces))]);
		g_autofree char *wanted =
		    g_regex_replace_eval(regex, text->str, -1, 0, 0, replace_by_regex, NULL, NULL);
		if (strstr(wanted, "…@") != NULL)
			continue;
		assert_hidden(text->str, wanted);
		compared++;
	}
	g_assert_cmpuint(compared, >, 20000);
}

/* A megabyte of what makes one look ahead. */
static void
test_hide_long(void)
{
	static const char *const pieces[] = {
		"a@b.", "a@", "@a.", "mailto:", "http:", " href=\"mailto:", "a.b@c.d ", "@"
	};

	for (gsize i = 0; i < G_N_ELEMENTS(pieces); i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		while (text->len < 1 << 20)
			g_string_append(text, pieces[i]);
		g_autofree char *hidden = hide_addresses(text->str);
		g_assert_nonnull(hidden);
		g_assert_null(strstr(hidden, "@c.d"));
	}
}

/* Takes all but `refused`, and gathers what failed. */
typedef struct {
	GHashTable *files; /* path -> text */
	const char *refused;
	GPtrArray *failed; /* char *: messages */
} Kept;

static gboolean
keep(const char *path, const char *text, gpointer data, GError **error)
{
	Kept *kept = data;

	if (g_strcmp0(path, kept->refused) == 0) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_IO, "%s: refused", path);
		return FALSE;
	}
	g_assert_true(g_hash_table_insert(kept->files, g_strdup(path), g_strdup(text)));
	return TRUE;
}

static void
fail(const char *path, const GError *error, gpointer data)
{
	Kept *kept = data;

	g_assert_true(g_str_has_prefix(error->message, path));
	g_ptr_array_add(kept->failed, g_strdup(error->message));
}

static GHashTable *
render_with(const Archive *archive, const Config *config, const char *folder, const char *refused,
            GPtrArray *failed)
{
	g_autoptr(Templates) templates = templates_new(folder);
	Kept kept = { g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free), refused,
		      failed };
	const ArchiveSink sink = { keep, fail, &kept };

	archive_render(archive, config, templates, &sink);
	return kept.files;
}

static GHashTable *
render(const Archive *archive, const Config *config)
{
	g_autoptr(GPtrArray) failed = g_ptr_array_new_with_free_func(g_free);
	GHashTable *files = render_with(archive, config, NULL, NULL, failed);

	g_assert_cmpuint(failed->len, ==, 0);
	return files;
}

static void
test_render(void)
{
	g_autoptr(Config) config = sample_config();
	g_autoptr(Archive) archive = sample_archive(config);
	archive_build_overviews(archive, config->roster);
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

/* One that cannot be read leaves a hole, not a ruin; without any there is no feed, and still a
 * calendar. */
static void
test_damaged(void)
{
	g_autoptr(Config) config = sample_config();
	g_autoptr(Archive) archive = sample_archive(config);
	Edition *edition = g_ptr_array_index(archive->editions, 0);
	g_bytes_unref(edition->data);
	edition->data = g_bytes_new_static("[{", 2);
	archive_build_overviews(archive, config->roster);
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

/* One file that cannot be made or taken is told of by its name; the others are there. */
static void
test_failing(void)
{
	g_autoptr(Config) config = sample_config();
	g_autoptr(Archive) archive = sample_archive(config);
	g_autofree char *folder = g_dir_make_tmp("tidings-test-XXXXXX", NULL);
	g_autofree char *template = g_build_filename(folder, "archive_year.html.mustache", NULL);
	g_autofree char *style = g_build_filename(folder, "archive_style.html.mustache", NULL);
	g_autoptr(GPtrArray) failed = g_ptr_array_new_with_free_func(g_free);
	archive_build_overviews(archive, config->roster);
	g_autoptr(GHashTable) all = render(archive, config);

	g_assert_true(g_file_set_contents(template, "{{#open}}", -1, NULL));
	g_assert_true(g_file_set_contents(style, "{{nothing}}\n\t\n", -1, NULL));
	g_autoptr(GHashTable) files =
	    render_with(archive, config, folder, "tracks/vmm.html", failed);
	g_assert_cmpuint(g_hash_table_size(files), ==, g_hash_table_size(all) - 3);
	g_assert_cmpuint(failed->len, ==, 3);
	g_assert_cmpstr(g_ptr_array_index(failed, 0), ==,
	                "style.css: its template makes nothing, and an empty file is not written");
	g_assert_cmpstr(g_ptr_array_index(failed, 1), ==, "tracks/vmm.html: refused");
	g_assert_true(g_str_has_prefix(g_ptr_array_index(failed, 2), "2025/index.html: "));
	g_assert_cmpint(g_unlink(template), ==, 0);
	g_assert_cmpint(g_unlink(style), ==, 0);
	g_assert_cmpint(g_rmdir(folder), ==, 0);
}

/* An edition that is too long for the feed leaves its entry, and room for the others. */
static void
test_long_feed(void)
{
	g_autoptr(Config) config = sample_config();
	g_autoptr(Archive) archive = sample_archive(config);
	Edition *edition = g_ptr_array_index(archive->editions, 1);
	g_autofree char *quotes = g_strnfill(2 * 1024 * 1024, '\'');
	g_autofree char *data = g_strdup_printf(
	    "{\"subject\":\"Long\",\"unassigned\":{\"actions\":[{\"item_html\":\"%s\"}]}}", quotes);
	g_bytes_unref(edition->data);
	edition->data = g_bytes_new(data, strlen(data));
	archive_build_overviews(archive, config->roster);
	g_autoptr(GHashTable) files = render(archive, config);
	const char *feed = g_hash_table_lookup(files, "feed.xml");
	const char *entry = strstr(feed, "<title>Long</title>"), *next = strstr(entry, "</entry>");

	g_assert_cmpuint(strlen(feed), <, 1 << 20);
	g_assert_null(g_strstr_len(entry, next - entry, "<content"));
	g_assert_nonnull(strstr(next, "<content"));
	g_assert_true(g_hash_table_contains(files, edition->page));
}

/* A digest of more than a page can hold is kept shorter, in whichever place it is long. */
static void
test_long_edition(void)
{
	static const Sample samples[] = { { "items", JOB_DIGEST, 60, 30, 60, NULL, "'", 4000 },
		                          { "owners", JOB_DIGEST, 400, 60, 0, NULL, NULL, 0 },
		                          { "meetings", JOB_DIGEST, 1, 1, 2000, NULL, "<", 4000 } };
	g_autoptr(Config) config = sample_config();

	sample_set_discussion(config, DISCUSSION_FULL);
	for (gsize i = 0; i < G_N_ELEMENTS(samples); i++) {
		g_autoptr(Digest) digest = sample_digest(&samples[i], config);
		g_autoptr(GBytes) data = archive_edition_data(digest, config);
		g_autofree char *text =
		    g_strndup(g_bytes_get_data(data, NULL), g_bytes_get_size(data));
		g_assert_cmpuint(strlen(text), <=, 2 * 1024 * 1024);
		g_assert_cmpuint(strlen(text), >, 20 * 1024);
		g_assert_null(
		    strstr(text, "style=")); /* the sheet of the page says how links look */
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/archive/slugs", test_slugs);
	g_test_add_func("/archive/slugs-differ", test_slugs_differ);
	g_test_add_func("/archive/slugs-forged", test_slugs_forged);
	g_test_add_func("/archive/slugs-claimed", test_slugs_claimed);
	g_test_add_func("/archive/hide", test_hide);
	g_test_add_func("/archive/hide-borders", test_hide_borders);
	g_test_add_func("/archive/hide-as-expressed", test_hide_as_expressed);
	g_test_add_func("/archive/hide-long", test_hide_long);
	g_test_add_func("/archive/render", test_render);
	g_test_add_func("/archive/damaged", test_damaged);
	g_test_add_func("/archive/failing", test_failing);
	g_test_add_func("/archive/long-feed", test_long_feed);
	g_test_add_func("/archive/long-edition", test_long_edition);
	return g_test_run();
}
