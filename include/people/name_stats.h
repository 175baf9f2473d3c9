/* name_stats.h - counts how the notes write people and tracks, for roster_guess(). */
#ifndef TIDINGS_PEOPLE_NAME_STATS_H
#define TIDINGS_PEOPLE_NAME_STATS_H

#include "model/meeting.h"
#include "people/name_key.h"

/* One spelling, and how often the notes have it. */
typedef struct {
	char *text;
	guint count;
} VariantCount;

/* A name or initials in all spellings that are equal when folded: `RăzvanD` and `Razvan D`. */
typedef struct {
	GPtrArray *spellings; /* VariantCount *, the most frequent first after name_stats_sort() */
	NameKey *name;        /* read as a name; its key is the variant's */
	NameKey *token;       /* read as an owner token */
	char *code;           /* in parentheses after it: `SK` of "Sairaj K (SK)"; or NULL */
	GArray *listed; /* guint: the meetings that list it among their participants, ascending */
	GArray *used;   /* guint: the meetings in which it owns something or speaks, ascending */
	guint actions;  /* how many it owns */
} NameVariant;

/* A team in all spellings that are equal when folded, without blanks and hyphens. */
typedef struct {
	char *key;
	GPtrArray *spellings; /* VariantCount * */
	GHashTable *folders;  /* char * -> how many of its meetings are in that folder */
	guint meetings;
} Team;

typedef struct {
	GPtrArray *variants; /* NameVariant *, the most frequent first after name_stats_sort() */
	GPtrArray *teams;    /* Team *, likewise */
	guint meetings, actions;
	GHashTable *variant_by_key, *team_by_key;
} NameStats;

/* Further variants and teams are ignored: real notes have far fewer people. */
#define NAME_STATS_MAX 2000

NameStats *name_stats_new(void);
void name_stats_free(NameStats *stats);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NameStats, name_stats_free)

/* Counts what the meeting says.  A meeting without teams counts for the folder of its path. */
void name_stats_add(NameStats *stats, const Meeting *meeting);

/* Call it after the last name_stats_add(). */
void name_stats_sort(NameStats *stats);

/* Returns the variant with that name_fold(), or NULL. */
NameVariant *name_stats_variant(const NameStats *stats, const char *key);

/* Returns the most frequent spelling. */
const char *name_variant_text(const NameVariant *variant);

/* Returns how many meetings are in both lists. */
guint meetings_shared(const GArray *a, const GArray *b);
gboolean meetings_hold(const GArray *meetings, guint meeting);

/* Adds to `meetings` those of `more`; both are ascending. */
void meetings_join(GArray *meetings, const GArray *more);

/* An array of VariantCount *. */
GPtrArray *variant_counts_new(void);

/* Adds `count` to the spelling `text`. */
void variant_counts_count(GPtrArray *spellings, const char *text, guint count);

#endif
