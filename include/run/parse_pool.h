/* pool.h - parsed and understanding files with all processors, handing them over in order. */
#ifndef TIDINGS_RUN_PARSE_POOL_H
#define TIDINGS_RUN_PARSE_POOL_H

#include "config/config.h"
#include "match/action_index.h"
#include "model/known_file.h"
#include "model/meeting.h"
#include "watch/watch.h"

/* One file as it was read; with an error, what is behind the step that failed is empty. */
typedef struct {
	GError *error;   /* it could not be read or understood */
	FileStat stat;   /* when it was opened */
	guint64 hash[2]; /* XXH3-128 of its bytes */
	gboolean same;   /* the bytes are those that were known: nothing was parsed */
	gboolean blank;  /* there is nothing but white space: nothing was parsed */
	char fingerprint[HASH_TEXT_SIZE]; /* watch_hash() of notes_normalized_source(), in
	                                     hexadecimal */
	Meeting *meeting;                 /* resolved, without its tracks, notes and warnings */
	ActionKey *keys;                  /* of its actions, in order */
	GBytes *encoded;                  /* meeting_to_bytes() */
} ParsedFile;

/* What to read. */
typedef struct {
	const char *path;          /* relative to notes.root */
	const guint64 *known_hash; /* of two, or NULL */
} ParseRequest;

/* Takes nothing.  FALSE stops. */
typedef gboolean (*ParsedFileFunc)(guint index, ParsedFile *parsed, gpointer data);

/*
 * Reads `count` files of the walk and calls `each` for all of them in order, in the
 * calling thread.  A bounded number of parsed_files is held at a time, whatever the count.  FALSE
 * when `each` stopped it.
 */
gboolean parse_pool_run(const Config *config, const Walk *walk, const ParseRequest *files,
                        guint count, ParsedFileFunc each, gpointer data);

#endif
