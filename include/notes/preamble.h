/* preamble.h - what a file without (all of) its front matter says of the meeting elsewhere. */
#ifndef TIDINGS_NOTES_PREAMBLE_H
#define TIDINGS_NOTES_PREAMBLE_H

#include "notes/outline.h"

/* TRUE for a line that says when it was or who was there: `**Date:** x`, `Present: x`. */
gboolean preamble_is_label(const char *line);

/*
 * Fills what the front matter left open: the day from the file's name, the title, a heading or a `Date:` line;
 * participants from the list below a heading such as `Attendees` or a `Present:` line; without any front matter the
 * title from the first heading.  Warns (no-date) when no day is found anywhere.
 */
void preamble_read(const Source *source, const GArray *blocks, gboolean front_matter, GTimeZone *zone,
                   Meeting *meeting);

#endif
