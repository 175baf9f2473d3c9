/* name_stats.h - how the notes write people and tracks, counted: what roster_guess() judges. */
#ifndef TIDINGS_PEOPLE_NAME_STATS_H
#define TIDINGS_PEOPLE_NAME_STATS_H

#include "model/meeting.h"
#include "people/name_key.h"

/* One way of writing, as written. */
typedef struct {
	char *text;
	guint count;
} VariantCount;

/* Ways of writing a person that are one when folded: `RăzvanD` and `Razvan D`; or initials. */
typedef struct {
	GPtrArray *writings; /* VariantCount *, the most frequent first after name_stats_sort() */
	NameKey *name;       /* read as a name; its key is the form's */
	NameKey *token;      /* read as an owner token */
	char *code;          /* what stood in parentheses after it, `SK`, or NULL */
	GArray *listed; /* guint: the meetings that list it among their participants, ascending */
	GArray *used;   /* guint: the meetings in which it owns something or speaks, ascending */
	guint actions;  /* how many it owns */
} NameVariant;

/* Spellings of a team that are one when folded without blanks and hyphens. */
typedef struct {
	char *key;
	GPtrArray *writings; /* VariantCount * */
	GHashTable *folders; /* char * -> how many of its meetings lie there */
	guint meetings;
} Team;

typedef struct {
	GPtrArray *forms; /* NameVariant *, the most frequent first after name_stats_sort() */
	GPtrArray *teams; /* Team *, likewise */
	GHashTable
	    *offsets; /* char * "+02:00" -> how many meetings; +00:00 is what stands for none */
	guint meetings, actions;
	GHashTable *name_variant_by_key, *team_by_key;
} NameStats;

/* More different forms, or teams, than that are not looked at: people of real notes are far fewer.
 */
#define EVIDENCE_MAX 2000

NameStats *name_stats_new(void);
void name_stats_free(NameStats *stats);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NameStats, name_stats_free)

/* Counts what the meeting says.  A meeting without teams counts for the folder that its path lies
 * in. */
void name_stats_add(NameStats *stats, const Meeting *meeting);

/* Call it after the last name_stats_add(). */
void name_stats_sort(NameStats *stats);

/* The form with that name_fold(), or NULL. */
NameVariant *name_stats_variant(const NameStats *stats, const char *key);

/* How it is written most often. */
const char *name_variant_text(const NameVariant *form);

/* How many meetings are in both lists. */
guint meetings_shared(const GArray *a, const GArray *b);
gboolean meetings_hold(const GArray *meetings, guint meeting);

/* Adds to `meetings` those of `more` that are not in it; both ascending. */
void meetings_join(GArray *meetings, const GArray *more);

/* Counts one more of `text` in an array of VariantCount *. */
void variant_counts_count(GPtrArray *writings, const char *text, guint count);
GPtrArray *variant_counts_new(void);
void variant_counts_sort(GPtrArray *writings);

#endif
