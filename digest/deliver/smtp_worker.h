/* smtp_worker.h - one SMTP connection as a process of its own, and what it tells its parent. */
#ifndef TIDINGS_DELIVER_SMTP_WORKER_H
#define TIDINGS_DELIVER_SMTP_WORKER_H

#include "smtp_batch.h"
#include "smtp_dialogue.h"

#include <sys/types.h>

/* A relay, and who writes to it. */
typedef struct {
	char *host_port; /* "localhost:25" */
	const char *envelope_from;
	guint timeout; /* seconds for one reply; the one after the final dot may take
	                  SMTP_FINAL_FACTOR times that */
} SmtpServer;

typedef enum {
	STEP_CONNECTED,
	STEP_ALIVE, /* a slow server makes progress; at most one a second */
	STEP_LEAVE, /* all but the final dot was handed over and it is not allowed; the worker waits
	               for one byte: 'y' to go on */
	STEP_RESULT, /* nothing more will happen to this message */
	STEP_END,    /* the session is over: `clean` when each message has its result and memory is
	                free, else the process ends */
} SmtpStep;

/* Travels over a SOCK_SEQPACKET pair, so that it comes whole or not at all. */
typedef struct {
	SmtpStep step;
	guint index; /* of the message within the batch */
	gboolean clean;
	SmtpReplies replies;
	char text[240]; /* as smtp_classify() wants it: one line, any bytes */
} SmtpRecord;

/*
 * What a worker and its parent both see at every moment, also when one of them has died: whether a
 * message may have been taken is never a guess.  By g_atomic_int_*() only.
 */
typedef struct {
	gint allowed; /* by the parent: messages of a lower index may be handed over; back to 0 when
	                 no more may */
	gint handed;  /* by the worker, before it sends a final dot: the message's index + 1 */
} SmtpShare;

/*
 * A process that talks to the server: one session, over a connection of its own, for each batch it
 * is given.  It outlives its sessions because a fork copies, page by page, what its parent goes on
 * writing to.
 */
typedef struct {
	pid_t pid;  /* 0: there is none */
	int socket; /* while there is one: SmtpRecords come from it */
	SmtpShare
	    *share; /* outlives it, so that its last word can be read; NULL: there never was one */
	int memory; /* as `share`; see smtp_batch.h */
} SmtpWorker;

/* It never touches a file that its parent has open, but for these.  FALSE and `error`: it could not
 * be started, there is none. */
gboolean smtp_worker_start(SmtpWorker *worker, const SmtpServer *server, GError **error);

/*
 * Has it send `batch` (Delivery *), one recipient each, in order.  To be called when it is at rest:
 * new, or behind a clean STEP_END. It sends no final dot that is not allowed.  FALSE and `error`
 * when there is no memory for the messages.
 */
gboolean smtp_worker_give(SmtpWorker *worker, const GPtrArray *batch, GError **error);

/* TRUE when there is one and it has neither ended nor anything to say.  To be asked when its last
 * session is over. */
gboolean smtp_worker_is_at_rest(const SmtpWorker *worker);

/* Kills it and waits for its end.  What it said until then can be read from `socket` and `share`.
 */
void smtp_worker_stop(SmtpWorker *worker);

/* Has it end, if there is one: by itself when it is at rest, else it is stopped.  `share` stays. */
void smtp_worker_end(SmtpWorker *worker);

/* Frees what is left when there is no process. */
void smtp_worker_clear(SmtpWorker *worker);

/* The process' own part, in the child: libesmtp's session.  `count` messages are mapped at
 * `memory`. */
void smtp_session_run(const SmtpServer *server, const char *memory, guint count, int socket,
                      SmtpShare *share);

/* Sends one record.  FALSE when the parent is gone. */
gboolean smtp_record_send(int socket, const SmtpRecord *record);

#endif
