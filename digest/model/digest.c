/* digest.c - creates and frees digests and their parts. */
#include "model/digest.h"

Change *
change_new(void)
{
	Change *change = g_new0(Change, 1);

	change->added = g_ptr_array_new();
	change->reworded = g_ptr_array_new();
	change->reowned = g_ptr_array_new();
	change->given_up = g_ptr_array_new();
	change->finished = g_ptr_array_new();
	change->withdrawn = g_ptr_array_new();
	change->grown = g_ptr_array_new();
	change->announced = g_ptr_array_new();
	return change;
}

void
change_free(Change *change)
{
	if (change == NULL)
		return;
	g_ptr_array_unref(change->added);
	g_ptr_array_unref(change->reworded);
	g_ptr_array_unref(change->reowned);
	g_ptr_array_unref(change->given_up);
	g_ptr_array_unref(change->finished);
	g_ptr_array_unref(change->withdrawn);
	g_ptr_array_unref(change->grown);
	g_ptr_array_unref(change->announced);
	meeting_free(change->before);
	meeting_free(change->after);
	g_free(change);
}

/* A new meeting is always worth reporting.  `given_up` need not be counted: it has the former
 * owners of the items in `reowned`. */
gboolean
change_is_empty(const Change *change)
{
	if (change->before == NULL)
		return FALSE;
	return change->added->len + change->reworded->len + change->reowned->len +
	           change->finished->len + change->withdrawn->len + change->grown->len +
	           change->announced->len ==
	       0;
}

DigestAction *
digest_action_new(void)
{
	DigestAction *action = g_new0(DigestAction, 1);

	action->others = g_ptr_array_new_with_free_func(g_free);
	action->due_in = G_MAXINT;
	return action;
}

void
digest_action_free(DigestAction *action)
{
	if (action == NULL)
		return;
	g_ptr_array_unref(action->others);
	g_free(action);
}

gboolean
digest_action_is_soon(const DigestAction *action)
{
	enum {
		SOON_DAYS = 7
	};

	return action->due_in >= 0 && action->due_in <= SOON_DAYS;
}

gboolean
digest_action_is_news(const DigestAction *action)
{
	return action->fresh || action->noted || action->overdue || digest_action_is_soon(action);
}

gboolean
digest_action_is_reason(const DigestAction *action)
{
	return action->fresh || action->noted || action->newly_overdue || action->back ||
	       action->stale || digest_action_is_soon(action);
}

OwnerGroup *
owner_group_new(void)
{
	OwnerGroup *group = g_new0(OwnerGroup, 1);

	group->actions = g_ptr_array_new_with_free_func((GDestroyNotify)digest_action_free);
	return group;
}

void
owner_group_free(OwnerGroup *group)
{
	if (group == NULL)
		return;
	g_free(group->label);
	g_ptr_array_unref(group->actions);
	g_free(group);
}

TrackGroup *
track_group_new(void)
{
	TrackGroup *group = g_new0(TrackGroup, 1);

	group->changes = g_ptr_array_new();
	group->actions = g_ptr_array_new_with_free_func((GDestroyNotify)digest_action_free);
	return group;
}

void
track_group_free(TrackGroup *group)
{
	if (group == NULL)
		return;
	g_free(group->id);
	g_free(group->name);
	g_ptr_array_unref(group->changes);
	g_ptr_array_unref(group->actions);
	g_free(group);
}

void
upcoming_free(Upcoming *upcoming)
{
	if (upcoming == NULL)
		return;
	g_free(upcoming->track);
	g_free(upcoming->text);
	g_free(upcoming->path);
	g_free(upcoming);
}

Digest *
digest_new(void)
{
	Digest *digest = g_new0(Digest, 1);

	digest->records = g_ptr_array_new_with_free_func((GDestroyNotify)action_record_free);
	digest->changes = g_ptr_array_new_with_free_func((GDestroyNotify)change_free);
	digest->owners = g_ptr_array_new_with_free_func((GDestroyNotify)owner_group_free);
	digest->tracks = g_ptr_array_new_with_free_func((GDestroyNotify)track_group_free);
	digest->upcoming = g_ptr_array_new_with_free_func((GDestroyNotify)upcoming_free);
	digest->marked = g_ptr_array_new();
	digest->looking = g_ptr_array_new();
	return digest;
}

void
digest_free(Digest *digest)
{
	if (digest == NULL)
		return;
	g_free(digest->job);
	g_free(digest->page);
	g_ptr_array_unref(digest->owners);
	g_ptr_array_unref(digest->tracks);
	g_ptr_array_unref(digest->changes);
	g_ptr_array_unref(digest->records);
	g_ptr_array_unref(digest->upcoming);
	g_ptr_array_unref(digest->marked);
	g_ptr_array_unref(digest->looking);
	g_free(digest);
}

gboolean
digest_is_empty(const Digest *digest)
{
	if (digest->looking->len > 0)
		return FALSE;
	if (digest->kind == JOB_REMINDER)
		return digest->owners->len == 0 && digest->answered == NULL &&
		       !marked_any_elsewhere(digest->marked);
	return digest->changes->len == 0 && digest->new_actions == 0 &&
	       digest->noted_actions == 0 && digest->due_soon == 0 && digest->newly_overdue == 0;
}

gboolean
digest_is_list(const Digest *digest)
{
	return digest->kind == JOB_POST && digest->changes->len > 1;
}
