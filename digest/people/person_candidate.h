/* person_candidate.h - a person in the making, while the roster is guessed. */
#ifndef TIDINGS_PEOPLE_PERSON_CANDIDATE_H
#define TIDINGS_PEOPLE_PERSON_CANDIDATE_H

#include "people/guess.h"

typedef struct {
	GPtrArray *forms;   /* NameVariant *, not owned: names, the fullest first */
	GPtrArray *tokens;  /* NameVariant *, not owned: initials */
	GArray *present;    /* guint: the meetings that list the person, ascending */
	char *text;         /* the name for people to read */
	NameKey *name;      /* of `text` */
	GPtrArray *remarks; /* char * */
} PersonCandidate;

typedef struct {
	const NameStats *stats;
	GPtrArray *people; /* PersonCandidate * */
	GPtrArray *doubts; /* AmbiguousToken * */
} GuessState;

PersonCandidate *person_candidate_new(NameVariant *form);
void person_candidate_free(gpointer candidate);
void person_candidate_add_form(PersonCandidate *candidate, NameVariant *form);

/* The name anew, from all forms; with `rest` (of initials) behind it when it is a first name only.
 */
void person_candidate_rename(PersonCandidate *candidate, const char *rest);
void person_candidate_remark(PersonCandidate *candidate, const char *format, ...)
    G_GNUC_PRINTF(2, 3);

/* TRUE when the token is initials by its shape: RD, RdS, MSch, not Ana, AnaP or RaduN. */
gboolean name_variant_is_initials(const NameVariant *form);

/* TRUE when it means several people: Everyone, Mentors, Community leaders. */
gboolean name_variant_is_group(const NameVariant *form);

AmbiguousToken *ambiguous_token_new(const NameVariant *form);
void ambiguous_token_add(AmbiguousToken *doubt, const PersonCandidate *candidate, guint meetings);
void ambiguous_token_free(gpointer doubt);

/* Names to people, then first names, then initials: in this order. */
void guess_names(GuessState *guessing);
void guess_first_names(GuessState *guessing);
void guess_initials(GuessState *guessing);
GPtrArray *guess_tracks(const NameStats *stats);

/* `text` as an id: lower-case ASCII, words joined by hyphens; "x" when nothing is left.  Newly
 * allocated. */
char *guess_id(const char *text);

GuessedName *guessed_name_new(const char *name, guint count);
void guessed_name_free(gpointer name);

#endif
