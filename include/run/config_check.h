/* config_check.h - says whether what a configuration names can be used. */
#ifndef TIDINGS_RUN_CONFIG_CHECK_H
#define TIDINGS_RUN_CONFIG_CHECK_H

#include "config/config.h"

/*
 * Checks the notes, the state, templates, languages, mailboxes and ways to send of a configuration
 * that was loaded from `path`.  Runs the programs that print secrets; sends nothing.  Adds a
 * sentence for each problem (char *) to `problems`.
 */
void config_check(const Config *config, const char *path, gint64 now, GPtrArray *problems);

#endif
