/* template_check.h - finds names in a user's templates that the data never have. */
#ifndef TIDINGS_RENDER_TEMPLATE_CHECK_H
#define TIDINGS_RENDER_TEMPLATE_CHECK_H

#include "render/templates.h"

/*
 * Walks the templates of all kinds and formats as rendering would, by the table in data_model.h.
 * Adds a sentence ("PATH:LINE:COLUMN: ...", with a guess) to `problems` (char *) for each name and
 * partial in the files of `folder`, the user's, that does not exist wherever the file is used.
 * `files` (char *) are its files; one that nothing uses may name anything that exists.  Templates
 * that cannot be parsed are skipped: another message reports them.
 */
void template_check(Templates *templates, const char *folder, const GPtrArray *files,
                    GPtrArray *problems);

#endif
