/* token.h - one owner token: initials, a name, an @handle or a group. */
#ifndef TIDINGS_NOTES_TOKEN_H
#define TIDINGS_NOTES_TOKEN_H

#include "base/scan.h"
#include "owner_names.h"

/* How sure it is that a token is somebody. */
typedef enum {
	TOKEN_NO,      /* it is none */
	TOKEN_LIKELY,  /* has the shape of a name: enough before a colon */
	TOKEN_CERTAIN, /* a participant, initials, a handle or a group: enough before a verb, too */
} TokenTrust;

typedef struct {
	TokenTrust trust;
	gboolean handle;   /* an @handle */
	gboolean doubtful; /* initials of somebody that are mostly an acronym: enough beside others
	                      only */
	gboolean group;    /* `Everyone`, `Community leaders` */
	const char *start; /* the token as written, without markup around it */
	gsize length;
	const char *after; /* what follows it and its markup */
} Token;

/* Reads the token at `p`; one that is followed by something that cannot stand after a token is
 * none. */
Token token_read(const OwnerNames *names, const char *p);

#endif
