/* token.h - one owner token: initials, a name, an @handle or a group. */
#ifndef TIDINGS_NOTES_TOKEN_H
#define TIDINGS_NOTES_TOKEN_H

#include "notes/owners.h"

/* How sure it is that a token is somebody. */
typedef enum {
	TOKEN_NO,      /* it is none */
	TOKEN_LIKELY,  /* has the shape of a name: enough before a colon */
	TOKEN_CERTAIN, /* a participant, initials, a handle or a group: enough before a verb, too */
} TokenTrust;

typedef struct {
	TokenTrust trust;
	gboolean handle;   /* an @handle */
	gboolean doubtful; /* initials of somebody that are mostly an acronym: enough beside others only */
	gboolean group;    /* `Everyone`, `Community leaders` */
	const char *start; /* the token as written, without markup around it */
	gsize length;
	const char *after; /* what follows it and its markup */
} Token;

/* Reads the token at `p`; one that is followed by something that cannot stand after a token is none. */
Token token_read(const OwnerNames *names, const char *p);

/* TRUE for an ASCII letter or digit and for each byte of a character beyond ASCII: what words of any language are made of. */
static inline gboolean
token_is_word_byte(char c)
{
	return g_ascii_isalnum(c) || (guchar)c >= 0x80;
}

/* Passes over blanks (space, tab, U+00A0). */
const char *token_skip_blanks(const char *p);

/* Passes over blanks and marks of emphasis. */
const char *token_skip_marks(const char *p);

/* The text of a trimmed line behind the bullet or number of a list; the line itself when it has none. */
const char *token_skip_bullet(const char *line);

/* As token_after_word(), without a quick look at the first letter. */
const char *token_match_word(const char *p, const char *word);

/*
 * What follows the ASCII word `word` (lower case, beginning with a letter) at `p`, whatever its case there, or NULL when another
 * one stands there: which mostly the first letter tells.
 */
static inline const char *
token_after_word(const char *p, const char *word)
{
	return (*p | 0x20) == *word ? token_match_word(p, word) : NULL;
}

#endif
