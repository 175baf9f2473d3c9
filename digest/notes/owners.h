/* owners.h - who a line says it is for: owner prefixes and lists of owners. */
#ifndef TIDINGS_NOTES_OWNERS_H
#define TIDINGS_NOTES_OWNERS_H

#include "marker.h"
#include "owner_names.h"

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
	gboolean certain;   /* all owners are certainly people */
	gboolean marker;    /* a marker precedes them: it is an action in talk as well */
} OwnerPrefix;

/* Reads the prefix of a trimmed line of Markdown.  FALSE, with PREFIX_NONE, if there is none. */
gboolean owner_prefix_read(const OwnerNames *names, const char *line, OwnerPrefix *prefix);

/* The same for an item of a section of actions: there one word before a verb is an owner, whatever
 * its letters (`moss will write it`, `Committee to vote`). */
gboolean owner_prefix_read_listed(const OwnerNames *names, const char *line, OwnerPrefix *prefix);

/* The same after something that marks an action, such as a task box: there an owner is believed
 * with less evidence (`moss will write it`, `SK review`). */
gboolean owner_prefix_read_marked(const OwnerNames *names, const char *line, OwnerPrefix *prefix);

/* Reads what follows `marker`.  FALSE if the marker marks nothing. */
gboolean owner_prefix_read_marker(const OwnerNames *names, const Marker *marker,
                                  OwnerPrefix *prefix);

/* The owners as a new array of char *. */
GPtrArray *owner_prefix_owners(const OwnerPrefix *prefix);

/* Adds (as char *) the owners that all of `text` consists of, if they are certainly people: the
 * heading `@rd`.  FALSE otherwise. */
gboolean owner_list_read(const OwnerNames *names, const char *text, GPtrArray *owners);

/* The same for people who only look like people: `Nora` alone above boxes. */
gboolean owner_list_read_likely(const OwnerNames *names, const char *text, GPtrArray *owners);

/* The same for names that nothing but their company shows to be people, one of them known or all
 * capitalised: `Juan y Paula`, `moss, ben`. */
gboolean owner_list_read_loosely(const OwnerNames *names, const char *text, GPtrArray *owners);

/* The same for a heading: `### Nora`, `## Nora Lind:`.  Headings are topics, and therefore nobody,
 * but a heading that is a participant, or that has a colon, is that person. */
gboolean owner_heading_read(const OwnerNames *names, const char *heading, GPtrArray *owners);

/* Adds the owners of a field that is for owners, whatever its words look like: those that
 * owner_list_read() finds, otherwise the parts between its joiners. */
void owner_list_read_field(const OwnerNames *names, const char *text, GPtrArray *owners);

#endif
