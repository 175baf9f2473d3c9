/* marker.h - the words that mark an action within a statement. */
#ifndef TIDINGS_NOTES_MARKER_H
#define TIDINGS_NOTES_MARKER_H

#include <glib.h>

/* FALSE when the line has no mark for sure; it is asked of every line, and nearly none has one. */
gboolean marker_may_stand_in(const char *line);

/* `... ACTION: RD to do x`: where the mark begins, or NULL. */
const char *marker_find(const char *text);

#endif
