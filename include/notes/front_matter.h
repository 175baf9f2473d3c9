/* front_matter.h - the YAML block at the head of a meeting file. */
#ifndef TIDINGS_NOTES_FRONT_MATTER_H
#define TIDINGS_NOTES_FRONT_MATTER_H

#include "notes/source.h"

/*
 * Fills the meeting from the front matter, if there is any; `*body` becomes the line behind it (1 without).  What is odd
 * in it becomes warnings.  FALSE and `error` (TIDINGS_ERROR_DATA, "PATH:LINE:COLUMN: ...") when it is no YAML or has no end.
 */
gboolean front_matter_read(const Source *source, GTimeZone *zone, Meeting *meeting, guint *body, GError **error);

/* Splits a list written as one string at commas (or semicolons) outside parentheses; adds the trimmed parts. */
void front_matter_split(const char *text, GPtrArray *parts);

#endif
