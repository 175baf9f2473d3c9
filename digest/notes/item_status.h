/* item_status.h - what surrounds the text of an item: task boxes, done marks, owners after it. */
#ifndef TIDINGS_NOTES_ITEM_STATUS_H
#define TIDINGS_NOTES_ITEM_STATUS_H

#include "owners.h"

typedef struct {
	gboolean box;    /* it has a task box, ticked or not */
	gboolean done;   /* ticked, struck through, DONE */
	gboolean struck; /* `~~` was opened before the text */
} ItemStatus;

/* Skips task boxes and done marks at the start of a trimmed line and records them.  `~~` counts
 * only if it closes at the end of the line. */
const char *item_status_skip(Languages languages, const char *line, ItemStatus *status);

/* Cuts done marks off the end of an item's text and records them. */
void item_status_trim(Languages languages, GString *text, ItemStatus *status);

/*
 * Cuts owners after the text off it: `(@rd)`, ` - @rd`, `(Owner: X, Due: Y)`, `Owner: X`.  Adds
 * them to `owners` as char *.   FALSE, with nothing changed, if there are none.
 */
gboolean item_status_cut_owners(const OwnerNames *names, GString *text, GPtrArray *owners);

/* The same for owners each of whom is known by name: participants and handles. */
gboolean item_status_cut_known_owners(const OwnerNames *names, GString *text, GPtrArray *owners);

#endif
