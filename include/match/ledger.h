/* ledger.h - which known action an item of the notes is. */
#ifndef TIDINGS_MATCH_LEDGER_H
#define TIDINGS_MATCH_LEDGER_H

#include "match/nearness.h"
#include "match/row_set.h"
#include "model/meeting.h"

/*
 * Known items, indexed by owner and words, so that finding the one that a new item carries on takes
 * the same time among ten and among a hundred thousand.
 */
typedef struct Ledger Ledger;

/* What an item is found by, made once and used for looking it up and for adding it. */
typedef struct {
	guint64 identity; /* hash of owners as written and folded text: the very same item */
	guint32 text;     /* hash of the folded text */
	guint32 *owners;  /* hashes of the persons' ids, or of folded tokens when they are nobody;
	                     one 0 for no owner */
	guint owner_count;
	WordSet words;
	guint32 signature; /* word_set_signature() of them */
} LedgerKey;

void ledger_key_init(LedgerKey *key, const Action *action);
void ledger_key_clear(LedgerKey *key);

/* `window` days: an item is carried on only from a meeting at most that far away. */
Ledger *ledger_new(guint window);
void ledger_free(Ledger *ledger);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Ledger, ledger_free)

/*
 * Drops the items that are out of the window of `day` when there are very many, so that memory
 * follows the window and not the history.  TRUE when it did: before an item of another day is
 * looked for, what its window has is to be added again.
 */
gboolean ledger_forget(Ledger *ledger, Day day);

/* The latest day of an item that was ever added; DAY_NONE before the first. */
Day ledger_newest(const Ledger *ledger);

/* Adds an item that is known as `row` (not 0).  It is faster while days come in order. */
void ledger_add(Ledger *ledger, gint64 row, Day day, const LedgerKey *key);

/*
 * The row of the known item that `key` is: one owner in common (or none on both sides), the same
 * words, else the nearest at NEARNESS_SAME or above; the latest among equals.  Rows in `taken` (may
 * be NULL) are passed over.  0 when there is none.
 */
gint64 ledger_find(Ledger *ledger, Day day, const LedgerKey *key, const RowSet *taken);

#endif
