/* dedupe.c - the same item more than once in one file. */
#include "match/dedupe.h"

#include "base/text.h"

#include <string.h>

static guint
hash_key(gconstpointer data)
{
	const ActionKey *key = data;
	guint32 hash = 0;

	/* owners in whatever order */
	for (guint i = 0; i < key->owner_count; i++)
		hash += key->owners[i];
	for (guint i = 0; i < key->words.count; i++)
		hash += key->words.words[i];
	return hash;
}

static gboolean
has_owner(const ActionKey *key, guint32 owner)
{
	for (guint i = 0; i < key->owner_count; i++)
		if (key->owners[i] == owner)
			return TRUE;
	return FALSE;
}

/* The first byte from there on that is of a letter, a digit or a character beyond ASCII. */
static const char *
next_in_word(const char *p)
{
	while (*p != '\0' && (guchar)*p < 0x80 && !g_ascii_isalnum(*p))
		p++;
	return p;
}

/* The same words, in whatever order. */
static gboolean
same_key(gconstpointer a, gconstpointer b)
{
	const ActionKey *x = a, *y = b;

	if (x->words.count != y->words.count || x->owner_count != y->owner_count ||
	    memcmp(x->words.words, y->words.words, x->words.count * sizeof *x->words.words) != 0)
		return FALSE;
	for (guint i = 0; i < x->owner_count; i++)
		if (!has_owner(y, x->owners[i]) || !has_owner(x, y->owners[i]))
			return FALSE;
	return TRUE;
}

/* In the same order, too: "Ask Ana for Dan" is not "Ask Dan for Ana".  Only what is between words
 * may differ. */
static gboolean
same_text(const char *a, const char *b)
{
	g_autofree char *x = text_fold(a);
	g_autofree char *y = text_fold(b);
	const char *p = next_in_word(x), *q = next_in_word(y);

	while (*p != '\0' && *p == *q) {
		p = next_in_word(p + 1);
		q = next_in_word(q + 1);
	}
	return *p == *q;
}

static void
join(Action *first, Action *twin)
{
	first->done = first->done || twin->done;
	if (first->due == DAY_NONE)
		first->due = twin->due;
	if (first->detail == NULL)
		first->detail = g_steal_pointer(&twin->detail);
	action_free(twin);
}

void
actions_dedupe(Meeting *meeting, ActionKey *keys)
{
	g_autoptr(GHashTable) firsts = g_hash_table_new(hash_key, same_key); /* key -> its Action */
	GPtrArray *actions = meeting->actions;
	guint kept = 0;

	for (guint i = 0; i < actions->len; i++) {
		Action *action = g_ptr_array_index(actions, i);
		Action *first = g_hash_table_lookup(firsts, &keys[i]);
		if (first != NULL && same_text(first->text, action->text)) {
			join(first, action);
			action_key_clear(&keys[i]);
			continue;
		}
		if (kept < i) {
			keys[kept] = keys[i];
			keys[i] = (ActionKey){ 0 };
			actions->pdata[kept] = action;
		}
		if (first == NULL)
			g_hash_table_insert(firsts, &keys[kept], action);
		kept++;
	}
	/* those behind have moved, or are freed */
	for (guint i = kept; i < actions->len; i++)
		actions->pdata[i] = NULL;
	g_ptr_array_set_size(actions, (gint)kept);
}
