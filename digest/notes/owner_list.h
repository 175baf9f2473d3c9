/* owner_list.h - owner tokens with joiners between them: `RD`, `@rd and @fh`, `Ana/Ivo (remotely),
 * Mentors`. */
#ifndef TIDINGS_NOTES_OWNER_LIST_H
#define TIDINGS_NOTES_OWNER_LIST_H

#include "token.h"

/* Tokens, and what they have in common. */
typedef struct {
	guint count;
	OwnerSpan spans[PREFIX_OWNERS_MAX];
	TokenTrust least, most;
	gboolean handles; /* all are @handles */
	gboolean group;   /* the last is a group */
	gboolean marks;   /* emphasis was opened before the first */
	const char *after;
} OwnerTokens;

/* Reads the tokens and joiners that `p` begins with.  FALSE when not even one token stands there.
 */
gboolean owner_tokens_read(const OwnerNames *names, const char *p, OwnerTokens *tokens);

/* The same where all of `text` is tokens that are certainly people: `@rd`, `Răzvan`; else FALSE. */
gboolean owner_tokens_read_all(const OwnerNames *names, const char *text, OwnerTokens *tokens);

/* The words, read in a copy of a part of a line, become those of the line.  `after` is lost. */
void owner_tokens_move(OwnerTokens *tokens, const char *copy, const char *original);

/* Passes over `(...)`; `p` itself when there is none or it has no end. */
const char *owner_skip_parentheses(const char *p);

/* Adds the words: char *. */
void owner_spans_add(const OwnerSpan *spans, guint count, GPtrArray *owners);

/* TRUE when all of `text` is one or more owner tokens that are certainly people, which are added: a
 * heading such as `@rd`. */
gboolean owner_list_read(const OwnerNames *names, const char *text, GPtrArray *owners);

/* Adds the owners of a text that is certainly a list of some: tokens, or whatever stands between
 * its joiners. */
void owner_list_take(const OwnerNames *names, const char *text, GPtrArray *owners);

#endif
