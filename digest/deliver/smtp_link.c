/* smtp_link.c - one connection as its parent sees it. */
#include "deliver/smtp_link.h"

#include <errno.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	FEW = 4, /* messages: too few to foretell when they will be through */
};

gboolean
smtp_link_open(SmtpLink *link, const SmtpServer *server, GPtrArray *waiting, guint count, GError **error)
{
	*link = (SmtpLink){ .socket = -1, .batch = g_ptr_array_new() };
	while (link->batch->len < count && waiting->len > 0)
		g_ptr_array_add(link->batch, g_ptr_array_steal_index(waiting, waiting->len - 1));
	pid_t pid = smtp_worker_start(server, link->batch, &link->socket, &link->share, error);
	link->pid = pid > 0 ? pid : 0;
	return link->pid != 0;
}

void
smtp_link_reap(SmtpLink *link)
{
	if (link->late)
		(void)kill(link->pid, SIGKILL);
	close(link->socket);
	while (waitpid(link->pid, NULL, 0) < 0 && errno == EINTR)
		continue;
	link->pid = 0;
}

void
smtp_link_clear(SmtpLink *link, GPtrArray *waiting)
{
	for (guint i = link->batch->len; i > link->in_hand; i--)
		g_ptr_array_add(waiting, g_ptr_array_index(link->batch, i - 1));
	g_clear_pointer(&link->batch, g_ptr_array_unref);
	g_clear_pointer(&link->share, smtp_share_free);
}

gboolean
smtp_link_is_handed(const SmtpLink *link)
{
	return link->share != NULL && g_atomic_int_get(&link->share->handed) > (gint)link->in_hand;
}

gboolean
smtp_link_begin(SmtpLink *link, guint count, const Ledger *ledger)
{
	guint end = MIN(link->in_hand + count, link->batch->len);

	for (; link->begun < end; link->begun++)
		if (!ledger->begin(g_ptr_array_index(link->batch, link->begun), ledger->data))
			return FALSE;
	return TRUE;
}

gboolean
smtp_link_settle(SmtpLink *link, Outcome *outcome, const Ledger *ledger)
{
	gboolean begun = smtp_link_begin(link, 1, ledger);

	if (begun)
		ledger->settle(g_ptr_array_index(link->batch, link->in_hand), outcome, ledger->data);
	outcome_clear(outcome);
	link->in_hand++;
	link->asks = FALSE;
	smtp_pace_end(&link->pace, g_get_monotonic_time());
	return begun;
}

void
smtp_link_withdraw(SmtpLink *link, const Ledger *ledger)
{
	for (guint i = link->in_hand; i < link->begun; i++)
		ledger->withdraw(g_ptr_array_index(link->batch, i), ledger->data);
	link->begun = link->in_hand;
}

static void
tell(SmtpLink *link, char word)
{
	(void)send(link->socket, &word, 1, MSG_NOSIGNAL);
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
	g_atomic_int_set(&link->share->allowed, (gint)link->allowed);
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
