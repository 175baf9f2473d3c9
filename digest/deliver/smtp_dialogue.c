/* smtp_dialogue.c - which reply answers which command. */
#include "smtp_dialogue.h"

#include <string.h>

enum {
	CODE = 3 /* digits */
};

static const struct {
	const char *verb;
	SmtpCommand command;
} verbs[] = {
	{ "EHLO", SMTP_EHLO }, { "HELO", SMTP_HELO }, { "STAR", SMTP_STARTTLS },
	{ "AUTH", SMTP_AUTH }, { "MAIL", SMTP_MAIL }, { "RCPT", SMTP_RCPT },
	{ "DATA", SMTP_DATA }, { ".", SMTP_DOT },     { "RSET", SMTP_RSET },
	{ "QUIT", SMTP_QUIT },
};

SmtpCommand
smtp_command_of(const char *line, gsize length)
{
	for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++) {
		gsize size = strlen(verbs[i].verb);
		if (length >= size && g_ascii_strncasecmp(line, verbs[i].verb, size) == 0)
			return verbs[i].command;
	}
	return SMTP_OTHER;
}

void
smtp_dialogue_init(SmtpDialogue *dialogue, gboolean greeting)
{
	memset(dialogue, 0, sizeof *dialogue);
	if (greeting)
		smtp_dialogue_ask(dialogue, SMTP_GREETING);
}

void
smtp_dialogue_next(SmtpDialogue *dialogue)
{
	memset(&dialogue->replies[SMTP_MAIL], 0,
	       (SMTP_DOT - SMTP_MAIL + 1) * sizeof dialogue->replies[0]);
}

void
smtp_dialogue_ask(SmtpDialogue *dialogue, SmtpCommand command)
{
	if (command == SMTP_MAIL)
		smtp_dialogue_next(dialogue);
	memset(&dialogue->replies[command], 0, sizeof dialogue->replies[command]);
	if (dialogue->due_count < SMTP_DUE_MAX)
		dialogue->due[dialogue->due_count++] = command;
}

void
smtp_dialogue_wrote(SmtpDialogue *dialogue, const char *data, gsize length)
{
	for (gsize i = 0; i < length; i++) {
		gsize known = strlen(dialogue->verb);
		if (data[i] == '\n') {
			smtp_dialogue_ask(dialogue, smtp_command_of(dialogue->verb, known));
			dialogue->verb[0] = '\0';
		} else if (known < sizeof dialogue->verb - 1 && data[i] != '\0') {
			dialogue->verb[known] = data[i];
			dialogue->verb[known + 1] = '\0';
		}
	}
}

static void
blame(SmtpDialogue *dialogue, SmtpFault fault)
{
	dialogue->fault = fault;
	g_strlcpy(dialogue->words,
	          dialogue->line[0] != '\0' ? dialogue->line : dialogue->coming.text,
	          sizeof dialogue->words);
}

/*
 * Returns the code at the start of the line; 0 when there is none.  RFC 5321 4.2: "Reply-code =
 * %x32-35 %x30-35 %x30-39"; servers use other second digits, too.
 */
static int
read_code(const char *line, gsize length)
{
	if (length < CODE || line[0] < '2' || line[0] > '5' || !g_ascii_isdigit(line[1]) ||
	    !g_ascii_isdigit(line[2]))
		return 0;
	return (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
}

/*
 * Returns the size of the enhanced code with its blank ("5.1.1 ") that the line `next` repeats from
 * the line `first` (RFC 2034 4); 0 when there is none.
 */
static gsize
repeated_size(const char *first, const char *next)
{
	gsize size = strspn(first, "0123456789.");

	return size > 0 && first[size] == ' ' && strncmp(first, next, size + 1) == 0 ? size + 1 : 0;
}

/* Adds the first line with its code, and each other line without. */
static void
add_line(SmtpReply *reply, const char *line, gsize length)
{
	gboolean first = reply->text[0] == '\0';
	const char *words = line + CODE + 1;

	if (first) {
		g_strlcpy(reply->text, line, sizeof reply->text);
		if (length > CODE)
			reply->text[CODE] = ' ';
	} else if (length > CODE + 1) {
		g_strlcat(reply->text, " ", sizeof reply->text);
		g_strlcat(reply->text, words + repeated_size(reply->text + CODE + 1, words),
		          sizeof reply->text);
	}
}

static void
end_reply(SmtpDialogue *dialogue)
{
	SmtpCommand command = dialogue->due[0];

	dialogue->replies[command] = dialogue->coming;
	/* The reply before that to QUIT says why the session ends. */
	if (command != SMTP_QUIT)
		dialogue->last = command;
	dialogue->due_count--;
	memmove(dialogue->due, dialogue->due + 1, dialogue->due_count * sizeof dialogue->due[0]);
	memset(&dialogue->coming, 0, sizeof dialogue->coming);
	dialogue->bytes = 0;
}

/* The line is whole.  A hyphen after the code means that the reply goes on, with the same code. */
static void
end_line(SmtpDialogue *dialogue)
{
	char *line = dialogue->line;
	gsize length = dialogue->line_length;

	while (length > 0 && line[length - 1] == '\r')
		line[--length] = '\0';
	for (gsize i = 0; i < length; i++)
		if (line[i] == '\0')
			line[i] = '?';
	dialogue->line_length = 0;
	int code = read_code(line, length);
	char after = length > CODE ? line[CODE] : ' ';
	gboolean other = dialogue->coming.code != 0 && code != dialogue->coming.code;
	if (code == 0 || other || (after != ' ' && after != '-')) {
		blame(dialogue, SMTP_FAULT_SYNTAX);
		return;
	}
	dialogue->coming.code = code;
	add_line(&dialogue->coming, line, length);
	line[0] = '\0';
	if (after == ' ')
		end_reply(dialogue);
}

/* Keeps the first line of what nobody has asked for, as far as it has come. */
static void
hear_early(SmtpDialogue *dialogue, const char *data, gsize length)
{
	const char *end = memchr(data, '\n', length);
	gsize size = MIN(end == NULL ? length : (gsize)(end - data), sizeof dialogue->line - 1);

	for (gsize i = 0; i < size; i++)
		dialogue->line[i] = data[i] == '\0' ? '?' : data[i];
	dialogue->line[size] = '\0';
	g_strchomp(dialogue->line);
	blame(dialogue, SMTP_FAULT_EARLY);
}

SmtpFault
smtp_dialogue_hear(SmtpDialogue *dialogue, const char *data, gsize length)
{
	for (gsize i = 0; i < length && dialogue->fault == SMTP_FAULT_NONE; i++) {
		if (dialogue->due_count == 0) {
			hear_early(dialogue, data + i, length - i);
		} else if (++dialogue->bytes > SMTP_REPLY_MAX) {
			blame(dialogue, SMTP_FAULT_SYNTAX);
		} else if (data[i] == '\n') {
			end_line(dialogue);
		} else if (dialogue->line_length < sizeof dialogue->line - 1) {
			dialogue->line[dialogue->line_length++] = data[i];
			dialogue->line[dialogue->line_length] = '\0';
		}
	}
	return dialogue->fault;
}

void
smtp_dialogue_give_up(SmtpDialogue *dialogue)
{
	if (dialogue->fault == SMTP_FAULT_NONE)
		blame(dialogue, SMTP_FAULT_LATE);
}

gboolean
smtp_dialogue_may_hand_over(const SmtpDialogue *dialogue)
{
	const SmtpReply *replies = dialogue->replies;

	return dialogue->fault == SMTP_FAULT_NONE && dialogue->due_count == 0 &&
	       replies[SMTP_MAIL].code / 100 == 2 && replies[SMTP_RCPT].code / 100 == 2 &&
	       replies[SMTP_DATA].code / 100 == 3;
}

/* Returns TRUE when the reply lets the session go on. */
static gboolean
is_in_order(SmtpCommand command, int code)
{
	return code / 100 == (command == SMTP_DATA ? 3 : 2);
}

/*
 * Returns which reply the session depends on: the one that refused a command before MAIL, otherwise
 * the one that is due.
 */
static SmtpCommand
position_of(const SmtpDialogue *dialogue)
{
	int code = dialogue->replies[dialogue->last].code;

	if (dialogue->last < SMTP_MAIL && code >= 400)
		return dialogue->last;
	if (dialogue->due_count > 0 && dialogue->due[0] != SMTP_QUIT)
		return dialogue->due[0];
	return dialogue->last == SMTP_DATA && is_in_order(SMTP_DATA, code) ? SMTP_DOT
	                                                                   : dialogue->last;
}

void
smtp_dialogue_judge(const SmtpDialogue *dialogue, SmtpReplies *replies, char *text, gsize size)
{
	const SmtpReply *said = dialogue->replies;
	gboolean ended = said[SMTP_DOT].code != 0 || replies->handed;

	replies->mail = said[SMTP_MAIL].code;
	replies->rcpt = said[SMTP_RCPT].code;
	replies->data = ended ? said[SMTP_DOT].code : said[SMTP_DATA].code;
	replies->fault = dialogue->fault;
	replies->at = position_of(dialogue);
	SmtpCommand at = smtp_decided_at(replies);
	int code = said[at].code;
	replies->said = code != 0 && (at == SMTP_DOT || !is_in_order(at, code));
	const char *words = replies->said ? said[at].text : "";
	g_strlcpy(text, smtp_fault_counts(replies) ? dialogue->words : words, size);
	g_strdelimit(text, "\r\n", ' ');
	g_strchomp(text);
}
