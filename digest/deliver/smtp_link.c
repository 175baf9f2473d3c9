/* smtp_link.c - one connection as its parent sees it. */
#include "smtp_link.h"

#include <sys/socket.h>

enum {
	FEW = 4, /* messages: too few to foretell when they will be through */
};

gboolean
smtp_link_give(SmtpLink *link, const SmtpServer *server, GPtrArray *batch, GError **error)
{
	SmtpPace pace = { .interval = link->pace.interval };

	*link = (SmtpLink){ .worker = link->worker, .batch = batch, .pace = pace };
	if (!smtp_worker_is_at_rest(&link->worker))
		smtp_worker_end(&link->worker);
	return (link->worker.pid != 0 || smtp_worker_start(&link->worker, server, error)) &&
	       smtp_worker_give(&link->worker, batch, error);
}

void
smtp_link_close(SmtpLink *link)
{
	smtp_worker_end(&link->worker);
	smtp_worker_clear(&link->worker);
}

void
smtp_link_clear(SmtpLink *link, SmtpSupply *supply)
{
	smtp_supply_give_back(supply, link->batch, link->in_hand);
	g_clear_pointer(&link->batch, g_ptr_array_unref);
}

gboolean
smtp_link_is_handed(const SmtpLink *link)
{
	const SmtpShare *share = link->worker.share;

	return share != NULL && g_atomic_int_get(&share->handed) > (gint)link->in_hand;
}

gboolean
smtp_link_begin(SmtpLink *link, guint count, const DeliveryJournal *journal)
{
	guint end = MIN(link->in_hand + count, link->batch->len);

	for (; link->begun < end; link->begun++)
		if (!journal->begin(g_ptr_array_index(link->batch, link->begun), journal->data))
			return FALSE;
	return TRUE;
}

gboolean
smtp_link_settle(SmtpLink *link, Outcome *outcome, const DeliveryJournal *journal)
{
	gboolean begun = smtp_link_begin(link, 1, journal);

	if (begun)
		journal->settle(g_ptr_array_index(link->batch, link->in_hand), outcome,
		                journal->data);
	outcome_clear(outcome);
	link->in_hand++;
	link->asks = FALSE;
	smtp_pace_end(&link->pace, g_get_monotonic_time());
	return begun;
}

void
smtp_link_withdraw(SmtpLink *link, const DeliveryJournal *journal)
{
	for (guint i = link->in_hand; i < link->begun; i++)
		journal->withdraw(g_ptr_array_index(link->batch, i), journal->data);
	link->begun = link->in_hand;
}

static void
tell(SmtpLink *link, char word)
{
	(void)send(link->worker.socket, &word, 1, MSG_NOSIGNAL);
	smtp_pace_answer(&link->pace, g_get_monotonic_time());
	link->asks = FALSE;
}

void
smtp_link_ask(SmtpLink *link)
{
	link->asks = TRUE;
	smtp_pace_ask(&link->pace, g_get_monotonic_time());
	/* It was given while the question was under way. */
	if (link->in_hand < link->allowed)
		tell(link, 'y');
}

void
smtp_link_answer(SmtpLink *link, gboolean leave)
{
	link->allowed = leave ? link->begun : 0;
	g_atomic_int_set(&link->worker.share->allowed, (gint)link->allowed);
	if (link->asks && (!leave || link->in_hand < link->allowed))
		tell(link, leave ? 'y' : 'n');
}

gint64
smtp_link_spare(const SmtpLink *link)
{
	if (link->asks || link->allowed < link->in_hand + FEW || link->allowed == link->batch->len)
		return 0;
	/* The next ones may go twice as fast as the last ones. */
	return (link->allowed - link->in_hand) * link->pace.interval / 2;
}
