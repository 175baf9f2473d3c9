/* somebody.h - a person in the making, while the roster is guessed. */
#ifndef TIDINGS_PEOPLE_SOMEBODY_H
#define TIDINGS_PEOPLE_SOMEBODY_H

#include "people/roster_guess.h"

typedef struct {
	GPtrArray *forms;   /* Form *, not owned: names, the fullest first */
	GPtrArray *tokens;  /* Form *, not owned: initials */
	GArray *present;    /* guint: the meetings that list the person, ascending */
	char *text;         /* the name for people to read */
	Spelling *name;     /* of `text` */
	GPtrArray *remarks; /* char * */
} Somebody;

typedef struct {
	const Evidence *evidence;
	GPtrArray *people; /* Somebody * */
	GPtrArray *doubts; /* Doubt * */
} Guessing;

Somebody *somebody_new(Form *form);
void somebody_free(gpointer somebody);
void somebody_add_form(Somebody *somebody, Form *form);

/* The name anew, from all forms; with `rest` (of initials) behind it when it is a first name only.
 */
void somebody_rename(Somebody *somebody, const char *rest);
void somebody_remark(Somebody *somebody, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* TRUE when the token is initials by its shape: RD, RdS, MSch, not Ana, AnaP or RaduN. */
gboolean form_is_initials(const Form *form);

/* TRUE when it means several people: Everyone, Mentors, Community leaders. */
gboolean form_is_group(const Form *form);

Doubt *doubt_new(const Form *form);
void doubt_add(Doubt *doubt, const Somebody *somebody, guint meetings);
void doubt_free(gpointer doubt);

/* Names to people, then first names, then initials: in this order. */
void guess_names(Guessing *guessing);
void guess_first_names(Guessing *guessing);
void guess_initials(Guessing *guessing);
GPtrArray *guess_tracks(const Evidence *evidence);

/* `text` as an id: lower-case ASCII, words joined by hyphens; "x" when nothing is left.  Newly
 * allocated. */
char *guess_id(const char *text);

GuessedName *guessed_name_new(const char *name, guint count);
void guessed_name_free(gpointer name);

#endif
