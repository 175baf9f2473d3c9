/* deed.h - what somebody did about an action, by command or by mail. */
#ifndef TIDINGS_MODEL_DEED_H
#define TIDINGS_MODEL_DEED_H

#include "base/day.h"

typedef struct {
	char *id;     /* of the action */
	char *text;   /* its words then; Markdown */
	char *verb;   /* "done", "drop", "snooze", "reopen" */
	char *person; /* id of who answered, or the user who gave the command */
	char *way;    /* "mail" or "command" */
	Day until;    /* of a snooze; otherwise DAY_NONE */
	gint64 at;    /* Unix seconds */
} Deed;

void deed_free(Deed *deed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Deed, deed_free)

#endif
