/* glob.h - matching paths with a list of patterns, step by step down a tree. */
#ifndef TIDINGS_WATCH_GLOB_H
#define TIDINGS_WATCH_GLOB_H

#include <glib.h>

/*
 * Patterns are relative to the root and match whole paths, segment by segment:
 *
 *	*      any characters of one segment    ?       one character
 *	[a-z]  one of these characters          [!a-z]  one other character
 *	\      the next character as it is
 *	**     as a whole segment: any number of segments, also none (at the end: at least one)
 *
 * `drafts/` matches all that is below drafts.  Case matters.  Names need not be UTF-8.  The time of
 *a match is at most in proportion to the length of the pattern times that of the name.  A pattern
 *of more than GLOB_SEGMENTS_MAX segments matches nothing.
 */
enum {
	GLOB_SEGMENTS_MAX = 62
};

typedef struct Globs Globs;

typedef enum {
	GLOBS_INCLUDE, /* a leading dot is only matched by a pattern that has it */
	GLOBS_EXCLUDE, /* `*` matches any name; a pattern that matches a folder matches all that is
	                  below it */
} GlobsKind;

/* Compiles patterns (char *); copies what it keeps. */
Globs *globs_new(const GPtrArray *patterns, GlobsKind kind);
void globs_free(Globs *globs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Globs, globs_free)

/* How much of each pattern is matched on the way down: globs_count() of them, in an array of the
 * caller. */
typedef guint64 GlobsState;
guint globs_count(const Globs *globs);
void globs_start(const Globs *globs, GlobsState *state);

/* Goes down to `name`.  `next` may be `state`.  Returns FALSE when no pattern can match `name` or
 * anything below it. */
gboolean globs_step(const Globs *globs, const GlobsState *state, const char *name,
                    GlobsState *next);

/* Returns TRUE when the path so far matches. */
gboolean globs_match(const Globs *globs, const GlobsState *state);

/* Returns TRUE when everything below the path so far matches. */
gboolean globs_match_below(const Globs *globs, const GlobsState *state);

/* Returns TRUE when `include` matches `path`, and `exclude` neither it nor a folder that it is in.
 */
gboolean globs_choose(const Globs *include, const Globs *exclude, const char *path);

#endif
