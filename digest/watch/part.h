/* part.h - one part of a pattern, between two slashes. */
#ifndef TIDINGS_WATCH_PART_H
#define TIDINGS_WATCH_PART_H

#include <glib.h>

typedef enum {
	PART_LITERAL,   /* the name itself */
	PART_SUFFIX,    /* `*` and then literally: most patterns end in one */
	PART_WILD,      /* anything else */
	PART_ANY_DEPTH, /* `**` */
} PartKind;

typedef struct {
	PartKind kind;
	char *text; /* for PART_SUFFIX what follows the star */
	gsize length;
	gboolean dot; /* begins with a literal dot */
} Part;

void part_init(Part *part, const char *text);
void part_clear(Part *part);

/* TRUE when the name is matched whole.  Not for PART_ANY_DEPTH. */
gboolean part_match(const Part *part, const char *name, gsize length);

#endif
