/* notes.h - one Markdown file to one meeting. */
#ifndef TIDINGS_NOTES_NOTES_H
#define TIDINGS_NOTES_NOTES_H

#include "model/meeting.h"

/* How a community writes its notes. */
typedef struct {
	GTimeZone *zone;                  /* of times without a zone */
	const GPtrArray *action_headings; /* char *: as for heading_begins_section(); may be NULL */
	const GPtrArray *languages; /* char *: ISO 639-1 codes of those that notes may be in, beside
	                               English; NULL or empty for all */
} NotesOptions;

/*
 * Reads the bytes of a meeting file.  Contents never make it fail: what cannot be understood
 * becomes a warning (Meeting.warnings) and the best reading is kept; invalid UTF-8 becomes U+FFFD.
 * The exceptions are a file that is not text or is half merged (notes/damage.h), and front matter
 * that is not YAML (or an alias bomb): they return NULL with `error` (TIDINGS_ERROR_DATA,
 * "PATH:LINE:COLUMN: ..."), so that a caller keeps the last good snapshot.  `path` is for messages,
 * and for the date in the file's name if the file has none.  Thread-safe.
 */
Meeting *notes_parse(const char *path, GBytes *source, const NotesOptions *options, GError **error);

/* TRUE if notes in the language with this ISO 639-1 code can be read. */
gboolean notes_know_language(const char *code);

/*
 * The day that a path names, or DAY_NONE: the one in the file's name (`2023-05-10`, `2023_05_10`,
 * `20230510`), otherwise the one in the name of the innermost folder that has one.
 */
Day notes_day_of_path(const char *path);

/*
 * The source without the white space that means nothing: runs of it become one blank, and it goes
 * at line ends and between lines.  An edit that leaves this the same counts as no change.
 */
GBytes *notes_normalized_source(GBytes *source);

#endif
