/* job_posts.c - the messages of a job of kind post: new posts, lists of meetings, and edits. */
#include "job_posts.h"

#include "job_messages.h"
#include "state/posts.h"

/* When more meetings are new at once, one list replaces their posts and mentions nobody. */
enum {
	POSTS_MAX = 10
};

/* Returns where a meeting is posted: the job's targets and those of its tracks.  Endpoint *, not
 * owned. */
static GPtrArray *
post_targets(const Config *config, const Job *job, const Meeting *meeting)
{
	GPtrArray *endpoints = g_ptr_array_new();

	for (guint i = 0; i < job->to->len; i++) {
		const Target *target = g_ptr_array_index(job->to, i);
		if (target->kind == TARGET_ENDPOINT)
			g_ptr_array_add(endpoints, (gpointer)config_endpoint(
			                               config, target->channel, target->value));
	}
	for (guint t = 0; t < meeting->teams->len; t++) {
		const Track *track =
		    roster_track(config->roster, g_ptr_array_index(meeting->teams, t));
		for (guint i = 0; track != NULL && i < track->post_to->len; i++) {
			const Endpoint *endpoint =
			    config_endpoint_of(config, g_ptr_array_index(track->post_to, i));
			if (!g_ptr_array_find(endpoints, endpoint, NULL))
				g_ptr_array_add(endpoints, (gpointer)endpoint);
		}
	}
	return endpoints;
}

/*
 * Says whether a meeting that is not posted yet deserves a post.  An old meeting does not when
 * somebody only added to its discussion: that is for the digest.
 */
static gboolean
is_worth_a_post(const Change *change)
{
	if (change->before == NULL)
		return !change_is_empty(change);
	return change->added->len + change->reowned->len + change->finished->len +
	           change->announced->len >
	       0;
}

/* A meeting that an endpoint shows or is to show. */
typedef struct {
	Change *change;
	const Endpoint *endpoint;
	gint64 file; /* its row: a post stays the file's own when the file is renamed */
	gboolean posted;
} Showing;

/* The new meetings of an endpoint. */
typedef struct {
	const Endpoint *endpoint;
	GPtrArray *changes; /* Change * */
	GArray *files;      /* gint64: theirs */
} Fresh;

typedef struct {
	const JobContext *context;
	const Composition *composition;
	GArray *showings; /* Showing, in the order of the changes */
	GPtrArray *fresh; /* Fresh *, owned */
} Posting;

static void
fresh_free(Fresh *fresh)
{
	g_ptr_array_unref(fresh->changes);
	g_array_unref(fresh->files);
	g_free(fresh);
}

/* Searches linearly: a community has a handful of endpoints. */
static Fresh *
fresh_of(const Posting *posting, const Endpoint *endpoint)
{
	for (guint i = 0; i < posting->fresh->len; i++) {
		Fresh *fresh = g_ptr_array_index(posting->fresh, i);
		if (fresh->endpoint == endpoint)
			return fresh;
	}
	Fresh *fresh = g_new0(Fresh, 1);
	fresh->endpoint = endpoint;
	fresh->changes = g_ptr_array_new();
	fresh->files = g_array_new(FALSE, FALSE, sizeof(gint64));
	g_ptr_array_add(posting->fresh, fresh);
	return fresh;
}

static char *
edition_of_file(gint64 file)
{
	return g_strdup_printf("#%" G_GINT64_FORMAT, file);
}

static gboolean
plan_endpoint(Posting *posting, Change *change, gint64 file, const Endpoint *endpoint,
              GError **error)
{
	Showing showing = { change, endpoint, file, FALSE };
	g_autofree char *edition = edition_of_file(file);
	g_autofree char *target = channel_target(endpoint->channel, endpoint->name);
	g_autofree char *first =
	    g_strjoin("/", posting->composition->job->name, target, edition, "1", NULL);

	if (!post_is_known(posting->context->state, first, &showing.posted, error))
		return FALSE;
	if (!showing.posted) {
		if (!compose_is_news(posting->composition, change->after) ||
		    !is_worth_a_post(change))
			return TRUE;
		Fresh *fresh = fresh_of(posting, endpoint);
		g_ptr_array_add(fresh->changes, change);
		g_array_append_val(fresh->files, file);
	}
	g_array_append_val(posting->showings, showing);
	return TRUE;
}

static gboolean
plan_change(Posting *posting, Change *change, GError **error)
{
	g_autoptr(GPtrArray) endpoints =
	    post_targets(posting->context->config, posting->composition->job, change->after);

	for (guint i = 0; i < endpoints->len; i++)
		if (!plan_endpoint(posting, change, change->after->row,
		                   g_ptr_array_index(endpoints, i), error))
			return FALSE;
	return TRUE;
}

static gboolean
is_listed(const Fresh *fresh)
{
	return fresh->changes->len > POSTS_MAX;
}

static gboolean
show(const Posting *posting, const Showing *showing, const MessageSink *sink, GError **error)
{
	if (!showing->posted && is_listed(fresh_of(posting, showing->endpoint)))
		return TRUE;
	g_autoptr(Digest) digest =
	    compose_post(posting->composition, showing->change, showing->posted);
	g_autofree char *edition = edition_of_file(showing->file);

	return job_messages_endpoint(posting->context, digest, showing->endpoint, edition, sink,
	                             error);
}

static int
compare_files(gconstpointer a, gconstpointer b)
{
	const gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;

	return (x > y) - (x < y);
}

/* Returns the same edition for the same meetings, so that their list is edited when they come
 * again.
 */
static char *
edition_of_list(GArray *files)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);

	g_array_sort(files, compare_files);
	for (guint i = 0; i < files->len; i++) {
		g_autofree char *edition = edition_of_file(g_array_index(files, gint64, i));
		g_checksum_update(sum, (const guchar *)edition, -1);
	}
	return g_strdup_printf("list-%.16s", g_checksum_get_string(sum));
}

static gboolean
list(const Posting *posting, const Fresh *fresh, const MessageSink *sink, GError **error)
{
	if (!is_listed(fresh))
		return TRUE;
	g_autoptr(Digest) digest = compose_list(posting->composition, fresh->changes);
	g_autofree char *edition = edition_of_list(fresh->files);

	return job_messages_endpoint(posting->context, digest, fresh->endpoint, edition, sink,
	                             error);
}

gboolean
job_posts(const JobContext *context, const Composition *composition, const MessageSink *sink,
          GError **error)
{
	g_autoptr(GArray) showings = g_array_new(FALSE, FALSE, sizeof(Showing));
	g_autoptr(GPtrArray) fresh = g_ptr_array_new_with_free_func((GDestroyNotify)fresh_free);
	Posting posting = { context, composition, showings, fresh };

	for (guint i = 0; i < composition->changes->len; i++)
		if (!plan_change(&posting, g_ptr_array_index(composition->changes, i), error))
			return FALSE;
	for (guint i = 0; i < showings->len; i++)
		if (!show(&posting, &g_array_index(showings, Showing, i), sink, error))
			return FALSE;
	for (guint i = 0; i < fresh->len; i++)
		if (!list(&posting, g_ptr_array_index(fresh, i), sink, error))
			return FALSE;
	return TRUE;
}
