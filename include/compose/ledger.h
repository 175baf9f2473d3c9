/* ledger.h - which known action an item of the notes is. */
#ifndef TIDINGS_COMPOSE_LEDGER_H
#define TIDINGS_COMPOSE_LEDGER_H

#include "model/meeting.h"

/*
 * Known items, indexed by owner and words, so that finding the one that a new item carries on takes the same time
 * among ten and among a hundred thousand.
 */
typedef struct Ledger Ledger;

/* `window` days: an item is carried on only from a meeting at most that far away. */
Ledger *ledger_new(guint window);
void ledger_free(Ledger *ledger);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Ledger, ledger_free)

/*
 * Adds an item that is known as `row` (not 0).  Copies what it keeps.  Days should come in order, so that what has
 * left the window is forgotten.
 */
void ledger_add(Ledger *ledger, gint64 row, Day day, const Action *action);

/*
 * The row of the known item that `action` is: one owner in common (or none on both sides), the same words, else the
 * nearest at NEARNESS_SAME or above; the latest among equals.  Rows in `taken` (gint64 keys; may be NULL) are passed
 * over.  0 when there is none.
 */
gint64 ledger_find(Ledger *ledger, Day day, const Action *action, GHashTable *taken);

#endif
