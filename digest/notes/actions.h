/* actions.h - the sections that list what is to be done: actions and decisions. */
#ifndef TIDINGS_NOTES_ACTIONS_H
#define TIDINGS_NOTES_ACTIONS_H

#include "context.h"
#include "headings.h"
#include "markdown/outline.h"
#include "owners.h"

/* Reads the section whose heading is block `index`, or whose list or table it is, into `meeting`.
 * Returns the index of the first block after it. */
guint actions_read(const Source *source, const GArray *blocks, guint index, SectionKind kind,
                   const OwnerNames *names, const NotesContext *context, Meeting *meeting);

/* Reads the lines of a paragraph below a label in it, each of which is an item if the one before it
 * ends in a hard line break or it begins with an owner. */
void actions_read_lines(const Source *source, guint first, guint last, const OwnerNames *names,
                        const NotesContext *context, Meeting *meeting);

#endif
