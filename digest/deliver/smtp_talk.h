/*
 * smtp_talk.h - hands one message after the other to a mail server, as bytes that come in and go
 * out.  Pure.
 */
#ifndef TIDINGS_DELIVER_SMTP_TALK_H
#define TIDINGS_DELIVER_SMTP_TALK_H

#include "smtp_dialogue.h"

/* What comes next. */
typedef enum {
	SMTP_TALK_IDLE,   /* smtp_talk_begin(), if the connection is not broken */
	SMTP_TALK_ASKS,   /* bytes of commands go out, and replies come in */
	SMTP_TALK_GIVES,  /* bytes of the message go out */
	SMTP_TALK_OFFERS, /* all but the final dot is sent: smtp_talk_hand_over() */
	SMTP_TALK_ENDED,  /* the outcome of the message is known: smtp_talk_result() */
} SmtpTalkState;

/* A connection that is open and logged in. */
typedef struct {
	SmtpTalkState state;
	SmtpDialogue dialogue;
	char *envelope_from;
	char *recipient;
	GBytes *message;     /* canonical CRLF */
	GString *out;        /* bytes to be sent */
	gsize sent;          /* how many of them are */
	gboolean knows_size; /* the server has SIZE (RFC 1870) */
	gboolean reset;      /* the last transaction did not end: RSET comes first */
	gboolean handed;
	gboolean broken; /* nothing more may be said over this connection */
} SmtpTalk;

/* Copies `envelope_from`. */
void smtp_talk_open(SmtpTalk *talk, const char *envelope_from, gboolean knows_size);
void smtp_talk_close(SmtpTalk *talk);

/* Begins the next message.  `recipient` must pass address_is_sound(), as it becomes part of a
 * command. */
void smtp_talk_begin(SmtpTalk *talk, const char *recipient, GBytes *message);

/* Returns what is to be sent now, with its size in `*size`, which is 0 when there is nothing. */
const char *smtp_talk_out(const SmtpTalk *talk, gsize *size);
void smtp_talk_sent(SmtpTalk *talk, gsize size);

/* Notes what was received. */
void smtp_talk_hear(SmtpTalk *talk, const char *data, gsize size);

/* Sends the final dot: from here on the server may have the message. */
void smtp_talk_hand_over(SmtpTalk *talk);

/* Notes that the connection has ended, or has to, `late` because a reply did not come in time. */
void smtp_talk_hang_up(SmtpTalk *talk, gboolean late);

/*
 * Stores what became of the message, which must have ended; then the next may begin.  `text` as in
 * smtp_dialogue_judge().
 */
void smtp_talk_result(SmtpTalk *talk, SmtpReplies *replies, char *text, gsize size);

#endif
