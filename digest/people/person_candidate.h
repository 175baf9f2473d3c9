/* person_candidate.h - a person whom the notes seem to know, while the roster is guessed. */
#ifndef TIDINGS_PEOPLE_PERSON_CANDIDATE_H
#define TIDINGS_PEOPLE_PERSON_CANDIDATE_H

#include "people/guess.h"

typedef struct {
	GPtrArray *names;   /* NameVariant *, not owned: the fullest first */
	GPtrArray *tokens;  /* NameVariant *, not owned: initials */
	GArray *present;    /* guint: the meetings that list the person, ascending */
	char *text;         /* the name for people to read */
	NameKey *name;      /* of `text` */
	GPtrArray *remarks; /* char *: for the reader of the proposed roster */
} PersonCandidate;

PersonCandidate *person_candidate_new(NameVariant *name);
void person_candidate_free(gpointer candidate);

/* Adds a name of the person, which may change `text`. */
void person_candidate_add_name(PersonCandidate *candidate, NameVariant *name);

/* Makes `text` from all names: the fullest one, with the diacritics of the others.  Appends `rest`,
 * what initials say of the other words, unless it is NULL. */
void person_candidate_rename(PersonCandidate *candidate, const char *rest);
void person_candidate_remark(PersonCandidate *candidate, const char *format, ...)
    G_GNUC_PRINTF(2, 3);

/* TRUE when a name or token has the shape of initials: RD, RdS, MSch; not Ana, AnaP, RaduN. */
gboolean name_variant_is_initials(const NameVariant *variant);

/* TRUE when a token means several people: Everyone, Mentors, Community leaders. */
gboolean name_variant_is_group(const NameVariant *variant);

AmbiguousToken *ambiguous_token_new(const NameVariant *variant);

/* Adds somebody whom the token can mean; `meetings` of theirs have the token, 0 for unknown. */
void ambiguous_token_add(AmbiguousToken *token, const PersonCandidate *candidate, guint meetings);
void ambiguous_token_free(gpointer token);

#endif
