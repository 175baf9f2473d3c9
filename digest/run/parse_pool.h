/* parse_pool.h - reads and parses files on all processors, and hands them over in order. */
#ifndef TIDINGS_RUN_PARSE_POOL_H
#define TIDINGS_RUN_PARSE_POOL_H

#include "config/config.h"
#include "match/action_index.h"
#include "model/known_file.h"
#include "model/meeting.h"
#include "watch/watch.h"

/* One of the meetings of a file. */
typedef struct {
	char fingerprint[HASH_TEXT_SIZE]; /* watch_hash() of notes_normalized_source() of all that
	                                     it was read from, in hexadecimal */
	Meeting *meeting; /* of it the path, the section, the day, and of each action
	                     its text, due date, mark and line */
	ActionKey *keys;  /* of its actions, in order */
	GBytes *encoded;  /* meeting_to_bytes() */
} ParsedMeeting;

/* A file that was read.  With `error`, the members of the step that failed and of all later ones
 * are empty. */
typedef struct {
	GError *error;           /* it could not be read or parsed */
	FileStat stat;           /* when it was opened */
	guint64 hash[2];         /* XXH3-128 of its bytes */
	gboolean large;          /* for the pool: the calling thread parses it */
	gboolean same;           /* the bytes are the known ones; nothing was parsed */
	gboolean blank;          /* there is only white space */
	ParsedMeeting *meetings; /* in the order of their days */
	guint count;
} ParsedFile;

/* A file to read. */
typedef struct {
	const char *path;          /* relative to notes.root */
	const guint64 *known_hash; /* of two, or NULL */
} ParseRequest;

/* Receives one file.  `parsed` belongs to the pool and is gone afterwards.  Returns FALSE to stop.
 */
typedef gboolean (*ParsedFileFunc)(guint index, ParsedFile *parsed, gpointer data);

/*
 * Reads `count` files of `walk`, parses them in threads and calls `each` for all of them, in order
 * and in the calling thread.  Has a bounded number of files in memory, and only one large one.
 * Returns FALSE when `each` did.
 */
gboolean parse_pool_run(const Config *config, const Walk *walk, const ParseRequest *files,
                        guint count, ParsedFileFunc each, gpointer data);

#endif
