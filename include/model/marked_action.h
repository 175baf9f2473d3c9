/* marked_action.h - an action that was open until a mark in the notes ended it. */
#ifndef TIDINGS_MODEL_MARKED_ACTION_H
#define TIDINGS_MODEL_MARKED_ACTION_H

#include "model/meeting.h"

/* Who has it, as one file says it. */
typedef struct {
	GPtrArray *owners; /* char *, owned: tokens as written */
	GPtrArray
	    *participants; /* char *, owned: of that meeting, for resolving groups and initials */
} MarkedCopy;

typedef struct {
	char *id;           /* as in ActionRecord */
	char *text;         /* Markdown, as the mark's line has it */
	char *path;         /* of the file whose mark ended it */
	guint line;         /* of the mark, when it was set */
	gboolean elsewhere; /* the item did not stand open in that file before */
	GPtrArray *copies;  /* MarkedCopy *, owned: of all files that have it, and as it was before
	                       the mark */
	GPtrArray
	    *people; /* char *, owned: ids of those who had it; filled by composition_resolve() */
} MarkedAction;

MarkedAction *marked_action_new(void);
void marked_action_free(MarkedAction *marked);

/* TRUE when one of `all` (MarkedAction *) was marked where it did not stand open. */
gboolean marked_any_elsewhere(const GPtrArray *all);

/* A copy with these; takes `owners`, and a reference to `participants`. */
void marked_action_add(MarkedAction *marked, GPtrArray *owners, GPtrArray *participants);

#endif
