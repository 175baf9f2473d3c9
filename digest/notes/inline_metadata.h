/*
 * inline_metadata.h - what the text says of the meeting itself, for files whose front matter is
 * incomplete or missing.
 */
#ifndef TIDINGS_NOTES_INLINE_METADATA_H
#define TIDINGS_NOTES_INLINE_METADATA_H

#include "context.h"
#include "markdown/outline.h"

/* TRUE for a line that says when it was or who was there: `**Date:** x`, `Present: x`. */
gboolean inline_metadata_is_label(Languages languages, const char *line);

/* The index after paragraph `index`, and after the list below it if its last line is `Present:` and
 * nothing else. */
guint inline_metadata_list_end(Languages languages, const Source *source, const GArray *blocks,
                               guint index);

/*
 * Fills what the front matter left open: the day from a heading, a `Date:` line, the file's name or
 * the title; the participants from the list below a heading such as `Attendees` or from a
 * `Present:` line; the title, if there is no front matter at all, from the first heading.  Warns
 * (no-date) if no day is found.
 */
void inline_metadata_read(const Source *source, const GArray *blocks, gboolean front_matter,
                          const NotesContext *context, Meeting *meeting);

#endif
