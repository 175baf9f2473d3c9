/* transport.c - what transports share. */
#include "deliver/transport.h"

#include "base/error.h"

const Transport *
transport_refuse(GError **error, const char *why)
{
	g_set_error_literal(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG, why);
	return NULL;
}

gboolean
transport_is_folder(const char *via)
{
	return g_str_has_prefix(via, "folder:");
}

gboolean
journal_begin(const DeliveryJournal *journal, const Delivery *delivery)
{
	return journal->begin(delivery, journal->data) && journal->commit(journal->data);
}

gboolean
journal_settle(const DeliveryJournal *journal, const Delivery *delivery, const Outcome *outcome)
{
	journal->settle(delivery, outcome, journal->data);
	return journal->commit(journal->data);
}

void
journal_refuse(const DeliveryJournal *journal, const Delivery *delivery, OutcomeKind kind,
               const char *reply)
{
	Outcome outcome = { .kind = kind, .reply = g_strdup(reply) };

	if (journal->begin(delivery, journal->data))
		(void)journal_settle(journal, delivery, &outcome);
	outcome_clear(&outcome);
}
