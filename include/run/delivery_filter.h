/* delivery_filter.h - finds and moves deliveries by state, job and recipient. */
#ifndef TIDINGS_RUN_DELIVERY_FILTER_H
#define TIDINGS_RUN_DELIVERY_FILTER_H

#include "model/message.h"
#include "state/state.h"

/* Which deliveries are meant.  A member that is NULL accepts any. */
typedef struct {
	gboolean all; /* also settled ones, when no state is given */
	char *state, *job, *recipient;
} DeliveryFilter;

/* Says whether the filter has a state, a job or a recipient. */
gboolean delivery_filter_is_given(const DeliveryFilter *filter);

/* Returns FALSE and sets `error` (TIDINGS_ERROR_USAGE) for a state that does not exist. */
gboolean delivery_filter_check(const DeliveryFilter *filter, GError **error);

/* Returns the deliveries that fit, newest first: GPtrArray of owned Delivery *.  NULL and `error`
 * when the state refuses. */
GPtrArray *deliveries_find(State *state, const DeliveryFilter *filter, GError **error);

/*
 * Moves each delivery that fits and that a person may move so.  Call it in a transaction.  Returns
 * FALSE and sets `error` when there is none (TIDINGS_ERROR_DATA) or the state refuses.
 */
gboolean deliveries_move(State *state, const DeliveryFilter *filter, DeliveryState to, gint64 now,
                         GError **error);

#endif
