/* lint_checks.h - the checks of lint by what they look at. */
#ifndef TIDINGS_NOTES_LINT_CHECKS_H
#define TIDINGS_NOTES_LINT_CHECKS_H

#include "base/yaml_tree.h"
#include "markdown/outline.h"
#include "notes/notes.h"
#include "owners.h"
#include "people/resolve.h"

/* A file that was read, and what is needed to find positions in it. */
typedef struct {
	const Source *source;
	const GArray *blocks; /* Block */
	const OwnerNames *names;
	const Roster *roster;
	Resolver *resolver; /* of that roster */
	const NotesOptions *options;
	Meeting *meeting; /* warnings are added to it */
} LintInput;

/* Keys, people and teams of the front matter, whose `root` may be NULL. */
void lint_front_matter(const LintInput *input, const YamlNode *root);

/* Owners that are unknown or ambiguous. */
void lint_owners(const LintInput *input);

/* Lines: placeholders, owners with nothing after them, and the missing section. */
void lint_lines(const LintInput *input);

/* Boxes and markers without an item, and too many items. */
void lint_markers(const LintInput *input);

/* Actions and decisions: deadlines, duplicates, next meetings. */
void lint_items(const LintInput *input);

#endif
