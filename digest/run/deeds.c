/* deeds.c - what people do about actions. */
#include "run/deeds.h"

#include "state/actions.h"
#include "state/answers.h"

#include <string.h>

gboolean
deed_do(State *state, const Deed *deed, gint64 now, Day today, GError **error)
{
	ActionState to = strcmp(deed->verb, "done") == 0   ? ACTION_DONE
	                 : strcmp(deed->verb, "drop") == 0 ? ACTION_DROPPED
	                                                   : ACTION_OPEN;
	gboolean snooze = strcmp(deed->verb, "snooze") == 0;

	if (!snooze && !action_command(state, deed->id, to, now, today, error))
		return FALSE;
	/* reopen takes back a snooze, too */
	if (to == ACTION_OPEN &&
	    !action_snooze(state, deed->id, snooze ? deed->until : DAY_NONE, today, error))
		return FALSE;
	return deed_put(state, deed->id, deed, now, error);
}
