/* token.h - one owner token: initials, a name, an @handle or a group. */
#ifndef TIDINGS_NOTES_TOKEN_H
#define TIDINGS_NOTES_TOKEN_H

#include "base/scan.h"
#include "owner_names.h"

/* How sure it is that a token is somebody. */
typedef enum {
	TOKEN_NO,      /* it is not */
	TOKEN_LIKELY,  /* it has the shape of a name: enough before a colon (`Marco: x`) */
	TOKEN_CERTAIN, /* a participant, initials, a handle or a group: enough before a verb, too
	                  (`RD will do x`) */
} TokenTrust;

typedef struct {
	TokenTrust trust;
	gboolean handle;   /* an @handle, or somebody that a pad names: `[name=nora]` */
	gboolean doubtful; /* a participant's initials that mostly are an acronym (`PR`): enough
	                      only beside other owners (`PR, RD: x`) */
	gboolean group;    /* `Everyone`, `Community leaders` */
	const char *start; /* the token as written, without the markup around it */
	gsize length;
	const char *after; /* what follows it and its markup */
} Token;

/* `Deadline`, `Datum`: many lines begin with such a word, which is nobody's name. */
gboolean token_is_label(Languages languages, const char *word, gsize length);

/*
 * Reads the token at `p`.  It is TOKEN_NO, too, if what follows it cannot follow an owner: in
 * `Marco knows that` Marco is the subject of a sentence.
 */
Token token_read(const OwnerNames *names, const char *p);

/* TRUE for a word that many lines begin with: `Deadline`, `Datum`. */
gboolean token_is_label(Languages languages, const char *word, gsize length);

#endif
