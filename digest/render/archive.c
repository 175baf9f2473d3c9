/* archive.c - which files the archive has, and what each of them says. */
#include "render/archive.h"

#include "archive_data.h"
#include "base/error.h"
#include "hide_addresses.h"
#include "render/calendar.h"
#include "render/model_json.h"

#include <string.h>

enum {
	EDITION_BYTES =
	    2 * 1024 *
	    1024 /* the page escapes them, and still stays far below MUSTACHE_OUTPUT_MAX */
};

/*
 * Says whether an edition does without `key`: it is for mail and Discord only, or ("words") the
 * page takes it from the program that makes it.
 */
static gboolean
is_not_for_archive(const char *key)
{
	static const char *const names[] = { "ref",       "drawn", "footer",   "words",
		                             "preheader", "web",   "calendar", "answers" };

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		if (strcmp(key, names[i]) == 0)
			return TRUE;
	return g_str_has_suffix(key, "_text") || g_str_has_suffix(key, "_discord");
}

static void
drop_for_archive(json_t *value)
{
	const char *key;
	json_t *inner;
	void *next;

	json_object_foreach_safe(value, next, key, inner)
	{
		if (is_not_for_archive(key))
			json_object_del(value, key);
		else
			drop_for_archive(inner);
	}
	for (size_t i = 0; i < json_array_size(value); i++)
		drop_for_archive(json_array_get(value, i));
}

static char *
edition_line(const Digest *digest, const Config *config, guint level)
{
	json_t *data = data_build(digest, NULL, config, level, NULL, NULL, NULL);
	json_t *language = json_incref(json_object_get(json_object_get(data, "words"), "language"));

	drop_for_archive(data);
	json_object_set_new(data, "language", language);
	return json_to_line(data);
}

GBytes *
archive_edition_data(const Digest *digest, const Config *config)
{
	g_autofree char *line = edition_line(digest, config, DATA_PAGE);

	for (guint level = DATA_PAGE + 1; level <= DATA_PAGE_LEAST && strlen(line) > EDITION_BYTES;
	     level++) {
		g_free(line);
		line = edition_line(digest, config, level);
	}
	gsize length = strlen(line);
	return g_bytes_new_take(g_steal_pointer(&line), length);
}

enum {
	FEED_ENTRIES = 20,
	FEED_BYTES = 8 * 1024 * 1024 /* of all entries, escaped: half of MUSTACHE_OUTPUT_MAX */
};

typedef struct {
	ArchiveContext context;
	Templates *templates;
	const ArchiveSink *sink;
} ArchiveRun;

/* Passes a file to the sink; `text` is NULL when `error` says why there is none. */
static void
put_hidden(const ArchiveRun *run, const char *path, const char *text, const GError *error)
{
	const ArchiveSink *sink = run->sink;
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
 * Passes a file to the sink without mail addresses.  Every file comes through here, except the
 * calendar, which hides them itself before it folds its lines.
 */
static void
put(const ArchiveRun *run, const char *path, const char *text, const GError *error)
{
	g_autofree char *hidden = text != NULL ? hide_addresses(text) : NULL;

	put_hidden(run, path, hidden, error);
}

/* Renders `page` by `template` and releases it. */
static void
put_page(const ArchiveRun *run, const char *path, const char *template, json_t *page)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *text =
	    templates_render(run->templates, template, FORMAT_HTML, page, &error);

	json_decref(page);
	put(run, path, text, error);
}

static void
put_overviews(ArchiveRun *run, const GPtrArray *overviews, GHashTable *pages, gboolean are_people)
{
	for (guint i = 0; i < overviews->len; i++) {
		const Overview *overview = g_ptr_array_index(overviews, i);
		const char *path = g_hash_table_lookup(pages, overview->id);
		if (path != NULL)
			put_page(run, path, "archive_standing",
			         archive_context_overview(&run->context, overview, are_people));
	}
}

static void
put_editions(ArchiveRun *run)
{
	const GPtrArray *editions = run->context.archive->editions;

	for (guint i = 0; i < editions->len; i++) {
		const Edition *edition = g_ptr_array_index(editions, i);
		json_t *page = archive_context_edition(&run->context, i);
		if (page != NULL)
			put_page(run, edition->page, "archive_digest", page);
	}
}

static void
put_years(ArchiveRun *run)
{
	g_autoptr(GPtrArray) years = archive_context_years(&run->context);

	for (guint i = 0; i < years->len; i++) {
		const char *year = g_ptr_array_index(years, i);
		g_autofree char *path = g_strconcat(year, "/index.html", NULL);
		put_page(run, path, "archive_year", archive_context_year(&run->context, year));
	}
}

/* Returns `text` with U+FFFD for each character that XML 1.0 section 2.2 does not allow. */
static char *
xml_text(const char *text)
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

	mustache_append_escaped(escaped, ESCAPE_HTML, text, strlen(text));
	return escaped->len;
}

/*
 * Adds the entry of an edition with the whole digest, as its page has it.  It has only a link when
 * the digest cannot be made (its page reports that) or does not fit: RFC 4287 section 4.1.2 needs
 * no content beside a link.
 */
static void
add_entry(const ArchiveRun *run, guint index, json_t *entries, gsize *bytes)
{
	json_t *page = archive_context_edition(&run->context, index);
	if (page == NULL)
		return;

	g_autofree char *content =
	    templates_render(run->templates, "archive_body", FORMAT_HTML, page, NULL);
	g_autofree char *hidden = hide_addresses(content != NULL ? content : "");
	gsize length = escaped_length(hidden);
	gboolean fits = *bytes + length <= FEED_BYTES;
	json_t *entry = archive_context_entry(&run->context, index);
	json_decref(page);
	json_object_set_new(entry, "content", fits ? json_string(hidden) : json_null());
	json_array_append_new(entries, entry);
	*bytes += fits ? length : 0;
}

static void
put_feed(const ArchiveRun *run)
{
	guint count = run->context.archive->editions->len;
	if (count == 0)
		return;

	g_autoptr(GError) error = NULL;
	json_t *feed = archive_context_feed(&run->context);
	json_t *entries = json_object_get(feed, "entries");
	gsize bytes = 0;
	for (guint i = count; i > 0 && json_array_size(entries) < FEED_ENTRIES; i--)
		add_entry(run, i - 1, entries, &bytes);
	g_autofree char *text =
	    templates_render(run->templates, "archive_feed", FORMAT_HTML, feed, &error);
	g_autofree char *valid = text != NULL ? xml_text(text) : NULL;
	json_decref(feed);
	put(run, "feed.xml", valid, error);
}

static void
put_calendar(const ArchiveRun *run)
{
	const Archive *archive = run->context.archive;
	g_autofree char *text =
	    calendar_file(archive->upcoming, archive->seen_at, run->context.config);

	put_hidden(run, "meetings.ics", text, NULL);
}

void
archive_render(const Archive *archive, const Config *config, Templates *templates,
               const ArchiveSink *sink)
{
	ArchiveRun run = { .templates = templates, .sink = sink };

	archive_context_init(&run.context, archive, config);
	put_page(&run, "style.css", "archive_style", json_object());
	put_overviews(&run, archive->tracks, run.context.tracks, FALSE);
	put_overviews(&run, archive->people, run.context.people, TRUE);
	put_editions(&run);
	put_years(&run);
	put_calendar(&run);
	put_feed(&run);
	put_page(&run, "index.html", "archive", archive_context_index(&run.context));
	archive_context_clear(&run.context);
}
