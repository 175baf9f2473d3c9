/* done.c - `tidings done|reopen|drop ID...` and `tidings snooze ID DATE`. */
#include "base/error.h"
#include "command.h"
#include "run/deeds.h"

static gboolean
do_one(const Context *context, State *state, Day today, const char *verb, const char *id, Day until,
       GError **error)
{
	const Deed deed = { .id = (char *)id,
		            .verb = (char *)verb,
		            .person = (char *)g_get_user_name(),
		            .way = (char *)"command",
		            .until = until };

	return deed_do(state, &deed, context->now, today, error);
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
	for (int i = 1; i < argc; i++)
		if (!do_one(context, state, today, argv[0], argv[i], DAY_NONE, error))
			return FALSE;
	return TRUE;
}

static gboolean
act_snooze(const Context *context, State *state, Day today, int argc G_GNUC_UNUSED, char **argv,
           GError **error)
{
	return do_one(context, state, today, argv[0], argv[1], day_from_iso(argv[2]), error);
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
