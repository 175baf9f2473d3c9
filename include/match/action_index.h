/* action_index.h - which known action an item of the notes is. */
#ifndef TIDINGS_MATCH_ACTION_INDEX_H
#define TIDINGS_MATCH_ACTION_INDEX_H

#include "match/id_set.h"
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
	guint32 signature; /* word_set_signature() of them */
} ActionKey;

void action_key_init(ActionKey *key, const Action *action);
void action_key_clear(ActionKey *key);

/* `window` days: an item is carried on only from a meeting at most that far away. */
ActionIndex *action_index_new(guint window);
void action_index_free(ActionIndex *index);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ActionIndex, action_index_free)

/*
 * Drops the items that are out of the window of `day` when there are very many, so that memory
 * follows the window and not the history.  TRUE when it did: before an item of another day is
 * looked for, what its window has is to be added again.
 */
gboolean action_index_forget(ActionIndex *index, Day day);

/* The latest day of an item that was ever added; DAY_NONE before the first. */
Day action_index_newest(const ActionIndex *index);

/* Adds an item that is known as `row` (not 0).  It is faster while days come in order. */
void action_index_add(ActionIndex *index, gint64 row, Day day, const ActionKey *key);

/*
 * The row of the known item that `key` is: one owner in common (or none on both sides), the same
 * words, else the nearest at NEARNESS_SAME or above; the latest among equals.  Rows in `taken` (may
 * be NULL) are passed over.  0 when there is none.
 */
gint64 action_index_find(ActionIndex *index, Day day, const ActionKey *key, const IdSet *taken);

#endif
