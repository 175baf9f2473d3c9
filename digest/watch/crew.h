/* crew.h - walking a tree with two walkers. */
#ifndef TIDINGS_WATCH_CREW_H
#define TIDINGS_WATCH_CREW_H

#include "walker.h"

/*
 * Looks into the root and all that is below, with a second thread when there is enough to do; what
 * both found is in `walker` afterwards.  FALSE when the root itself cannot be read: the first
 * problem says why.
 */
gboolean crew_walk(Walker *walker);

#endif
