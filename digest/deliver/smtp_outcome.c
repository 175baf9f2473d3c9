/* smtp_outcome.c - how a server's replies are to be read. */
#include "base/text.h"
#include "deliver/smtp_worker.h"

/* RFC 5321 4.2.1: the first digit says good, for now, for good. */
static gboolean
refused(int code, OutcomeKind *kind)
{
	if (code / 100 == 4)
		*kind = OUTCOME_TEMPORARY;
	if (code / 100 == 5)
		*kind = OUTCOME_PERMANENT;
	return code / 100 == 4 || code / 100 == 5;
}

static OutcomeKind
kind_of(const SmtpReplies *replies)
{
	OutcomeKind kind = OUTCOME_UNKNOWN;

	if (refused(replies->mail, &kind) || refused(replies->rcpt, &kind) || refused(replies->data, &kind))
		return kind;

	gboolean accepted = replies->mail / 100 == 2 && replies->rcpt / 100 == 2 && replies->data / 100 == 2;
	if (accepted && replies->finished && replies->completed)
		return OUTCOME_SENT;
	/* Before the final dot no server may take a message (RFC 5321 4.1.1.4); after it, silence says nothing. */
	return replies->handed ? OUTCOME_UNKNOWN : OUTCOME_TEMPORARY;
}

void
smtp_classify(const SmtpReplies *replies, const char *text, Outcome *outcome)
{
	g_autofree char *shown = text_show(text, -1);

	outcome->kind = kind_of(replies);
	if (outcome->kind == OUTCOME_UNKNOWN)
		outcome->reply = g_strdup_printf("no answer after the message was handed over%s%s",
		                                 *shown != '\0' ? ": " : "", shown);
	else
		outcome->reply = g_steal_pointer(&shown);
}
