/* compose.h - what there is to tell: the changes and open actions of a job, grouped for its
 * readers. */
#ifndef TIDINGS_COMPOSE_COMPOSE_H
#define TIDINGS_COMPOSE_COMPOSE_H

#include "config/config.h"
#include "model/digest.h"
#include "people/resolve.h"

/* What a job has to work with.  Pure data: the caller read it from the state. */
typedef struct {
	const Config *config;
	const Job *job;
	gint64 last_success; /* Unix seconds; 0 when the job never ran */
	gint64 snapshot;     /* the newest that the job has told; 0 when it never ran */
	gint64 now;
	Day news_from;          /* a meeting of an earlier day is not news: schedule_news_start() */
	Day late_before;        /* one of an earlier day came late: schedule_late_before() */
	Resolver *resolver;     /* who is who, remembered for the whole job; owned */
	const char *answer_key; /* of a reminder's links; NULL without */
	const char *page;       /* that the digest gets in the archive; NULL without one */
	GPtrArray *records;     /* ActionRecord *: open ones */
	GHashTable *of_person;  /* id (not owned) -> GPtrArray of those that are theirs; by
	                           composition_resolve() */
	GPtrArray *marked; /* MarkedAction *: of a reminder, what marks ended within the period */
	GHashTable *marked_of;  /* id -> GPtrArray of those that were theirs; as of_person */
	GPtrArray *looking;     /* ActionRecord *: what came to look done and was not told yet */
	GHashTable *looking_of; /* id -> GPtrArray of those that are theirs; as of_person */
	GPtrArray *changes;     /* Change *: of the period */
	GPtrArray *upcoming;    /* Upcoming *, by compose_upcoming() */
	GHashTable *announced;  /* of which days and tracks they are */
} Composition;

/* The arrays and `announced`, empty; a job that never ran. */
void composition_init(Composition *composition, const Config *config, const Job *job, gint64 now);
void composition_clear(Composition *composition);

/*
 * Resolves the composition's records, drops the ones that are snoozed or long stale, and sorts the
 * rest out by person; and what was marked likewise.
 */
void composition_resolve(Composition *composition);

/*
 * Adds to `upcoming` what the meeting announces for `today` or later, each day and track once;
 * `announced`, of compose_announced_new(), keeps in mind which there are.
 */
void compose_upcoming(GPtrArray *upcoming, GHashTable *announced, const Meeting *meeting, Day today,
                      const Roster *roster);
GHashTable *compose_announced_new(void);

/* By day, then by time, then by track. */
void compose_sort_upcoming(GPtrArray *upcoming);

/*
 * The job's digest for one reader, or with `reader` NULL for everybody.  A reminder to a reader
 * holds the reader's own group alone, counts only that, and takes no longer when there are many
 * readers.  It shares the composition's arrays.
 */
Digest *compose_digest(const Composition *composition, const Person *reader);

/* FALSE for a meeting that was too long ago to be news when it comes to be known now; one without a
 * day is news. */
gboolean compose_is_news(const Composition *composition, const Meeting *meeting);

/* TRUE for a new meeting whose notes came late: it is told apart, and nobody is mentioned. */
gboolean compose_is_late(const Composition *composition, const Meeting *meeting);

/* The digest of a post: one change of a meeting that is posted for the first time, or was `posted`
 * before. */
Digest *compose_post(const Composition *composition, Change *change, gboolean posted);

/* The digest of a post that lists these changes (Change *, two or more). */
Digest *compose_list(const Composition *composition, const GPtrArray *changes);

/*
 * The persons who have something to be reminded of: something open, or something that was marked in
 * another file.  In the configuration's order: Person *, not owned.  Free the array.
 */
GPtrArray *compose_readers(const Composition *composition);

#endif
