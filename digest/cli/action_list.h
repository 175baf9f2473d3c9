/* action_list.h - how `tidings actions` orders and shows what it found. */
#ifndef TIDINGS_CLI_ACTION_LIST_H
#define TIDINGS_CLI_ACTION_LIST_H

#include "model/action_record.h"

typedef enum {
	ACTION_SORT_AGE,   /* the oldest first */
	ACTION_SORT_DUE,   /* by due date, those without one last */
	ACTION_SORT_OWNER, /* by the first owner's name, those without one last */
	ACTION_SORT_TRACK, /* by track, those without one last */
} ActionSort;

/* FALSE with TIDINGS_ERROR_USAGE, and a guess at what was meant, for a word that is no order. */
gboolean action_sort_from_word(const char *word, ActionSort *sort, GError **error);

/* Sorts ActionRecord * after resolve_records().  Equal ones are sorted by due date, then by age. */
void action_list_sort(GPtrArray *records, ActionSort sort);

/* One action for reading at a terminal of 80 columns, with its newlines.  Newly allocated. */
char *action_list_show(const ActionRecord *record, Day today);

#endif
