/*
 * test_smtp_talk.c - which reply answers which command, what replies mean, and how a message is
 * handed over.
 */
#include "deliver/smtp_talk.h"

#include <string.h>

#define SERVER "relay.example.org:25"

/* Of a message; `at` is what the last reply answers. */
static SmtpReplies
replies(int mail, int rcpt, int data, gboolean handed, gboolean finished, gboolean completed)
{
	return (SmtpReplies){ .mail = mail,
		              .rcpt = rcpt,
		              .data = data,
		              .handed = handed,
		              .finished = finished,
		              .completed = completed,
		              .at = SMTP_DOT,
		              .said = TRUE };
}

static void
assert_kind(const SmtpReplies *given, OutcomeKind kind)
{
	Outcome outcome = { 0 };

	smtp_classify(given, SERVER, "250 a\033[1m", &outcome);
	g_test_message("%d %d %d: %s", given->mail, given->rcpt, given->data, outcome.reply);
	g_assert_cmpint(outcome.kind, ==, kind);
	g_assert_null(strchr(outcome.reply, '\033'));
	outcome_clear(&outcome);
}

static void
test_classify(void)
{
	static const struct {
		int mail, rcpt, data;
		gboolean handed, finished, completed;
		OutcomeKind kind;
	} cases[] = {
		{ 250, 250, 250, TRUE, TRUE, TRUE, OUTCOME_SENT },
		{ 251, 251, 250, TRUE, TRUE, TRUE, OUTCOME_SENT },
		/* a reply of success alone proves nothing: the library must have seen the end, too
		 */
		{ 250, 250, 250, TRUE, FALSE, TRUE, OUTCOME_UNKNOWN },
		{ 250, 250, 250, TRUE, TRUE, FALSE, OUTCOME_UNKNOWN },
		{ 250, 250, 354, TRUE, FALSE, FALSE, OUTCOME_UNKNOWN },
		{ 250, 250, 0, TRUE, FALSE, FALSE, OUTCOME_UNKNOWN },
		{ 250, 250, 354, FALSE, FALSE, FALSE, OUTCOME_TEMPORARY },
		{ 250, 250, 250, FALSE, TRUE, FALSE, OUTCOME_TEMPORARY },
		/* what was not handed over is not sent, whatever is said */
		{ 250, 250, 250, FALSE, TRUE, TRUE, OUTCOME_TEMPORARY },
		{ 0, 0, 0, FALSE, FALSE, FALSE, OUTCOME_TEMPORARY },
		{ 250, 0, 0, FALSE, FALSE, FALSE, OUTCOME_TEMPORARY },
		{ 451, 0, 0, FALSE, FALSE, FALSE, OUTCOME_TEMPORARY },
		{ 550, 0, 0, FALSE, FALSE, FALSE, OUTCOME_PERMANENT },
		/* the recipient's own refusal counts before what follows from it */
		{ 250, 450, 554, FALSE, TRUE, FALSE, OUTCOME_TEMPORARY },
		{ 250, 550, 451, FALSE, TRUE, TRUE, OUTCOME_PERMANENT },
		{ 250, 550, 250, FALSE, TRUE, TRUE, OUTCOME_PERMANENT },
		{ 250, 250, 552, TRUE, TRUE, TRUE, OUTCOME_PERMANENT },
		{ 250, 250, 452, TRUE, TRUE, FALSE, OUTCOME_TEMPORARY },
		/* neither yes nor no */
		{ 350, 0, 0, FALSE, FALSE, FALSE, OUTCOME_TEMPORARY },
		{ 250, 350, 354, FALSE, FALSE, FALSE, OUTCOME_TEMPORARY },
		{ 250, 350, 250, FALSE, TRUE, TRUE, OUTCOME_TEMPORARY },
		{ 250, 250, 354, TRUE, TRUE, TRUE, OUTCOME_UNKNOWN },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		SmtpReplies given = replies(cases[i].mail, cases[i].rcpt, cases[i].data,
		                            cases[i].handed, cases[i].finished, cases[i].completed);
		assert_kind(&given, cases[i].kind);
		/* Out of step: whatever it said before, but for what it said to the dot. */
		for (int fault = SMTP_FAULT_EARLY; fault <= SMTP_FAULT_LATE; fault++) {
			given.fault = (SmtpFault)fault;
			gboolean answered = given.handed && given.data != 0;
			assert_kind(&given, answered       ? cases[i].kind
			                    : given.handed ? OUTCOME_UNKNOWN
			                                   : OUTCOME_TEMPORARY);
		}
	}
}

/* Every sentence names the server, and has its words or says what is missing. */
static void
test_sentences(void)
{
	static const struct {
		SmtpReplies replies;
		const char *text, *wanted;
	} cases[] = {
		{ { .at = SMTP_GREETING, .said = TRUE },
		  "554 5.3.2 no service",
		  SERVER " says on connecting: 554 5.3.2 no service" },
		{ { .at = SMTP_EHLO, .said = TRUE },
		  "451 later",
		  SERVER " says to EHLO: 451 later" },
		{ { .at = SMTP_GREETING }, "Connection refused", SERVER ": Connection refused" },
		{ { .at = SMTP_GREETING },
		  "",
		  SERVER ": the connection ended without a reply on connecting" },
		{ { .mail = 250, .rcpt = 550, .at = SMTP_RCPT, .said = TRUE },
		  "550 no",
		  SERVER " says to RCPT TO: 550 no" },
		{ { .mail = 250, .at = SMTP_RCPT, .fault = SMTP_FAULT_SYNTAX },
		  "boo",
		  SERVER " says to RCPT TO what is not a reply of SMTP: boo" },
		{ { .mail = 250, .at = SMTP_RCPT, .fault = SMTP_FAULT_LATE },
		  "",
		  SERVER " does not come to the end of a reply to RCPT TO in time (mail.timeout)" },
		{ { .at = SMTP_DATA, .fault = SMTP_FAULT_EARLY },
		  "421 bye",
		  SERVER " closes the session: 421 bye" },
		{ { .at = SMTP_DATA, .fault = SMTP_FAULT_EARLY },
		  "250 ok",
		  SERVER " speaks before it is asked, so that it is out of step and nothing was "
		         "sent: 250 ok" },
		{ { .mail = 250, .rcpt = 250, .handed = TRUE, .at = SMTP_DOT },
		  "",
		  "no answer after the message was handed over; " SERVER
		  ": the connection ended without a reply to the message" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		Outcome outcome = { 0 };
		smtp_classify(&cases[i].replies, SERVER, cases[i].text, &outcome);
		g_assert_cmpstr(outcome.reply, ==, cases[i].wanted);
		outcome_clear(&outcome);
	}
}

static void
hear(SmtpDialogue *dialogue, const char *text, gboolean in_bytes)
{
	gsize length = strlen(text);

	for (gsize i = 0; in_bytes && i < length; i++)
		(void)smtp_dialogue_hear(dialogue, text + i, 1);
	if (!in_bytes)
		(void)smtp_dialogue_hear(dialogue, text, length);
}

/* What is said after the greeting and MAIL, and what is thought of it. */
static void
test_dialogue(void)
{
	static const struct {
		const char *said;
		SmtpFault fault;
		int code;
		const char *text; /* the reply's, or the fault's */
	} cases[] = {
		{ "250 ok\r\n", SMTP_FAULT_NONE, 250, "250 ok" },
		{ "250 ok\n", SMTP_FAULT_NONE, 250, "250 ok" },
		{ "250\r\n", SMTP_FAULT_NONE, 250, "250" },
		{ "550-5.1.1 nobody\r\n550 here\r\n", SMTP_FAULT_NONE, 550,
		  "550 5.1.1 nobody here" },
		{ "250-\r\n250 two\r\n", SMTP_FAULT_NONE, 250, "250  two" },
		{ "350 what\r\n", SMTP_FAULT_NONE, 350, "350 what" },
		{ "25", SMTP_FAULT_NONE, 0, "" },
		{ "250-a\r\n", SMTP_FAULT_NONE, 0, "" },
		{ "250-a\r\n550 b\r\n", SMTP_FAULT_SYNTAX, 0, "550 b" },
		{ "000 zero\r\n", SMTP_FAULT_SYNTAX, 0, "000 zero" },
		{ "150 one\r\n", SMTP_FAULT_SYNTAX, 0, "150 one" },
		{ "650 six\r\n", SMTP_FAULT_SYNTAX, 0, "650 six" },
		{ "25 ok\r\n", SMTP_FAULT_SYNTAX, 0, "25 ok" },
		{ "2500 ok\r\n", SMTP_FAULT_SYNTAX, 0, "2500 ok" },
		{ "250_ok\r\n", SMTP_FAULT_SYNTAX, 0, "250_ok" },
		{ " 250 ok\r\n", SMTP_FAULT_SYNTAX, 0, " 250 ok" },
		{ "+250 ok\r\n", SMTP_FAULT_SYNTAX, 0, "+250 ok" },
		{ "\r\n", SMTP_FAULT_SYNTAX, 0, "" },
		{ "HTTP/1.1 400 Bad Request\r\n", SMTP_FAULT_SYNTAX, 0,
		  "HTTP/1.1 400 Bad Request" },
		{ "250 ok\r\n250 more\r\n", SMTP_FAULT_EARLY, 250, "250 more" },
	};

	for (gsize i = 0; i < 2 * G_N_ELEMENTS(cases); i++) {
		SmtpDialogue dialogue;
		const gsize c = i / 2;
		smtp_dialogue_init(&dialogue, TRUE);
		hear(&dialogue, "220-hello\r\n220 there\r\n", i % 2 == 0);
		smtp_dialogue_wrote(&dialogue, "mail FROM:<a@b>\r\n", 17);
		hear(&dialogue, cases[c].said, i % 2 == 0);
		g_test_message("%s", cases[c].said);
		g_assert_cmpint(dialogue.fault, ==, cases[c].fault);
		g_assert_cmpint(dialogue.replies[SMTP_MAIL].code, ==, cases[c].code);
		const char *text = cases[c].fault != SMTP_FAULT_NONE
		                       ? dialogue.words
		                       : dialogue.replies[SMTP_MAIL].text;
		/* Byte by byte only the first is there when it is known to be early. */
		if (cases[c].fault != SMTP_FAULT_EARLY || i % 2 == 1)
			g_assert_cmpstr(text, ==, cases[c].text);
	}
}

/*
 * Commands that were pipelined are answered in their order; one that is not asked for any more
 * answers nothing.
 */
static void
test_pipelined(void)
{
	SmtpDialogue dialogue;
	SmtpReplies found = { 0 };
	char text[SMTP_TEXT];

	smtp_dialogue_init(&dialogue, FALSE);
	smtp_dialogue_wrote(&dialogue, "RSET\r\nMA", 8);
	smtp_dialogue_wrote(&dialogue, "IL FROM:<>\r\nRCPT TO:<x@y>\r\nDATA\r\n", 34);
	g_assert_cmpuint(dialogue.due_count, ==, 4);
	hear(&dialogue, "250 reset\r\n250 sender\r\n550 nobody\r\n503 no recipients\r\n", FALSE);
	g_assert_cmpint(dialogue.fault, ==, SMTP_FAULT_NONE);
	g_assert_false(smtp_dialogue_may_hand_over(&dialogue));
	smtp_dialogue_judge(&dialogue, &found, text, sizeof text);
	g_assert_cmpint(found.rcpt, ==, 550);
	g_assert_cmpint(found.data, ==, 503);
	g_assert_cmpstr(text, ==, "550 nobody");

	/* The next message: nothing of the last one is believed about it. */
	smtp_dialogue_next(&dialogue);
	smtp_dialogue_wrote(&dialogue, "RSET\r\n", 6);
	smtp_dialogue_judge(&dialogue, &found, text, sizeof text);
	g_assert_cmpint(found.mail + found.rcpt + found.data, ==, 0);
	g_assert_cmpint(found.at, ==, SMTP_RSET);
	g_assert_false(found.said);
}

/* However much is said, it has an end. */
static void
test_endless(void)
{
	for (guint lines = 0; lines < 2; lines++) {
		SmtpDialogue dialogue;
		guint said = 0;
		smtp_dialogue_init(&dialogue, TRUE);
		while (dialogue.fault == SMTP_FAULT_NONE && said < 2 * SMTP_REPLY_MAX) {
			hear(&dialogue, lines == 0 ? "220-on and\r\n" : "220 on and on", FALSE);
			said += 12;
		}
		g_assert_cmpint(dialogue.fault, ==, SMTP_FAULT_SYNTAX);
		g_assert_cmpuint(said, <=, SMTP_REPLY_MAX + 24);
	}
}

/* A server as a string: what it says to each command or end of message, one after the other. */
static GString *
hand_over(const char *const *says, SmtpReplies *found, char *text, gboolean *broken)
{
	g_autoptr(GBytes) message = g_bytes_new_static("A: b\r\n\r\n.\r\n..c\r\nd\r\n", 19);
	GString *heard = g_string_new(NULL);
	SmtpTalk talk;

	smtp_talk_open(&talk, "notes@example.org", TRUE);
	smtp_talk_begin(&talk, "rd@example.org", message);
	while (talk.state != SMTP_TALK_ENDED) {
		gsize size = 0;
		const char *out = smtp_talk_out(&talk, &size);
		if (size > 0) {
			g_string_append_len(heard, out, 1);
			smtp_talk_sent(&talk, 1);
		} else if (talk.state == SMTP_TALK_OFFERS) {
			smtp_talk_hand_over(&talk);
		} else if (*says == NULL) {
			smtp_talk_hang_up(&talk, FALSE);
		} else {
			smtp_talk_hear(&talk, *says, strlen(*says));
			says++;
		}
	}
	*broken = talk.broken;
	smtp_talk_result(&talk, found, text, SMTP_TEXT);
	smtp_talk_close(&talk);
	return heard;
}

#define ENVELOPE "MAIL FROM:<notes@example.org> SIZE=19\r\nRCPT TO:<rd@example.org>\r\nDATA\r\n"
#define WHOLE    ENVELOPE "A: b\r\n\r\n..\r\n...c\r\nd\r\n.\r\n"

static const struct {
	const char *says[6];
	OutcomeKind kind;
	gboolean broken;
	const char *heard; /* by the server; NULL: not looked at */
} talks[] = {
	{ { "250 a\r\n", "250 b\r\n", "354 c\r\n", "250 d\r\n" }, OUTCOME_SENT, FALSE, WHOLE },
	{ { "250 a\r\n", "250 b\r\n", "354 c\r\n", "25", "0-x\r\n250 d\r\n" },
	  OUTCOME_SENT,
	  FALSE,
	  WHOLE },
	{ { "250 a\r\n", "250 b\r\n", "354 c\r\n250 d\r\n" }, OUTCOME_TEMPORARY, TRUE, ENVELOPE },
	{ { "250 a\r\n", "250 b\r\n354 c\r\n" }, OUTCOME_TEMPORARY, TRUE, NULL },
	{ { "250 a\r\n250 b\r\n354 c\r\n250 d\r\n" }, OUTCOME_TEMPORARY, TRUE, NULL },
	{ { "250 a\r\n", "250 b\r\n", "354 c\r\n2" }, OUTCOME_TEMPORARY, TRUE, ENVELOPE },
	{ { "250 a\r\n", "250 b\r\n", "354 c\r\n", "250 d\r\n250 e\r\n" },
	  OUTCOME_SENT,
	  TRUE,
	  WHOLE },
	{ { "250 a\r\n", "250 b\r\n", "354 c\r\n", "550 d\r\n221 e\r\n" },
	  OUTCOME_PERMANENT,
	  TRUE,
	  WHOLE },
	{ { "250 a\r\n", "250 b\r\n", "354 c\r\n" }, OUTCOME_UNKNOWN, TRUE, WHOLE },
	{ { "250 a\r\n", "250 b\r\n", "354 c\r\n", "25" }, OUTCOME_UNKNOWN, TRUE, WHOLE },
	{ { "250 a\r\n", "250 b\r\n", "354 c\r\n", "xyz\r\n" }, OUTCOME_UNKNOWN, TRUE, WHOLE },
	{ { "250 a\r\n", "250 b\r\n", "354 c\r\n", "354 d\r\n" }, OUTCOME_UNKNOWN, TRUE, WHOLE },
	{ { "250 a\r\n", "250 b\r\n", "354 c\r\n", "421 d\r\n" }, OUTCOME_TEMPORARY, TRUE, WHOLE },
	{ { "250 a\r\n", "250 b\r\n", "250 c\r\n" }, OUTCOME_TEMPORARY, TRUE, ENVELOPE },
	{ { "250 a\r\n", "250 b\r\n", "554 c\r\n" }, OUTCOME_PERMANENT, FALSE, ENVELOPE },
	{ { "250 a\r\n", "350 b\r\n" }, OUTCOME_TEMPORARY, TRUE, NULL },
	{ { "250 a\r\n", "150 b\r\n" }, OUTCOME_TEMPORARY, TRUE, NULL },
	{ { "250 a\r\n", "000 b\r\n" }, OUTCOME_TEMPORARY, TRUE, NULL },
	{ { "250 a\r\n", "550 b\r\n" }, OUTCOME_PERMANENT, FALSE, NULL },
	{ { "354 a\r\n" }, OUTCOME_TEMPORARY, TRUE, NULL },
	{ { "421 a\r\n" }, OUTCOME_TEMPORARY, TRUE, NULL },
	{ { "" }, OUTCOME_TEMPORARY, TRUE, NULL },
};

static void
test_talk(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(talks); i++) {
		SmtpReplies found = { 0 };
		Outcome outcome = { 0 };
		char text[SMTP_TEXT];
		gboolean broken = FALSE;
		GString *heard = hand_over(talks[i].says, &found, text, &broken);
		smtp_classify(&found, SERVER, text, &outcome);
		g_test_message("%" G_GSIZE_FORMAT ": %s", i, outcome.reply);
		g_assert_cmpint(outcome.kind, ==, talks[i].kind);
		g_assert_cmpint(broken, ==, talks[i].broken);
		if (talks[i].heard != NULL)
			g_assert_true(g_str_has_prefix(heard->str, talks[i].heard));
		/* The dot is not sent to one that has not asked for a message. */
		g_assert_cmpint(strstr(heard->str, "\r\n.\r\n") != NULL, ==, found.handed);
		g_string_free(heard, TRUE);
		outcome_clear(&outcome);
	}
}

/* One that answers what is still on its way was not handed anything. */
static void
test_talk_early_to_dot(void)
{
	g_autoptr(GBytes) message = g_bytes_new_static("A: b\r\n\r\n", 8);
	static const char *const says[] = { "250 a\r\n", "250 b\r\n", "354 c\r\n" };
	SmtpReplies found = { 0 };
	Outcome outcome = { 0 };
	char text[SMTP_TEXT];
	gsize size = 0;
	SmtpTalk talk;

	smtp_talk_open(&talk, "notes@example.org", FALSE);
	smtp_talk_begin(&talk, "rd@example.org", message);
	for (gsize i = 0; i <= G_N_ELEMENTS(says); i++) {
		(void)smtp_talk_out(&talk, &size);
		smtp_talk_sent(&talk, size);
		if (i < G_N_ELEMENTS(says))
			smtp_talk_hear(&talk, says[i], strlen(says[i]));
	}
	g_assert_cmpint(talk.state, ==, SMTP_TALK_OFFERS);
	smtp_talk_hand_over(&talk);
	smtp_talk_hear(&talk, "250 d\r\n", 7);
	g_assert_cmpint(talk.state, ==, SMTP_TALK_ENDED);
	smtp_talk_result(&talk, &found, text, sizeof text);
	smtp_classify(&found, SERVER, text, &outcome);
	g_assert_cmpint(outcome.kind, ==, OUTCOME_TEMPORARY);
	outcome_clear(&outcome);
	smtp_talk_close(&talk);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/smtp/classify", test_classify);
	g_test_add_func("/smtp/sentences", test_sentences);
	g_test_add_func("/smtp/dialogue", test_dialogue);
	g_test_add_func("/smtp/pipelined", test_pipelined);
	g_test_add_func("/smtp/endless", test_endless);
	g_test_add_func("/smtp/talk", test_talk);
	g_test_add_func("/smtp/talk-early-to-dot", test_talk_early_to_dot);
	return g_test_run();
}
