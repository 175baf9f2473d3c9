/* attach.h - puts what is known of linked issues and pull requests to the items that link to them.
 */
#ifndef TIDINGS_FORGE_ATTACH_H
#define TIDINGS_FORGE_ATTACH_H

#include "config/config.h"
#include "model/meeting.h"
#include "state/linked.h"

/* Fills action->linked by its text, with the states of `rows` (linked_load()). */
void linked_attach(const Config *config, GHashTable *rows, Action *action);

/* Fills in the states anew, after they have changed. */
void linked_refresh(GHashTable *rows, Action *action);

#endif
