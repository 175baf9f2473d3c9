/* name_key.h - names of people in a form in which they can be compared. */
#ifndef TIDINGS_PEOPLE_NAME_KEY_H
#define TIDINGS_PEOPLE_NAME_KEY_H

#include <glib.h>

enum {
	NAME_WORDS = 8
};

/* A name or an owner token, split into folded words: "RăzvanD" and "Răzvan D" are razvan, d. */
typedef struct {
	char *key;               /* name_fold() of the name, without the code in parentheses */
	char *code;              /* the key of that code: sk for "Sairaj K (SK)"; or NULL */
	char *words[NAME_WORDS]; /* pointers into `storage` */
	char *storage;
	guint count; /* of words; 0 when there are more than NAME_WORDS */
	guint small; /* bit i: word i was written with a small first letter ("de", "von") */
} NameKey;

/* Returns the form in which spellings of one name are equal: text_fold() without spaces and full
 * stops.  Newly allocated. */
char *name_fold(const char *text);

/* Reads a name.  Its words are separated by spaces; in a single word a capital after a small letter
 * begins the next one (RăzvanD). */
NameKey *name_key_of_name(const char *text);

/* Reads an owner token.  In a single word every capital begins a word (RdS: rd, s); up to three
 * small letters are initials (`rd`, `rdx` are read as RD, RDX). */
NameKey *name_key_of_token(const char *text);
void name_key_free(NameKey *name);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NameKey, name_key_free)

/* Returns the name as written with spaces between its words: "Răzvan D" for "RăzvanD".  Newly
 * allocated. */
char *name_spaced(const char *name);

/*
 * TRUE when `token` can be initials of `name`.  It has two words or more; each begins like a word
 * of the name and has letters of that word in their order: SjK for Sanja Kovač, MSch for Maria
 * Schwarz.  Only words with a small first letter may be left out: TH for Tom de Harrow.
 */
gboolean name_key_abbreviates(const NameKey *token, const NameKey *name);

/* TRUE when both can be names of one person: the first words are equal, and of each other pair of
 * words one begins like the other (RăzvanD, Răzvan Deaconescu). */
gboolean name_key_agrees(const NameKey *a, const NameKey *b);

#endif
