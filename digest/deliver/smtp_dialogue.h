/*
 * smtp_dialogue.h - which reply of a mail server answers which command, and what it says
 * unasked.  Pure.
 */
#ifndef TIDINGS_DELIVER_SMTP_DIALOGUE_H
#define TIDINGS_DELIVER_SMTP_DIALOGUE_H

#include "smtp_outcome.h"

/* RFC 5321 4.5.3.2 gives 5 minutes for most replies and 10 for the one after the final dot. */
#define SMTP_FINAL_FACTOR 5

enum {
	SMTP_TEXT = 240,            /* bytes that are kept of what a server says, with the NUL */
	SMTP_DUE_MAX = 16,          /* commands that may wait for their replies */
	SMTP_REPLY_MAX = 64 * 1024, /* bytes of one reply: RFC 5321 4.5.3.1.5 allows 512 a line, and
	                               nothing bounds the lines */
};

typedef struct {
	int code;             /* 0: there is none */
	char text[SMTP_TEXT]; /* "550 5.1.1 no such user", all lines on one; any bytes */
} SmtpReply;

/* One connection.  What is read and written goes in, in order, in pieces of any size. */
typedef struct {
	SmtpCommand due[SMTP_DUE_MAX]; /* whose replies have not come, the oldest first */
	guint due_count;
	SmtpReply replies[SMTP_COMMANDS]; /* the last one to each; of MAIL to the dot since the last
	                                     MAIL */
	SmtpCommand last;                 /* what was answered last */
	SmtpFault fault;                  /* the first; nothing is heard after it */
	char words[SMTP_TEXT];            /* what it is about */
	/* Of the reply that comes in: */
	SmtpReply coming;
	gsize bytes;
	char line[SMTP_TEXT]; /* its present line as far as it is kept */
	gsize line_length;
	/* Of the line that goes out, its first letters. */
	char verb[5];
} SmtpDialogue;

/*
 * A new connection, on which a server speaks first; otherwise one that both have been through
 * the greeting of.
 */
void smtp_dialogue_init(SmtpDialogue *dialogue, gboolean greeting);

/* A command of a kind was sent, or all of it that is waited for. */
void smtp_dialogue_ask(SmtpDialogue *dialogue, SmtpCommand command);

/* Bytes of commands that were sent; none of a message. */
void smtp_dialogue_wrote(SmtpDialogue *dialogue, const char *data, gsize length);

/* Bytes that the server has sent.  Returns dialogue->fault. */
SmtpFault smtp_dialogue_hear(SmtpDialogue *dialogue, const char *data, gsize length);

/* The present reply's time is over. */
void smtp_dialogue_give_up(SmtpDialogue *dialogue);

/* Forgets what was said about a message: the next one begins. */
void smtp_dialogue_next(SmtpDialogue *dialogue);

/*
 * TRUE when the message in hand may be handed over: all that was asked is answered as it has to
 * be, and nothing else was said.
 */
gboolean smtp_dialogue_may_hand_over(const SmtpDialogue *dialogue);

/*
 * What was said about the message in hand, but for what the library knows; `text` of `size`
 * bytes gets the words, on one line.
 */
void smtp_dialogue_judge(const SmtpDialogue *dialogue, SmtpReplies *replies, char *text,
                         gsize size);

/* The kind of a command by its first letters. */
SmtpCommand smtp_command_of(const char *line, gsize length);

#endif
