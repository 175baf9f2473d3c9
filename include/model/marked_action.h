/* marked_action.h - an open action that a mark in the notes ended. */
#ifndef TIDINGS_MODEL_MARKED_ACTION_H
#define TIDINGS_MODEL_MARKED_ACTION_H

#include "model/meeting.h"

/* Its owners in one file. */
typedef struct {
	GPtrArray *owners; /* char *, owned: tokens as written */
	GPtrArray
	    *participants; /* char *, owned: of that meeting, to resolve groups and initials */
} MarkedOccurrence;

typedef struct {
	char *id;               /* the id of its ActionRecord */
	char *text;             /* Markdown, as in the marked line */
	char *path;             /* of the file whose mark ended it */
	guint line;             /* of the mark, when it was set */
	gboolean elsewhere;     /* the file with the mark did not list the item as open before */
	GPtrArray *occurrences; /* MarkedOccurrence *, owned: in all files that list it, and before
	                           the mark */
	GPtrArray *people; /* char *, owned: ids of its owners; filled by composition_resolve() */
} MarkedAction;

MarkedAction *marked_action_new(void);
void marked_action_free(MarkedAction *marked);

/*
 * Returns TRUE if one of `all` (MarkedAction *) was marked in a file that did not list it as open.
 */
gboolean marked_any_elsewhere(const GPtrArray *all);

/* Adds an occurrence.  Takes ownership of `owners`, and a reference to `participants`. */
void marked_action_add(MarkedAction *marked, GPtrArray *owners, GPtrArray *participants);

#endif
