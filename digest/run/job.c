/* job.c - composes one job and queues its messages. */
#include "run/job.h"

#include "compose/changes.h"
#include "compose/compose.h"
#include "compose/schedule.h"
#include "job_messages.h"
#include "job_posts.h"
#include "render/archive.h"
#include "state/actions.h"
#include "state/editions.h"
#include "state/jobs.h"
#include "state/marks.h"
#include "state/outbox.h"
#include "state/posts.h"
#include "state/snapshots.h"

#include <string.h>

/* How many days back notes are searched for the meetings that they announce. */
enum {
	ANNOUNCED_DAYS = 60
};

static gboolean
take_pair(Meeting *before, Meeting *after, gpointer data)
{
	Composition *composition = data;

	if (before != NULL)
		resolve_meeting(composition->resolver, before);
	resolve_meeting(composition->resolver, after);
	gboolean told = before != NULL || compose_is_news(composition, after);
	Change *change = change_between(before, after);
	/* A change that is not news may still change a post. */
	if (composition->job->kind != JOB_POST && (!told || change_is_empty(change)))
		change_free(change);
	else
		g_ptr_array_add(composition->changes, change);
	return TRUE;
}

static gboolean
take_announcements(Meeting *before, Meeting *after, gpointer data)
{
	Composition *composition = data;
	Day today = day_from_unix(composition->now, composition->config->timezone);

	compose_upcoming(composition->upcoming, composition->announced, after, today,
	                 composition->config->roster);
	meeting_free(before);
	meeting_free(after);
	return TRUE;
}

/*
 * Loads what is new in the state since the last success; in a first run the meetings whose dates
 * are in the period.
 */
static gboolean
load_changes(const JobContext *job_context, Composition *composition, const JobCursor *cursor,
             GError **error)
{
	GTimeZone *zone = job_context->config->timezone;
	Day today = day_from_unix(job_context->now, zone);

	if (cursor->last_success != 0)
		return snapshots_since(job_context->state, cursor->snapshot, take_pair, composition,
		                       error);
	Day from = schedule_period_start(composition->job, 0, job_context->now, zone);
	return snapshots_between(job_context->state, from, today, take_pair, composition, error);
}

/*
 * Loads what marks have ended since the job's last message; in a first run since day `from`, on
 * which its period began.
 */
static gboolean
load_marked(const JobContext *job_context, Composition *composition, Day from, GError **error)
{
	gint64 since = composition->last_success != 0
	                   ? 0
	                   : day_to_unix(from, 0, 0, job_context->config->timezone);
	GPtrArray *marked = marks_since(job_context->state, composition->snapshot, since, error);
	if (marked == NULL)
		return FALSE;
	g_ptr_array_unref(composition->marked);
	composition->marked = marked;
	return TRUE;
}

static gboolean
load_actions(const JobContext *job_context, Composition *composition, GError **error)
{
	GTimeZone *zone = job_context->config->timezone;
	Day today = day_from_unix(job_context->now, zone);
	Day from = schedule_period_start(composition->job, composition->last_success,
	                                 job_context->now, zone);
	Day since = from > job_context->config->expire_after_days
	                ? from - job_context->config->expire_after_days
	                : 1;

	g_autoptr(GPtrArray) records = actions_load(job_context->state, 0, since, error);
	if (records == NULL || (composition->job->kind == JOB_REMINDER &&
	                        !load_marked(job_context, composition, from, error)))
		return FALSE;
	g_ptr_array_unref(composition->records);
	composition->records = g_steal_pointer(&records);
	composition_resolve(composition);
	return snapshots_between(job_context->state, today - ANNOUNCED_DAYS, today,
	                         take_announcements, composition, error);
}

static char *
sum_of_meeting(const Meeting *meeting)
{
	g_autoptr(GBytes) bytes = meeting != NULL ? meeting_to_bytes(meeting) : NULL;

	return bytes != NULL ? g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes)
	                     : g_strdup("none");
}

static int
compare_texts(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/*
 * Returns a hash that tells the digests of one job and day apart. It is made from the changes and
 * not from the numbers that the state gave them, so that after a lost state the same digest is the
 * same mail.
 */
static char *
sum_of_changes(const GPtrArray *changes)
{
	g_autoptr(GPtrArray) told = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < changes->len; i++) {
		const Change *change = g_ptr_array_index(changes, i);
		g_autofree char *before = sum_of_meeting(change->before);
		g_autofree char *after = sum_of_meeting(change->after);
		g_ptr_array_add(told, g_strconcat(before, " ", after, "\n", NULL));
	}
	g_ptr_array_sort(told, compare_texts);
	g_ptr_array_add(told, NULL);
	g_autofree char *text = g_strjoinv("", (char **)told->pdata);
	return g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
}

/* There is one reminder a day, whatever was edited meanwhile. */
static char *
edition_of(const Digest *digest, const char *changes)
{
	g_autofree char *today = day_to_iso(digest->today);

	return digest->kind == JOB_REMINDER ? g_steal_pointer(&today)
	                                    : g_strdup_printf("%s/%.32s", today, changes);
}

static const Person *
reader_of(const Config *config, const Target *target)
{
	const GPtrArray *people = roster_people(config->roster);

	if (target->kind != TARGET_MAIL)
		return NULL;
	for (guint i = 0; i < people->len; i++) {
		const Person *person = g_ptr_array_index(people, i);
		if (person->email != NULL && g_ascii_strcasecmp(person->email, target->value) == 0)
			return person;
	}
	return NULL;
}

static gboolean
send_to(const JobContext *job_context, const Composition *composition, const Target *target,
        const Person *reader, const char *changes, const MessageSink *sink, GError **error)
{
	g_autoptr(Digest) digest = compose_digest(composition, reader);
	if (digest_is_empty(digest))
		return TRUE;

	g_autofree char *edition = edition_of(digest, changes);
	if (target->kind == TARGET_ENDPOINT)
		return job_messages_endpoint(
		    job_context, digest,
		    config_endpoint(job_context->config, target->channel, target->value), edition,
		    sink, error);
	return job_messages_mail(job_context, digest, target, edition, sink, error);
}

static gboolean
send_to_owners(const JobContext *job_context, const Composition *composition, const Target *target,
               const char *changes, const MessageSink *sink, GError **error)
{
	g_autoptr(GPtrArray) readers = compose_readers(composition);

	for (guint i = 0; i < readers->len; i++) {
		const Person *reader = g_ptr_array_index(readers, i);
		if (reader->email != NULL &&
		    !send_to(job_context, composition, target, reader, changes, sink, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
send_all(const JobContext *job_context, const Composition *composition, const MessageSink *sink,
         GError **error)
{
	g_autofree char *changes = sum_of_changes(composition->changes);

	for (guint i = 0; i < composition->job->to->len; i++) {
		const Target *target = g_ptr_array_index(composition->job->to, i);
		gboolean sent =
		    target->kind == TARGET_OWNERS
		        ? send_to_owners(job_context, composition, target, changes, sink, error)
		        : send_to(job_context, composition, target,
		                  reader_of(job_context->config, target), changes, sink, error);
		if (!sent)
			return FALSE;
	}
	return TRUE;
}

/* Returns what the archive keeps of a digest: the one for everybody. */
static Edition *
edition_of_digest(const Composition *composition)
{
	if (composition->page == NULL)
		return NULL;
	g_autoptr(Digest) digest = compose_digest(composition, NULL);
	if (digest_is_empty(digest))
		return NULL;

	Edition *edition = g_new0(Edition, 1);
	edition->page = g_strdup(composition->page);
	edition->job = g_strdup(digest->job);
	edition->day = digest->today;
	edition->made_at = digest->now;
	edition->data = archive_edition_data(digest, composition->config);
	return edition;
}

static gboolean
compose_all(const JobContext *job_context, Composition *composition, const JobCursor *cursor,
            const MessageSink *sink, GError **error)
{
	/* a reminder lists what is open, whenever it was written */
	if (composition->job->kind != JOB_REMINDER &&
	    !load_changes(job_context, composition, cursor, error))
		return FALSE;
	if (composition->job->kind == JOB_POST)
		return job_posts(job_context, composition, sink, error);
	return load_actions(job_context, composition, error) &&
	       send_all(job_context, composition, sink, error);
}

/* Finds the name of the digest's page when there is an archive; its mails link to it. */
static gboolean
find_page(const JobContext *job_context, const Job *job, char **page, GError **error)
{
	if (job->kind != JOB_DIGEST || job_context->config->archive == NULL)
		return TRUE;
	*page = edition_next_page(job_context->state, job->name,
	                          day_from_unix(job_context->now, job_context->config->timezone),
	                          error);
	return *page != NULL;
}

gboolean
job_compose(const JobContext *job_context, const Job *job, const MessageSink *sink,
            Edition **edition, GError **error)
{
	g_autofree char *page = NULL;
	JobCursor cursor = { 0 };
	gint64 newest = 0;
	if (!job_cursor_get(job_context->state, job->name, &cursor, error) ||
	    !snapshot_newest(job_context->state, &newest, error) ||
	    !find_page(job_context, job, &page, error))
		return FALSE;
	/* nothing new, nothing to post: the common case of a run every few minutes */
	if (job->kind == JOB_POST && cursor.last_success != 0 && newest <= cursor.snapshot)
		return TRUE;

	Composition composition;
	composition_init(&composition, job_context->config, job, job_context->now);
	composition.last_success = cursor.last_success;
	composition.snapshot = cursor.snapshot;
	composition.news_from =
	    schedule_news_start(job_context->config, job, cursor.last_success, job_context->now);
	composition.page = page;
	gboolean done = compose_all(job_context, &composition, &cursor, sink, error);
	if (done && edition != NULL)
		*edition = edition_of_digest(&composition);
	composition_clear(&composition);
	return done;
}

/* job_run() as a sink. */
typedef struct {
	const JobContext *job_context;
	guint queued;
} Queue;

static gboolean
queue_one(RenderedMessage *rendered, gpointer data, GError **error)
{
	Queue *queue = data;
	State *state = queue->job_context->state;
	gint64 now = queue->job_context->now;
	const Message *message = rendered->message;
	gboolean waits = FALSE;

	gboolean put = message->kind != JOB_POST ? outbox_put(state, message, now, &waits, error)
	               : rendered->surplus ? post_put_surplus(state, message, now, &waits, error)
	                                   : post_put(state, message, now, &waits, error);
	queue->queued += put && waits ? 1 : 0;
	rendered_message_free(rendered);
	return put;
}

static gboolean
is_same_day(const JobContext *job_context, gint64 other)
{
	GTimeZone *zone = job_context->config->timezone;

	return other != 0 && day_from_unix(other, zone) == day_from_unix(job_context->now, zone);
}

static gboolean
queue_job(Queue *queue, const Job *job, GError **error)
{
	State *state = queue->job_context->state;
	const MessageSink sink = { queue_one, queue };
	g_autoptr(Edition) edition = NULL;
	JobCursor old = { 0 }, cursor = { .last_success = queue->job_context->now };

	if (!job_compose(queue->job_context, job, &sink, &edition, error))
		return FALSE;
	/* a digest that nobody is sent a second time gets no second page */
	if (edition != NULL && queue->queued > 0 && !edition_put(state, edition, error))
		return FALSE;
	if (!job_cursor_get(state, job->name, &old, error) ||
	    !snapshot_newest(state, &cursor.snapshot, error))
		return FALSE;
	/* there is one reminder a day: what comes after it is for the next one */
	if (job->kind == JOB_REMINDER && is_same_day(queue->job_context, old.last_success))
		cursor.snapshot = old.snapshot;
	/* a post has no period to remember: an untouched state file is what makes a quiet run cheap
	 */
	if (job->kind == JOB_POST && old.last_success != 0 && old.snapshot == cursor.snapshot)
		return TRUE;
	return job_cursor_put(state, job->name, &cursor, error);
}

gboolean
job_run(const JobContext *job_context, const Job *job, guint *queued, GError **error)
{
	Queue queue = { job_context, 0 };

	if (!state_savepoint(job_context->state, error))
		return FALSE;
	if (!queue_job(&queue, job, error)) {
		state_rollback_to(job_context->state);
		return FALSE;
	}
	*queued += queue.queued;
	return state_release(job_context->state, error);
}
