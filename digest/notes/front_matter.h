/* front_matter.h - the block of YAML, TOML or JSON at the head of a meeting file. */
#ifndef TIDINGS_NOTES_FRONT_MATTER_H
#define TIDINGS_NOTES_FRONT_MATTER_H

#include "base/yaml_tree.h"
#include "context.h"
#include "markdown/source.h"

/*
 * Fills the meeting from the front matter, if there is any; `*body` becomes the line after it (1
 * without).  What is odd in it becomes warnings.  FALSE and `error` (TIDINGS_ERROR_DATA,
 * "PATH:LINE:COLUMN: ...") if it is not YAML or does not end.
 */
gboolean front_matter_read(const Source *source, const NotesContext *context, Meeting *meeting,
                           guint *body, GError **error);

/*
 * The front matter as a tree with the positions of the file.  NULL if there is none, and with
 * `error` as front_matter_read() sets it.  `*body` as above.
 */
YamlTree *front_matter_tree(const Source *source, const char *path, guint *body, GError **error);

/* The value that is the day, the people, or the teams; NULL if no key for it is there. */
const YamlNode *front_matter_datetime(const YamlNode *root);
const YamlNode *front_matter_people(const YamlNode *root);
const YamlNode *front_matter_teams(const YamlNode *root);

/* Splits a list written as one string at commas (or semicolons) outside parentheses; adds the
 * trimmed parts. */
void front_matter_split(const char *text, GPtrArray *parts);

#endif
