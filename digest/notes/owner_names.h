/* owner_names.h - what a file tells of words: which are its people, which its topics. */
#ifndef TIDINGS_NOTES_OWNER_NAMES_H
#define TIDINGS_NOTES_OWNER_NAMES_H

#include "markdown/outline.h"

/*
 * What a file tells of words: which are its people, which its topics.  Topics (NULL: not known) are
 * never people, unless they are among `people`.  `text` is the file's, or NULL; `length` bytes of
 * it are searched.
 */
typedef struct {
	GHashTable *people; /* folded names and initials of the participants */
	GHashTable
	    *doubtful; /* folded initials of theirs that are mostly something else, such as PR */
	GHashTable *topics; /* folded teams, tags and headings */
	gboolean
	    givens[0x80]; /* of this letter somebody present, of whom there is only a given name */
	const char *text;
	gsize length;
	GHashTable *things; /* words that were looked for -> whether they are things; `IP:` ->
	                       whether a speaker */
} OwnerNames;

OwnerNames *owner_names_new(const GPtrArray *participants);
void owner_names_add_topic(OwnerNames *names, const char *topic);

/* The file's text, which must outlive `names`: see owner_names_looks_like_thing(). */
void owner_names_set_text(OwnerNames *names, const char *text);
void owner_names_free(OwnerNames *names);

/*
 * TRUE when the file itself tells that `word` is a thing: it stands there in small letters, too, or
 * behind words that no name follows.  A handle may be in small letters.
 */
gboolean owner_names_looks_like_thing(const OwnerNames *names, const char *word, gsize length);

/*
 * TRUE when two letters that are mostly an acronym (`IP`) are somebody's here: they begin two lines
 * as speakers do, and somebody is present of whom the file only has a given name with that first
 * letter.
 */
gboolean owner_names_looks_like_speaker(const OwnerNames *names, const char *word, gsize length);

/* TRUE for an @handle and for what a participant is called. */
gboolean owner_names_know(const OwnerNames *names, const char *token);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OwnerNames, owner_names_free)

/* From participants, teams, tags, headings and how the text writes a word.  `source` must outlive
 * it. */
OwnerNames *owner_names_from_meeting(const Source *source, const Meeting *meeting,
                                     const GArray *blocks);

#endif
