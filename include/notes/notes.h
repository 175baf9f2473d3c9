/* notes.h - one Markdown file to one meeting. */
#ifndef TIDINGS_NOTES_NOTES_H
#define TIDINGS_NOTES_NOTES_H

#include "model/meeting.h"

/* How a community writes its notes. */
typedef struct {
	GTimeZone *zone;                  /* of times that name none */
	const GPtrArray *action_headings; /* char *: as for heading_begins_actions(); may be NULL */
} NotesOptions;

/*
 * Understands the bytes of a meeting file.  Never fails for the sake of its contents: whatever
 * cannot be understood becomes a warning (Meeting.warnings) and the best reading is kept; invalid
 * UTF-8 becomes U+FFFD.  The exceptions: a file that is no text or half merged (notes/damage.h),
 * and front matter that is no YAML at all (or an alias bomb), return NULL with `error`
 * (TIDINGS_ERROR_DATA, "PATH:LINE:COLUMN: ..."), so that a caller keeps the last good snapshot.
 * `path` is used in messages, and for a date in the file's name when the front matter has none.
 * Thread-safe.
 */
Meeting *notes_parse(const char *path, GBytes *source, const NotesOptions *options, GError **error);

/*
 * The day that a path names, or DAY_NONE: the one in the file's name (`2023-05-10`, `2023_05_10`,
 * `20230510`), otherwise the one in the name of the innermost folder that has one.
 */
Day notes_day_of_path(const char *path);

/*
 * The source without the white space that says nothing: runs of it are one blank, at line ends and
 * between lines it is left out.  Two sources with the same normalized say the same: an edit from
 * one to the other counts as no change.
 */
GBytes *notes_normalized_source(GBytes *source);

#endif
