/* find.h - what an item links to, by its text. */
#ifndef TIDINGS_FORGE_FIND_H
#define TIDINGS_FORGE_FIND_H

#include "config/config.h"

/*
 * Returns the issues and pull requests that `text` (Markdown, as an item is written) names, each
 * once, in its order: GPtrArray of owned Linked *, NULL for none.  A URL counts wherever it stands;
 * `owner/repo#12` by the allow-list that has the owner; `#12` (and on GitLab `!12`) alone when the
 * URLs of the text lead to one repository.  What is on no configured forge, or whose owner is not
 * on its allow-list, is returned as a stranger (Linked.known).
 *
 * `rest`, unless NULL, becomes the text without them: each, with all of a Markdown link to it, is
 * one FORGE_PLACE.  Newly allocated.
 */
GPtrArray *forge_find(const Config *config, const char *text, char **rest);

#define FORGE_PLACE '\001'

#endif
