/* marks.h - marks on items: task boxes, done marks, owners behind the text, placeholders. */
#ifndef TIDINGS_NOTES_MARKS_H
#define TIDINGS_NOTES_MARKS_H

#include "owners.h"

typedef struct {
	gboolean box;    /* a task box stood there, ticked or not */
	gboolean done;   /* ticked, struck through, DONE */
	gboolean struck; /* `~~` was opened */
} Marks;

/* Passes over boxes and done marks at the start of a trimmed line and notes them; a strike only
 * when nothing but it ends the line. */
const char *marks_skip(const char *line, Marks *marks);

/* Takes done marks off the end of an item's text. */
void marks_trim(GString *text, Marks *marks);

/* TRUE for `TO FILL`, `TODO`, `TBD`, `None`, `N/A`, `-` and the like: nothing at all. */
gboolean marks_placeholder(const char *text);

/*
 * Takes owners that stand behind the text off it: `(@rd)`, `(Owner: X, Due: Y)`, `Owner: X`.  Adds
 * them to `owners`. FALSE, and nothing changed, when there are none.
 */
gboolean marks_take_suffix(const OwnerNames *names, GString *text, GPtrArray *owners);

#endif
