/* archive.c - the archive: which files there are, and what is in them. */
#include "render/archive.h"

#include "render/archive_data.h"
#include "render/calendar.h"
#include "render/hide_addresses.h"
#include "render/words.h"

enum {
	FEED_ENTRIES = 20
};

typedef struct {
	Site site;
	Templates *templates;
	ArchivePut put;
	gpointer data;
} Making;

/* Nothing leaves but through here. */
static gboolean
put(Making *making, const char *path, const char *text, GError **error)
{
	g_autofree char *hidden = hide_addresses(text);

	return making->put(path, hidden, making->data, error);
}

/* Takes `page`. */
static gboolean
put_page(Making *making, const char *path, const char *template, json_t *page, GError **error)
{
	g_autofree char *text = templates_render(making->templates, template, FORMAT_HTML, page, error);

	json_decref(page);
	return text != NULL && put(making, path, text, error);
}

static gboolean
put_standings(Making *making, const GPtrArray *standings, GHashTable *pages, gboolean are_people, GError **error)
{
	for (guint i = 0; i < standings->len; i++) {
		const Standing *standing = g_ptr_array_index(standings, i);
		const char *path = g_hash_table_lookup(pages, standing->id);
		json_t *page = site_standing(&making->site, standing, are_people);
		if (!put_page(making, path, "archive_standing", page, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
put_editions(Making *making, GError **error)
{
	const GPtrArray *editions = making->site.archive->editions;

	for (guint i = 0; i < editions->len; i++) {
		const Edition *edition = g_ptr_array_index(editions, i);
		json_t *page = site_edition(&making->site, i);
		if (page != NULL && !put_page(making, edition->page, "archive_digest", page, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
put_years(Making *making, GError **error)
{
	g_autoptr(GPtrArray) years = site_years(&making->site);

	for (guint i = 0; i < years->len; i++) {
		const char *year = g_ptr_array_index(years, i);
		g_autofree char *path = g_strconcat(year, "/index.html", NULL);
		if (!put_page(making, path, "archive_year", site_year(&making->site, year), error))
			return FALSE;
	}
	return TRUE;
}

/* What XML 1.0 section 2.2 does not allow becomes a replacement character. */
static char *
xml_of(const char *text)
{
	GString *out = g_string_new(NULL);

	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		gboolean allowed = c >= 0x20 ? c < 0xfffe || c > 0xffff : c == '\t' || c == '\n' || c == '\r';
		g_string_append_unichar(out, allowed ? c : 0xfffd);
	}
	return g_string_free(out, FALSE);
}

/* An entry has the whole digest, as its page has it. */
static gboolean
add_entry(Making *making, guint place, json_t *entries, GError **error)
{
	json_t *page = site_edition(&making->site, place);
	if (page == NULL)
		return TRUE;

	g_autofree char *content = templates_render(making->templates, "archive_body", FORMAT_HTML, page, error);
	json_decref(page);
	if (content == NULL)
		return FALSE;
	g_autofree char *hidden = hide_addresses(content);
	json_t *entry = site_entry(&making->site, place);
	json_object_set_new(entry, "content", json_string(hidden));
	json_array_append_new(entries, entry);
	return TRUE;
}

static gboolean
put_feed(Making *making, GError **error)
{
	guint count = making->site.archive->editions->len;
	if (count == 0)
		return TRUE;

	json_t *feed = site_feed(&making->site);
	json_t *entries = json_object_get(feed, "entries");
	gboolean fine = TRUE;
	for (guint i = count; fine && i > 0 && json_array_size(entries) < FEED_ENTRIES; i--)
		fine = add_entry(making, i - 1, entries, error);
	g_autofree char *text =
	    fine ? templates_render(making->templates, "archive_feed", FORMAT_HTML, feed, error) : NULL;
	json_decref(feed);
	if (text == NULL)
		return FALSE;
	g_autofree char *valid = xml_of(text);
	return put(making, "feed.xml", valid, error);
}

/* Its UIDs look like mail addresses: it hides what is one by itself. */
static gboolean
put_calendar(Making *making, GError **error)
{
	const Archive *archive = making->site.archive;
	g_autofree char *text = calendar_file(archive->upcoming, archive->told_at, making->site.config);

	return making->put("meetings.ics", text, making->data, error);
}

gboolean
archive_render(const Archive *archive, const Config *config, Templates *templates, ArchivePut put_file, gpointer data,
               GError **error)
{
	Making making = { .templates = templates, .put = put_file, .data = data };

	site_init(&making.site, archive, config);
	gboolean fine = put_page(&making, "style.css", "archive_style", json_object(), error) &&
	                put_standings(&making, archive->tracks, making.site.tracks, FALSE, error) &&
	                put_standings(&making, archive->people, making.site.people, TRUE, error) &&
	                put_editions(&making, error) && put_years(&making, error) && put_calendar(&making, error) &&
	                put_feed(&making, error) &&
	                put_page(&making, "index.html", "archive", site_index(&making.site), error);
	site_clear(&making.site);
	return fine;
}
