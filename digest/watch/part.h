/* part.h - one part of a pattern, between two slashes. */
#ifndef TIDINGS_WATCH_PART_H
#define TIDINGS_WATCH_PART_H

#include <glib.h>

typedef enum {
	PART_LITERAL,   /* the name itself */
	PART_SUFFIX,    /* `*` and then literally: most patterns end in one */
	PART_WILD,      /* anything else */
	PART_ANY_DEPTH, /* `**` */
} GlobSegmentKind;

typedef struct {
	GlobSegmentKind kind;
	char *text; /* for PART_SUFFIX what follows the star */
	gsize length;
	gboolean dot; /* begins with a literal dot */
} GlobSegment;

void glob_segment_init(GlobSegment *part, const char *text);
void glob_segment_clear(GlobSegment *part);

/* TRUE when the name is matched whole.  Not for PART_ANY_DEPTH. */
gboolean glob_segment_match(const GlobSegment *part, const char *name, gsize length);

#endif
