/* intake.h - from new snapshots to actions: which item is new, carried on, done, or gone. */
#ifndef TIDINGS_CLI_INTAKE_H
#define TIDINGS_CLI_INTAKE_H

#include "config/config.h"
#include "state/state.h"

typedef struct {
	State *state;
	const Config *config;
	gint64 now;
	Day first_day, last_day; /* of the new snapshots' meetings */
} Intake;

/*
 * Takes in the actions of every snapshot newer than `cursor`, in the order of the meetings' days.  An item of a file
 * keeps the action it was before the edit; else it carries on the nearest action of the same owner; else it is new.
 * Marked done, it ends the action; a copy elsewhere that is not marked does not reopen it.
 */
gboolean intake_actions(const Intake *intake, gint64 cursor, GError **error);

#endif
