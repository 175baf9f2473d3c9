/* smtp_supply.c - what still waits, and what may be sent at all. */
#include "smtp_supply.h"

#include "address.h"
#include "base/stop.h"
#include "smtp_body.h"

/* Puts `more` behind those waiting. */
static void
add(SmtpSupply *supply, GPtrArray *more)
{
	GPtrArray *joined =
	    g_ptr_array_new_full(more->len + supply->waiting->len, (GDestroyNotify)delivery_free);

	while (more->len > 0)
		g_ptr_array_add(joined, g_ptr_array_steal_index(more, more->len - 1));
	g_ptr_array_extend_and_steal(joined, supply->waiting);
	supply->waiting = joined;
}

void
smtp_supply_init(SmtpSupply *supply, GPtrArray *deliveries, const DeliveryJournal *journal)
{
	*supply =
	    (SmtpSupply){ .journal = journal,
		          .waiting = g_ptr_array_new_with_free_func((GDestroyNotify)delivery_free),
		          .drained = journal->more == NULL };
	add(supply, deliveries);
}

void
smtp_supply_clear(SmtpSupply *supply)
{
	g_ptr_array_unref(supply->waiting);
}

static gboolean
has_enough(const SmtpSupply *supply, guint count, gsize bytes)
{
	gsize waiting = 0;

	for (guint i = 0; i < supply->waiting->len; i++) {
		const Delivery *delivery = g_ptr_array_index(supply->waiting, i);
		waiting +=
		    delivery->message->body == NULL ? 0 : g_bytes_get_size(delivery->message->body);
	}
	return supply->waiting->len >= count || waiting >= bytes;
}

void
smtp_supply_fill(SmtpSupply *supply, guint count, gsize bytes)
{
	while (!supply->drained && !has_enough(supply, count, bytes)) {
		g_autoptr(GPtrArray) more = supply->journal->more(supply->journal->data);
		supply->drained = more == NULL;
		if (more != NULL)
			add(supply, more);
	}
}

/* Gives the delivery the form that the library takes.  Why the library may not be given it; NULL
 * when it may. */
static const char *
make_sound(Delivery *delivery)
{
	Message *message = delivery->message;

	if (!address_is_sound(message->recipient))
		return "the address cannot stand in an envelope";
	if (message->body == NULL)
		return "the message has no body";
	GBytes *canonical = smtp_body_canonical(message->body);
	g_bytes_unref(message->body);
	message->body = canonical;
	return smtp_body_header_size(canonical) == 0 ? "the message has no end of its header"
	                                             : NULL;
}

GPtrArray *
smtp_supply_take(SmtpSupply *supply, guint count, gsize bytes)
{
	GPtrArray *batch = g_ptr_array_new_with_free_func((GDestroyNotify)delivery_free);
	gsize taken = 0;

	while (batch->len < count && taken < bytes && supply->waiting->len > 0 &&
	       !stop_requested()) {
		g_autoptr(Delivery) delivery =
		    g_ptr_array_steal_index(supply->waiting, supply->waiting->len - 1);
		const char *trouble = make_sound(delivery);
		if (trouble != NULL) {
			journal_refuse(supply->journal, delivery, OUTCOME_PERMANENT, trouble);
			continue;
		}
		taken += g_bytes_get_size(delivery->message->body);
		g_ptr_array_add(batch, g_steal_pointer(&delivery));
	}
	return batch;
}

void
smtp_supply_give_back(SmtpSupply *supply, GPtrArray *batch, guint from)
{
	while (batch->len > from)
		g_ptr_array_add(supply->waiting, g_ptr_array_steal_index(batch, batch->len - 1));
}
