/* smtp_outcome.h - what a mail server's replies mean for a delivery.  Pure. */
#ifndef TIDINGS_DELIVER_SMTP_OUTCOME_H
#define TIDINGS_DELIVER_SMTP_OUTCOME_H

#include "model/message.h"

/* What a reply answers. */
typedef enum {
	SMTP_GREETING, /* no command: what a server says first */
	SMTP_EHLO,
	SMTP_HELO,
	SMTP_STARTTLS,
	SMTP_AUTH, /* the command, not what follows it */
	SMTP_MAIL,
	SMTP_RCPT,
	SMTP_DATA,
	SMTP_DOT, /* the end of a message */
	SMTP_RSET,
	SMTP_QUIT,
	SMTP_OTHER,
} SmtpCommand;

enum {
	SMTP_COMMANDS = SMTP_OTHER + 1
};

/* What cannot be taken for an answer: nothing more of that connection counts. */
typedef enum {
	SMTP_FAULT_NONE,
	SMTP_FAULT_EARLY,  /* the server has spoken before it was asked */
	SMTP_FAULT_SYNTAX, /* it has said what is not a reply (RFC 5321 4.2) */
	SMTP_FAULT_LATE,   /* its reply was not whole in time */
} SmtpFault;

/* What a server answered about one message: reply codes, 0 for none. */
typedef struct {
	int mail;
	int rcpt;
	int data;           /* of DATA, or of the final dot */
	gboolean handed;    /* the final dot may have been sent */
	gboolean finished;  /* the library saw the end of the transaction */
	gboolean completed; /* the library took the recipient for served */
	SmtpFault fault;
	SmtpCommand at; /* what the deciding reply answers, or the missing one should have */
	gboolean said;  /* there is that reply, or what the fault is about: its words go along with
	                   this */
} SmtpReplies;

/* "to RCPT TO": where in a session something was said. */
const char *smtp_command_words(SmtpCommand command);

/*
 * The reply that decides about the message, which is the first that is not as it has to be;
 * otherwise the one at `at`.
 */
SmtpCommand smtp_decided_at(const SmtpReplies *replies);

/* TRUE when there is a fault, and the server had not answered for the message before it. */
gboolean smtp_fault_counts(const SmtpReplies *replies);

/*
 * TRUE for a reply that is no answer: neither yes nor no for now nor no for good (RFC 5321
 * 4.2.1).
 */
gboolean smtp_makes_no_sense(const SmtpReplies *replies);

/*
 * How the replies of `server` ("HOST:PORT") are to be read.  `text` is what it said (`said`),
 * otherwise why nothing was heard of it, or "".  Both get into the outcome's reply, as a
 * sentence; of one that was sent, `text` alone.
 */
void smtp_classify(const SmtpReplies *replies, const char *server, const char *text,
                   Outcome *outcome);

#endif
