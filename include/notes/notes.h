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
 * Reads the bytes of a meeting file as one meeting.  Contents never make it fail: what cannot be
 * understood becomes a warning (Meeting.warnings) and the best reading is kept; invalid UTF-8
 * becomes U+FFFD. The exceptions are a file that is not text or is half merged (notes/damage.h),
 * and front matter that is not YAML (or an alias bomb): they return NULL with `error`
 * (TIDINGS_ERROR_DATA, "PATH:LINE:COLUMN: ..."), so that a caller keeps the last good snapshot.
 * `path` is for messages, and for the date in the file's name if the file has none.  Thread-safe.
 */
Meeting *notes_parse(const char *path, GBytes *source, const NotesOptions *options, GError **error);

/* One of the meetings of a file. */
typedef struct {
	Meeting *meeting;
	GBytes *text;    /* what it was read from: the file, or the part of it below its heading */
	guint lines;     /* how many lines of the file are above that part */
	char *inherited; /* its heading, and what else of the file is in it; NULL for nothing */
} NotesMeeting;

void notes_meeting_free(NotesMeeting *one);

/*
 * Reads a file that may have many meetings: two or more headings of one level that are dates, in
 * their order or the other way round, make a meeting each (Meeting.section).  What stands outside
 * of them is a meeting, too, when something is to do in it or was decided.  All have the file's
 * title, and teams, and the people that the file names when the meeting names none.  Any other file
 * has one meeting, as of notes_parse().  Returns them in the file's order: GPtrArray of owned
 * NotesMeeting *, at least one.  NULL and `error` as notes_parse().
 */
GPtrArray *notes_parse_all(const char *path, GBytes *source, const NotesOptions *options,
                           GError **error);

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
