/* spelling.h - how a person is written: name, initials, camel case.  For config, and for
 * compose/roster_guess.h. */
#ifndef TIDINGS_PEOPLE_SPELLING_H
#define TIDINGS_PEOPLE_SPELLING_H

#include <glib.h>

enum {
	NAME_WORDS = 8
};

/* A name as written, made ready for comparing. */
typedef struct {
	char *key;  /* see name_fold(); without what stands in parentheses at its end */
	char *code; /* the key of that: SK of "Sairaj K (SK)"; or NULL */
	char *words[NAME_WORDS]; /* folded: razvan, d of "RăzvanD" and of "Răzvan D" */
	char *folded;                /* what they point into */
	guint count;                 /* of words; 0 when there are more than fit */
	guint small; /* bit i: word i was written with a small letter first ("de", "von") */
} NameKey;

/* The form in which spellings of people are equal: text_fold() without spaces and full stops. Newly
 * allocated. */
char *name_fold(const char *text);

/* A name: words are told apart by spaces, in a single word by a capital after a small letter. */
NameKey *name_key_of_name(const char *text);

/* An owner token: in a single word every capital begins a word (RdS: rd, s); `rd` and `rdx` are
 * read as RD and RDX. */
NameKey *name_key_of_token(const char *text);
void name_key_free(NameKey *spelling);

/* The name as written with its words told apart: "Răzvan D" of "RăzvanD".  Newly allocated. */
char *name_spaced(const char *name);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NameKey, name_key_free)

/*
 * TRUE when `token` can be initials of `name`: two words or more, each beginning like a word of the
 * name and its letters standing there in that order (SjK for Sanja Kovač, MSch for Maria Schwarz);
 * only small words may be left out.
 */
gboolean name_key_abbreviates(const NameKey *token, const NameKey *name);

/* TRUE when both can be one person's: the same first word, and the others each begin alike
 * (RăzvanD, Răzvan Deaconescu). */
gboolean name_key_agrees(const NameKey *a, const NameKey *b);

#endif
