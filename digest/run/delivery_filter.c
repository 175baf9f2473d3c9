/* delivery_filter.c - finds and moves deliveries by state, job and recipient. */
#include "run/delivery_filter.h"

#include "base/error.h"
#include "base/text.h"
#include "state/outbox.h"

#include <string.h>

gboolean
delivery_filter_is_given(const DeliveryFilter *filter)
{
	return filter->state != NULL || filter->job != NULL || filter->recipient != NULL;
}

static gboolean
fits(const DeliveryFilter *filter, const Delivery *row)
{
	return (filter->state == NULL ||
	        strcmp(delivery_state_word(row->state), filter->state) == 0) &&
	       (filter->job == NULL || strcmp(row->message->job, filter->job) == 0) &&
	       (filter->recipient == NULL ||
	        g_ascii_strcasecmp(row->message->recipient, filter->recipient) == 0);
}

gboolean
delivery_filter_check(const DeliveryFilter *filter, GError **error)
{
	static const char *const states[] = {
#define X(state, word) word,
		DELIVERY_STATES(X)
#undef X
		    NULL,
	};
	if (filter->state == NULL || g_strv_contains(states, filter->state))
		return TRUE;

	g_autofree char *shown = text_escape_for_terminal(filter->state, -1);
	g_autofree char *known = g_strjoinv(", ", (char **)states);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
	            "there is no state \"%s\"; there are %s", shown, known);
	return FALSE;
}

GPtrArray *
deliveries_find(State *state, const DeliveryFilter *filter, GError **error)
{
	g_autoptr(GPtrArray) rows =
	    outbox_list(state, !filter->all && filter->state == NULL, error);
	if (rows == NULL)
		return NULL;

	for (guint i = rows->len; i > 0; i--)
		if (!fits(filter, g_ptr_array_index(rows, i - 1)))
			g_ptr_array_remove_index(rows, i - 1);
	return g_steal_pointer(&rows);
}

gboolean
deliveries_move(State *state, const DeliveryFilter *filter, DeliveryState to, gint64 now,
                GError **error)
{
	g_autoptr(GPtrArray) rows = deliveries_find(state, filter, error);
	guint moved = 0;

	for (guint i = 0; rows != NULL && i < rows->len; i++) {
		const Delivery *row = g_ptr_array_index(rows, i);
		if (!delivery_may_move(row->state, to, ACTOR_PERSON))
			continue;
		if (!outbox_move(state, row->id, to, now, error))
			return FALSE;
		moved++;
	}
	if (rows != NULL && moved == 0)
		g_set_error_literal(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA,
		                    "no delivery fits that could become so; `tidings outbox list` "
		                    "shows what is there");
	return moved > 0;
}
