/* changes.h - what is new between two versions of a meeting. */
#ifndef TIDINGS_COMPOSE_CHANGES_H
#define TIDINGS_COMPOSE_CHANGES_H

#include "model/digest.h"

/*
 * Compares two versions of one file, both resolved (resolve_meeting()).  Takes both; `before` may
 * be NULL: then all of `after` is new.  An item of `after` is one of `before` when it has an owner
 * in common and (nearly) the same words, or, with other owners, the same words.
 */
Change *change_between(Meeting *before, Meeting *after);

#endif
