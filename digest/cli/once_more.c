/* once_more.c - what is written again after it was over: copied along, or to be done once more. */
#include "cli/once_more.h"

#include "base/text.h"

#include <string.h>

/* The day by which an action was over: that of the latest meeting that marks it, or when somebody said so. */
static Day
day_of_end(const GPtrArray *copies, GTimeZone *zone)
{
	Day end = DAY_NONE;

	for (guint i = 0; i < copies->len; i++) {
		const Copy *copy = g_ptr_array_index(copies, i);
		end = copy->action->done ? MAX(end, copy->day) : end;
		end = copy->ended_at > 0 ? MAX(end, day_from_unix(copy->ended_at, zone)) : end;
	}
	return end;
}

/* TRUE when no copy has that deadline, nor the same words: whoever copies a list does not change them. */
static gboolean
is_new_deadline(const GPtrArray *copies, const Action *action)
{
	g_autofree char *text = text_fold(action->text);

	for (guint i = 0; i < copies->len; i++) {
		const Copy *copy = g_ptr_array_index(copies, i);
		g_autofree char *known = text_fold(copy->action->text);
		if (copy->action->due == action->due || strcmp(known, text) == 0)
			return FALSE;
	}
	return action->due != DAY_NONE;
}

gboolean
once_more(const GPtrArray *copies, Day day, const Action *action, Day window, GTimeZone *zone)
{
	Day end = day_of_end(copies, zone);

	if (end == DAY_NONE)
		return FALSE;
	return day > end + window || (action->due > end && is_new_deadline(copies, action));
}
