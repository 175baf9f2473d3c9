/* inline_metadata.h - what a file without (all of) its front matter says of the meeting elsewhere.
 */
#ifndef TIDINGS_NOTES_INLINE_METADATA_H
#define TIDINGS_NOTES_INLINE_METADATA_H

#include "markdown/outline.h"

/* TRUE for a line that says when it was or who was there: `**Date:** x`, `Present: x`. */
gboolean inline_metadata_is_label(const char *line);

/* The index behind block `index`, and behind the list of those present when its last line is
 * nothing but `Present:`. */
guint inline_metadata_list_end(const Source *source, const GArray *blocks, guint index);

/* The day in the last name of a path (`notes/2023-05-10.md`, `2023_05_10`, `20230510`), or
 * DAY_NONE.
 */
Day inline_metadata_day_in_name(const char *path);

/* The first day with a year in a title or heading, which may be NULL, or DAY_NONE. */
Day inline_metadata_day_in_text(const char *text);

/*
 * Fills what the front matter left open: the day from the file's name, the title, a heading or a
 * `Date:` line; participants from the list below a heading such as `Attendees` or a `Present:`
 * line; without any front matter the title from the first heading.  Warns (no-date) when no day is
 * found anywhere.
 */
void inline_metadata_read(const Source *source, const GArray *blocks, gboolean front_matter,
                          GTimeZone *zone, Meeting *meeting);

#endif
