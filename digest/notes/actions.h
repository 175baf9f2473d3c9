/* actions.h - the sections that list what is to be done: actions and notes. */
#ifndef TIDINGS_NOTES_ACTIONS_H
#define TIDINGS_NOTES_ACTIONS_H

#include "markdown/outline.h"
#include "owners.h"

/* Reads the section whose heading is block `index` into `meeting`; returns the index of the first
 * block behind it. */
guint actions_read(const Source *source, const GArray *blocks, guint index, const OwnerNames *names,
                   GTimeZone *zone, Meeting *meeting);

#endif
