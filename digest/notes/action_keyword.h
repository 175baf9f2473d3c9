/* action_keyword.h - the words that mark an action within a statement. */
#ifndef TIDINGS_NOTES_ACTION_KEYWORD_H
#define TIDINGS_NOTES_ACTION_KEYWORD_H

#include <glib.h>

/* FALSE when the line has no mark for sure; it is asked of every line, and nearly none has one. */
gboolean action_keyword_may_occur(const char *line);

/* `... ACTION: RD to do x`: where the mark begins, or NULL. */
const char *action_keyword_find(const char *text);

#endif
