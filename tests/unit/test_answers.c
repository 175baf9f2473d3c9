/* test_answers.c - tokens, answers in words, results of authentication, and what an IMAP server
 * says. */
#include "deliver/imap_parse.h"
#include "model/answer.h"
#include "render/answer_words.h"
#include "render/auth_results.h"
#include "render/mail_read.h"

#include <string.h>

#define KEY   "0123456789abcdef"
#define TODAY 738000

static void
test_token(void)
{
	g_autofree char *token = answer_token(KEY, ANSWER_DONE, "5ssvy", "ana.b", TODAY + 60);
	g_autofree char *person = answer_token_check(KEY, ANSWER_DONE, "5ssvy", token, TODAY + 60);
	guint believed = 0;

	g_assert_cmpstr(person, ==, "ana.b");
	g_assert_null(answer_token_check(KEY, ANSWER_DONE, "5ssvy", token, TODAY + 61));
	g_assert_null(answer_token_check("0123456789abcdeg", ANSWER_DONE, "5ssvy", token, TODAY));
	g_assert_null(answer_token_check(KEY, ANSWER_DONE, "5ssvz", token, TODAY));
	for (guint verb = ANSWER_LATER; verb < ANSWER_VERBS_COUNT; verb++)
		g_assert_null(answer_token_check(KEY, (AnswerVerb)verb, "5ssvy", token, TODAY));
	/* any other letter anywhere, and any that is missing or too many */
	for (gsize i = 0; token[i] != '\0'; i++)
		for (char c = '!'; c < 127; c++) {
			g_autofree char *forged = g_strdup(token);
			forged[i] = c;
			g_autofree char *found =
			    answer_token_check(KEY, ANSWER_DONE, "5ssvy", forged, TODAY);
			believed += c != token[i] && found != NULL ? 1 : 0;
		}
	for (gsize length = 0; length < strlen(token); length++) {
		g_autofree char *cut = g_strndup(token, length);
		g_autofree char *longer = g_strconcat(token, cut + strlen(cut) / 2, "2", NULL);
		g_assert_null(answer_token_check(KEY, ANSWER_DONE, "5ssvy", cut, TODAY));
		g_assert_null(answer_token_check(KEY, ANSWER_DONE, "5ssvy", longer, TODAY));
	}
	g_assert_cmpuint(believed, ==, 0);
}

/* What a link's subject says is understood again, in every language. */
static void
test_subjects(void)
{
	for (const Catalogue *one = catalogues;; one++) {
		const Catalogue *in = one->language != NULL ? one : NULL;
		for (guint verb = 0; verb < ANSWER_VERBS_COUNT; verb++) {
			const char *item = answer_is_of_item((AnswerVerb)verb) ? "5ssvy" : "";
			g_autofree char *subject =
			    answer_subject(in, KEY, (AnswerVerb)verb, item, "ana", TODAY + 60);
			g_autofree char *again = g_strconcat("Re: RE: ", subject, NULL);
			AnswerLine line;
			g_test_message("%s", subject);
			g_assert_true(answer_line_parse(again, TODAY, &line));
			g_assert_cmpuint(line.verb, ==, verb);
			g_assert_cmpstr(line.item, ==, item);
			g_autofree char *person =
			    answer_token_check(KEY, line.verb, line.item, line.token, TODAY);
			g_assert_cmpstr(person, ==, "ana");
		}
		if (in == NULL)
			break;
	}
}

static void
test_auth_results(void)
{
	static const struct {
		const char *value, *host;
		gboolean passed;
	} cases[] = {
		{ "mx.example.org; dmarc=pass header.from=example.org", "mx.example.org", TRUE },
		{ "MX.Example.org 1; dkim=pass (2048-bit key) header.d=Example.org",
		  "mx.example.org", TRUE },
		{ "mx.google.com;\r\n dkim=pass header.i=@example.org header.s=x;\r\n spf=pass",
		  "mx.google.com", TRUE },
		{ "mx; spf=pass smtp.mailfrom=ana@mail.example.org", "mx", TRUE },
		{ "mx; dmarc=pass header.from=mail.example.org", "mx", FALSE },
		{ "mx; dmarc=fail header.from=example.org", "mx", FALSE },
		{ "mx; dkim=pass header.d=badexample.org", "mx", FALSE },
		{ "mx; dkim=pass header.d=org", "mx", FALSE },
		{ "mx; dkim=pass", "mx", FALSE },
		{ "mx; none", "mx", FALSE },
		{ "mx; spf=fail smtp.mailfrom=example.org reason=\"; dmarc=pass "
		  "header.from=example.org\"",
		  "mx", FALSE },
		{ "mx; spf=fail (; dmarc=pass header.from=example.org)", "mx", FALSE },
		{ "mx; x-dmarc=pass header.from=example.org", "mx", FALSE },
		{ "", NULL, FALSE },
		{ NULL, NULL, FALSE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		gboolean passed = TRUE;
		g_autofree char *host =
		    auth_results_read(cases[i].value, "ana@example.org", &passed);
		g_test_message("%s", cases[i].value);
		g_assert_cmpstr(host, ==, cases[i].host);
		g_assert_cmpint(passed, ==, cases[i].passed);
	}
}

static MailRead *
read_text(const char *text)
{
	g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));

	return mail_read(bytes);
}

static void
test_mail(void)
{
	g_autoptr(MailRead) plain = read_text(
	    "From: Ana <Ana@Example.org>\r\nSubject: =?utf-8?Q?g=C4=83ta?=\r\n x\r\n\r\n\r\n"
	    "done 5ssvy\r\n\r\nlater 5ssvz\r\n> quoted\r\ndone 22222\r\n");
	g_assert_cmpstr(plain->from, ==, "ana@example.org");
	g_assert_cmpstr(plain->subject, ==, "găta x");
	g_assert_cmpuint(plain->lines->len, ==, 2);
	g_assert_cmpstr(g_ptr_array_index(plain->lines, 1), ==, "later 5ssvz");
	g_assert_false(plain->automatic || plain->report || plain->passed);

	g_autoptr(MailRead) html =
	    read_text("From: a@b.c\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; "
	              "boundary=x\r\n\r\n"
	              "--x\r\nContent-Type: text/html\r\n\r\n<p>done 22222</p>\r\n--x\r\n"
	              "Content-Type: text/plain; charset=iso-8859-2\r\nContent-Transfer-Encoding: "
	              "base64\r\n\r\n"
	              "ZG9uZSA1c3N2eQ==\r\n--x--\r\n");
	g_assert_cmpuint(html->lines->len, ==, 1);
	g_assert_cmpstr(g_ptr_array_index(html->lines, 0), ==, "done 5ssvy");

	g_autoptr(GString) deep = g_string_new("From: a@b.c\r\nMIME-Version: 1.0\r\n");
	for (guint i = 0; i < 2000; i++)
		g_string_append_printf(
		    deep, "Content-Type: multipart/mixed; boundary=b%u\r\n\r\n--b%u\r\n", i, i);
	g_string_append(deep, "\r\ndone 5ssvy\r\n");
	g_autoptr(MailRead) nested = read_text(deep->str);
	g_assert_true(nested == NULL || nested->lines->len == 0);
}

static void
test_imap(void)
{
	g_autoptr(GArray) uids = g_array_new(FALSE, FALSE, sizeof(guint32));

	g_assert_cmpuint(imap_parse_validity("* STATUS \"INBOX\" (UIDVALIDITY 4294967295)\r\n"), ==,
	                 4294967295U);
	g_assert_cmpuint(imap_parse_validity("* STATUS INBOX (UIDVALIDITY 99999999999)"), ==, 0);
	g_assert_cmpuint(imap_parse_validity(""), ==, 0);
	imap_parse_search("* SEARCH 9 4 7 99999999999 5 x 8\r\n", 4, 2, uids);
	g_assert_cmpuint(uids->len, ==, 2);
	g_assert_cmpuint(g_array_index(uids, guint32, 0), ==, 5);
	g_assert_cmpuint(g_array_index(uids, guint32, 1), ==, 7);
	g_array_set_size(uids, 0);
	imap_parse_search("* SEARCH\r\n", 0, 10, uids);
	g_assert_cmpuint(uids->len, ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/answers/token", test_token);
	g_test_add_func("/answers/subjects", test_subjects);
	g_test_add_func("/answers/auth-results", test_auth_results);
	g_test_add_func("/answers/mail", test_mail);
	g_test_add_func("/answers/imap", test_imap);
	return g_test_run();
}
