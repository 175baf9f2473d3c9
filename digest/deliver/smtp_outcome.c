/* smtp_outcome.c - what the replies of a mail server mean for a delivery. */
#include "smtp_outcome.h"

#include "base/text.h"

static const char *const words[] = {
	[SMTP_GREETING] = "on connecting", [SMTP_EHLO] = "to EHLO",
	[SMTP_HELO] = "to HELO",           [SMTP_STARTTLS] = "to STARTTLS",
	[SMTP_AUTH] = "to the log-in",     [SMTP_MAIL] = "to MAIL FROM",
	[SMTP_RCPT] = "to RCPT TO",        [SMTP_DATA] = "to DATA",
	[SMTP_DOT] = "to the message",     [SMTP_RSET] = "to RSET",
	[SMTP_QUIT] = "to QUIT",           [SMTP_OTHER] = "to a command",
};

const char *
smtp_command_words(SmtpCommand command)
{
	return words[command];
}

/* RFC 5321 4.2.1: the first digit means 2 yes, 3 go on, 4 no for now, 5 no for good. */
static gboolean
is_yes(int code)
{
	return code / 100 == 2;
}

static gboolean
is_no(int code)
{
	return code / 100 == 4 || code / 100 == 5;
}

SmtpCommand
smtp_decided_at(const SmtpReplies *replies)
{
	if (replies->mail != 0 && !is_yes(replies->mail))
		return SMTP_MAIL;
	if (replies->rcpt != 0 && !is_yes(replies->rcpt))
		return SMTP_RCPT;
	if (replies->handed && replies->data != 0)
		return SMTP_DOT;
	if (replies->data != 0 && replies->data / 100 != 3)
		return SMTP_DATA;
	return replies->at;
}

gboolean
smtp_fault_counts(const SmtpReplies *replies)
{
	return replies->fault != SMTP_FAULT_NONE && !(replies->handed && replies->data != 0);
}

/* Returns the code of the reply that decides about the message; 0 when there is none. */
static int
deciding_code(const SmtpReplies *replies)
{
	switch (smtp_decided_at(replies)) {
	case SMTP_MAIL:
		return replies->mail;
	case SMTP_RCPT:
		return replies->rcpt;
	case SMTP_DATA:
	case SMTP_DOT:
		return replies->data;
	default:
		return 0;
	}
}

gboolean
smtp_makes_no_sense(const SmtpReplies *replies)
{
	int code = deciding_code(replies);

	/* 2xx to DATA is not a yes: the message is not there yet. */
	if (smtp_decided_at(replies) == SMTP_DATA)
		return code != 0 && !is_no(code) && code / 100 != 3;
	return code != 0 && !is_no(code) && !is_yes(code);
}

static OutcomeKind
kind_of(const SmtpReplies *replies)
{
	/* No server may take a message before its final dot (RFC 5321 4.1.1.4). */
	OutcomeKind open = replies->handed ? OUTCOME_UNKNOWN : OUTCOME_TEMPORARY;
	int code = deciding_code(replies);

	/* What a server out of step says may be about anything. */
	if (smtp_fault_counts(replies))
		return open;
	if (is_no(code))
		return code / 100 == 4 ? OUTCOME_TEMPORARY : OUTCOME_PERMANENT;

	gboolean accepted = is_yes(replies->mail) && is_yes(replies->rcpt) && is_yes(replies->data);
	return accepted && replies->handed && replies->finished && replies->completed ? OUTCOME_SENT
	                                                                              : open;
}

/* RFC 5321 3.8: a server may say 421 and close at any time. */
static char *
explain_early(const SmtpReplies *replies, const char *server, const char *text)
{
	if (g_str_has_prefix(text, "421"))
		return g_strdup_printf("%s closes the session: %s", server, text);
	return g_strdup_printf(
	    "%s speaks before it is asked, so that it is out of step and nothing%s was sent: %s",
	    server, replies->handed ? " more" : "", text);
}

static char *
explain(const SmtpReplies *replies, const char *server, const char *text)
{
	const char *where = words[smtp_decided_at(replies)], *colon = *text != '\0' ? ": " : "";

	if (smtp_fault_counts(replies) && replies->fault == SMTP_FAULT_EARLY)
		return explain_early(replies, server, text);
	if (smtp_fault_counts(replies) && replies->fault == SMTP_FAULT_SYNTAX)
		return g_strdup_printf("%s says %s what is not a reply of SMTP%s%s", server, where,
		                       colon, text);
	if (smtp_fault_counts(replies))
		return g_strdup_printf(
		    "%s does not come to the end of a reply %s in time (mail.timeout)%s%s", server,
		    where, colon, text);
	if (replies->said)
		return g_strdup_printf("%s says %s: %s", server, where, text);
	if (*text != '\0')
		return g_strdup_printf("%s: %s", server, text);
	return g_strdup_printf("%s: the connection ended without a reply %s", server, where);
}

void
smtp_classify(const SmtpReplies *replies, const char *server, const char *text, Outcome *outcome)
{
	g_autofree char *shown = text_escape_for_terminal(text, -1);

	outcome->kind = kind_of(replies);
	if (outcome->kind == OUTCOME_SENT) {
		outcome->reply = g_steal_pointer(&shown);
		return;
	}
	g_autofree char *sentence = explain(replies, server, shown);
	outcome->reply =
	    outcome->kind == OUTCOME_UNKNOWN
	        ? g_strdup_printf("no answer after the message was handed over; %s", sentence)
	        : g_steal_pointer(&sentence);
}
