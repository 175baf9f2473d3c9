/* smtp_outcome.h - what the replies of a mail server mean for a delivery.  Pure. */
#ifndef TIDINGS_DELIVER_SMTP_OUTCOME_H
#define TIDINGS_DELIVER_SMTP_OUTCOME_H

#include "model/message.h"

/* The command that a reply answers. */
typedef enum {
	SMTP_GREETING, /* not a command: the reply that a server begins with */
	SMTP_EHLO,
	SMTP_HELO,
	SMTP_STARTTLS,
	SMTP_AUTH, /* with the lines that follow it */
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

/* Why nothing more that a server says over a connection counts. */
typedef enum {
	SMTP_FAULT_NONE,
	SMTP_FAULT_EARLY,  /* it has spoken before it was asked */
	SMTP_FAULT_SYNTAX, /* it has said what is not a reply (RFC 5321 4.2) */
	SMTP_FAULT_LATE,   /* its reply was not whole in time */
} SmtpFault;

/* The reply codes of a server about one message; 0: none. */
typedef struct {
	int mail;
	int rcpt;
	int data;           /* of DATA, or of the final dot */
	gboolean handed;    /* the final dot may have been sent */
	gboolean finished;  /* the library has seen the end of the transaction */
	gboolean completed; /* the library says that the recipient was served */
	SmtpFault fault;
	SmtpCommand at; /* what the deciding reply answers, or the missing one should answer */
	gboolean said;  /* there is such a reply */
} SmtpReplies;

/* Returns where in a session something was said: "to RCPT TO". */
const char *smtp_command_words(SmtpCommand command);

/*
 * Returns which reply decides about the message: the first that does not let it go on, otherwise
 * the one at `at`.
 */
SmtpCommand smtp_decided_at(const SmtpReplies *replies);

/* Returns TRUE when there is a fault, and the server had not answered for the message before. */
gboolean smtp_fault_counts(const SmtpReplies *replies);

/* Returns TRUE when the deciding reply says neither yes nor no (RFC 5321 4.2.1). */
gboolean smtp_makes_no_sense(const SmtpReplies *replies);

/*
 * Stores in `outcome` what the replies of `server` ("HOST:PORT") mean.  `text` is what the server
 * said, when `said` is set; otherwise the reason why there is no reply, or "".  The outcome's reply
 * becomes a sentence with both, or `text` alone when the message was sent.
 */
void smtp_classify(const SmtpReplies *replies, const char *server, const char *text,
                   Outcome *outcome);

#endif
