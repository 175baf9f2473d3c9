/* lint_checks.h - the checks of lint by what they look at. */
#ifndef TIDINGS_NOTES_LINT_CHECKS_H
#define TIDINGS_NOTES_LINT_CHECKS_H

#include "base/yaml_tree.h"
#include "markdown/outline.h"
#include "notes/notes.h"
#include "owners.h"
#include "people/resolve.h"

/* A file that was understood, and what is needed to find places in it. */
typedef struct {
	const Source *source;
	const GArray *blocks; /* Block */
	const OwnerNames *names;
	const Roster *roster;
	Resolver *resolver; /* of that roster */
	const NotesOptions *options;
	Meeting *meeting; /* its warnings are added to */
} Linted;

/* Keys, people and teams of the front matter, whose `root` may be NULL. */
void lint_front_matter(const Linted *linted, const YamlNode *root);

/* Owners whom nobody knows, or who are two. */
void lint_owners(const Linted *linted);

/* Lines: placeholders, owners with nothing behind them, and the missing section. */
void lint_lines(const Linted *linted);

/* Actions and notes: deadlines, duplicates, next meetings. */
void lint_items(const Linted *linted);

/* "A, B or C" of char *.  Newly allocated. */
char *lint_join(const GPtrArray *texts);

/*
 * Those among whom a first name does not say who is meant: "Radu Nichita or Radu Niculae".  NULL
 * when fewer than two have it.  Newly allocated.
 */
char *lint_namesakes(const Roster *roster, const char *name);

/* The person whose id, name or alias `token` was probably meant to be, as it is written there; NULL
 * for none. */
const char *lint_guess_person(const Roster *roster, const char *token);

/* `TO FILL`, `TBD` and the like, but not `None`. */
gboolean lint_is_unfilled(const char *text);

#endif
