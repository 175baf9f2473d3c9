/* word_shape.h - what a word of a name looks like, letter by letter. */
#ifndef TIDINGS_NOTES_WORD_SHAPE_H
#define TIDINGS_NOTES_WORD_SHAPE_H

#include <glib.h>

/* One word of a name, with what its letters look like. */
typedef struct {
	const char *start;
	gsize length;
	guint letters, upper, lower, digits;
	gboolean capital; /* begins with an upper-case letter */
	gboolean foreign; /* has a letter that English has not */
	gboolean last_upper;
	gboolean
	    small_part; /* goes on in small letters behind a hyphen: `Pre-work`, not `Ana-Maria` */
} WordShape;

/* Reads letters, digits, and hyphens and apostrophes between letters.  FALSE when no letter stands
 * at `p`. */
gboolean word_shape_read(const char *p, WordShape *word);

#endif
