/* dedupe.h - the same item more than once in one file. */
#ifndef TIDINGS_MATCH_DEDUPE_H
#define TIDINGS_MATCH_DEDUPE_H

#include "match/action_index.h"

/*
 * Makes one item of those that have the same words and the same owners: the first one stays, done
 * when any of them is, with what only the others tell of due date and details.  `keys` are those of
 * the meeting's actions, by place, and stay so.
 */
void actions_dedupe(Meeting *meeting, ActionKey *keys);

#endif
