/* person.h - persons, groups and configured tracks. */
#ifndef TIDINGS_MODEL_PERSON_H
#define TIDINGS_MODEL_PERSON_H

#include <glib.h>

typedef struct {
	char *id;
	char *name;         /* for people to read; the id when none is configured */
	GPtrArray *aliases; /* char * */
	char *email;        /* or NULL */
	char *discord;      /* user id (decimal), or NULL */
	gboolean mention;   /* wants to be mentioned in Discord; then `discord` is set */
	char *language;     /* language of messages to the person, or NULL: the job's */
} Person;

typedef struct {
	char *id;
	GPtrArray *aliases; /* char * */
	GPtrArray
	    *members; /* char *: person ids; NULL if the members are the meeting's participants */
} Group;

/* A configured track: one name for several spellings. */
typedef struct {
	char *id;
	char *name;         /* for people to read; the id when none is configured */
	GPtrArray *aliases; /* char * */
	GPtrArray
	    *post_to; /* char *: targets for posts about this track's meetings; may be empty */
} Track;

typedef enum {
	TOKEN_UNKNOWN,   /* nobody */
	TOKEN_PERSON,    /* exactly one person */
	TOKEN_GROUP,     /* a group's members; a group may be empty */
	TOKEN_AMBIGUOUS, /* two or more persons fit, so nobody is meant */
} TokenKind;

/* Whom one owner token means. */
typedef struct {
	TokenKind kind;
	const Person *person; /* for TOKEN_PERSON; not owned */
} ResolvedOwner;

Person *person_new(void);
void person_free(Person *person);
Group *group_new(void);
void group_free(Group *group);
Track *track_new(void);
void track_free(Track *track);

#endif
