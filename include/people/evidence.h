/* evidence.h - how the notes write people and tracks, counted: what roster_guess() judges. */
#ifndef TIDINGS_PEOPLE_EVIDENCE_H
#define TIDINGS_PEOPLE_EVIDENCE_H

#include "model/meeting.h"
#include "people/spelling.h"

/* One way of writing, as written. */
typedef struct {
	char *text;
	guint count;
} Writing;

/* Ways of writing a person that are one when folded: `RăzvanD` and `Razvan D`; or initials. */
typedef struct {
	GPtrArray *writings; /* Writing *, the most frequent first after evidence_sort() */
	Spelling *name;      /* read as a name; its key is the form's */
	Spelling *token;     /* read as an owner token */
	char *code;          /* what stood in parentheses after it, `SK`, or NULL */
	GArray *listed; /* guint: the meetings that list it among their participants, ascending */
	GArray *used;   /* guint: the meetings in which it owns something or speaks, ascending */
	guint actions;  /* how many it owns */
} Form;

/* Spellings of a team that are one when folded without blanks and hyphens. */
typedef struct {
	char *key;
	GPtrArray *writings; /* Writing * */
	GHashTable *folders; /* char * -> how many of its meetings lie there */
	guint meetings;
} Team;

typedef struct {
	GPtrArray *forms; /* Form *, the most frequent first after evidence_sort() */
	GPtrArray *teams; /* Team *, likewise */
	GHashTable
	    *offsets; /* char * "+02:00" -> how many meetings; +00:00 is what stands for none */
	guint meetings, actions;
	GHashTable *form_by_key, *team_by_key;
} Evidence;

/* More different forms, or teams, than that are not looked at: people of real notes are far fewer.
 */
#define EVIDENCE_MAX 2000

Evidence *evidence_new(void);
void evidence_free(Evidence *evidence);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Evidence, evidence_free)

/* Counts what the meeting says.  A meeting without teams counts for the folder that its path lies
 * in. */
void evidence_add(Evidence *evidence, const Meeting *meeting);

/* Call it after the last evidence_add(). */
void evidence_sort(Evidence *evidence);

/* The form with that spelling_key(), or NULL. */
Form *evidence_form(const Evidence *evidence, const char *key);

/* How it is written most often. */
const char *form_text(const Form *form);

/* How many meetings are in both lists. */
guint meetings_shared(const GArray *a, const GArray *b);
gboolean meetings_hold(const GArray *meetings, guint meeting);

/* Adds to `meetings` those of `more` that are not in it; both ascending. */
void meetings_join(GArray *meetings, const GArray *more);

/* Counts one more of `text` in an array of Writing *. */
void writings_count(GPtrArray *writings, const char *text, guint count);
GPtrArray *writings_new(void);
void writings_sort(GPtrArray *writings);

#endif
