/* template_check.h - names in a user's templates that the data never has. */
#ifndef TIDINGS_RENDER_TEMPLATE_CHECK_H
#define TIDINGS_RENDER_TEMPLATE_CHECK_H

#include "render/templates.h"

/*
 * Walks the templates of all kinds and formats as rendering would, with what data_model.h says, and
 * adds a sentence
 * ("PATH:LINE:COLUMN: ...", with a guess) to `problems` (char *) for each name and partial in the
 * files of `folder`, the user's, that is there in no place where the file is used.  `files` (char
 * *) are its files; one that nothing uses may name everything that there is.  Templates that cannot
 * be parsed are left out: that is another message.
 */
void template_check(Templates *templates, const char *folder, const GPtrArray *files,
                    GPtrArray *problems);

#endif
