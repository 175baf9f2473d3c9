/* action_list.c - how `tidings actions` orders and shows what it found. */
#include "action_list.h"

#include "base/error.h"
#include "base/text.h"
#include "markdown/markdown.h"
#include "render/words.h"
#include "render/wrap.h"

#include <string.h>

enum {
	WIDTH = 80,
	ID_WIDTH = 6 /* ids are longer only after collisions */
};

static const char *const orders[] = {
	[ACTION_SORT_AGE] = "age",
	[ACTION_SORT_DUE] = "due",
	[ACTION_SORT_OWNER] = "owner",
	[ACTION_SORT_TRACK] = "track",
	NULL,
};

gboolean
action_sort_from_word(const char *word, ActionSort *sort, GError **error)
{
	for (guint i = 0; orders[i] != NULL; i++) {
		if (strcmp(word, orders[i]) != 0)
			continue;
		*sort = (ActionSort)i;
		return TRUE;
	}
	g_autofree char *shown = text_show(word, -1);
	const char *guess = g_utf8_validate(word, -1, NULL) ? text_guess(word, orders) : NULL;
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
	            "--sort: \"%s\" is no order%s%s%s; write age, due, owner or track", shown,
	            guess != NULL ? " (did you mean " : "", guess != NULL ? guess : "",
	            guess != NULL ? "?)" : "");
	return FALSE;
}

/* A record with what it is sorted by. */
typedef struct {
	ActionRecord *record;
	char *key; /* folded; NULL stands last */
} Sortable;

static void
sortable_clear(Sortable *one)
{
	g_free(one->key);
}

/* The person's name where it is one, else the token as written. */
static const char *
owner_name(const ActionRecord *record, guint index)
{
	const ResolvedOwner *owner = &record->owners[index];

	return owner->kind == TOKEN_PERSON ? owner->person->name
	                                   : g_ptr_array_index(record->action->owners, index);
}

static char *
key_of(const ActionRecord *record, ActionSort sort)
{
	const Action *action = record->action;

	if (sort == ACTION_SORT_OWNER && action->owners->len > 0)
		return text_fold(owner_name(record, 0));
	if (sort == ACTION_SORT_TRACK && action->track != NULL && *action->track != '\0')
		return text_fold(action->track);
	return NULL;
}

static int
compare_days(Day a, Day b)
{
	/* none is later than any */
	return (a - 1 > b - 1) - (a - 1 < b - 1);
}

static int
compare_entries(gconstpointer a, gconstpointer b, gpointer data)
{
	const Sortable *x = a, *y = b;
	ActionSort sort = (ActionSort)GPOINTER_TO_INT(data);
	int due = compare_days(x->record->action->due, y->record->action->due);
	int age = compare_days(x->record->first_day, y->record->first_day);

	if ((x->key == NULL) != (y->key == NULL))
		return x->key == NULL ? 1 : -1;
	int key = x->key != NULL ? strcmp(x->key, y->key) : 0;
	if (key != 0)
		return key;
	if (sort == ACTION_SORT_AGE)
		return age;
	return due != 0 ? due : age;
}

void
action_list_sort(GPtrArray *records, ActionSort sort)
{
	g_autoptr(GArray) entries = g_array_sized_new(FALSE, FALSE, sizeof(Sortable), records->len);

	g_array_set_clear_func(entries, (GDestroyNotify)sortable_clear);
	for (guint i = 0; i < records->len; i++) {
		ActionRecord *record = g_ptr_array_index(records, i);
		Sortable one = { record, key_of(record, sort) };
		g_array_append_val(entries, one);
	}
	g_array_sort_with_data(entries, compare_entries, GINT_TO_POINTER(sort));
	for (guint i = 0; i < records->len; i++)
		records->pdata[i] = g_array_index(entries, Sortable, i).record;
}

static void
append_owners(GString *out, const ActionRecord *record)
{
	const GPtrArray *owners = record->action->owners;

	for (guint i = 0; i < owners->len; i++) {
		TokenKind kind = record->owners[i].kind;
		const char *name = owner_name(record, i);
		g_string_append_printf(out, "%s%s%s", i > 0 ? ", " : "", name,
		                       kind == TOKEN_UNKNOWN     ? " (unknown)"
		                       : kind == TOKEN_AMBIGUOUS ? " (ambiguous)"
		                                                 : "");
	}
	if (owners->len == 0)
		g_string_append(out, "(nobody)");
}

/* What became of it, its due date, how old it is. */
static void
append_life(GString *out, const ActionRecord *record, Day today)
{
	Day due = record->action->due;
	guint age = record->first_day != DAY_NONE && record->first_day < today
	                ? today - record->first_day
	                : 0;

	if (record->state == ACTION_OPEN) {
		g_autofree char *until = day_to_iso(record->snoozed_until);
		g_autofree char *open = words_age(NULL, age, record->meetings);
		g_autofree char *when =
		    due != DAY_NONE ? words_due(NULL, (gint)due - (gint)today, due, today) : NULL;
		if (until != NULL && record->snoozed_until > today)
			g_string_append_printf(out, "snoozed until %s; ", until);
		if (when != NULL)
			g_string_append_printf(out, "%s; ", when);
		g_string_append(out, open);
		return;
	}
	g_autoptr(GDateTime) ended = g_date_time_new_from_unix_utc(record->ended_at);
	g_autofree char *day = ended != NULL ? g_date_time_format(ended, "%Y-%m-%d") : NULL;
	g_string_append_printf(out, "%s%s%s", action_state_word(record->state),
	                       day != NULL ? " " : "", day != NULL ? day : "");
}

char *
action_list_show(const ActionRecord *record, Day today)
{
	const Action *action = record->action;
	gsize indent = MAX(strlen(record->id), ID_WIDTH) + 1;
	g_autoptr(GString) lines = g_string_new(NULL);
	g_autoptr(GString) owners = g_string_new(NULL);
	g_autofree char *text = markdown_to_text(action->text, NULL);
	g_autofree char *path = text_show(record->path, -1);

	append_owners(owners, record);
	g_autofree char *who = text_show(owners->str, -1);
	g_string_append_printf(lines, "%*s%s: %s\n%*s", (int)indent, "", who, text, (int)indent,
	                       "");
	append_life(lines, record, today);
	if (action->track != NULL && *action->track != '\0') {
		g_autofree char *track = text_show(action->track, -1);
		g_string_append_printf(lines, "; %s", track);
	}
	g_string_append_printf(lines, "; %s:%u\n", path, action->line);
	char *shown = wrap_text(lines->str, WIDTH);
	memcpy(shown, record->id, strlen(record->id));
	return shown;
}
