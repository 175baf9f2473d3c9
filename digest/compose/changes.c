/* changes.c - what is new between two versions of a meeting. */
#include "compose/changes.h"

#include "base/text.h"
#include "base/text_hash.h"
#include "match/action_index.h"

#include <string.h>

/* Items of one file are compared whatever the day, so any window does. */
enum {
	ANY_WINDOW = 1
};

static void
add_item(ActionIndex *index, gint64 row, Day day, const Action *action)
{
	ActionKey key;

	action_key_init(&key, action);
	action_index_add(index, row, day, &key);
	action_key_clear(&key);
}

static Action *
find_before(ActionIndex *index, const Meeting *before, const Action *action, GHashTable *taken)
{
	ActionKey key;
	action_key_init(&key, action);
	gint64 row = action_index_find(index, before->day, &key, taken);
	action_key_clear(&key);
	if (row == 0)
		return NULL;

	g_hash_table_add(taken, ROW_KEY(row));
	return g_ptr_array_index(before->actions, (guint)(row - 1));
}

static gboolean
same_strings(const GPtrArray *a, const GPtrArray *b)
{
	if (a->len != b->len)
		return FALSE;
	for (guint i = 0; i < a->len; i++)
		if (strcmp(g_ptr_array_index(a, i), g_ptr_array_index(b, i)) != 0)
			return FALSE;
	return TRUE;
}

static gboolean
same_text(const char *a, const char *b)
{
	g_autofree char *x = text_collapse_space(a);
	g_autofree char *y = text_collapse_space(b);

	return strcmp(x, y) == 0;
}

static gboolean
has_string(const GPtrArray *strings, const char *wanted, gboolean folded)
{
	g_autofree char *fold = folded ? text_fold(wanted) : NULL;

	for (guint i = 0; i < strings->len; i++) {
		const char *string = g_ptr_array_index(strings, i);
		g_autofree char *other = folded ? text_fold(string) : NULL;
		if (folded ? strcmp(other, fold) == 0 : strcmp(string, wanted) == 0)
			return TRUE;
	}
	return FALSE;
}

static gboolean
same_set(const GPtrArray *a, const GPtrArray *b, gboolean folded)
{
	for (guint i = 0; i < a->len; i++)
		if (!has_string(b, g_ptr_array_index(a, i), folded))
			return FALSE;
	for (guint i = 0; i < b->len; i++)
		if (!has_string(a, g_ptr_array_index(b, i), folded))
			return FALSE;
	return TRUE;
}

/* By the tokens, else by the persons when each token is one at least: another spelling of a name
 * gives nothing away. */
static gboolean
same_owners(const Action *a, const Action *b)
{
	if (same_set(a->owners, b->owners, TRUE))
		return TRUE;
	return a->people->len >= MAX(a->owners->len, 1) &&
	       b->people->len >= MAX(b->owners->len, 1) && same_set(a->people, b->people, FALSE);
}

static void
sort_in(Change *change, Action *was, Action *is)
{
	if (was == NULL) {
		g_ptr_array_add(change->added, is);
	} else if (is->done && !was->done) {
		g_ptr_array_add(change->finished, is);
	} else if (!same_owners(was, is)) {
		g_ptr_array_add(change->reowned, is);
		g_ptr_array_add(change->given_up, was);
	} else if (was->due != is->due || was->done != is->done ||
	           !same_strings(was->owners, is->owners) || !same_text(was->text, is->text)) {
		g_ptr_array_add(change->reworded, is);
	}
}

/* The same item under other owners: looked for last, by its words alone. */
static ActionIndex *
ownerless_ledger(const Meeting *before, GHashTable *taken)
{
	ActionIndex *index = action_index_new(ANY_WINDOW);

	for (guint i = 0; i < before->actions->len; i++) {
		gint64 row = (gint64)i + 1;
		if (g_hash_table_contains(taken, ROW_KEY(row)))
			continue;
		Action *bare = action_copy(g_ptr_array_index(before->actions, i));
		g_ptr_array_set_size(bare->owners, 0);
		g_ptr_array_set_size(bare->people, 0);
		add_item(index, row, before->day, bare);
		action_free(bare);
	}
	return index;
}

static void
compare_actions(Change *change)
{
	const Meeting *before = change->before, *after = change->after;
	g_autoptr(GHashTable) taken = g_hash_table_new(NULL, NULL);
	g_autoptr(ActionIndex) index = action_index_new(ANY_WINDOW);
	g_autoptr(GPtrArray) unmatched = g_ptr_array_new();

	for (guint i = 0; i < before->actions->len; i++)
		add_item(index, (gint64)i + 1, before->day, g_ptr_array_index(before->actions, i));
	for (guint i = 0; i < after->actions->len; i++) {
		Action *action = g_ptr_array_index(after->actions, i);
		Action *was = find_before(index, before, action, taken);
		if (was == NULL)
			g_ptr_array_add(unmatched, action);
		else
			sort_in(change, was, action);
	}

	g_autoptr(ActionIndex) ownerless = ownerless_ledger(before, taken);
	for (guint i = 0; i < unmatched->len; i++) {
		Action *action = g_ptr_array_index(unmatched, i);
		Action *bare = action_copy(action);
		g_ptr_array_set_size(bare->owners, 0);
		g_ptr_array_set_size(bare->people, 0);
		sort_in(change, find_before(ownerless, before, bare, taken), action);
		action_free(bare);
	}
	/* the file was one meeting and has many now: what is not in this one is in another */
	if (before->line == 0 && after->line > 0)
		return;
	for (guint i = 0; i < before->actions->len; i++) {
		gint64 row = (gint64)i + 1;
		if (!g_hash_table_contains(taken, ROW_KEY(row)))
			g_ptr_array_add(change->withdrawn, g_ptr_array_index(before->actions, i));
	}
}

static void
add_folded(GHashTable *set, const char *text)
{
	g_hash_table_add(set, text_fold(text));
}

static gboolean
has_folded(GHashTable *set, const char *text)
{
	g_autofree char *folded = text_fold(text);

	return g_hash_table_contains(set, folded);
}

/* Statements are compared over the whole file: one that moved below another heading is not news. */
static void
compare_entries(Change *change)
{
	g_autoptr(GHashTable) known = g_hash_table_new_full(text_hash, g_str_equal, g_free, NULL);

	for (guint t = 0; t < change->before->topics->len; t++) {
		const Topic *topic = g_ptr_array_index(change->before->topics, t);
		for (guint e = 0; e < topic->entries->len; e++)
			add_folded(known,
			           ((const Entry *)g_ptr_array_index(topic->entries, e))->text);
	}
	for (guint t = 0; t < change->after->topics->len; t++) {
		Topic *topic = g_ptr_array_index(change->after->topics, t);
		gboolean grown = FALSE;
		for (guint e = 0; e < topic->entries->len && !grown; e++)
			grown = !has_folded(
			    known, ((const Entry *)g_ptr_array_index(topic->entries, e))->text);
		if (grown)
			g_ptr_array_add(change->grown, topic);
	}
}

static void
compare_notes(Change *change)
{
	g_autoptr(GHashTable) known = g_hash_table_new_full(text_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < change->before->decisions->len; i++)
		add_folded(
		    known,
		    ((const Decision *)g_ptr_array_index(change->before->decisions, i))->text);
	for (guint i = 0; i < change->after->decisions->len; i++) {
		Decision *decision = g_ptr_array_index(change->after->decisions, i);
		if (!has_folded(known, decision->text))
			g_ptr_array_add(change->announced, decision);
	}
}

static void
take_all(Change *change)
{
	const Meeting *after = change->after;

	for (guint i = 0; i < after->actions->len; i++)
		g_ptr_array_add(change->added, g_ptr_array_index(after->actions, i));
	for (guint i = 0; i < after->topics->len; i++)
		g_ptr_array_add(change->grown, g_ptr_array_index(after->topics, i));
	for (guint i = 0; i < after->decisions->len; i++)
		g_ptr_array_add(change->announced, g_ptr_array_index(after->decisions, i));
}

Change *
change_between(Meeting *before, Meeting *after)
{
	Change *change = change_new();

	change->before = before;
	change->after = after;
	if (before == NULL) {
		take_all(change);
		return change;
	}
	compare_actions(change);
	compare_entries(change);
	compare_notes(change);
	return change;
}
