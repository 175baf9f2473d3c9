/* done.c - `tidings done|reopen|drop ID...` and `tidings snooze ID DATE`. */
#include "base/error.h"
#include "command.h"
#include "state/actions.h"

#include <string.h>

/* Moves all actions as `command` says; reopen takes back a snooze, too. */
static gboolean
move_all(State *state, const char *command, int count, char **ids, gint64 now, Day today,
         GError **error)
{
	ActionState to = strcmp(command, "done") == 0   ? ACTION_DONE
	                 : strcmp(command, "drop") == 0 ? ACTION_DROPPED
	                                                : ACTION_OPEN;

	for (int i = 0; i < count; i++) {
		if (!action_command(state, ids[i], to, now, today, error))
			return FALSE;
		if (to == ACTION_OPEN && !action_snooze(state, ids[i], DAY_NONE, today, error))
			return FALSE;
	}
	return TRUE;
}

/* Opens the state for writing and does the whole command or nothing. */
static int
with_state(const Context *context, int argc, char **argv,
           gboolean (*act)(const Context *, State *, Day today, int, char **, GError **),
           GError **error)
{
	g_autoptr(Config) config = context_config(context, error);
	if (config == NULL)
		return TIDINGS_ERROR_CONFIG;
	Day today = day_from_unix(context->now, config->timezone);
	g_autoptr(State) state = context_open(config, STATE_WRITE, error);
	gboolean done = state != NULL && state_begin(state, error) &&
	                act(context, state, today, argc, argv, error) && state_commit(state, error);

	return done ? 0 : (*error)->code;
}

static gboolean
act_done(const Context *context, State *state, Day today, int argc, char **argv, GError **error)
{
	return move_all(state, argv[0], argc - 1, argv + 1, context->now, today, error);
}

static gboolean
act_snooze(const Context *context G_GNUC_UNUSED, State *state, Day today, int argc G_GNUC_UNUSED,
           char **argv, GError **error)
{
	return action_snooze(state, argv[1], day_from_iso(argv[2]), today, error);
}

int
cmd_done(Context *context, int argc, char **argv, GError **error)
{
	if (!command_options(NULL, &argc, &argv, error))
		return TIDINGS_ERROR_USAGE;
	if (argc < 2) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
		            "%s needs the id of an action, as `tidings actions` shows it", argv[0]);
		return TIDINGS_ERROR_USAGE;
	}
	return with_state(context, argc, argv, act_done, error);
}

int
cmd_snooze(Context *context, int argc, char **argv, GError **error)
{
	if (!command_options(NULL, &argc, &argv, error))
		return TIDINGS_ERROR_USAGE;
	if (argc != 3 || day_from_iso(argv[2]) == DAY_NONE) {
		g_set_error(
		    error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
		    "snooze needs the id of an action and a day: tidings snooze ID 2026-03-01");
		return TIDINGS_ERROR_USAGE;
	}
	return with_state(context, argc, argv, act_snooze, error);
}
