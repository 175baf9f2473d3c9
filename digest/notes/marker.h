/* marker.h - what marks an action wherever it is: `TODO: x`, `**ACTION** RD: x`, `[AI - RD] x`. */
#ifndef TIDINGS_NOTES_MARKER_H
#define TIDINGS_NOTES_MARKER_H

#include "vocabulary.h"

/* A marker in a line.  The pointers are into the line. */
typedef struct {
	const char *owners; /* `[ACTION - RD] x`, `TODO(RD): x`: where `RD` begins; NULL without */
	gsize owners_length;
	const char *text;   /* what follows the marker and its colon or dash */
	gboolean separated; /* by a colon or dash, or set in brackets: an owner need not follow */
	gboolean doubtful;  /* `AI` may be about intelligence */
	gboolean inside;    /* within a sentence */
} Marker;

/* Where a marker may be in its line. */
typedef enum {
	MARKER_AT_START, /* of the line: any case */
	MARKER_SET_OFF, /* after emphasis, which sets it off from the text: any case with a colon */
	MARKER_INSIDE   /* within a sentence: in capitals */
} MarkerPosition;

/* Reads the marker that `p`, after emphasis, begins with.  FALSE if there is none. */
gboolean marker_read(Languages languages, const char *p, MarkerPosition position, Marker *marker);

/*
 * Finds the first marker in a line: `Fine so far. ACTION: RD to do x`, `We agreed (TODO: x)`, `RD
 * to do x [ACTION]`, whose text is empty.  Returns where it begins and sets `*marker`; NULL if
 * there is none.
 */
const char *marker_find(Languages languages, const char *text, Marker *marker);

#endif
