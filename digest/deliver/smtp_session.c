/*
 * smtp_session.c - one libesmtp session, inside its worker process.  libesmtp may crash or hang
 * here when a server misbehaves: the parent outlives it and knows from the records how far each
 * message was.
 */
#include "smtp_body.h"
#include "smtp_dialogue.h"
#include "smtp_watch.h"
#include "smtp_worker.h"

#include <errno.h>
#include <libesmtp.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stddef.h> /* libesmtp.h needs it */
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	SEND_BUFFER = 256 * 1024,
	LIBRARY_SLACK =
	    1, /* seconds: our own watch is to be the first, for it knows what a reply is */
};

typedef struct Session Session;

typedef struct {
	Session *session;
	guint index;
	smtp_message_t message;
	smtp_recipient_t recipient;
	SmtpBody body;
	gboolean handed;
	gboolean finished;
	gboolean reported;
} Letter;

struct Session {
	const SmtpServer *server;
	SmtpShare *share;
	int records;
	Letter *letters;
	guint count;
	gint64 told;    /* when the last record went; monotonic microseconds */
	guint chunking; /* how many letters of CHUNKING the last bytes read were */
	gboolean connected;
	SmtpDialogue dialogue;
	SmtpWatch watch;
};

/* The parent is gone, or wants no more: nothing may be sent. */
G_GNUC_NORETURN static void
leave(void)
{
	_exit(1);
}

/*
 * Why the library has ended without a reply; its own words are of use only where there was no
 * connection.
 */
static void
print_trouble(const Session *session, SmtpRecord *record)
{
	char words[128] = "";

	if (!session->connected && smtp_errno() != 0 &&
	    smtp_strerror(smtp_errno(), words, sizeof words) != NULL)
		g_strlcpy(record->text, words, sizeof record->text);
}

/* The codes are those that we have seen; libesmtp has to be of the same opinion about the end. */
static void
judge(Letter *letter, SmtpRecord *record)
{
	Session *session = letter->session;

	if (session->watch.late)
		smtp_dialogue_give_up(&session->dialogue);
	record->replies.handed = letter->handed;
	record->replies.finished = letter->finished;
	record->replies.completed = smtp_recipient_check_complete(letter->recipient) != 0;
	smtp_dialogue_judge(&session->dialogue, &record->replies, record->text,
	                    sizeof record->text);
	if (record->replies.fault == SMTP_FAULT_NONE && !record->replies.said)
		print_trouble(session, record);
}

/* RFC 5321 4.2.3: "421 Service not available, closing transmission channel", in place of any reply.
 */
static gboolean
says_goodbye(const SmtpReplies *replies)
{
	return replies->mail == 421 || replies->rcpt == 421 || replies->data == 421;
}

/* Ends session and process: the messages behind this one were not begun, and go over a new
 * connection. */
G_GNUC_NORETURN static void
end_now(const Session *session)
{
	SmtpRecord record = { .step = STEP_END, .clean = FALSE };

	(void)smtp_record_send(session->records, &record);
	_exit(0);
}

static void
report(Letter *letter, SmtpStep step)
{
	letter->session->told = g_get_monotonic_time();
	SmtpRecord record = { .step = step, .index = letter->index };

	if (step == STEP_RESULT) {
		if (letter->reported)
			return;
		letter->reported = TRUE;
		judge(letter, &record);
	}
	if (!smtp_record_send(letter->session->records, &record))
		leave();
	if (step != STEP_RESULT)
		return;
	if (says_goodbye(&record.replies) || record.replies.fault != SMTP_FAULT_NONE ||
	    smtp_makes_no_sense(&record.replies))
		end_now(letter->session);
	smtp_dialogue_next(&letter->session->dialogue);
}

/* The message that the session is at; NULL when all are through. */
static Letter *
in_hand(Session *session)
{
	for (guint i = 0; i < session->count; i++)
		if (!session->letters[i].reported)
			return &session->letters[i];
	return NULL;
}

/*
 * What the server says is not believed any more.  If it has answered for the message in hand
 * before that, this is heard to its end.
 */
static void
on_fault(Session *session)
{
	Letter *letter = in_hand(session);

	if (letter != NULL && !(letter->handed && session->dialogue.replies[SMTP_DOT].code != 0))
		report(letter, STEP_RESULT);
}

/* So that the parent's deadline is for a server that stands still, not for one that is slow. */
static void
show_life(Letter *letter)
{
	if (g_get_monotonic_time() - letter->session->told >= G_USEC_PER_SEC)
		report(letter, STEP_ALIVE);
}

static gboolean
is_allowed(const Letter *letter)
{
	return (gint)letter->index < g_atomic_int_get(&letter->session->share->allowed);
}

/* What has come and is not read yet was said before what we say next. */
static void
listen_ahead(Session *session)
{
	int fd = session->letters[0].body.socket;
	char early[SMTP_TEXT];
	gssize size = fd < 0 ? 0 : recv(fd, early, sizeof early, MSG_PEEK | MSG_DONTWAIT);

	if (size > 0)
		(void)smtp_dialogue_hear(&session->dialogue, early, (gsize)size);
}

/*
 * Before the dot: everything is answered, as it has to be, and the server has said nothing
 * since.
 */
static void
check_order(Letter *letter)
{
	Session *session = letter->session;

	listen_ahead(session);
	if (smtp_dialogue_may_hand_over(&session->dialogue))
		return;
	report(letter, STEP_RESULT);
	end_now(session);
}

/*
 * Before a command: who speaks between two messages is out of step, or about to close.  The
 * next message is not begun, and goes over another connection; only when there was none before
 * it, it has to say why.
 */
static void
check_silence(Session *session)
{
	Letter *letter = in_hand(session);

	if (session->dialogue.due_count > 0 || letter == NULL)
		return;
	listen_ahead(session);
	if (session->dialogue.fault == SMTP_FAULT_NONE)
		return;
	if (letter->index == 0 || session->dialogue.replies[SMTP_MAIL].code != 0)
		report(letter, STEP_RESULT);
	end_now(session);
}

/*
 * Waits until the outbox has noted that the message may be taken, unless it did so ahead.  A parent
 * that takes the leave back looks afterwards whether we have handed over, we look the other way
 * round: so one of us sees the other.
 */
static void
ask_leave(Letter *letter)
{
	Session *session = letter->session;
	gint *handed = &session->share->handed;
	char answer = 'n';

	if (!is_allowed(letter)) {
		report(letter, STEP_LEAVE);
		if (recv(session->records, &answer, 1, 0) != 1 || answer != 'y')
			leave();
	}
	check_order(letter);
	g_atomic_int_set(handed, (gint)letter->index + 1);
	if (!is_allowed(letter)) {
		g_atomic_int_set(handed, (gint)letter->index);
		leave();
	}
	letter->handed = TRUE;
	smtp_dialogue_ask(&session->dialogue, SMTP_DOT);
	smtp_watch_set(&session->watch, session->server->timeout * SMTP_FINAL_FACTOR);
}

/* smtp_messagecb_t.  libesmtp takes an end with errno 0 for a whole message, and one with another
 * errno for a broken one. */
static const char *
read_letter(void **context G_GNUC_UNUSED, int *length, void *data)
{
	Letter *letter = data;
	const char *chunk = NULL;
	gsize size = 0;

	if (length == NULL) {
		smtp_body_rewind(&letter->body);
		return NULL;
	}
	BodyState state = smtp_body_next(&letter->body, &chunk, &size);
	*length = (int)size;
	if (state == BODY_CHUNK) {
		show_life(letter);
		errno = 0;
		return chunk;
	}
	*length = 0;
	if (state == BODY_CLOSED)
		(void)smtp_dialogue_hear(&letter->session->dialogue, letter->body.last_words,
		                         strlen(letter->body.last_words));
	if (state == BODY_END) {
		ask_leave(letter);
		/* The parent's commit is not the server's delay. */
		letter->body.last_call = g_get_monotonic_time();
	}
	errno = state == BODY_END ? 0 : EIO;
	return NULL;
}

/* The only socket of the internet that this process has open. */
static int
find_connection(void)
{
	for (int fd = 0; fd < 64; fd++) {
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
	SmtpRecord record = { .step = STEP_CONNECTED };

	if (fd >= 0) {
		(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
		(void)setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
	}
	session->connected = TRUE;
	smtp_dialogue_init(&session->dialogue, TRUE);
	smtp_watch_end(&session->watch);
	smtp_watch_start(&session->watch, fd);
	smtp_watch_set(&session->watch, session->server->timeout);
	for (guint i = 0; i < session->count; i++)
		session->letters[i].body.socket = fd;
	if (!smtp_record_send(session->records, &record))
		leave();
}

static void
on_mail(Letter *letter)
{
	int code = smtp_reverse_path_status(letter->message)->code;

	if (code / 100 == 2)
		show_life(letter);
	else
		report(letter, STEP_RESULT);
}

/*
 * A recipient that is neither taken nor refused would be refused for libesmtp, which then sends
 * an empty message where the server lets it.
 */
static void
on_rcpt(Letter *letter)
{
	int code = smtp_recipient_status(letter->recipient)->code / 100;

	if (code == 2 || code == 4 || code == 5)
		show_life(letter);
	else
		report(letter, STEP_RESULT);
}

/* smtp_eventcb_t */
static void
on_event(smtp_session_t handle G_GNUC_UNUSED, int event, void *data, ...)
{
	Session *session = data;
	va_list arguments;

	va_start(arguments, data);
	if (event == SMTP_EV_CONNECT)
		on_connected(session);
	if (event == SMTP_EV_MAILSTATUS) {
		(void)va_arg(arguments, const char *);
		on_mail(smtp_message_get_application_data(va_arg(arguments, smtp_message_t)));
	}
	if (event == SMTP_EV_RCPTSTATUS) {
		(void)va_arg(arguments, const char *);
		on_rcpt(smtp_recipient_get_application_data(va_arg(arguments, smtp_recipient_t)));
	}
	if (event == SMTP_EV_MESSAGESENT) {
		Letter *letter =
		    smtp_message_get_application_data(va_arg(arguments, smtp_message_t));
		letter->finished = TRUE;
		report(letter, STEP_RESULT);
	}
	va_end(arguments);
}

/* Spoils the last letter of CHUNKING, wherever reads split the word: BDAT has traps, and this is
 * its only switch. */
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
 * smtp_monitorcb_t.  The buffer is the library's own, and is read by it after this; of a
 * message it shows nothing.
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
		smtp_watch_set(&session->watch, session->server->timeout);
		return;
	}
	for (int i = 0; i < length; i++)
		hide_chunking(session, (char *)buffer + i);
	if (smtp_dialogue_hear(dialogue, buffer, (gsize)length) != SMTP_FAULT_NONE)
		on_fault(session);
	if (dialogue->due_count == 0)
		smtp_watch_set(&session->watch, 0);
	else if (dialogue->due_count < due)
		smtp_watch_set(&session->watch, session->server->timeout);
}

static void
add_letter(smtp_session_t handle, Session *session, guint index, const SmtpLetter *given)
{
	Letter *letter = &session->letters[index];

	*letter = (Letter){ .session = session, .index = index };
	letter->body.bytes = g_bytes_new_static(given->body, given->size);
	letter->body.header_size = smtp_body_header_size(letter->body.bytes);
	letter->body.timeout = session->server->timeout;
	letter->body.socket = -1;
	letter->message = smtp_add_message(handle);
	smtp_set_reverse_path(letter->message, session->server->envelope_from);
	letter->recipient = smtp_add_recipient(letter->message, given->recipient);
	smtp_set_messagecb(letter->message, read_letter, letter);
	smtp_size_set_estimate(letter->message, given->size);
	smtp_message_set_application_data_release(letter->message, letter, NULL);
	smtp_recipient_set_application_data_release(letter->recipient, letter, NULL);
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

/* The first message without a result is the one that the session broke at; those behind it were
 * never begun. */
static void
report_break(Session *session)
{
	Letter *letter = in_hand(session);

	if (letter == NULL)
		return;
	report(letter, STEP_RESULT);
	end_now(session);
}

void
smtp_session_run(const SmtpServer *server, const char *memory, guint count, int socket,
                 SmtpShare *share)
{
	Session session = { .server = server, .records = socket, .count = count, .share = share };

	smtp_dialogue_init(&session.dialogue, TRUE);
	smtp_session_t handle = smtp_create_session();
	if (handle == NULL)
		leave();

	session.letters = g_new0(Letter, count);
	smtp_set_server(handle, server->host_port);
	set_timeouts(handle, server->timeout);
	smtp_set_eventcb(handle, on_event, &session);
	smtp_set_monitorcb(handle, on_traffic, &session, 0);
	for (guint i = 0; i < count; i++) {
		SmtpLetter letter = smtp_batch_letter(memory, i);
		add_letter(handle, &session, i, &letter);
	}
	(void)smtp_start_session(handle); /* what it returns is a hint at best */
	smtp_watch_end(&session.watch);
	report_break(&session);

	(void)smtp_destroy_session(handle);
	for (guint i = 0; i < count; i++)
		g_bytes_unref(session.letters[i].body.bytes);
	g_free(session.letters);
	SmtpRecord end = { .step = STEP_END, .clean = TRUE };
	if (!smtp_record_send(socket, &end))
		leave();
}
