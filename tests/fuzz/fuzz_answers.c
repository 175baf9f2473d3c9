/*
 * fuzz_answers.c - mails that anybody may send as answers, headers that others wrote, and what an
 * IMAP server says.
 *
 * The first letter says what the rest is: m a mail, a an Authentication-Results, l a line, i IMAP.
 */
#include "checks/text.h"
#include "deliver/imap_parse.h"
#include "model/answer.h"
#include "render/answer_words.h"
#include "render/auth_results.h"
#include "render/mail_read.h"

#include <string.h>

#define TODAY 738000

int LLVMFuzzerTestOneInput(const guint8 *bytes, gsize size);

static void
check_shown(const char *text)
{
	check_that(g_utf8_validate(text, -1, NULL), "what is read is UTF-8", text);
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
		check_that(!g_unichar_iscntrl(g_utf8_get_char(p)), "on one line", text);
}

static void
fuzz_line(const char *text)
{
	AnswerLine line;
	if (!answer_line_parse(text, TODAY, &line))
		return;

	gsize length = strlen(line.item);
	check_that(line.verb < ANSWER_VERBS_COUNT, "a verb is one of them", text);
	check_that(answer_is_of_item(line.verb) == (length > 0), "with an item or without", text);
	check_that(strspn(line.item, "abcdefghijklmnopqrstuvwxyz0123456789") == length,
	           "an item is an id", text);
	check_that(line.until == DAY_NONE || line.until > TODAY, "a day is to come", text);
	g_autofree char *person =
	    answer_token_check("a key that no input has", line.verb, line.item, line.token, TODAY);
	check_that(person == NULL, "nobody can make a token", text);
}

static void
fuzz_mail(const guint8 *bytes, gsize size)
{
	g_autoptr(GBytes) mail = g_bytes_new(bytes, size);
	g_autoptr(MailRead) read = mail_read(mail);
	if (read == NULL)
		return;

	check_that(read->id != NULL && strlen(read->id) < 100, "an id is short", "");
	check_shown(read->subject);
	if (read->from != NULL)
		check_that(strchr(read->from, '@') != NULL, "From is an address", read->from);
	check_that(read->lines->len <= MAIL_READ_LINES, "few lines", "");
	for (guint i = 0; i < read->lines->len; i++) {
		check_shown(g_ptr_array_index(read->lines, i));
		fuzz_line(g_ptr_array_index(read->lines, i));
	}
	for (guint i = 0; i < read->failed->len; i++)
		check_shown(g_ptr_array_index(read->failed, i));
	check_that(!read->passed || (read->from != NULL && read->host != NULL),
	           "only a host can vouch for an address", "");
	fuzz_line(read->subject);
}

static void
fuzz_imap(const char *text)
{
	g_autoptr(GArray) uids = g_array_new(FALSE, FALSE, sizeof(guint32));

	(void)imap_parse_validity(text);
	imap_parse_search(text, 7, 5, uids);
	check_that(uids->len <= 5, "as many as wanted", text);
	for (guint i = 0; i < uids->len; i++)
		check_that(g_array_index(uids, guint32, i) > 7, "after the last", text);
}

int
LLVMFuzzerTestOneInput(const guint8 *bytes, gsize size)
{
	if (size < 1)
		return 0;
	g_autofree char *text = g_strndup((const char *)bytes + 1, size - 1);
	gboolean passed = FALSE;

	if (bytes[0] == 'm')
		fuzz_mail(bytes + 1, size - 1);
	else if (bytes[0] == 'a')
		g_free(auth_results_read(text, "ana@example.org", &passed));
	else if (bytes[0] == 'l')
		fuzz_line(text);
	else if (bytes[0] == 'i')
		fuzz_imap(text);
	return 0;
}
