/* grouping.h - open actions by owner and by track; used by compose.c. */
#ifndef TIDINGS_COMPOSE_GROUPING_H
#define TIDINGS_COMPOSE_GROUPING_H

#include "compose/compose.h"

/* The record as the digest's reader sees it: counted from digest->today. */
DigestAction *grouping_view(const Digest *digest, const Composition *composition,
                            const ActionRecord *record);

/* Fills digest->owners from `records`; with `only` set, they are all that person's, and so is the
 * one group. */
void grouping_by_owner(Digest *digest, const Composition *composition, const GPtrArray *records,
                       const Person *only);

/* Fills digest->tracks from digest->changes and the records. */
void grouping_by_track(Digest *digest, const Composition *composition);

#endif
