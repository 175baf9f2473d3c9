/* overview.h - how things stand with each track and each person. */
#ifndef TIDINGS_COMPOSE_STANDING_H
#define TIDINGS_COMPOSE_STANDING_H

#include "config/config.h"
#include "model/archive.h"

/*
 * Fills `tracks` and `people` from `records` and `meetings`, and sorts `upcoming`.  Every
 * configured track and person is there; other tracks are when something is of them.
 */
void archive_build_overviews(Archive *archive, const Roster *roster);

#endif
