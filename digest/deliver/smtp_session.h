/*
 * smtp_session.h - one SMTP connection, by libesmtp in a process of its own, and what that process
 * tells its parent.
 */
#ifndef TIDINGS_DELIVER_SMTP_SESSION_H
#define TIDINGS_DELIVER_SMTP_SESSION_H

#include "smtp_dialogue.h"

/* A relay, and who writes to it. */
typedef struct {
	char *host_port; /* "localhost:25" */
	const char *envelope_from;
	guint timeout; /* seconds for one reply; the one after the final dot may take
	                  SMTP_FINAL_FACTOR times that */
} SmtpServer;

typedef enum {
	STEP_CONNECTED,
	STEP_ASK,    /* the message waits for leave to be handed over */
	STEP_RESULT, /* nothing more will happen to the message */
} SmtpStep;

/* Smaller than PIPE_BUF, so that it comes whole or not at all. */
typedef struct {
	SmtpStep step;
	guint index; /* of the message within the batch */
	SmtpReplies replies;
	char text[SMTP_TEXT]; /* as smtp_classify() wants it: one line, any bytes */
} SmtpRecord;

/*
 * In the worker process: sends the messages of `batch` (Delivery *, as of a MailQueue) in order,
 * over one connection.  Writes SmtpRecords to standard output.  Sends the final dot of a message
 * only after it has read the message's index, a guint, from standard input, which does not block.
 * Does not return.  The process ends with status 0 when each message has its result, or the
 * connection is of no use to those that have none; with another when it had to give up a message
 * without a result.
 */
G_GNUC_NORETURN void smtp_session_run(const SmtpServer *server, const GPtrArray *batch);

#endif
