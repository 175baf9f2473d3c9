/* owners.h - who a line says it is for: owner prefixes and lists of owners. */
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

/* The prefix of a line.  All pointers are into the line. */
typedef struct {
	PrefixKind kind;
	guint owner_count;                   /* 0 for NONE and TODO */
	OwnerSpan owners[PREFIX_OWNERS_MAX]; /* in order */
	const char *text;                    /* what follows the prefix */
	const char *remark; /* the remark between owners and colon (`RD (by Friday): x`), or NULL */
	guint keyword;      /* KeywordUse of the keyword that the line begins with, 0 for none */
	gboolean certain;   /* all owners are certainly people */
	gboolean marker;    /* the keyword makes it an action wherever it is, in talk as well */
} OwnerPrefix;

/* Reads the prefix of a trimmed line of Markdown.  FALSE, with PREFIX_NONE, if there is none. */
gboolean owner_prefix_read(const OwnerNames *names, const char *line, OwnerPrefix *prefix);

/* TRUE if a trimmed line begins with an action keyword. */
gboolean owner_prefix_has_keyword(Languages languages, const char *line);

/* The owners as a new array of char *. */
GPtrArray *owner_prefix_owners(const OwnerPrefix *prefix);

/* Adds (as char *) the owners that all of `text` consists of, if they are certainly people: the
 * heading `@rd`.  FALSE otherwise. */
gboolean owner_list_read(const OwnerNames *names, const char *text, GPtrArray *owners);

/* Adds the owners of a field that is for owners, whatever its words look like: those that
 * owner_list_read() finds, otherwise the parts between its joiners. */
void owner_list_read_field(const OwnerNames *names, const char *text, GPtrArray *owners);

#endif
