/* data_summary.c - what a reader sees first: counts, chart, subject, preheader. */
#include "data.h"
#include "markdown/markdown.h"
#include "render/words.h"
#include "render/wrap.h"

#include <string.h>

enum {
	CHART_ROWS = 10,
	CHART_BAR = 24,  /* cells of the longest bar in text */
	CHART_NAME = 24, /* cells of a name in text */
	SUBJECT_MAX = 100,
	PREHEADER_MIN = 60,
	PREHEADER_MAX = 125
};

typedef struct {
	const char *name;
	guint open, overdue;
} Bar;

static gint
by_open(gconstpointer a, gconstpointer b)
{
	const Bar *one = a, *other = b;

	return (one->open < other->open) - (one->open > other->open);
}

static guint
overdue_of(const OwnerGroup *group)
{
	guint overdue = 0;

	for (guint i = 0; i < group->actions->len; i++)
		overdue +=
		    ((const DigestAction *)g_ptr_array_index(group->actions, i))->overdue ? 1 : 0;
	return overdue;
}

static GArray *
bars_of(const Digest *digest)
{
	GArray *bars = g_array_new(FALSE, FALSE, sizeof(Bar));

	for (guint i = 0; i < digest->owners->len; i++) {
		const OwnerGroup *group = g_ptr_array_index(digest->owners, i);
		Bar bar = { group->label, group->actions->len, overdue_of(group) };
		if (bar.name[0] != '\0' && bar.open > 0)
			g_array_append_val(bars, bar);
	}
	g_array_sort(bars, by_open); /* a stable sort: equal ones stay sorted by name */
	return bars;
}

/* Returns a row of the chart as text, in fixed columns: "Anna        ██░░░░". */
static char *
text_bar(const char *name, guint name_cells, guint late, guint rest)
{
	GString *out = g_string_new(name);

	for (guint cells = wrap_cells(name, -1); cells < name_cells; cells++)
		g_string_append_c(out, ' ');
	g_string_append(out, "  ");
	for (guint i = 0; i < late; i++)
		g_string_append(out, "█");
	for (guint i = 0; i < rest; i++)
		g_string_append(out, "░");
	return g_string_free(out, FALSE);
}

static char *
chart_name(const Bar *bar)
{
	g_autofree char *clean = data_clean(bar->name);
	g_autofree char *safe = wrap_defuse(clean);

	return data_shorten(safe, CHART_NAME - 1);
}

static json_t *
chart_row(const Data *data, const Bar *bar, guint most, guint name_cells)
{
	json_t *row = json_object();
	guint cells = MAX(1, bar->open * CHART_BAR / most);
	guint late = bar->overdue == 0 ? 0 : MAX(1, cells * bar->overdue / bar->open);
	guint late_percent = bar->overdue * 100 / bar->open;
	g_autofree char *name = chart_name(bar);
	g_autofree char *drawn =
	    text_bar(name, name_cells, MIN(late, cells), cells - MIN(late, cells));
	g_autofree char *overdue = words_count(data->words, WORDS_OVERDUE, bar->overdue);

	json_object_set_new(row, "name", json_string(name));
	json_object_set_new(row, "drawn", json_string(drawn));
	json_object_set_new(row, "open", json_integer(bar->open));
	data_set_text(row, "overdue", bar->overdue > 0 ? overdue : "");
	json_object_set_new(row, "percent", json_integer(MAX(3, bar->open * 100 / most)));
	if (late_percent > 0)
		json_object_set_new(row, "late_percent", json_integer(late_percent));
	if (late_percent < 100)
		json_object_set_new(row, "rest_percent", json_integer(100 - late_percent));
	return row;
}

json_t *
data_chart(Data *data)
{
	g_autoptr(GArray) bars = bars_of(data->digest);
	if (bars->len < 2)
		return json_null();

	json_t *object = json_object(), *list = json_array();
	guint shown = MIN(bars->len, CHART_ROWS), name_cells = 0;
	for (guint i = 0; i < shown; i++) {
		g_autofree char *name = chart_name(&g_array_index(bars, Bar, i));
		name_cells = MAX(name_cells, wrap_cells(name, -1));
	}
	for (guint i = 0; i < shown; i++)
		json_array_append_new(list, chart_row(data, &g_array_index(bars, Bar, i),
		                                      g_array_index(bars, Bar, 0).open,
		                                      MIN(name_cells, CHART_NAME)));
	json_object_set_new(object, "rows", list);
	data_set_more_in_notes(data, object, bars->len, shown);
	return object;
}

static void
add_tile(const Data *data, json_t *tiles, WordsCount what, guint n)
{
	json_t *tile = json_object();

	json_object_set_new(tile, "n", json_integer(n));
	data_take_text(tile, "said", words_count(data->words, what, n));
	data_set_text(tile, "label", words_count_label(data->words, what, n));
	json_object_set_new(tile, "late", json_boolean(what == WORDS_OVERDUE && n > 0));
	json_array_append_new(tiles, tile);
}

json_t *
data_summary(const Data *data)
{
	const Digest *digest = data->digest;
	json_t *tiles = json_array();

	gboolean only_changes = digest->new_meetings == 0 && digest->changed_meetings > 0;

	add_tile(data, tiles, only_changes ? WORDS_CHANGED : WORDS_MEETINGS,
	         only_changes ? digest->changed_meetings : digest->new_meetings);
	add_tile(data, tiles, WORDS_NEW, digest->new_actions);
	add_tile(data, tiles, WORDS_OVERDUE, digest->overdue_actions);
	add_tile(data, tiles, WORDS_OPEN, digest->open_actions);
	return tiles;
}

static void
add_count(const Data *data, GString *out, WordsCount what, guint n)
{
	g_autofree char *words = words_count(data->words, what, n);

	if (n > 0)
		g_string_append_printf(out, "%s%s", out->len > 0 ? ", " : "", words);
}

static char *
digest_counts(const Data *data)
{
	const Digest *digest = data->digest;
	GString *out = g_string_new(NULL);

	add_count(data, out, WORDS_MEETINGS, digest->new_meetings);
	if (digest->new_meetings == 0)
		add_count(data, out, WORDS_CHANGED, digest->changed_meetings);
	add_count(data, out, WORDS_NEW, digest->new_actions);
	add_count(data, out, WORDS_NOTED, digest->noted_actions);
	add_count(data, out, WORDS_OVERDUE, digest->overdue_actions);
	if (out->len == 0)
		add_count(data, out, WORDS_OPEN, digest->open_actions);
	if (out->len == 0)
		add_count(data, out, WORDS_LOOKING, digest->looking->len);
	return g_string_free(out, FALSE);
}

static char *
reminder_counts(const Data *data)
{
	const Digest *digest = data->digest;
	guint open = 0, overdue = 0, today = 0, week = 0;
	GString *out = g_string_new(NULL);

	for (guint g = 0; g < digest->owners->len; g++) {
		const OwnerGroup *group = g_ptr_array_index(digest->owners, g);
		for (guint i = 0; i < group->actions->len; i++) {
			const DigestAction *action = g_ptr_array_index(group->actions, i);
			overdue += action->overdue ? 1 : 0;
			today += action->due_in == 0 ? 1 : 0;
			week += action->due_in > 0 && digest_action_is_soon(action) ? 1 : 0;
			open++;
		}
	}
	add_count(data, out, WORDS_OVERDUE, overdue);
	add_count(data, out, WORDS_DUE_TODAY, today);
	add_count(data, out, WORDS_DUE_WEEK, week);
	if (open == 0)
		add_count(data, out, WORDS_MARKED, digest->marked->len);
	if (open == 0)
		add_count(data, out, WORDS_LOOKING, digest->looking->len);
	if (open > overdue + today + week)
		add_count(data, out, out->len > 0 ? WORDS_IN_ALL : WORDS_OPEN, open);
	if (out->len == 0) {
		g_autofree char *none = words_count(data->words, WORDS_OPEN, 0);
		g_string_append(out, none);
	}
	return g_string_free(out, FALSE);
}

char *
data_counts(const Data *data)
{
	return data->digest->kind == JOB_REMINDER ? reminder_counts(data) : digest_counts(data);
}

static char *
post_subject(const Data *data)
{
	const Digest *digest = data->digest;
	if (digest->changes->len == 0)
		return g_strdup("");
	if (digest_is_list(digest)) {
		g_autofree char *meetings =
		    words_count(data->words, WORDS_MEETINGS, digest->changes->len);
		return words_sentence(data->words, "new_subject", meetings);
	}
	const Change *change = g_ptr_array_index(digest->changes, 0);
	g_autofree char *label =
	    data_meeting_label(data, change->after != NULL ? change->after : change->before);
	return words_sentence(data->words,
	                      change->before == NULL || digest->first_post ? "new_subject"
	                                                                   : "changed_subject",
	                      label);
}

char *
data_subject(const Data *data)
{
	g_autofree char *counts = data_counts(data);
	g_autofree char *whole = NULL;

	if (data->digest->kind == JOB_REMINDER) {
		whole = words_sentence(data->words, "reminder_subject", counts);
	} else if (data->digest->kind == JOB_POST) {
		whole = post_subject(data);
	} else {
		g_autofree char *title =
		    words_title(data->words, data->digest->from, data->digest->today);
		whole = words_headline(data->words, title, counts);
	}
	g_autofree char *valid = g_utf8_make_valid(whole, -1);
	return data_shorten(valid, SUBJECT_MAX);
}

/* Adds a sentence about `names`, unless the preheader is long enough. */
static void
add_names(const Data *data, GString *out, const char *sentence, const GPtrArray *names)
{
	if (names->len == 0 || out->len > PREHEADER_MIN)
		return;
	g_autofree char *list = words_list_capped(data->words, names, 3);
	g_autofree char *words = words_sentence(data->words, sentence, list);
	g_string_append_printf(out, "%s ", words);
}

static gboolean
any_action(const OwnerGroup *group, gboolean overdue)
{
	for (guint i = 0; i < group->actions->len; i++) {
		const DigestAction *action = g_ptr_array_index(group->actions, i);
		if (overdue ? action->overdue : action->fresh)
			return TRUE;
	}
	return FALSE;
}

static void
add_owners(const Data *data, GString *out, gboolean overdue)
{
	const Digest *digest = data->digest;
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (guint i = 0; i < digest->owners->len; i++) {
		const OwnerGroup *group = g_ptr_array_index(digest->owners, i);
		if (group->label[0] != '\0' && any_action(group, overdue))
			g_ptr_array_add(names, group->label);
	}
	add_names(data, out, overdue ? "list_overdue" : "list_new", names);
}

static void
add_tracks(const Data *data, GString *out)
{
	const Digest *digest = data->digest;
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (guint i = 0; i < digest->tracks->len; i++) {
		const TrackGroup *group = g_ptr_array_index(digest->tracks, i);
		if (group->changes->len > 0)
			g_ptr_array_add(names, group->name);
	}
	add_names(data, out, "met", names);
}

static void
add_item(GString *out, const char *markdown)
{
	g_autofree char *valid = g_utf8_make_valid(markdown, -1);
	g_autofree char *plain = markdown_to_text(valid, NULL);
	g_autofree char *item = data_shorten(plain, PREHEADER_MIN);

	g_string_append_printf(out, "%s%s", out->len > 0 ? "; " : "", item);
}

/* Adds the first items of a reminder: they say more than counts. */
static void
add_items(const Data *data, GString *out)
{
	const Digest *digest = data->digest;

	for (guint g = 0; g < digest->owners->len; g++) {
		const OwnerGroup *group = g_ptr_array_index(digest->owners, g);
		for (guint i = 0; i < group->actions->len && out->len < PREHEADER_MIN; i++) {
			const DigestAction *action = g_ptr_array_index(group->actions, i);
			if (action->place < data->most)
				add_item(out, action->record->action->text);
		}
	}
	for (guint i = 0; i < digest->marked->len && out->len < PREHEADER_MIN; i++)
		add_item(out, ((const MarkedAction *)g_ptr_array_index(digest->marked, i))->text);
	for (guint i = 0; i < digest->looking->len && out->len < PREHEADER_MIN; i++) {
		const ActionRecord *record = g_ptr_array_index(digest->looking, i);
		add_item(out, record->action->text);
	}
	gboolean ended = g_str_has_suffix(out->str, "…") || g_str_has_suffix(out->str, ".");
	g_string_append(out, ended ? " " : ". ");
}

char *
data_preheader(const Data *data)
{
	const Digest *digest = data->digest;
	g_autoptr(GString) out = g_string_new(NULL);

	if (digest->kind == JOB_REMINDER)
		add_items(data, out);
	else
		add_tracks(data, out);
	if (digest->kind == JOB_DIGEST) {
		add_owners(data, out, TRUE);
		add_owners(data, out, FALSE);
	}
	if (digest->upcoming->len > 0) {
		const Upcoming *next = g_ptr_array_index(digest->upcoming, 0);
		g_autofree char *day = words_day(data->words, next->day, digest->today);
		g_autofree char *words = words_sentence(data->words, "next", day);
		g_string_append_printf(out, "%s ", words);
	}
	g_autofree char *open = words_count(data->words, WORDS_OPEN, digest->open_actions);
	g_autofree char *all = words_sentence(data->words, "open_all", open);
	if (digest->kind == JOB_DIGEST && digest->open_actions > 0 && out->len < PREHEADER_MIN)
		g_string_append_printf(out, "%s ", all);
	if (out->len < PREHEADER_MIN)
		g_string_append(out, words_links_hint(data->words));
	g_autofree char *valid = g_utf8_make_valid(g_strchomp(out->str), -1);
	return data_shorten(valid, PREHEADER_MAX);
}
