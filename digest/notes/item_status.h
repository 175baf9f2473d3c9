/* item_status.h - status on items: task boxes, done status, owners behind the text, placeholders.
 */
#ifndef TIDINGS_NOTES_ITEM_STATUS_H
#define TIDINGS_NOTES_ITEM_STATUS_H

#include "owners.h"

typedef struct {
	gboolean box;    /* a task box stood there, ticked or not */
	gboolean done;   /* ticked, struck through, DONE */
	gboolean struck; /* `~~` was opened */
} ItemStatus;

/* Passes over boxes and done status at the start of a trimmed line and notes them; a strike only
 * when nothing but it ends the line. */
const char *item_status_skip(const char *line, ItemStatus *status);

/* Takes done status off the end of an item's text. */
void item_status_trim(GString *text, ItemStatus *status);

/*
 * Takes owners that stand behind the text off it: `(@rd)`, `(Owner: X, Due: Y)`, `Owner: X`.  Adds
 * them to `owners`. FALSE, and nothing changed, when there are none.
 */
gboolean item_status_cut_owners(const OwnerNames *names, GString *text, GPtrArray *owners);

#endif
