/* archive_data.c - the data that the templates of the archive's pages are rendered from. */
#include "archive_data.h"

#include "base/text.h"
#include "base/text_hash.h"
#include "hide_addresses.h"
#include "render/mail_header.h"
#include "render/words.h"

#include <string.h>

enum {
	SLUG_MAX = 48,
	HASH_LENGTH = 12
};

/*
 * Returns "build-system-c" for "Build System, C++" and "anna" for "anna@example.org"; "" when
 * nothing is left.
 */
static char *
plain_slug(const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	g_autofree char *hidden = hide_addresses(valid);
	g_autofree char *folded = text_fold(hidden);
	GString *out = g_string_new(NULL);

	for (const char *p = folded; *p != '\0' && out->len < SLUG_MAX; p++) {
		if (g_ascii_isalnum(*p))
			g_string_append_c(out, *p);
		else if (out->len > 0 && out->str[out->len - 1] != '-')
			g_string_append_c(out, '-');
	}
	if (out->len > 0 && out->str[out->len - 1] == '-')
		g_string_truncate(out, out->len - 1);
	return g_string_free(out, FALSE);
}

/*
 * Returns NAME-HASH, or the whole hash when that is taken: somebody may call a track
 * "vmm-1f2e3d4c5b6a" to get another track's name.  The whole hash is longer than any plain name.
 */
static char *
hashed_slug(const char *text, const char *name, GHashTable *counts, GHashTable *taken)
{
	g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
	g_autofree char *longer =
	    g_strdup_printf("%s%s%.*s", name, *name != '\0' ? "-" : "", HASH_LENGTH, hash);
	gboolean free_to_use =
	    !g_hash_table_contains(counts, longer) && !g_hash_table_contains(taken, longer);

	return free_to_use ? g_steal_pointer(&longer) : g_steal_pointer(&hash);
}

/*
 * Chooses names for the texts from `from` to before `to`, none of which comes before another.  Adds
 * to `taken` the names that they have and those that they could have had.
 */
static void
name_texts(const GPtrArray *texts, guint from, guint to, GHashTable *taken, GHashTable *slugs)
{
	g_autoptr(GHashTable) counts = g_hash_table_new_full(text_hash, g_str_equal, g_free, NULL);
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);

	for (guint i = from; i < to; i++) {
		char *name = plain_slug(g_ptr_array_index(texts, i));
		guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, name));
		g_hash_table_insert(counts, g_strdup(name), GUINT_TO_POINTER(count + 1));
		g_ptr_array_add(names, name);
	}
	for (guint i = from; i < to; i++) {
		char *text = g_ptr_array_index(texts, i),
		     *name = g_ptr_array_index(names, i - from);
		gboolean alone = GPOINTER_TO_UINT(g_hash_table_lookup(counts, name)) == 1;
		gboolean plainly = alone && *name != '\0' && !g_hash_table_contains(taken, name);
		g_hash_table_insert(
		    slugs, text, plainly ? g_strdup(name) : hashed_slug(text, name, counts, taken));
	}
	for (guint i = from; i < to; i++) {
		g_hash_table_add(taken, g_strdup(g_ptr_array_index(names, i - from)));
		g_hash_table_add(taken,
		                 g_strdup(g_hash_table_lookup(slugs, g_ptr_array_index(texts, i))));
	}
}

GHashTable *
archive_slugs(const GPtrArray *texts, guint claimed)
{
	g_autoptr(GHashTable) taken = g_hash_table_new_full(text_hash, g_str_equal, g_free, NULL);
	GHashTable *slugs = g_hash_table_new_full(text_hash, g_str_equal, NULL, g_free);

	/* a web server shows index.html for the folder itself */
	g_hash_table_add(taken, g_strdup("index"));
	name_texts(texts, 0, claimed, taken, slugs);
	name_texts(texts, claimed, texts->len, taken, slugs);
	return slugs;
}

char *
archive_person_page(const Roster *roster, const char *id)
{
	const GPtrArray *people = roster_people(roster);
	g_autoptr(GPtrArray) ids = g_ptr_array_new();

	for (guint i = 0; i < people->len; i++)
		g_ptr_array_add(ids, ((const Person *)g_ptr_array_index(people, i))->id);
	g_autoptr(GHashTable) slugs = archive_slugs(ids, ids->len);
	return g_strdup_printf("people/%s.html", (const char *)g_hash_table_lookup(slugs, id));
}

enum {
	LATEST = 12, /* digests that the index lists; the pages of the years list the others */
	NAMED_TRACKS =
	    500 /* tracks that only the notes name: more cards or files would help nobody */
};

/*
 * Returns id -> "people/NAME.html".  `overviews` begins with those of the configuration, which all
 * have a page.
 */
static GHashTable *
page_paths(const GPtrArray *overviews, const char *folder)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new();
	guint claimed = 0;
	for (guint i = 0; i < overviews->len && ids->len < claimed + NAMED_TRACKS; i++) {
		const Overview *overview = g_ptr_array_index(overviews, i);
		claimed += overview->configured ? 1 : 0;
		g_ptr_array_add(ids, overview->id);
	}

	g_autoptr(GHashTable) slugs = archive_slugs(ids, claimed);
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
archive_context_init(ArchiveContext *context, const Archive *archive, const Config *config)
{
	*context = (ArchiveContext){ .archive = archive,
		                     .config = config,
		                     .tracks = page_paths(archive->tracks, "tracks"),
		                     .people = page_paths(archive->people, "people"),
		                     .editions = json_array(),
		                     .digest = digest_new() };
	context->digest->today = archive->today;
	g_ptr_array_unref(context->digest->upcoming);
	context->digest->upcoming = g_ptr_array_ref(archive->upcoming);
	data_init_page(&context->data, context->digest, config);
	for (guint i = 0; i < archive->editions->len; i++) {
		const Edition *edition = g_ptr_array_index(archive->editions, i);
		gsize length = 0;
		const char *text = g_bytes_get_data(edition->data, &length);
		json_t *data = text != NULL ? json_loadb(text, length, 0, NULL) : NULL;
		/* one that cannot be read is null: the indexes stay those of `archive` */
		json_array_append(context->editions, json_is_object(data) ? data : json_null());
		json_decref(data);
	}
}

void
archive_context_clear(ArchiveContext *context)
{
	g_hash_table_unref(context->tracks);
	g_hash_table_unref(context->people);
	json_decref(context->editions);
	digest_free(context->digest);
}

void
archive_context_set_page(const ArchiveContext *context, json_t *page, const Catalogue *words,
                         const char *root, const char *title)
{
	g_autofree char *name = NULL;
	const char *from = context->config->mail.from;
	if (from != NULL)
		(void)mailbox_parse(from, &name, NULL, NULL);

	data_set_text(page, "site",
	              name != NULL && *name != '\0' ? name : words_label(words, "meeting_notes"));
	data_set_text(page, "page_title", title);
	data_set_text(page, "root", root);
	json_object_set_new(page, "has_feed", json_boolean(context->archive->editions->len > 0));
	json_object_set_new(page, "words", words_labels(words));
}

static void
set_link(json_t *object, const char *root, const char *page)
{
	json_object_set_new(object, "link", json_null());
	if (page != NULL)
		data_take_text(object, "link", g_strconcat(root, page, NULL));
}

/* Returns what lists say about an edition; NULL for one that cannot be read. */
static json_t *
edition_heads(const ArchiveContext *context, guint index, const char *root)
{
	const Edition *edition = g_ptr_array_index(context->archive->editions, index);
	json_t *data = json_array_get(context->editions, index);
	if (!json_is_object(data))
		return NULL;

	json_t *heads = json_object();
	static const char *const names[] = { "title", "period", "counts", "job" };
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		json_object_set(heads, names[i], json_object_get(data, names[i]));
	set_link(heads, root, edition->page);
	return heads;
}

/* Returns the editions of `year`, or (NULL) of all years; the latest first. */
static json_t *
edition_list(const ArchiveContext *context, const char *year, const char *root, guint most)
{
	json_t *list = json_array();

	for (guint i = context->archive->editions->len; i > 0 && json_array_size(list) < most;
	     i--) {
		const Edition *edition = g_ptr_array_index(context->archive->editions, i - 1);
		json_t *heads = edition_heads(context, i - 1, root);
		if (heads != NULL && (year == NULL || g_str_has_prefix(edition->page, year)))
			json_array_append(list, heads);
		json_decref(heads);
	}
	return list;
}

GPtrArray *
archive_context_years(const ArchiveContext *context)
{
	GPtrArray *years = g_ptr_array_new_with_free_func(g_free);

	for (guint i = context->archive->editions->len; i > 0; i--) {
		const Edition *edition = g_ptr_array_index(context->archive->editions, i - 1);
		g_autofree char *year = g_strndup(edition->page, strcspn(edition->page, "/"));
		if (!g_ptr_array_find_with_equal_func(years, year, g_str_equal, NULL))
			g_ptr_array_add(years, g_steal_pointer(&year));
	}
	return years;
}

static json_t *
year_list(const ArchiveContext *context, const char *root, const char *but)
{
	g_autoptr(GPtrArray) years = archive_context_years(context);
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

char *
archive_context_summary(const ArchiveContext *context, const Overview *overview)
{
	const Catalogue *words = context->data.words;
	guint overdue = 0;
	for (guint i = 0; i < overview->open->len; i++) {
		const Action *action =
		    ((ActionRecord *)g_ptr_array_index(overview->open, i))->action;
		overdue += action->due != DAY_NONE && action->due < context->archive->today;
	}

	g_autofree char *open = words_count(words, WORDS_OPEN, overview->open->len);
	g_autofree char *late = words_count(words, WORDS_OVERDUE, overdue);
	return overdue > 0 ? g_strdup_printf("%s, %s", open, late) : g_steal_pointer(&open);
}

/* Returns those that have an action or a meeting.  `*total` also counts those without a page. */
static json_t *
overview_list(const ArchiveContext *context, const GPtrArray *overviews, GHashTable *pages,
              guint *total)
{
	json_t *list = json_array();

	for (guint i = 0; i < overviews->len; i++) {
		const Overview *overview = g_ptr_array_index(overviews, i);
		if (overview->open->len + overview->finished->len + overview->meetings->len == 0)
			continue;
		const char *page = g_hash_table_lookup(pages, overview->id);
		++*total;
		if (page == NULL)
			continue;
		json_t *one = json_object();
		data_set_text(one, "name", overview->name);
		data_take_text(one, "summary", archive_context_summary(context, overview));
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

/* Only tracks can be too many: all people are configured. */
static void
set_tracks(const ArchiveContext *context, json_t *page)
{
	guint total = 0;
	json_t *list = overview_list(context, context->archive->tracks, context->tracks, &total);

	data_set_more_as(&context->data, page, "more_tracks", total, (guint)json_array_size(list));
	set_list(page, "tracks", list);
}

static void
set_people(const ArchiveContext *context, json_t *page)
{
	guint total = 0;

	set_list(page, "people",
	         overview_list(context, context->archive->people, context->people, &total));
}

json_t *
archive_context_index(const ArchiveContext *context)
{
	json_t *page = json_object();
	Data data = context->data;

	archive_context_set_page(context, page, data.words, "", "");
	json_object_set_new(page, "upcoming", data_upcoming(&data));
	set_list(page, "editions", edition_list(context, NULL, "", LATEST));
	set_list(page, "years", year_list(context, "", NULL));
	set_tracks(context, page);
	set_people(context, page);
	return page;
}

json_t *
archive_context_year(const ArchiveContext *context, const char *year)
{
	json_t *page = json_object();

	archive_context_set_page(context, page, context->data.words, "../", year);
	set_list(page, "editions", edition_list(context, year, "../", G_MAXUINT));
	set_list(page, "years", year_list(context, "../", year));
	return page;
}

/* Sets the page of each owner or track that has one by now. */
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
set_neighbour(const ArchiveContext *context, json_t *page, const char *key, guint index)
{
	json_t *heads =
	    index < context->archive->editions->len ? edition_heads(context, index, "../") : NULL;

	json_object_set_new(page, key, heads != NULL ? heads : json_null());
}

json_t *
archive_context_edition(const ArchiveContext *context, guint index)
{
	json_t *data = json_array_get(context->editions, index);
	if (!json_is_object(data))
		return NULL;

	json_t *page = json_deep_copy(data);
	const char *language = json_string_value(json_object_get(page, "language"));
	const char *title = json_string_value(json_object_get(page, "title"));
	archive_context_set_page(context, page, catalogue_of(language != NULL ? language : "en"),
	                         "../", title);
	set_pages(json_object_get(json_object_get(page, "owners"), "list"), "person",
	          context->people);
	set_pages(json_object_get(json_object_get(page, "tracks"), "list"), "id", context->tracks);
	set_neighbour(context, page, "newer", index + 1);
	set_neighbour(context, page, "older", index - 1);
	return page;
}

/*
 * Nobody reads longer lists: 500 actions fill sixty screens, and "and 412 more" follows.  When the
 * actions are long, fewer are shown, so that no page comes near MUSTACHE_OUTPUT_MAX.
 */
enum {
	OPEN_SHOWN = 500,
	LIST_BYTES = 2 * 1024 * 1024, /* of the data, before the page escapes them */
	FINISHED_SHOWN = 30,
	MEETINGS_SHOWN = 30,
	OTHERS_SHOWN = 4
};

/* Says the day: a page is read for weeks, when "in 3 days" is wrong. */
static json_t *
due_date(const ArchiveContext *context, const ActionRecord *record)
{
	Day due = record->action->due, today = context->archive->today;
	if (due == DAY_NONE || record->state != ACTION_OPEN)
		return json_null();

	json_t *object = json_object();
	data_take_text(object, "when", words_due_on(context->data.words, due, today));
	json_object_set_new(object, "late", json_boolean(due < today));
	json_object_set_new(object, "urgent", json_boolean(due <= today + 1));
	return object;
}

/* Lists who has the action besides the person whose page it is. */
static char *
other_owners(const ArchiveContext *context, const Action *action, const char *person)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	/* a group ("Everyone") stays one word, and so does a token that matches nobody */
	gboolean each_is_one = action->people->len == action->owners->len;

	for (guint i = 0; i < action->owners->len; i++) {
		const char *id = each_is_one ? g_ptr_array_index(action->people, i) : NULL;
		const Person *other =
		    id != NULL ? roster_person(context->config->roster, id) : NULL;
		if (g_strcmp0(id, person) != 0)
			g_ptr_array_add(names, other != NULL
			                           ? other->name
			                           : g_ptr_array_index(action->owners, i));
	}
	return words_list_capped(context->data.words, names, OTHERS_SHOWN);
}

static json_t *
archived_action(ArchiveContext *context, const ActionRecord *record, const char *person)
{
	const Catalogue *words = context->data.words;
	const Action *action = record->action;
	json_t *object = json_object();
	gboolean old = record->state == ACTION_OPEN && record->first_day != record->last_day;

	data_set_markdown(&context->data, object, "item", action->text,
	                  context->data.limits->item_chars);
	data_set_text(object, "id", record->state == ACTION_OPEN ? record->id : "");
	data_take_names(&context->data, object, "owners",
	                person == NULL ? data_owner_names(&context->data, action) : NULL);
	data_take_names(&context->data, object, "others",
	                person != NULL ? other_owners(context, action, person) : NULL);
	json_object_set_new(object, "due", due_date(context, record));
	data_set_linked(&context->data, object, action);
	data_take_text(
	    object, "since",
	    old ? words_since(words, record->first_day, record->meetings, context->archive->today)
	        : NULL);
	g_autofree char *where = data_origin(&context->data, record);
	data_set_link(&context->data, object, record->path, action->line, where);
	return object;
}

static gsize
text_bytes(const json_t *object)
{
	gsize bytes = 0;
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)object, key, value)
	{
		bytes += json_string_length(value);
	}
	return bytes;
}

static void
set_actions(ArchiveContext *context, json_t *page, const char *key, const GPtrArray *records,
            guint most, const char *person)
{
	json_t *list = json_array();
	guint shown = 0;

	for (gsize bytes = 0; shown < records->len && shown < most && bytes < LIST_BYTES; shown++) {
		json_t *action =
		    archived_action(context, g_ptr_array_index(records, shown), person);
		bytes += text_bytes(action);
		json_array_append_new(list, action);
	}
	g_autofree char *has = g_strconcat("has_", key, NULL);
	g_autofree char *more = g_strconcat("more_", key, NULL);
	json_object_set_new(page, has, json_boolean(records->len > 0));
	json_object_set_new(page, key, list);
	data_set_more_as(&context->data, page, more, records->len, shown);
}

static void
set_meetings(ArchiveContext *context, json_t *page, const GPtrArray *meetings)
{
	json_t *list = json_array();

	for (guint i = 0; i < meetings->len && i < MEETINGS_SHOWN; i++)
		json_array_append_new(
		    list, data_meeting_heads(&context->data, g_ptr_array_index(meetings, i)));
	json_object_set_new(page, "has_meetings", json_boolean(meetings->len > 0));
	json_object_set_new(page, "meetings", list);
	data_set_more_as(&context->data, page, "more_meetings", meetings->len, MEETINGS_SHOWN);
}

json_t *
archive_context_overview(ArchiveContext *context, const Overview *overview, gboolean is_person)
{
	const char *person = is_person ? overview->id : NULL;
	json_t *page = json_object();

	archive_context_set_page(context, page, context->data.words, "../", overview->name);
	data_take_text(page, "summary", archive_context_summary(context, overview));
	json_object_set_new(page, "is_person", json_boolean(is_person));
	set_actions(context, page, "open", overview->open, OPEN_SHOWN, person);
	set_actions(context, page, "finished", overview->finished, FINISHED_SHOWN, person);
	set_meetings(context, page, overview->meetings);
	return page;
}

/*
 * Returns an id that never changes (RFC 4287 section 4.2.6).  It is made from the edition itself,
 * so it stays the same when the archive moves.
 */
static char *
atom_id(const Edition *edition, const char *what)
{
	g_autofree char *made = g_strdup_printf("%s\n%s\n%" G_GINT64_FORMAT "\n", what,
	                                        edition->page, edition->made_at);
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
	gsize length = 0;
	const guchar *data = g_bytes_get_data(edition->data, &length);

	g_checksum_update(checksum, (const guchar *)made, (gssize)strlen(made));
	g_checksum_update(checksum, data, (gssize)length);
	const char *hash = g_checksum_get_string(checksum);
	/* version 8 is for ids of one's own making (RFC 9562 section 5.8) */
	return g_strdup_printf("urn:uuid:%.8s-%.4s-8%.3s-a%.3s-%.12s", hash, hash + 8, hash + 12,
	                       hash + 15, hash + 18);
}

static void
set_time(json_t *object, const char *key, gint64 when)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(when);

	data_take_text(object, key,
	               utc != NULL ? g_date_time_format(utc, "%Y-%m-%dT%H:%M:%SZ") : NULL);
}

/*
 * Sets the URL of a file of the archive; relative to the feed when the archive is not on the web.
 */
static void
set_address(const ArchiveContext *context, json_t *object, const char *key, const char *page)
{
	const char *base = context->config->archive_url != NULL ? context->config->archive_url : "";

	data_take_text(object, key, g_strconcat(base, page, NULL));
}

json_t *
archive_context_feed(const ArchiveContext *context)
{
	const GPtrArray *editions = context->archive->editions;
	const Edition *first = g_ptr_array_index(editions, 0),
	              *last = g_ptr_array_index(editions, editions->len - 1);
	json_t *feed = json_object();

	archive_context_set_page(context, feed, context->data.words, "", "");
	data_take_text(feed, "id", atom_id(first, "feed"));
	set_time(feed, "updated", last->made_at);
	set_address(context, feed, "home", "index.html");
	set_address(context, feed, "self", "feed.xml");
	json_object_set_new(feed, "entries", json_array());
	return feed;
}

json_t *
archive_context_entry(const ArchiveContext *context, guint index)
{
	const Edition *edition = g_ptr_array_index(context->archive->editions, index);
	const json_t *data = json_array_get(context->editions, index);
	json_t *entry = json_object();

	json_object_set(entry, "subject", json_object_get(data, "subject"));
	json_object_set(entry, "language", json_object_get(data, "language"));
	data_take_text(entry, "id", atom_id(edition, "entry"));
	set_time(entry, "updated", edition->made_at);
	set_address(context, entry, "link", edition->page);
	return entry;
}
