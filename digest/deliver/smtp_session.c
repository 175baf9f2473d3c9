/*
 * smtp_session.c - one libesmtp session, inside its worker process.  libesmtp may crash or hang here when a server
 * misbehaves: the parent outlives it and knows from the records how far each message was.
 */
#include "deliver/smtp_body.h"
#include "deliver/smtp_worker.h"

#include <errno.h>
#include <libesmtp.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stddef.h> /* libesmtp.h needs it */
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	FLOOD = 64 * 1024, /* bytes of one reply; libesmtp itself has no bound for EHLO */
	SEND_BUFFER = 256 * 1024,
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
	gint64 told;         /* when the last record went; monotonic microseconds */
	gsize reply_bytes;   /* since we last wrote */
	guint chunking;      /* how many letters of CHUNKING the last bytes read were */
	char last_line[240]; /* the server's latest line */
	gsize last_length;
};

/* The parent is gone, or wants no more: nothing may be sent. */
G_GNUC_NORETURN static void
leave(void)
{
	_exit(1);
}

static SmtpReplies
replies_of(const Letter *letter)
{
	return (SmtpReplies){
		.mail = smtp_reverse_path_status(letter->message)->code,
		.rcpt = smtp_recipient_status(letter->recipient)->code,
		.data = smtp_message_transfer_status(letter->message)->code,
		.handed = letter->handed,
		.finished = letter->finished,
		.completed = smtp_recipient_check_complete(letter->recipient) != 0,
	};
}

/* "550 5.1.1 No such user", on one line. */
static void
print_status(char *text, gsize size, const smtp_status_t *status)
{
	const char *words = status->text == NULL ? "" : status->text;

	if (status->enh_class != 0)
		g_snprintf(text, size, "%d %d.%d.%d %s", status->code, status->enh_class, status->enh_subject,
		           status->enh_detail, words);
	else
		g_snprintf(text, size, "%d %s", status->code, words);
	g_strdelimit(text, "\r\n", ' ');
	g_strchomp(text);
}

/* The reply that decided; without one, the last line that came, else the library's own words. */
static void
print_reason(Letter *letter, const SmtpReplies *replies, SmtpRecord *record)
{
	const Session *session = letter->session;
	char words[128] = "";

	if (replies->mail >= 400)
		print_status(record->text, sizeof record->text, smtp_reverse_path_status(letter->message));
	else if (replies->rcpt >= 400)
		print_status(record->text, sizeof record->text, smtp_recipient_status(letter->recipient));
	else if (letter->finished && replies->data != 0)
		print_status(record->text, sizeof record->text, smtp_message_transfer_status(letter->message));
	else if (letter->body.last_words[0] != '\0')
		g_strlcpy(record->text, letter->body.last_words, sizeof record->text);
	else if (session->last_line[0] == '4' || session->last_line[0] == '5')
		g_strlcpy(record->text, session->last_line, sizeof record->text);
	else if (smtp_strerror(smtp_errno(), words, sizeof words) != NULL)
		g_strlcpy(record->text, words, sizeof record->text);
	g_strdelimit(record->text, "\r\n", ' ');
	g_strchomp(record->text);
}

/* RFC 5321 4.2.3: "421 Service not available, closing transmission channel", in place of any reply. */
static gboolean
says_goodbye(const SmtpReplies *replies)
{
	return replies->mail == 421 || replies->rcpt == 421 || replies->data == 421;
}

/* Ends session and process: the messages behind this one were not begun, and go over a new connection. */
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
	SmtpRecord record = { .step = step, .index = letter->index, .replies = replies_of(letter) };

	if (step == STEP_RESULT) {
		if (letter->reported)
			return;
		letter->reported = TRUE;
		print_reason(letter, &record.replies, &record);
	}
	if (!smtp_record_send(letter->session->records, &record))
		leave();
	if (step == STEP_RESULT && says_goodbye(&record.replies))
		end_now(letter->session);
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

/*
 * Waits until the outbox has noted that the message may be taken, unless it did so ahead.  A parent that takes the leave back
 * looks afterwards whether we have handed over, we look the other way round: so one of us sees the other.
 */
static void
ask_leave(Letter *letter)
{
	gint *handed = &letter->session->share->handed;
	char answer = 'n';

	if (!is_allowed(letter)) {
		report(letter, STEP_LEAVE);
		if (recv(letter->session->records, &answer, 1, 0) != 1 || answer != 'y')
			leave();
	}
	g_atomic_int_set(handed, (gint)letter->index + 1);
	if (!is_allowed(letter)) {
		g_atomic_int_set(handed, (gint)letter->index);
		leave();
	}
	letter->handed = TRUE;
}

/* smtp_messagecb_t.  libesmtp takes an end with errno 0 for a whole message, and one with another errno for a broken one. */
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
		show_life(smtp_recipient_get_application_data(va_arg(arguments, smtp_recipient_t)));
	}
	if (event == SMTP_EV_MESSAGESENT) {
		Letter *letter = smtp_message_get_application_data(va_arg(arguments, smtp_message_t));
		letter->finished = TRUE;
		report(letter, STEP_RESULT);
	}
	va_end(arguments);
}

/* Spoils the last letter of CHUNKING, wherever reads split the word: BDAT has traps, and this is its only switch. */
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

/* smtp_monitorcb_t */
static void
on_traffic(const char *buffer, int length, int writing, void *data)
{
	Session *session = data;

	if (writing != SMTP_CB_READING) {
		session->reply_bytes = 0;
		return;
	}
	session->reply_bytes += (gsize)length;
	if (session->reply_bytes > FLOOD)
		leave();
	for (int i = 0; i < length; i++) {
		/* The buffer is the library's own, and is read by it after this. */
		hide_chunking(session, (char *)buffer + i);
		if (session->last_length > 0 && session->last_line[session->last_length - 1] == '\n')
			session->last_length = 0;
		if (session->last_length < sizeof session->last_line - 1)
			session->last_line[session->last_length++] = buffer[i];
		else if (buffer[i] == '\n')
			session->last_line[session->last_length - 1] = '\n';
		session->last_line[session->last_length] = '\0';
	}
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
	static const int steps[] = { Timeout_GREETING, Timeout_ENVELOPE, Timeout_DATA, Timeout_TRANSFER };

	/* Milliseconds, whatever the library's manual says. */
	for (gsize i = 0; i < G_N_ELEMENTS(steps); i++)
		smtp_set_timeout(handle, steps[i] | Timeout_OVERRIDE_RFC2822_MINIMUM, (long)seconds * 1000);
	smtp_set_timeout(handle, Timeout_DATA2 | Timeout_OVERRIDE_RFC2822_MINIMUM,
	                 (long)seconds * SMTP_FINAL_FACTOR * 1000);
}

/* The first message without a result is the one that the session broke at; those behind it were never begun. */
static void
report_break(Session *session)
{
	for (guint i = 0; i < session->count; i++) {
		if (session->letters[i].reported)
			continue;
		report(&session->letters[i], STEP_RESULT);
		end_now(session);
	}
}

void
smtp_session_run(const SmtpServer *server, const char *memory, guint count, int socket, SmtpShare *share)
{
	Session session = { .server = server, .records = socket, .count = count, .share = share };
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
	report_break(&session);

	(void)smtp_destroy_session(handle);
	for (guint i = 0; i < count; i++)
		g_bytes_unref(session.letters[i].body.bytes);
	g_free(session.letters);
	SmtpRecord end = { .step = STEP_END, .clean = TRUE };
	if (!smtp_record_send(socket, &end))
		leave();
}
