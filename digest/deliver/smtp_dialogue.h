/* smtp_dialogue.h - which reply of a mail server answers which command.  Pure. */
#ifndef TIDINGS_DELIVER_SMTP_DIALOGUE_H
#define TIDINGS_DELIVER_SMTP_DIALOGUE_H

#include "smtp_outcome.h"

/* RFC 5321 4.5.3.2 gives 5 minutes for most replies and 10 for the one after the final dot. */
#define SMTP_FINAL_FACTOR 5

enum {
	SMTP_TEXT = 240,            /* bytes that are kept of a reply, with the NUL */
	SMTP_DUE_MAX = 16,          /* commands that may wait for their replies */
	SMTP_REPLY_MAX = 64 * 1024, /* bytes of one reply: RFC 5321 4.5.3.1.5 allows 512 a line, and
	                               nothing bounds the lines */
};

typedef struct {
	int code;             /* 0: there is none */
	char text[SMTP_TEXT]; /* "550 5.1.1 no such user", all lines on one; any bytes */
} SmtpReply;

/* One connection, which is told all that is read and written, in order, in pieces of any size. */
typedef struct {
	SmtpCommand due[SMTP_DUE_MAX]; /* those without a reply, the oldest first */
	guint due_count;
	SmtpReply replies[SMTP_COMMANDS]; /* the last to each; for MAIL to the dot, of the present
	                                     message */
	SmtpCommand last;                 /* the last that was answered */
	SmtpFault fault;                  /* the first; nothing is heard after it */
	char words[SMTP_TEXT];            /* what the server said there */
	/* The reply that comes in: */
	SmtpReply coming;
	gsize bytes;
	char line[SMTP_TEXT]; /* its last line, which has no end yet */
	gsize line_length;
	char verb[5]; /* the first letters of the line that goes out */
} SmtpDialogue;

/* Begins a connection.  With `greeting` the server speaks first; otherwise it has done so. */
void smtp_dialogue_init(SmtpDialogue *dialogue, gboolean greeting);

/* Notes that a command was sent, or the end of a message, and that a reply to it is due. */
void smtp_dialogue_ask(SmtpDialogue *dialogue, SmtpCommand command);

/* Notes the bytes of commands that were sent, but not of messages. */
void smtp_dialogue_wrote(SmtpDialogue *dialogue, const char *data, gsize length);

/* Notes bytes that the server has sent.  Returns dialogue->fault. */
SmtpFault smtp_dialogue_hear(SmtpDialogue *dialogue, const char *data, gsize length);

/* Notes that the server did not reply in time. */
void smtp_dialogue_give_up(SmtpDialogue *dialogue);

/* Begins the next message: forgets the replies about the last one. */
void smtp_dialogue_next(SmtpDialogue *dialogue);

/*
 * Returns TRUE when the server waits for the message: it has accepted each command, and has said
 * nothing else.
 */
gboolean smtp_dialogue_may_hand_over(const SmtpDialogue *dialogue);

/*
 * Stores in `replies` what the server said about the present message, except what only a library
 * knows, and in `text` (of `size` bytes) its words on one line.
 */
void smtp_dialogue_judge(const SmtpDialogue *dialogue, SmtpReplies *replies, char *text,
                         gsize size);

/* Returns which command a line is, by its first letters. */
SmtpCommand smtp_command_of(const char *line, gsize length);

#endif
