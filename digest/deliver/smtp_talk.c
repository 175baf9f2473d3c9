/* smtp_talk.c - one message after the other: MAIL, RCPT, DATA, the message, its end. */
#include "smtp_talk.h"

#include <string.h>

void
smtp_talk_open(SmtpTalk *talk, const char *envelope_from, gboolean knows_size)
{
	*talk = (SmtpTalk){ .envelope_from = g_strdup(envelope_from),
		            .out = g_string_new(NULL),
		            .knows_size = knows_size };
	smtp_dialogue_init(&talk->dialogue, FALSE);
}

static void
forget_message(SmtpTalk *talk)
{
	g_clear_pointer(&talk->recipient, g_free);
	g_clear_pointer(&talk->message, g_bytes_unref);
}

void
smtp_talk_close(SmtpTalk *talk)
{
	forget_message(talk);
	g_clear_pointer(&talk->envelope_from, g_free);
	if (talk->out != NULL)
		g_string_free(g_steal_pointer(&talk->out), TRUE);
	talk->state = SMTP_TALK_IDLE;
}

static void
end(SmtpTalk *talk, gboolean broken)
{
	talk->state = SMTP_TALK_ENDED;
	talk->broken = talk->broken || broken;
}

static void ask(SmtpTalk *talk, SmtpCommand command, const char *format, ...) G_GNUC_PRINTF(3, 4);

static void
ask(SmtpTalk *talk, SmtpCommand command, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_string_vprintf(talk->out, format, arguments);
	va_end(arguments);
	talk->sent = 0;
	talk->state = SMTP_TALK_ASKS;
	smtp_dialogue_ask(&talk->dialogue, command);
}

static void
ask_mail(SmtpTalk *talk)
{
	g_autofree char *size = talk->knows_size ? g_strdup_printf(" SIZE=%" G_GSIZE_FORMAT,
	                                                           g_bytes_get_size(talk->message))
	                                         : g_strdup("");

	ask(talk, SMTP_MAIL, "MAIL FROM:<%s>%s\r\n", talk->envelope_from, size);
}

void
smtp_talk_begin(SmtpTalk *talk, const char *recipient, GBytes *message)
{
	g_assert(talk->state == SMTP_TALK_IDLE && !talk->broken);
	talk->recipient = g_strdup(recipient);
	talk->message = g_bytes_ref(message);
	talk->handed = FALSE;
	smtp_dialogue_next(&talk->dialogue);
	if (talk->reset)
		ask(talk, SMTP_RSET, "RSET\r\n");
	else
		ask_mail(talk);
}

/* RFC 5321 4.5.2: a line that begins with a dot gets another. */
static void
give(SmtpTalk *talk)
{
	gsize length = 0;
	const char *text = g_bytes_get_data(talk->message, &length), *stop = text + length;

	g_string_truncate(talk->out, 0);
	talk->sent = 0;
	while (text < stop) {
		const char *line_end = memchr(text, '\n', (gsize)(stop - text));
		gsize size = line_end == NULL ? (gsize)(stop - text) : (gsize)(line_end - text) + 1;
		if (*text == '.')
			g_string_append_c(talk->out, '.');
		g_string_append_len(talk->out, text, (gssize)size);
		text += size;
	}
	talk->state = talk->out->len > 0 ? SMTP_TALK_GIVES : SMTP_TALK_OFFERS;
}

/* The server has accepted the last command. */
static void
go_on(SmtpTalk *talk)
{
	switch (talk->dialogue.last) {
	case SMTP_RSET:
		talk->reset = FALSE;
		ask_mail(talk);
		break;
	case SMTP_MAIL:
		talk->reset = TRUE;
		ask(talk, SMTP_RCPT, "RCPT TO:<%s>\r\n", talk->recipient);
		break;
	case SMTP_RCPT:
		ask(talk, SMTP_DATA, "DATA\r\n");
		break;
	case SMTP_DATA:
		give(talk);
		break;
	default:
		talk->reset = FALSE;
		end(talk, FALSE);
		break;
	}
}

/* The server has refused the last command with `code`.  421 or nonsense ends the connection, too.
 */
static void
stop(SmtpTalk *talk, int code)
{
	gboolean refused = code / 100 == 4 || code / 100 == 5;

	if (talk->dialogue.last == SMTP_DOT)
		talk->reset = FALSE;
	end(talk, !refused || code == 421 || talk->dialogue.last == SMTP_RSET);
}

void
smtp_talk_hear(SmtpTalk *talk, const char *data, gsize size)
{
	SmtpDialogue *dialogue = &talk->dialogue;
	gboolean waited = dialogue->due_count > 0;

	if (talk->state == SMTP_TALK_ENDED)
		return;
	/* A reply to a command that is not sent yet answers nothing. */
	if (talk->state == SMTP_TALK_ASKS && talk->sent == 0) {
		dialogue->due_count = 0;
		talk->handed = FALSE;
	}
	(void)smtp_dialogue_hear(dialogue, data, size);
	talk->broken = talk->broken || dialogue->fault != SMTP_FAULT_NONE;
	/* A reply to the dot counts although the server went out of step after it. */
	if (dialogue->fault != SMTP_FAULT_NONE &&
	    !(talk->handed && dialogue->replies[SMTP_DOT].code != 0)) {
		end(talk, TRUE);
		return;
	}
	if (!waited || dialogue->due_count > 0)
		return;
	int code = dialogue->replies[dialogue->last].code;
	if (code / 100 == (dialogue->last == SMTP_DATA ? 3 : 2))
		go_on(talk);
	else
		stop(talk, code);
}

const char *
smtp_talk_out(const SmtpTalk *talk, gsize *size)
{
	gboolean open = talk->state == SMTP_TALK_ASKS || talk->state == SMTP_TALK_GIVES;

	*size = open ? talk->out->len - talk->sent : 0;
	return talk->out->str + talk->sent;
}

void
smtp_talk_sent(SmtpTalk *talk, gsize size)
{
	talk->sent += size;
	if (talk->state == SMTP_TALK_GIVES && talk->sent == talk->out->len)
		talk->state = SMTP_TALK_OFFERS;
}

void
smtp_talk_hand_over(SmtpTalk *talk)
{
	g_assert(talk->state == SMTP_TALK_OFFERS && smtp_dialogue_may_hand_over(&talk->dialogue));
	talk->handed = TRUE;
	ask(talk, SMTP_DOT, ".\r\n");
}

void
smtp_talk_hang_up(SmtpTalk *talk, gboolean late)
{
	if (talk->state == SMTP_TALK_ENDED)
		return;
	if (late)
		smtp_dialogue_give_up(&talk->dialogue);
	end(talk, TRUE);
}

void
smtp_talk_result(SmtpTalk *talk, SmtpReplies *replies, char *text, gsize size)
{
	g_assert(talk->state == SMTP_TALK_ENDED);
	*replies = (SmtpReplies){ .handed = talk->handed };
	smtp_dialogue_judge(&talk->dialogue, replies, text, size);
	replies->finished = replies->completed = talk->handed && replies->data != 0;
	forget_message(talk);
	talk->state = SMTP_TALK_IDLE;
}
