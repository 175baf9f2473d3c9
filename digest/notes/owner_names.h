/* owner_names.h - what a file says of words: which are its people, which its topics. */
#ifndef TIDINGS_NOTES_OWNER_NAMES_H
#define TIDINGS_NOTES_OWNER_NAMES_H

#include "markdown/outline.h"
#include "vocabulary.h"

/* What one file says.  Words are folded (text_fold()). */
typedef struct {
	Languages languages;  /* that it is written in */
	GHashTable *people;   /* names, short forms and initials of the participants */
	GHashTable *doubtful; /* those of their initials that mostly mean something else: `PR` */
	GHashTable *topics;   /* teams, tags and headings, which are nobody; NULL: not known */
	gboolean only_given[0x80]; /* by capital letter: a participant has no name but a given name
	                              that begins with it */
	const char *text;          /* the file's, or NULL */
	gsize length;              /* bytes of `text` that are searched */
	GHashTable *looked_up;     /* what was searched for so far: a word -> whether it is a thing;
	                              `IP:` -> whether it is a speaker, `Nora!` a person */
} OwnerNames;

OwnerNames *owner_names_new(Languages languages, const GPtrArray *participants);
void owner_names_free(OwnerNames *names);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OwnerNames, owner_names_free)

/* From the participants, teams, tags and headings of a meeting, and from how the text of `source`,
 * which must outlive the result, writes a word.  `blocks` is its outline. */
OwnerNames *owner_names_from_meeting(Languages languages, const Source *source,
                                     const Meeting *meeting, const GArray *blocks);

void owner_names_add_topic(OwnerNames *names, const char *topic);

/*
 * TRUE if the text shows that `word` is not a person: it also occurs in lower case, or after a word
 * such as "the" or "in".  FALSE without a text.
 */
gboolean owner_names_looks_like_thing(const OwnerNames *names, const char *word, gsize length);

/*
 * TRUE if two capitals that are mostly an acronym (`IP`) are somebody here: two lines begin with
 * `IP:`, as statements of a speaker do, and a participant is known by nothing but a given name with
 * that first letter (`Iris`), so that the initials of the whole name are not known.
 */
gboolean owner_names_looks_like_speaker(const OwnerNames *names, const char *word, gsize length);

/* TRUE if the text shows that `word` is somebody, whatever its letters: two lines begin with it and
 * a colon, it does something (`Nora will ask`), or a participant's name begins with it. */
gboolean owner_names_looks_like_person(const OwnerNames *names, const char *word, gsize length);

/* TRUE for an @handle, and for a name, short form or initials of a participant. */
gboolean owner_names_know(const OwnerNames *names, const char *token);

#endif
