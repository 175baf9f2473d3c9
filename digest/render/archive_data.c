/* archive_data.c - what the templates of the archive's pages are rendered from. */
#include "archive_data.h"

#include "base/text_hash.h"
#include "render/mime.h"
#include "render/words.h"
#include "slug.h"

#include <string.h>

enum {
	LATEST = 12,       /* digests that the index lists; the rest is with its year */
	NAMED_TRACKS = 500 /* that only the notes name: as many cards as anybody looks through, and
	                      as many files */
};

/*
 * id -> "people/NAME.html".  Those of the configuration come first in the list, and all of them
 * have one.
 */
static GHashTable *
pages_of(const GPtrArray *standings, const char *folder)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new();
	guint claimed = 0;
	for (guint i = 0; i < standings->len && ids->len < claimed + NAMED_TRACKS; i++) {
		const Overview *standing = g_ptr_array_index(standings, i);
		claimed += standing->configured ? 1 : 0;
		g_ptr_array_add(ids, standing->id);
	}

	g_autoptr(GHashTable) slugs = slugs_make(ids, claimed);
	GHashTable *pages = g_hash_table_new_full(text_hash, g_str_equal, NULL, g_free);
	for (guint i = 0; i < ids->len; i++) {
		char *id = g_ptr_array_index(ids, i);
		g_hash_table_insert(
		    pages, id,
		    g_strdup_printf("%s/%s.html", folder, (char *)g_hash_table_lookup(slugs, id)));
	}
	return pages;
}

void
archive_context_init(ArchiveContext *site, const Archive *archive, const Config *config)
{
	*site = (ArchiveContext){ .archive = archive,
		                  .config = config,
		                  .tracks = pages_of(archive->tracks, "tracks"),
		                  .people = pages_of(archive->people, "people"),
		                  .editions = json_array(),
		                  .digest = digest_new() };
	site->digest->today = archive->today;
	g_ptr_array_unref(site->digest->upcoming);
	site->digest->upcoming = g_ptr_array_ref(archive->upcoming);
	data_init_page(&site->data, site->digest, config);
	for (guint i = 0; i < archive->editions->len; i++) {
		const Edition *edition = g_ptr_array_index(archive->editions, i);
		gsize length = 0;
		const char *text = g_bytes_get_data(edition->data, &length);
		json_t *data = text != NULL ? json_loadb(text, length, 0, NULL) : NULL;
		/* one that is missing keeps its place */
		json_array_append(site->editions, json_is_object(data) ? data : json_null());
		json_decref(data);
	}
}

void
archive_context_clear(ArchiveContext *site)
{
	g_hash_table_unref(site->tracks);
	g_hash_table_unref(site->people);
	json_decref(site->editions);
	digest_free(site->digest);
}

/* What every page has: where it is, what it is called, and where the others are. */
void
archive_context_set_page(const ArchiveContext *site, json_t *page, const Catalogue *words,
                         const char *root, const char *title)
{
	g_autofree char *name = NULL;
	const char *from = site->config->mail.from;
	if (from != NULL)
		(void)mime_mailbox(from, &name, NULL, NULL);

	data_set_text(page, "site",
	              name != NULL && *name != '\0' ? name : words_label(words, "meeting_notes"));
	data_set_text(page, "page_title", title);
	data_set_text(page, "root", root);
	json_object_set_new(page, "has_feed", json_boolean(site->archive->editions->len > 0));
	json_object_set_new(page, "words", words_labels(words));
}

static void
set_link(json_t *object, const char *root, const char *page)
{
	json_object_set_new(object, "link", json_null());
	if (page != NULL)
		data_take_text(object, "link", g_strconcat(root, page, NULL));
}

/* What lists tell of an edition; NULL for one that cannot be read. */
static json_t *
edition_heads(const ArchiveContext *site, guint place, const char *root)
{
	const Edition *edition = g_ptr_array_index(site->archive->editions, place);
	json_t *data = json_array_get(site->editions, place);
	if (!json_is_object(data))
		return NULL;

	json_t *heads = json_object();
	static const char *const names[] = { "title", "period", "counts", "job" };
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		json_object_set(heads, names[i], json_object_get(data, names[i]));
	set_link(heads, root, edition->page);
	return heads;
}

/* Of that year, or (NULL) of all; the latest first. */
static json_t *
edition_list(const ArchiveContext *site, const char *year, const char *root, guint most)
{
	json_t *list = json_array();

	for (guint i = site->archive->editions->len; i > 0 && json_array_size(list) < most; i--) {
		const Edition *edition = g_ptr_array_index(site->archive->editions, i - 1);
		json_t *heads = edition_heads(site, i - 1, root);
		if (heads != NULL && (year == NULL || g_str_has_prefix(edition->page, year)))
			json_array_append(list, heads);
		json_decref(heads);
	}
	return list;
}

GPtrArray *
archive_context_years(const ArchiveContext *site)
{
	GPtrArray *years = g_ptr_array_new_with_free_func(g_free);

	for (guint i = site->archive->editions->len; i > 0; i--) {
		const Edition *edition = g_ptr_array_index(site->archive->editions, i - 1);
		g_autofree char *year = g_strndup(edition->page, strcspn(edition->page, "/"));
		if (!g_ptr_array_find_with_equal_func(years, year, g_str_equal, NULL))
			g_ptr_array_add(years, g_steal_pointer(&year));
	}
	return years;
}

static json_t *
year_list(const ArchiveContext *site, const char *root, const char *but)
{
	g_autoptr(GPtrArray) years = archive_context_years(site);
	json_t *list = json_array();

	for (guint i = 0; i < years->len; i++) {
		const char *year = g_ptr_array_index(years, i);
		json_t *one = json_object();
		g_autofree char *page = g_strconcat(year, "/index.html", NULL);
		data_set_text(one, "name", year);
		set_link(one, root, g_strcmp0(year, but) != 0 ? page : NULL);
		json_array_append_new(list, one);
	}
	return list;
}

/* "9 open, 1 overdue" */
char *
archive_context_summary(const ArchiveContext *site, const Overview *standing)
{
	const Catalogue *words = site->data.words;
	guint overdue = 0;
	for (guint i = 0; i < standing->open->len; i++) {
		const Action *action =
		    ((ActionRecord *)g_ptr_array_index(standing->open, i))->action;
		overdue += action->due != DAY_NONE && action->due < site->archive->today;
	}

	g_autofree char *open = words_count(words, WORDS_OPEN, standing->open->len);
	g_autofree char *late = words_count(words, WORDS_OVERDUE, overdue);
	return overdue > 0 ? g_strdup_printf("%s, %s", open, late) : g_steal_pointer(&open);
}

/* Those of which there is something to tell; `*total` counts also those that have no page. */
static json_t *
standing_list(const ArchiveContext *site, const GPtrArray *standings, GHashTable *pages,
              guint *total)
{
	json_t *list = json_array();

	for (guint i = 0; i < standings->len; i++) {
		const Overview *standing = g_ptr_array_index(standings, i);
		if (standing->open->len + standing->finished->len + standing->meetings->len == 0)
			continue;
		const char *page = g_hash_table_lookup(pages, standing->id);
		++*total;
		if (page == NULL)
			continue;
		json_t *one = json_object();
		data_set_text(one, "name", standing->name);
		data_take_text(one, "summary", archive_context_summary(site, standing));
		set_link(one, "", page);
		json_array_append_new(list, one);
	}
	return list;
}

static void
set_list(json_t *page, const char *key, json_t *list)
{
	g_autofree char *has = g_strconcat("has_", key, NULL);

	json_object_set_new(page, has, json_boolean(json_array_size(list) > 0));
	json_object_set_new(page, key, list);
}

/* People are all configured: only of tracks there can be more. */
static void
set_tracks(const ArchiveContext *site, json_t *page)
{
	guint total = 0;
	json_t *list = standing_list(site, site->archive->tracks, site->tracks, &total);

	data_set_more_as(&site->data, page, "more_tracks", total, (guint)json_array_size(list));
	set_list(page, "tracks", list);
}

static void
set_people(const ArchiveContext *site, json_t *page)
{
	guint total = 0;

	set_list(page, "people", standing_list(site, site->archive->people, site->people, &total));
}

json_t *
archive_context_index(const ArchiveContext *site)
{
	json_t *page = json_object();
	Data data = site->data;

	archive_context_set_page(site, page, data.words, "", "");
	json_object_set_new(page, "upcoming", data_upcoming(&data));
	set_list(page, "editions", edition_list(site, NULL, "", LATEST));
	set_list(page, "years", year_list(site, "", NULL));
	set_tracks(site, page);
	set_people(site, page);
	return page;
}

json_t *
archive_context_year(const ArchiveContext *site, const char *year)
{
	json_t *page = json_object();

	archive_context_set_page(site, page, site->data.words, "../", year);
	set_list(page, "editions", edition_list(site, year, "../", G_MAXUINT));
	set_list(page, "years", year_list(site, "../", year));
	return page;
}

/* The pages that owners and tracks have by now. */
static void
set_pages(json_t *list, const char *key, GHashTable *pages)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		json_t *one = json_array_get(list, i);
		const char *id = json_string_value(json_object_get(one, key));
		const char *page = id != NULL ? g_hash_table_lookup(pages, id) : NULL;
		if (page != NULL)
			data_take_text(one, "page", g_strconcat("../", page, NULL));
	}
}

static void
set_neighbour(const ArchiveContext *site, json_t *page, const char *key, guint place)
{
	json_t *heads =
	    place < site->archive->editions->len ? edition_heads(site, place, "../") : NULL;

	json_object_set_new(page, key, heads != NULL ? heads : json_null());
}

json_t *
archive_context_edition(const ArchiveContext *site, guint place)
{
	json_t *data = json_array_get(site->editions, place);
	if (!json_is_object(data))
		return NULL;

	json_t *page = json_deep_copy(data);
	const char *language = json_string_value(json_object_get(page, "language"));
	const char *title = json_string_value(json_object_get(page, "title"));
	archive_context_set_page(site, page, catalogue_of(language != NULL ? language : "en"),
	                         "../", title);
	set_pages(json_object_get(json_object_get(page, "owners"), "list"), "person", site->people);
	set_pages(json_object_get(json_object_get(page, "tracks"), "list"), "id", site->tracks);
	set_neighbour(site, page, "newer", place + 1);
	set_neighbour(site, page, "older", place - 1);
	return page;
}
