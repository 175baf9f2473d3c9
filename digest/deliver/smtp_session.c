/*
 * smtp_session.c - one libesmtp session, inside its worker process.  libesmtp may crash or hang
 * here when a server misbehaves: the parent outlives it and knows from the records how far each
 * message was.
 */
#include "smtp_session.h"

#include "mail_queue.h"

#include <errno.h>
#include <libesmtp.h>
#include <limits.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h> /* libesmtp.h needs it */
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
	SEND_BUFFER = 256 * 1024,
	CHUNK = 16 * 1024, /* of a body: its time is that of a reply */
	DESCRIPTORS = 64,  /* more than this process has open */
	/* Seconds: the session's own timer comes first, because it knows what a reply is. */
	LIBRARY_SLACK = 1,
};

G_STATIC_ASSERT(sizeof(SmtpRecord) <= PIPE_BUF);

typedef struct Session Session;

typedef struct {
	Session *session;
	guint index;
	smtp_message_t message;
	smtp_recipient_t recipient;
	GBytes *text;
	gsize offset; /* of the next chunk */
	gboolean handed;
	gboolean finished; /* the library says so */
} Transaction;

struct Session {
	const SmtpServer *server;
	int socket; /* -1 without a connection */
	Transaction *transactions;
	guint count;
	guint in_hand;  /* the first transaction without a result */
	guint chunking; /* how many letters of CHUNKING the last bytes read were */
	SmtpDialogue dialogue;
	/*
	 * libesmtp's time-outs are for each read(2), so it waits without end for a server that
	 * sends a byte a second.  This timer closes the connection whatever libesmtp waits for.
	 */
	timer_t timer;
	volatile sig_atomic_t late; /* it has done so */
};

/* The parent is gone, or wants no more: nothing may be sent. */
G_GNUC_NORETURN static void
give_up(void)
{
	_exit(1);
}

/* The messages without a result were not begun, and go over a new connection. */
G_GNUC_NORETURN static void
end_session(void)
{
	_exit(0);
}

/*
 * Both calls are safe in a signal handler (signal-safety(7)).  The timer carries its session, so
 * that no global is needed.
 */
static void
on_timer(int number G_GNUC_UNUSED, siginfo_t *info, void *context G_GNUC_UNUSED)
{
	Session *session = info->si_code == SI_TIMER ? info->si_value.sival_ptr : NULL;
	int saved = errno;

	if (session != NULL) {
		session->late = 1;
		(void)shutdown(session->socket, SHUT_RDWR);
	}
	errno = saved;
}

/* Uses SIGALRM, which the parent has blocked. */
static void
make_timer(Session *session)
{
	struct sigaction action = { .sa_sigaction = on_timer, .sa_flags = SA_SIGINFO | SA_RESTART };
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL,
		                  .sigev_signo = SIGALRM,
		                  .sigev_value.sival_ptr = session };
	sigset_t alarms;

	sigemptyset(&action.sa_mask);
	sigemptyset(&alarms);
	sigaddset(&alarms, SIGALRM);
	if (sigaction(SIGALRM, &action, NULL) != 0 ||
	    pthread_sigmask(SIG_UNBLOCK, &alarms, NULL) != 0 ||
	    timer_create(CLOCK_MONOTONIC, &event, &session->timer) != 0)
		give_up();
}

/* Closes the connection in so many seconds; 0: not any more. */
static void
set_timer(Session *session, guint seconds)
{
	const struct itimerspec when = { .it_value = { .tv_sec = (time_t)seconds } };

	(void)timer_settime(session->timer, 0, &when, NULL);
}

static void
write_record(const SmtpRecord *record)
{
	if (write(STDOUT_FILENO, record, sizeof *record) != (gssize)sizeof *record)
		give_up();
}

/*
 * The codes are those that the dialogue has seen; libesmtp has to agree about the end.  Its own
 * words are of use only where there was no connection.
 */
static void
judge(const Transaction *transaction, SmtpRecord *record)
{
	Session *session = transaction->session;
	char words[128] = "";

	if (session->late)
		smtp_dialogue_give_up(&session->dialogue);
	record->replies.handed = transaction->handed;
	record->replies.finished = transaction->finished;
	record->replies.completed = smtp_recipient_check_complete(transaction->recipient) != 0;
	smtp_dialogue_judge(&session->dialogue, &record->replies, record->text,
	                    sizeof record->text);
	if (record->replies.fault == SMTP_FAULT_NONE && !record->replies.said &&
	    session->socket < 0 && smtp_errno() != 0 &&
	    smtp_strerror(smtp_errno(), words, sizeof words) != NULL)
		g_strlcpy(record->text, words, sizeof record->text);
}

/* 421 may come in place of any reply, and closes the connection (RFC 5321 4.2.3). */
static gboolean
ends_connection(const SmtpReplies *replies)
{
	return replies->mail == 421 || replies->rcpt == 421 || replies->data == 421 ||
	       replies->fault != SMTP_FAULT_NONE || smtp_makes_no_sense(replies);
}

/* Nothing more will happen to the transaction. */
static void
report(Transaction *transaction)
{
	Session *session = transaction->session;
	SmtpRecord record = { .step = STEP_RESULT, .index = transaction->index };

	if (transaction->index != session->in_hand)
		return;
	session->in_hand++;
	judge(transaction, &record);
	write_record(&record);
	if (ends_connection(&record.replies))
		end_session();
	smtp_dialogue_next(&session->dialogue);
}

/* Returns the first transaction without a result; NULL when there is none. */
static Transaction *
current_transaction(const Session *session)
{
	return session->in_hand < session->count ? &session->transactions[session->in_hand] : NULL;
}

/*
 * Hears what has come and is not read yet: the server said it before what we say next.  Returns
 * FALSE when it has closed the connection.
 */
static gboolean
hear_ahead(Session *session)
{
	char early[SMTP_TEXT];
	gssize size = recv(session->socket, early, sizeof early, MSG_PEEK | MSG_DONTWAIT);

	if (size > 0)
		(void)smtp_dialogue_hear(&session->dialogue, early, (gsize)size);
	return size > 0 || (size < 0 && errno == EAGAIN);
}

/*
 * Before a command: a server that speaks between two messages is out of step, or about to close.
 * The next message is not begun and goes over another connection.  Only the first message of a
 * connection has to say why.
 */
static void
check_silence(Session *session)
{
	Transaction *transaction = current_transaction(session);

	if (session->dialogue.due_count > 0 || transaction == NULL)
		return;
	(void)hear_ahead(session);
	if (session->dialogue.fault == SMTP_FAULT_NONE)
		return;
	if (transaction->index == 0 || session->dialogue.replies[SMTP_MAIL].code != 0)
		report(transaction);
	end_session();
}

/* Waits until the parent has noted, durably, that the message may be taken. */
static void
wait_for_leave(const Transaction *transaction)
{
	struct pollfd leave = { .fd = STDIN_FILENO, .events = POLLIN };
	gboolean asked = FALSE;
	guint index = 0;

	for (;;) {
		gssize got = read(STDIN_FILENO, &index, sizeof index);
		if (got == (gssize)sizeof index && index == transaction->index)
			return;
		/* A lower index is of a message that was refused before it needed its leave. */
		if (got == (gssize)sizeof index && index < transaction->index)
			continue;
		if (got >= 0 || errno != EAGAIN)
			give_up();
		if (!asked)
			write_record(
			    &(SmtpRecord){ .step = STEP_ASK, .index = transaction->index });
		asked = TRUE;
		(void)poll(&leave, 1, -1);
	}
}

/* While the message is sent, the server has nothing to say. */
static void
check_order(Transaction *transaction)
{
	Session *session = transaction->session;

	if (hear_ahead(session) && !session->late &&
	    smtp_dialogue_may_hand_over(&session->dialogue))
		return;
	report(transaction);
	end_session();
}

/* All but the final dot is sent.  It follows when the parent gives leave. */
static void
hand_over(Transaction *transaction)
{
	Session *session = transaction->session;

	/* The parent's commit is not the server's delay. */
	set_timer(session, 0);
	wait_for_leave(transaction);
	check_order(transaction);
	transaction->handed = TRUE;
	smtp_dialogue_ask(&session->dialogue, SMTP_DOT);
	set_timer(session, session->server->timeout * SMTP_FINAL_FACTOR);
}

/*
 * smtp_messagecb_t.  The first chunk has to be the header.  libesmtp takes an end with errno 0 for
 * a whole message.  When a write comes to its time-out, libesmtp drops a part of the message and
 * goes on, so the timer closes the connection before that.
 */
static const char *
read_message(void **context G_GNUC_UNUSED, int *length, void *data)
{
	Transaction *transaction = data;
	gsize size = 0;
	const char *text = g_bytes_get_data(transaction->text, &size);

	if (length == NULL) {
		transaction->offset = 0;
		return NULL;
	}
	check_order(transaction);
	const char *chunk = text + transaction->offset;
	gsize left = MIN(size - transaction->offset, (gsize)CHUNK);
	if (transaction->offset == 0)
		left = mail_header_size(transaction->text);
	transaction->offset += left;
	if (left == 0)
		hand_over(transaction);
	else
		set_timer(transaction->session, transaction->session->server->timeout);
	*length = (int)left;
	errno = 0;
	return left == 0 ? NULL : chunk;
}

/* Returns the only internet socket of this process. */
static int
find_connection(void)
{
	for (int fd = STDERR_FILENO + 1; fd < DESCRIPTORS; fd++) {
		struct sockaddr_storage peer;
		socklen_t size = sizeof peer;
		if (getpeername(fd, (struct sockaddr *)&peer, &size) == 0 &&
		    (peer.ss_family == AF_INET || peer.ss_family == AF_INET6))
			return fd;
	}
	return -1;
}

static void
on_connected(Session *session)
{
	int fd = find_connection(), yes = 1, room = SEND_BUFFER;

	(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
	(void)setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
	session->socket = fd;
	smtp_dialogue_init(&session->dialogue, TRUE);
	set_timer(session, session->server->timeout);
	write_record(&(SmtpRecord){ .step = STEP_CONNECTED });
}

/*
 * A recipient that is neither accepted nor refused would be refused for libesmtp, which then sends
 * an empty message where the server lets it.
 */
static void
on_recipient(Transaction *transaction)
{
	int code = smtp_recipient_status(transaction->recipient)->code / 100;

	if (code != 2 && code != 4 && code != 5)
		report(transaction);
}

/* smtp_eventcb_t */
static void
on_event(smtp_session_t handle G_GNUC_UNUSED, int event, void *data, ...)
{
	va_list arguments;

	va_start(arguments, data);
	if (event == SMTP_EV_CONNECT)
		on_connected(data);
	if (event == SMTP_EV_MAILSTATUS) {
		(void)va_arg(arguments, const char *);
		smtp_message_t message = va_arg(arguments, smtp_message_t);
		if (smtp_reverse_path_status(message)->code / 100 != 2)
			report(smtp_message_get_application_data(message));
	}
	if (event == SMTP_EV_RCPTSTATUS) {
		(void)va_arg(arguments, const char *);
		on_recipient(
		    smtp_recipient_get_application_data(va_arg(arguments, smtp_recipient_t)));
	}
	if (event == SMTP_EV_MESSAGESENT) {
		Transaction *transaction =
		    smtp_message_get_application_data(va_arg(arguments, smtp_message_t));
		transaction->finished = TRUE;
		report(transaction);
	}
	va_end(arguments);
}

/*
 * Spoils the last letter of CHUNKING, wherever reads split the word: BDAT has traps, and this is
 * its only switch.
 */
static void
hide_chunking(Session *session, char *byte)
{
	static const char word[] = "CHUNKING";
	char upper = g_ascii_toupper(*byte);

	if (upper == word[session->chunking])
		session->chunking++;
	else
		session->chunking = upper == word[0] ? 1 : 0;
	if (session->chunking == sizeof word - 1) {
		*byte = 'X';
		session->chunking = 0;
	}
}

/*
 * What the server says is not believed any more.  If it has answered for the message in hand
 * before that, the message is heard to its end.
 */
static void
on_fault(Session *session)
{
	Transaction *transaction = current_transaction(session);

	if (transaction != NULL &&
	    !(transaction->handed && session->dialogue.replies[SMTP_DOT].code != 0))
		report(transaction);
}

/*
 * smtp_monitorcb_t.  The buffer is the library's own, and is read by it after this; of a message
 * it shows nothing.
 */
static void
on_traffic(const char *buffer, int length, int writing, void *data)
{
	Session *session = data;
	SmtpDialogue *dialogue = &session->dialogue;
	guint due = dialogue->due_count;

	if (writing != SMTP_CB_READING) {
		check_silence(session);
		smtp_dialogue_wrote(dialogue, buffer, (gsize)length);
		set_timer(session, session->server->timeout);
		return;
	}
	for (int i = 0; i < length; i++)
		hide_chunking(session, (char *)buffer + i);
	if (smtp_dialogue_hear(dialogue, buffer, (gsize)length) != SMTP_FAULT_NONE)
		on_fault(session);
	if (dialogue->due_count == 0)
		set_timer(session, 0);
	else if (dialogue->due_count < due)
		set_timer(session, session->server->timeout);
}

static void
add_transaction(smtp_session_t handle, Transaction *transaction, const Message *message)
{
	transaction->text = message->body;
	transaction->message = smtp_add_message(handle);
	smtp_set_reverse_path(transaction->message, transaction->session->server->envelope_from);
	transaction->recipient = smtp_add_recipient(transaction->message, message->recipient);
	smtp_set_messagecb(transaction->message, read_message, transaction);
	smtp_size_set_estimate(transaction->message, g_bytes_get_size(message->body));
	smtp_message_set_application_data_release(transaction->message, transaction, NULL);
	smtp_recipient_set_application_data_release(transaction->recipient, transaction, NULL);
}

static void
set_timeouts(smtp_session_t handle, guint seconds)
{
	static const int steps[] = { Timeout_GREETING, Timeout_ENVELOPE, Timeout_DATA,
		                     Timeout_TRANSFER };

	/* Milliseconds, whatever the library's manual says. */
	for (gsize i = 0; i < G_N_ELEMENTS(steps); i++)
		smtp_set_timeout(handle, steps[i] | Timeout_OVERRIDE_RFC2822_MINIMUM,
		                 ((long)seconds + LIBRARY_SLACK) * 1000);
	smtp_set_timeout(handle, Timeout_DATA2 | Timeout_OVERRIDE_RFC2822_MINIMUM,
	                 ((long)seconds * SMTP_FINAL_FACTOR + LIBRARY_SLACK) * 1000);
}

void
smtp_session_run(const SmtpServer *server, const GPtrArray *batch)
{
	Session session = { .server = server,
		            .socket = -1,
		            .transactions = g_new0(Transaction, batch->len),
		            .count = batch->len };
	smtp_session_t handle = smtp_create_session();

	if (handle == NULL)
		give_up();
	make_timer(&session);
	smtp_dialogue_init(&session.dialogue, TRUE);
	smtp_set_server(handle, server->host_port);
	set_timeouts(handle, server->timeout);
	smtp_set_eventcb(handle, on_event, &session);
	smtp_set_monitorcb(handle, on_traffic, &session, 0);
	for (guint i = 0; i < batch->len; i++) {
		const Delivery *delivery = g_ptr_array_index(batch, i);
		session.transactions[i].session = &session;
		session.transactions[i].index = i;
		add_transaction(handle, &session.transactions[i], delivery->message);
	}
	(void)smtp_start_session(handle); /* what it returns is a hint at best */
	/* The session broke at the first message without a result. */
	Transaction *broken = current_transaction(&session);
	if (broken != NULL)
		report(broken);
	end_session();
}
