/* archive.c - the archive: which files there are, and what is in them. */
#include "render/archive.h"

#include "archive_data.h"
#include "base/error.h"
#include "escape.h"
#include "hide_addresses.h"
#include "render/calendar.h"
#include "render/words.h"

#include <string.h>

enum {
	FEED_ENTRIES = 20,
	FEED_BYTES =
	    8 * 1024 * 1024 /* of their content, escaped: half of what a template may make */
};

typedef struct {
	ArchiveContext site;
	Templates *templates;
	const ArchiveSink *sink;
} Making;

/* `text` is NULL when `error` says why there is none. */
static void
put_hidden(const Making *making, const char *path, const char *text, const GError *error)
{
	const ArchiveSink *sink = making->sink;
	g_autoptr(GError) local = error != NULL ? g_error_copy(error) : NULL;

	if (local == NULL && text[strspn(text, " \t\r\n")] == '\0')
		g_set_error_literal(&local, TIDINGS_ERROR, TIDINGS_ERROR_DATA,
		                    "its template makes nothing, and an empty file is not written");
	if (local != NULL)
		g_prefix_error(&local, "%s: ", path);
	else
		(void)sink->put(path, text, sink->data, &local);
	if (local != NULL)
		sink->failed(path, local, sink->data);
}

/*
 * Nothing leaves but through here, where addresses are hidden; the calendar alone does so itself,
 * before it folds its lines.
 */
static void
put(const Making *making, const char *path, const char *text, const GError *error)
{
	g_autofree char *hidden = text != NULL ? hide_addresses(text) : NULL;

	put_hidden(making, path, hidden, error);
}

/* Takes `page`. */
static void
put_page(const Making *making, const char *path, const char *template, json_t *page)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *text =
	    templates_render(making->templates, template, FORMAT_HTML, page, &error);

	json_decref(page);
	put(making, path, text, error);
}

static void
put_standings(Making *making, const GPtrArray *standings, GHashTable *pages, gboolean are_people)
{
	for (guint i = 0; i < standings->len; i++) {
		const Overview *standing = g_ptr_array_index(standings, i);
		const char *path = g_hash_table_lookup(pages, standing->id);
		if (path != NULL)
			put_page(making, path, "archive_standing",
			         archive_context_standing(&making->site, standing, are_people));
	}
}

static void
put_editions(Making *making)
{
	const GPtrArray *editions = making->site.archive->editions;

	for (guint i = 0; i < editions->len; i++) {
		const Edition *edition = g_ptr_array_index(editions, i);
		json_t *page = archive_context_edition(&making->site, i);
		if (page != NULL)
			put_page(making, edition->page, "archive_digest", page);
	}
}

static void
put_years(Making *making)
{
	g_autoptr(GPtrArray) years = archive_context_years(&making->site);

	for (guint i = 0; i < years->len; i++) {
		const char *year = g_ptr_array_index(years, i);
		g_autofree char *path = g_strconcat(year, "/index.html", NULL);
		put_page(making, path, "archive_year", archive_context_year(&making->site, year));
	}
}

/* What XML 1.0 section 2.2 does not allow becomes a replacement character. */
static char *
xml_of(const char *text)
{
	GString *out = g_string_new(NULL);

	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		gboolean allowed =
		    c >= 0x20 ? c < 0xfffe || c > 0xffff : c == '\t' || c == '\n' || c == '\r';
		g_string_append_unichar(out, allowed ? c : 0xfffd);
	}
	return g_string_free(out, FALSE);
}

static gsize
escaped_length(const char *text)
{
	g_autoptr(GString) escaped = g_string_new(NULL);

	escape_append(escaped, ESCAPE_HTML, text, strlen(text));
	return escaped->len;
}

/*
 * An entry has the whole digest, as its page has it; its link alone when that cannot be made (which
 * its page tells) or does not fit (RFC 4287 section 4.1.2: an entry with a link needs no content).
 */
static void
add_entry(const Making *making, guint place, json_t *entries, gsize *bytes)
{
	json_t *page = archive_context_edition(&making->site, place);
	if (page == NULL)
		return;

	g_autofree char *content =
	    templates_render(making->templates, "archive_body", FORMAT_HTML, page, NULL);
	g_autofree char *hidden = hide_addresses(content != NULL ? content : "");
	gsize length = escaped_length(hidden);
	gboolean fits = *bytes + length <= FEED_BYTES;
	json_t *entry = archive_context_entry(&making->site, place);
	json_decref(page);
	json_object_set_new(entry, "content", fits ? json_string(hidden) : json_null());
	json_array_append_new(entries, entry);
	*bytes += fits ? length : 0;
}

static void
put_feed(const Making *making)
{
	guint count = making->site.archive->editions->len;
	if (count == 0)
		return;

	g_autoptr(GError) error = NULL;
	json_t *feed = archive_context_feed(&making->site);
	json_t *entries = json_object_get(feed, "entries");
	gsize bytes = 0;
	for (guint i = count; i > 0 && json_array_size(entries) < FEED_ENTRIES; i--)
		add_entry(making, i - 1, entries, &bytes);
	g_autofree char *text =
	    templates_render(making->templates, "archive_feed", FORMAT_HTML, feed, &error);
	g_autofree char *valid = text != NULL ? xml_of(text) : NULL;
	json_decref(feed);
	put(making, "feed.xml", valid, error);
}

static void
put_calendar(const Making *making)
{
	const Archive *archive = making->site.archive;
	g_autofree char *text =
	    calendar_file(archive->upcoming, archive->told_at, making->site.config);

	put_hidden(making, "meetings.ics", text, NULL);
}

void
archive_render(const Archive *archive, const Config *config, Templates *templates,
               const ArchiveSink *sink)
{
	Making making = { .templates = templates, .sink = sink };

	archive_context_init(&making.site, archive, config);
	put_page(&making, "style.css", "archive_style", json_object());
	put_standings(&making, archive->tracks, making.site.tracks, FALSE);
	put_standings(&making, archive->people, making.site.people, TRUE);
	put_editions(&making);
	put_years(&making);
	put_calendar(&making);
	put_feed(&making);
	put_page(&making, "index.html", "archive", archive_context_index(&making.site));
	archive_context_clear(&making.site);
}
