/* findings.h - counts what lint would say of the notes that changes what is told. */
#ifndef TIDINGS_RUN_FINDINGS_H
#define TIDINGS_RUN_FINDINGS_H

#include "config/config.h"

/*
 * Reads all files that the configuration chooses as lint does, and counts the findings whose code
 * has LINT_CHANGES and is not in lint.disable.  Returns a sentence such as "3 findings change what
 * is told (unknown-owner 2, no-date 1): `tidings lint` shows them", newly allocated; NULL and
 * `error` when the folder cannot be read.
 */
char *findings_sentence(const Config *config, GError **error);

#endif
