/* owners.h - who a line says it is for: the grammar of owner prefixes. */
#ifndef TIDINGS_NOTES_OWNERS_H
#define TIDINGS_NOTES_OWNERS_H

#include "owner_names.h"
#include "vocabulary.h"

typedef enum {
	PREFIX_NONE,
	PREFIX_OWNER, /* `RD: x`, `For Adina: x`, `TODO RD: x` */
	PREFIX_VERB,  /* `RD to do x`: the verb is part of the text */
	PREFIX_TODO,  /* `TODO: x`: something to do that nobody owns */
} PrefixKind;

enum {
	PREFIX_OWNERS_MAX = 32
};

/* One owner, as written. */
typedef struct {
	const char *start;
	gsize length;
} OwnerSpan;

/* All that points, points into the line, and is good while that is. */
typedef struct {
	PrefixKind kind;
	guint owner_count;                   /* 0 for NONE and TODO */
	OwnerSpan owners[PREFIX_OWNERS_MAX]; /* in order */
	const char *text;                    /* what follows the prefix */
	const char
	    *remark;      /* where the remark between the owners and their colon begins, or NULL */
	guint keyword;    /* KeywordUse of the keyword that the line begins with; 0 for none */
	gboolean certain; /* all owners are certainly people, and do not only look like it */
	gboolean marker;  /* began with ACTION:, AI: or TODO(name): to do wherever it stands */
} OwnerPrefix;

/* Reads the prefix of a trimmed line of Markdown.  FALSE when there is none, and `kind` says so,
 * too. */
gboolean owner_prefix_read(const OwnerNames *names, const char *line, OwnerPrefix *prefix);

/* TRUE when a trimmed line begins with an action keyword. */
gboolean owner_prefix_has_keyword(const char *line);

/* A new array of the owners' words: char *. */
GPtrArray *owner_prefix_owners(const OwnerPrefix *prefix);

/* Adds the words: char *. */
void owner_spans_add(const OwnerSpan *spans, guint count, GPtrArray *owners);

/* TRUE when all of `text` is one or more owner tokens that are certainly people, which are added: a
 * heading such as `@rd`. */
gboolean owner_list_read(const OwnerNames *names, const char *text, GPtrArray *owners);

/* Adds the owners of a text that is certainly a list of some: tokens, or whatever stands between
 * its joiners. */
void owner_list_read_field(const OwnerNames *names, const char *text, GPtrArray *owners);

#endif
