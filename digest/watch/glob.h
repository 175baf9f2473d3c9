/* glob.h - which paths a list of patterns means, step by step down a tree. */
#ifndef TIDINGS_WATCH_GLOB_H
#define TIDINGS_WATCH_GLOB_H

#include <glib.h>

/*
 * Patterns are relative to the root and match whole paths, part by part:
 *
 *	*  any characters of one part          ?  one character
 *	[a-z]  one of these, [!a-z] none       \  the next character as it is
 *	** as a whole part: any number of parts, also none (at the end: at least one)
 *
 * `drafts/` means all that is below drafts.  Case matters.  Names need not be UTF-8.  Matching
 *takes time in proportion to pattern times name; nothing makes it exponential.  A pattern of more
 *than GLOB_PARTS parts matches nothing.
 */
enum {
	GLOB_PARTS = 62
};

typedef struct Globs Globs;

typedef enum {
	GLOBS_INCLUDE, /* a leading dot is only matched by a pattern that writes it */
	GLOBS_EXCLUDE, /* `*` matches any name; a pattern that matches a folder means all that is
	                  below it */
} GlobsKind;

/* Compiles patterns (char *); copies what it keeps. */
Globs *globs_new(const GPtrArray *patterns, GlobsKind kind);
void globs_free(Globs *globs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Globs, globs_free)

/* How far each pattern has come on the way down: globs_count() numbers, in an array of the caller.
 */
typedef guint64 GlobsState;
guint globs_count(const Globs *globs);
void globs_start(const Globs *globs, GlobsState *place);

/* One part further down.  `next` may be `place`.  FALSE when no pattern can match this or anything
 * below. */
gboolean globs_step(const Globs *globs, const GlobsState *place, const char *name,
                    GlobsState *next);

/* TRUE when the path so far is matched. */
gboolean globs_match(const Globs *globs, const GlobsState *place);

/* TRUE when everything below the path so far is matched. */
gboolean globs_match_below(const Globs *globs, const GlobsState *place);

/* TRUE when `path` is matched by `include` and neither it nor a folder of it by `exclude`. */
gboolean globs_choose(const Globs *include, const Globs *exclude, const char *path);

#endif
