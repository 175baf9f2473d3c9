/* job.c - composes one job and queues its messages. */
#include "run/job.h"

#include "base/error.h"
#include "base/text.h"
#include "compose/changes.h"
#include "compose/compose.h"
#include "compose/schedule.h"
#include "job_messages.h"
#include "job_posts.h"
#include "notes/skeleton.h"
#include "render/archive.h"
#include "run/follow.h"
#include "state/actions.h"
#include "state/answers.h"
#include "state/editions.h"
#include "state/jobs.h"
#include "state/linked.h"
#include "state/marks.h"
#include "state/outbox.h"
#include "state/posts.h"
#include "state/snapshots.h"

#include <string.h>

/* Says whether the notes count as no meeting on `day`: they were prepared for one to come. */
static gboolean
is_to_come(const Meeting *meeting, Day day)
{
	return meeting->day >= day && notes_is_skeleton(meeting);
}

static gboolean
add_change(Meeting *before, Meeting *after, gpointer data)
{
	Composition *composition = data;
	GTimeZone *zone = composition->config->timezone;

	if (is_to_come(after, day_from_unix(composition->now, zone))) {
		meeting_free(before);
		meeting_free(after);
		return TRUE;
	}
	/* it was told to nobody then */
	if (before != NULL && is_to_come(before, day_from_unix(composition->last_success, zone)))
		g_clear_pointer(&before, meeting_free);
	if (before != NULL)
		resolve_meeting(composition->resolver, before);
	resolve_meeting(composition->resolver, after);
	gboolean is_news = before != NULL || compose_is_news(composition, after);
	Change *change = change_between(before, after);
	change->late = compose_is_late(composition, after);
	/* an old meeting that was edited may be posted already */
	if (composition->job->kind != JOB_POST && (!is_news || change_is_empty(change)))
		change_free(change);
	else
		g_ptr_array_add(composition->changes, change);
	return TRUE;
}

static gboolean
add_announcements(Meeting *before, Meeting *after, gpointer data)
{
	Composition *composition = data;
	Day today = day_from_unix(composition->now, composition->config->timezone);

	compose_upcoming(composition->upcoming, composition->announced, after, today,
	                 composition->config->roster);
	meeting_free(before);
	meeting_free(after);
	return TRUE;
}

static gboolean
has_change(const Composition *composition, const Meeting *meeting)
{
	for (guint i = 0; i < composition->changes->len; i++) {
		const Change *change = g_ptr_array_index(composition->changes, i);
		if (change->after->row == meeting->row)
			return TRUE;
	}
	return FALSE;
}

/* Adds notes of a day that is over now and in which nobody has written anything. */
static gboolean
add_empty(Meeting *before, Meeting *after, gpointer data)
{
	if (notes_is_skeleton(after) && !has_change(data, after))
		return add_change(before, after, data);
	meeting_free(before);
	meeting_free(after);
	return TRUE;
}

/* Loads what changed since the job's last success; in its first run, the meetings of its period. */
static gboolean
load_changes(const JobContext *context, Composition *composition, const JobCursor *cursor,
             GError **error)
{
	GTimeZone *zone = context->config->timezone;
	Day today = day_from_unix(context->now, zone);

	if (cursor->last_success != 0)
		return snapshots_since(context->state, cursor->snapshot, add_change, composition,
		                       error) &&
		       snapshots_between(
		           context->state,
		           day_from_unix(MIN(cursor->last_success, context->now), zone), today - 1,
		           add_empty, composition, error);
	Day from = schedule_period_start(composition->job, 0, context->now, zone);
	return snapshots_between(context->state, from, today, add_change, composition, error);
}

/*
 * Loads the actions that marks have ended since the job's last success; in its first run, since day
 * `from`, on which its period began.
 */
static gboolean
load_marked(const JobContext *context, Composition *composition, Day from, GError **error)
{
	gint64 since =
	    composition->last_success != 0 ? 0 : day_to_unix(from, 0, 0, context->config->timezone);
	GPtrArray *marked = marks_since(context->state, composition->snapshot, since, error);
	if (marked == NULL)
		return FALSE;
	g_ptr_array_unref(composition->marked);
	composition->marked = marked;
	return TRUE;
}

/*
 * Loads what came to look done and was not told yet; in the job's first run, since day `from`, on
 * which its period began.
 */
static gboolean
load_looking(const JobContext *context, Composition *composition, gint64 after, Day from,
             GError **error)
{
	gint64 since =
	    composition->last_success != 0 ? 0 : day_to_unix(from, 0, 0, context->config->timezone);
	g_autoptr(GPtrArray) records = actions_load_looking_done(context->state, after, error);
	if (records == NULL)
		return FALSE;

	for (guint i = records->len; i > 0; i--)
		if (((const ActionRecord *)g_ptr_array_index(records, i - 1))->ended_at < since)
			g_ptr_array_remove_index(records, i - 1);
	g_ptr_array_unref(composition->looking);
	composition->looking = g_steal_pointer(&records);
	return TRUE;
}

static gboolean
load_actions(const JobContext *context, Composition *composition, const JobCursor *cursor,
             const Followed *followed, GError **error)
{
	GTimeZone *zone = context->config->timezone;
	Day today = day_from_unix(context->now, zone);
	Day from =
	    schedule_period_start(composition->job, composition->last_success, context->now, zone);
	Day since = config_expiry(context->config, from);

	g_autoptr(GPtrArray) records = actions_load(context->state, 0, since, error);
	if (records == NULL ||
	    (composition->job->kind == JOB_REMINDER &&
	     !load_marked(context, composition, from, error)) ||
	    !load_looking(context, composition, cursor->looks, from, error))
		return FALSE;
	follow_attach_records(followed, records);
	follow_attach_records(followed, composition->looking);
	g_ptr_array_unref(composition->records);
	composition->records = g_steal_pointer(&records);
	composition_resolve(composition);
	return snapshots_between(context->state, today - ANNOUNCED_DAYS, today, add_announcements,
	                         composition, error);
}

static char *
hash_meeting(const Meeting *meeting)
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
 * Returns a hash that distinguishes the digests of one job and day.  It depends on the changes and
 * not on their row numbers, so that the same digest has the same key after the state was lost.
 */
static char *
hash_changes(const GPtrArray *changes)
{
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < changes->len; i++) {
		const Change *change = g_ptr_array_index(changes, i);
		g_autofree char *before = hash_meeting(change->before);
		g_autofree char *after = hash_meeting(change->after);
		g_ptr_array_add(lines, g_strconcat(before, " ", after, "\n", NULL));
	}
	g_ptr_array_sort(lines, compare_texts);
	g_ptr_array_add(lines, NULL);
	g_autofree char *text = g_strjoinv("", (char **)lines->pdata);
	return g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
}

/* Returns the edition of job_messages_mail(): one reminder a day, whatever was edited meanwhile. */
static char *
edition_of(const Digest *digest, const char *changes)
{
	g_autofree char *today = day_to_iso(digest->today);

	return digest->kind == JOB_REMINDER ? g_steal_pointer(&today)
	                                    : g_strdup_printf("%s/%.32s", today, changes);
}

/* Returns the person who has the address of a `mail:` target, or NULL. */
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

/*
 * Says whether a reminder goes out: its reader wants reminders, and it has news, or the reader was
 * not reminded for so long (`at`: the last time), or the job says that it always does.
 */
static gboolean
is_worth_sending(const JobContext *context, const Job *job, const Digest *digest, gint64 at,
                 gboolean *worth, GError **error)
{
	GTimeZone *zone = context->config->timezone;
	Wishes wishes = { 0 };

	*worth = TRUE;
	if (digest->kind != JOB_REMINDER)
		return TRUE;
	if (digest->reader != NULL &&
	    !wishes_get(context->state, digest->reader->id, &wishes, error))
		return FALSE;
	*worth = !wishes.stopped && wishes.paused_until <= digest->today;
	if (!*worth || digest->has_news || digest->answered != NULL || job->remind_always)
		return TRUE;
	*worth = day_from_unix(MIN(at, context->now), zone) + job->quiet_days <= digest->today;
	return TRUE;
}

/* Returns by what the state knows whom a reminder is for: a person, or a target. */
static char *
reader_key(const Target *target, const Person *reader)
{
	if (target->kind == TARGET_OWNERS)
		return g_strdup(reader->id);
	return target->kind == TARGET_ENDPOINT
	           ? channel_target(target->channel, target->value)
	           : g_strconcat(target->kind == TARGET_LIST ? "list:" : "mail:", target->value,
	                         NULL);
}

/*
 * Sets `*at` to when the reader was reminded last, and gives the digest what the reader has
 * answered since then.  The digest does not own it.
 */
static gboolean
load_answered(const JobContext *context, Digest *digest, const char *reader, gint64 *at,
              GPtrArray **answered, GError **error)
{
	if (!job_reminded_at(context->state, digest->job, reader, at, error))
		return FALSE;
	if (digest->reader == NULL)
		return TRUE;
	*answered = deeds_by_mail(context->state, digest->reader->id, *at, error);
	digest->answered = *answered != NULL && (*answered)->len > 0 ? *answered : NULL;
	return *answered != NULL;
}

static gboolean
send_to(const JobContext *context, const Composition *composition, const Target *target,
        const Person *reader, const char *changes, const MessageSink *sink, GError **error)
{
	g_autoptr(Digest) digest = compose_digest(composition, reader);
	g_autofree char *key = reader_key(target, reader);
	g_autoptr(GPtrArray) answered = NULL;
	gint64 at = 0;
	if (digest->kind == JOB_REMINDER &&
	    !load_answered(context, digest, key, &at, &answered, error))
		return FALSE;
	if (digest_is_empty(digest))
		return TRUE;
	gboolean worth = FALSE;
	if (!is_worth_sending(context, composition->job, digest, at, &worth, error))
		return FALSE;
	if (!worth)
		return TRUE;
	if (context->reminds && digest->kind == JOB_REMINDER &&
	    !job_reminds(context->state, digest->job, key, context->now, error))
		return FALSE;

	g_autofree char *edition = edition_of(digest, changes);
	if (target->kind == TARGET_ENDPOINT)
		return job_messages_endpoint(
		    context, digest,
		    config_endpoint(context->config, target->channel, target->value), edition, sink,
		    error);
	return job_messages_mail(context, digest, target, edition, sink, error);
}

static gboolean
send_to_owners(const JobContext *context, const Composition *composition, const Target *target,
               const char *changes, const MessageSink *sink, GError **error)
{
	const GPtrArray *people = roster_people(context->config->roster);
	g_autoptr(GPtrArray) readers = compose_readers(composition);

	/* who has nothing to do any more may have answered so */
	for (guint i = 0; i < people->len; i++) {
		Person *reader = g_ptr_array_index(people, i);
		gboolean concerned = composition->job->kind == JOB_REMINDER ||
		                     g_ptr_array_find(readers, reader, NULL);
		if (reader->email != NULL && concerned &&
		    !send_to(context, composition, target, reader, changes, sink, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
send_all(const JobContext *context, const Composition *composition, const MessageSink *sink,
         GError **error)
{
	g_autofree char *changes = hash_changes(composition->changes);

	for (guint i = 0; i < composition->job->to->len; i++) {
		const Target *target = g_ptr_array_index(composition->job->to, i);
		gboolean sent =
		    target->kind == TARGET_OWNERS
		        ? send_to_owners(context, composition, target, changes, sink, error)
		        : send_to(context, composition, target, reader_of(context->config, target),
		                  changes, sink, error);
		if (!sent)
			return FALSE;
	}
	return TRUE;
}

/* Returns what the archive keeps of a digest, which is the one for everybody, or NULL. */
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

static void
attach_changes(const Followed *followed, const GPtrArray *changes)
{
	for (guint i = 0; followed != NULL && i < changes->len; i++) {
		const Change *change = g_ptr_array_index(changes, i);
		for (guint a = 0; change->after != NULL && a < change->after->actions->len; a++)
			follow_attach(followed, g_ptr_array_index(change->after->actions, a));
	}
}

static gboolean
compose_all(const JobContext *context, Composition *composition, const JobCursor *cursor,
            const MessageSink *sink, GError **error)
{
	g_autoptr(Followed) followed = NULL;

	if (!followed_load(context->state, context->config, &followed, error))
		return FALSE;
	/* a reminder does not need changes: it lists what is open */
	if (composition->job->kind != JOB_REMINDER &&
	    !load_changes(context, composition, cursor, error))
		return FALSE;
	attach_changes(followed, composition->changes);
	if (composition->job->kind == JOB_POST)
		return job_posts(context, composition, sink, error);
	return load_actions(context, composition, cursor, followed, error) &&
	       send_all(context, composition, sink, error);
}

/* Sets `*page` to the name of the digest's page in the archive, to which its mails link. */
static gboolean
find_page(const JobContext *context, const Job *job, char **page, GError **error)
{
	if (job->kind != JOB_DIGEST || context->config->archive == NULL)
		return TRUE;
	*page = edition_next_page(context->state, job->name,
	                          day_from_unix(context->now, context->config->timezone), error);
	return *page != NULL;
}

const Job *
job_named(const Config *config, const char *name, GError **error)
{
	const Job *job = config_job(config, name);
	if (job != NULL)
		return job;

	g_autofree const char **names = g_new0(const char *, config->jobs->len + 1);
	for (guint i = 0; i < config->jobs->len; i++)
		names[i] = ((const Job *)g_ptr_array_index(config->jobs, i))->name;
	const char *guess = text_guess(name, names);
	g_autofree char *shown = text_escape_for_terminal(name, -1);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE, "%s: there is no job \"%s\"%s%s%s",
	            config->path, shown, guess != NULL ? " (did you mean \"" : "",
	            guess != NULL ? guess : "", guess != NULL ? "\"?)" : "");
	return NULL;
}

static gboolean
is_same_day(const JobContext *context, gint64 other)
{
	GTimeZone *zone = context->config->timezone;

	return other != 0 && day_from_unix(other, zone) == day_from_unix(context->now, zone);
}

gboolean
job_compose(const JobContext *context, const Job *job, const MessageSink *sink, Edition **edition,
            GError **error)
{
	g_autofree char *page = NULL;
	JobCursor cursor = { 0 };
	gint64 newest = 0;
	if (!job_cursor_get(context->state, job->name, &cursor, error) ||
	    !snapshot_newest(context->state, &newest, error) ||
	    !find_page(context, job, &page, error))
		return FALSE;
	/* the common case of a run every few minutes: nothing is new, so nothing is posted */
	if (job->kind == JOB_POST && newest <= cursor.snapshot &&
	    is_same_day(context, cursor.last_success))
		return TRUE;

	Composition composition;
	composition_init(&composition, context->config, job, context->now);
	composition.last_success = cursor.last_success;
	composition.snapshot = cursor.snapshot;
	composition.news_from =
	    schedule_news_start(context->config, job, cursor.last_success, context->now);
	composition.late_before =
	    schedule_late_before(job, cursor.last_success, context->now, context->config->timezone);
	composition.answer_key = job->kind == JOB_REMINDER ? context->answer_key : NULL;
	composition.page = page;
	gboolean done = compose_all(context, &composition, &cursor, sink, error);
	if (done && edition != NULL)
		*edition = edition_of_digest(&composition);
	composition_clear(&composition);
	return done;
}

/* The data of a sink that queues. */
typedef struct {
	const JobContext *context;
	guint queued;
} Queue;

static gboolean
queue_one(RenderedMessage *rendered, gpointer data, GError **error)
{
	Queue *queue = data;
	State *state = queue->context->state;
	gint64 now = queue->context->now;
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
queue_job(Queue *queue, const Job *job, GError **error)
{
	State *state = queue->context->state;
	const MessageSink sink = { queue_one, queue };
	g_autoptr(Edition) edition = NULL;
	JobCursor old = { 0 }, cursor = { .last_success = queue->context->now };

	if (!job_compose(queue->context, job, &sink, &edition, error))
		return FALSE;
	/* a digest that was not queued, because it had been sent before, gets no second page */
	if (edition != NULL && queue->queued > 0 && !edition_put(state, edition, error))
		return FALSE;
	if (!job_cursor_get(state, job->name, &old, error) ||
	    !snapshot_newest(state, &cursor.snapshot, error) ||
	    !actions_newest_look(state, &cursor.looks, error))
		return FALSE;
	/* marks after the one reminder of a day are for the next reminder */
	if (job->kind == JOB_REMINDER && is_same_day(queue->context, old.last_success)) {
		cursor.snapshot = old.snapshot;
		cursor.looks = old.looks;
	}
	/* a post has no period to remember, and a run that does not write is cheap */
	if (job->kind == JOB_POST && old.last_success != 0 && old.snapshot == cursor.snapshot)
		return TRUE;
	return job_cursor_put(state, job->name, &cursor, error);
}

gboolean
job_run(const JobContext *context, const Job *job, guint *queued, GError **error)
{
	JobContext reminding = *context;
	Queue queue = { &reminding, 0 };

	reminding.reminds = TRUE;
	if (!state_savepoint(context->state, error))
		return FALSE;
	if (!queue_job(&queue, job, error)) {
		state_rollback_to(context->state);
		return FALSE;
	}
	*queued += queue.queued;
	return state_release(context->state, error);
}
