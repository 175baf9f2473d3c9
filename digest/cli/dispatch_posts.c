/* dispatch_posts.c - meetings as posts: new ones, and those that are posted and have changed. */
#include "cli/dispatch_posts.h"

#include "cli/envelope.h"
#include "state/files.h"
#include "state/posts.h"

#include <string.h>

/* A meeting goes to the job's targets and to those of its own track. */
static GPtrArray *
post_targets(const Config *config, const Job *job, const Meeting *meeting)
{
	GPtrArray *names = g_ptr_array_new();

	for (guint i = 0; i < job->to->len; i++) {
		const Target *target = g_ptr_array_index(job->to, i);
		if (target->kind == TARGET_DISCORD)
			g_ptr_array_add(names, target->value);
	}
	for (guint t = 0; t < meeting->teams->len; t++) {
		const TrackName *track = roster_track(config->roster, g_ptr_array_index(meeting->teams, t));
		for (guint i = 0; track != NULL && i < track->post_to->len; i++) {
			char *name = g_ptr_array_index(track->post_to, i);
			name += g_str_has_prefix(name, "discord:") ? strlen("discord:") : 0;
			if (!g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
				g_ptr_array_add(names, name);
		}
	}
	return names;
}

/* Of a meeting that is not posted: edits that only let the discussion grow are for the digest. */
static gboolean
is_worth_a_post(const Change *change)
{
	if (change->before == NULL)
		return !change_is_empty(change);
	return change->added->len + change->reowned->len + change->finished->len + change->announced->len > 0;
}

/* A post belongs to a file, under whatever path. */
static gboolean
post_to(const Dispatch *dispatch, const Digest *digest, char *webhook, const char *meeting, const Taker *taker,
        GError **error)
{
	Target target = { TARGET_DISCORD, webhook };
	g_autofree char *first = g_strdup_printf("%s/discord:%s/%s/1", digest->job, webhook, meeting);
	gboolean posted = FALSE;

	if (!post_is_known(dispatch->state, first, &posted, error))
		return FALSE;
	if (!posted && !is_worth_a_post(g_ptr_array_index(digest->changes, 0)))
		return TRUE;
	return envelope_discord(dispatch, digest, &target, meeting, taker, error);
}

static gboolean
post_change(const Dispatch *dispatch, const Composition *composition, Change *change, const Taker *taker,
            GError **error)
{
	g_autoptr(Digest) digest = compose_post(composition, change);
	g_autoptr(GPtrArray) names = post_targets(dispatch->config, composition->job, change->after);
	gint64 file = 0;

	if (!files_find(dispatch->state, change->after->path, &file, error))
		return FALSE;
	g_autofree char *meeting = g_strdup_printf("#%" G_GINT64_FORMAT, file);
	for (guint i = 0; i < names->len; i++)
		if (!post_to(dispatch, digest, g_ptr_array_index(names, i), meeting, taker, error))
			return FALSE;
	return TRUE;
}

gboolean
dispatch_posts(const Dispatch *dispatch, const Composition *composition, const Taker *taker, GError **error)
{
	for (guint i = 0; i < composition->changes->len; i++)
		if (!post_change(dispatch, composition, g_ptr_array_index(composition->changes, i), taker, error))
			return FALSE;
	return TRUE;
}
