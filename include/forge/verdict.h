/* verdict.h - whether an item is done when what it links to is. */
#ifndef TIDINGS_FORGE_VERDICT_H
#define TIDINGS_FORGE_VERDICT_H

#include "config/config.h"
#include "model/action_record.h"

/*
 * Returns TRUE if the item looks done on the day `today`: all that it links to is merged or closed,
 * on forges that may end items; it is about these links by its verb; and it has no due date to
 * come. `action->linked` has their states, of linked_attach().
 */
gboolean verdict_looks_done(const Config *config, const Action *action, Day today);

/* Returns TRUE if an item whose text without its links is `rest` is about these. */
gboolean verdict_is_about_links(const char *rest);

/* Returns who says so: "GitHub", "GitHub, GitLab".  Newly allocated. */
char *verdict_by(const Action *action);

#endif
