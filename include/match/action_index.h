/* action_index.h - which known action an item of the notes is. */
#ifndef TIDINGS_MATCH_ACTION_INDEX_H
#define TIDINGS_MATCH_ACTION_INDEX_H

#include "match/similarity.h"
#include "model/meeting.h"

/*
 * Known items, indexed by owner and words, so that finding the one that a new item carries on takes
 * the same time among ten and among a hundred thousand.
 */
typedef struct ActionIndex ActionIndex;

/* What an item is found by, made once and used for looking it up and for adding it. */
typedef struct {
	guint64 identity; /* hash of owners as written and folded text: the very same item */
	guint32 text;     /* hash of the folded text */
	guint32 *owners;  /* hashes of the persons' ids, or of folded tokens when they are nobody;
	                     one 0 for no owner */
	guint owner_count;
	WordSet words;
} ActionKey;

void action_key_init(ActionKey *key, const Action *action);
void action_key_clear(ActionKey *key);

/* A row as a key of a GHashTable that is a set of rows: g_hash_table_new(NULL, NULL). */
#define ROW_KEY(row) GSIZE_TO_POINTER((gsize)(row))

/* `window` days: an item is carried on only from a meeting at most that far away. */
ActionIndex *action_index_new(guint window);
void action_index_free(ActionIndex *index);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ActionIndex, action_index_free)

/*
 * Drops items that are far from `day` when there are very many, so that memory follows the window
 * and not the history.  Returns TRUE when it did: then only items of the days `*from` to `*to` are
 * left, and the caller must add those of other days again before it looks for them.
 */
gboolean action_index_forget(ActionIndex *index, Day day, Day *from, Day *to);

/* The latest day of an item that was ever added; DAY_NONE before the first. */
Day action_index_newest(const ActionIndex *index);

/* Adds an item that is known as `row` (not 0).  It is faster while days come in order. */
void action_index_add(ActionIndex *index, gint64 row, Day day, const ActionKey *key);

/*
 * The row of the known item that `key` is: one owner in common (or none on both sides), the same
 * words, else the nearest at SIMILARITY_SAME or above; the latest among equals.  Rows in `taken`
 * (may be NULL) are passed over.  0 when there is none.
 */
gint64 action_index_find(ActionIndex *index, Day day, const ActionKey *key, GHashTable *taken);

/*
 * Makes one item of those that have the same words and the same owners: the first one stays, done
 * when any of them is, with what only the others tell of due date and details.  `keys` are those of
 * the meeting's actions, by place, and stay so.
 */
void actions_dedupe(Meeting *meeting, ActionKey *keys);

#endif
