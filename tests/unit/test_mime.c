/* test_mime.c - what mails look like on the wire, read back by GMime.  `--write DIR` writes them
 * for tests/mail/eml.t. */
#include "base/error.h"
#include "render/mail_header.h"
#include "render/mime.h"

#include <gmime/gmime.h>
#include <string.h>

#define LONG_NAME "Ștefania-Alexandra Constantinescu-Brâncoveanu și prietenii ei din București"

static Mail
sample(MailKind kind)
{
	return (Mail){ .kind = kind,
		       .from = "Ședințe <notes@example.org>",
		       .reply_to = "\"D, Răzvan\" <rd@example.org>",
		       .to = "community@lists.example.org",
		       .unsubscribe = "notes+stop@example.org",
		       .subject = "Notes, week 7: 4 meetings – ședința de miercuri și încă "
		                  "șaptesprezece lucruri de făcut",
		       .text = "Salut, Răzvan!\n\n. a dot\n.\nFrom here = there\n-- \nfooter\n",
		       .html = "<!doctype html><p>Salut, Răzvan!</p>",
		       .key = "weekly 2022-W07 list:community",
		       .date = 1645426800,
		       .zone = g_time_zone_new_utc() };
}

static GBytes *
build(Mail *mail)
{
	GError *error = NULL;
	GBytes *bytes = mime_build(mail, &error);

	g_assert_no_error(error);
	g_time_zone_unref(mail->zone);
	return bytes;
}

static GMimeMessage *
parse(GBytes *bytes)
{
	gsize size;
	const char *data = g_bytes_get_data(bytes, &size);
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(data, size);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);

	g_object_unref(parser);
	g_object_unref(stream);
	g_assert_nonnull(message);
	return message;
}

static void
check_lines(GBytes *bytes)
{
	gsize size;
	const char *data = g_bytes_get_data(bytes, &size);
	gsize start = 0;

	g_assert_true(size > 2 && memcmp(data + size - 2, "\r\n", 2) == 0);
	for (gsize i = 0; i < size; i++) {
		g_assert_cmpint(data[i], >, 0);
		if (data[i] == '\r')
			g_assert_cmpint(data[i + 1], ==, '\n');
		if (data[i] != '\n')
			continue;
		g_assert_cmpint(data[i - 1], ==, '\r');
		g_assert_cmpuint(i - 1 - start, <=, 78);
		start = i + 1;
	}
}

static const char *
header(GMimeMessage *message, const char *name)
{
	return g_mime_object_get_header(GMIME_OBJECT(message), name);
}

static char *
part_text(GMimeMessage *message, int index)
{
	GMimeMultipart *body = GMIME_MULTIPART(g_mime_message_get_mime_part(message));

	return g_mime_text_part_get_text(GMIME_TEXT_PART(g_mime_multipart_get_part(body, index)));
}

static void
test_list(void)
{
	Mail mail = sample(MAIL_LIST);
	g_autoptr(GBytes) bytes = build(&mail);
	check_lines(bytes);

	GMimeMessage *message = parse(bytes);
	g_assert_cmpstr(g_mime_message_get_subject(message), ==, mail.subject);
	g_assert_null(header(message, "Auto-Submitted"));
	g_assert_null(header(message, "X-Auto-Response-Suppress"));
	g_assert_null(header(message, "List-Unsubscribe"));
	g_assert_null(header(message, "List-Id"));
	g_assert_null(header(message, "Precedence"));
	g_assert_cmpstr(header(message, "MIME-Version"), ==, "1.0");
	InternetAddress *reply =
	    internet_address_list_get_address(g_mime_message_get_reply_to(message), 0);
	g_assert_cmpstr(internet_address_get_name(reply), ==, "D, Răzvan");
	g_autofree char *text = part_text(message, 0);
	g_autofree char *html = part_text(message, 1);
	g_auto(GStrv) lines = g_strsplit(text, "\r\n", -1);
	g_autofree char *lf = g_strjoinv("\n", lines);
	g_assert_cmpstr(lf, ==, mail.text);
	g_assert_nonnull(strstr(html, "Răzvan!</p>"));
	g_object_unref(message);
}

static void
test_personal(void)
{
	Mail mail = sample(MAIL_PERSONAL);
	mail.to = "rd@bücher.example";
	mail.to_name = LONG_NAME;
	g_autoptr(GBytes) bytes = build(&mail);
	check_lines(bytes);

	GMimeMessage *message = parse(bytes);
	g_assert_cmpstr(header(message, "Auto-Submitted"), ==, "auto-generated");
	g_assert_cmpstr(header(message, "X-Auto-Response-Suppress"), ==, "OOF, AutoReply");
	g_assert_cmpstr(header(message, "List-Unsubscribe"), ==,
	                "<mailto:notes+stop@example.org?subject=unsubscribe>");
	InternetAddress *to = internet_address_list_get_address(g_mime_message_get_to(message), 0);
	g_assert_cmpstr(internet_address_get_name(to), ==, LONG_NAME);
	g_assert_cmpstr(internet_address_mailbox_get_idn_addr(INTERNET_ADDRESS_MAILBOX(to)), ==,
	                "rd@xn--bcher-kva.example");
	g_object_unref(message);
}

static void
test_deterministic(void)
{
	Mail mail = sample(MAIL_LIST), again = sample(MAIL_LIST), other = sample(MAIL_LIST);
	other.key = "weekly 2022-W08 list:community";
	g_autoptr(GBytes) first = build(&mail);
	g_autoptr(GBytes) second = build(&again);
	g_autoptr(GBytes) third = build(&other);

	g_assert_true(g_bytes_equal(first, second));
	GMimeMessage *a = parse(first), *b = parse(third);
	g_assert_cmpstr(g_mime_message_get_message_id(a), !=, g_mime_message_get_message_id(b));
	g_assert_true(g_str_has_suffix(g_mime_message_get_message_id(a), "@example.org"));
	g_object_unref(a);
	g_object_unref(b);
}

static void
refused(Mail *mail)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(mime_build(mail, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA);
	g_time_zone_unref(mail->zone);
}

static void
test_refused(void)
{
	static const char *const subjects[] = {
		"a\r\nBcc: x@example.org", "a\x01", "a\x7f", "a\xc2\x85", "a\xe2\x80\xa8", "a\xff"
	};
	static const char *const mailboxes[] = { "rd@example.org\r\nX: y",
		                                 "ră@example.org",
		                                 "a b@example.org",
		                                 "@example.org",
		                                 "rd@",
		                                 "rd",
		                                 "rd@-x.example",
		                                 "rd@exa mple.org",
		                                 "Name <rd@example.org",
		                                 "Name <rd@example.org> x",
		                                 "a@b@c..d",
		                                 "N <<rd@example.org>>",
		                                 "rd@ex\xff.org" };

	for (gsize i = 0; i < G_N_ELEMENTS(subjects); i++) {
		Mail mail = sample(MAIL_LIST);
		mail.subject = subjects[i];
		refused(&mail);
		Mail named = sample(MAIL_LIST);
		named.to_name = subjects[i];
		refused(&named);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(mailboxes); i++) {
		Mail from = sample(MAIL_LIST);
		from.from = mailboxes[i];
		refused(&from);
		Mail stop = sample(MAIL_PERSONAL);
		stop.unsubscribe = mailboxes[i];
		refused(&stop);
	}
}

static void
test_mailbox(void)
{
	static const struct {
		const char *mailbox, *name, *address;
	} cases[] = {
		{ "rd@example.org", NULL, "rd@example.org" },
		{ " Răzvan D <rd@Example.ORG> ", "Răzvan D", "rd@example.org" },
		{ "\"D, \\\"R\\\"\" <r.d+x@localhost>", "D, \"R\"", "r.d+x@localhost" },
		{ "<rd@example.org>", NULL, "rd@example.org" },
		{ "x@bücher.example", NULL, "x@xn--bcher-kva.example" },
		{ "Notes <Team> <n@straße.example>", "Notes <Team>", "n@xn--strae-oqa.example" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *name = NULL, *address = NULL;
		GError *error = NULL;
		mailbox_parse(cases[i].mailbox, &name, &address, &error);
		g_assert_no_error(error);
		g_assert_cmpstr(name, ==, cases[i].name);
		g_assert_cmpstr(address, ==, cases[i].address);
		g_assert_true(mailbox_parse(cases[i].mailbox, NULL, NULL, NULL));
	}
}

static gpointer
build_one(gpointer data)
{
	(void)data;
	Mail mail = sample(MAIL_LIST);
	return build(&mail);
}

static void
test_threads(void)
{
	GThread *threads[4];

	for (gsize i = 0; i < G_N_ELEMENTS(threads); i++)
		threads[i] = g_thread_new("mime", build_one, NULL);
	g_autoptr(GBytes) first = g_thread_join(threads[0]);
	for (gsize i = 1; i < G_N_ELEMENTS(threads); i++) {
		g_autoptr(GBytes) other = g_thread_join(threads[i]);
		g_assert_true(g_bytes_equal(first, other));
	}
}

static void
write_sample(const char *folder, const char *name, Mail mail)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	g_autoptr(GBytes) bytes = build(&mail);
	gsize size;
	const char *data = g_bytes_get_data(bytes, &size);

	g_assert_true(g_file_set_contents(path, data, (gssize)size, NULL));
}

static int
write_samples(const char *folder)
{
	Mail personal = sample(MAIL_PERSONAL), emoji = sample(MAIL_LIST);

	personal.to = "rd@bücher.example";
	personal.to_name = LONG_NAME;
	emoji.subject = "🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉 日本語日本語日本語日本語日本語日本語";
	emoji.from =
	    "日本語の議事録、とても長い名前ですがそれでも一つの名前です <notes@example.org>";
	write_sample(folder, "list.eml", sample(MAIL_LIST));
	write_sample(folder, "personal.eml", personal);
	write_sample(folder, "emoji.eml", emoji);
	return 0;
}

/* Returns the length of the longest word of a header's value. */
static gsize
longest_word(const char *value)
{
	g_auto(GStrv) words = g_strsplit_set(value, " \n", -1);
	gsize longest = 0;

	for (char **word = words; *word != NULL; word++)
		longest = MAX(longest, strlen(*word));
	return longest;
}

/*
 * Shows why mail_header.c encodes by itself: GMime 3.2.13 makes encoded words of more than the 75
 * characters that RFC 2047 section 2 allows.  When this fails, GMime is fixed, and its
 * g_mime_utils_header_encode_text() may serve.
 */
static void
test_gmime_words(void)
{
	static const char text[] = "日本語の議事録、とても長い名前ですがそれでも一つの名前です"
	                           "日本語の議事録、とても長い名前";
	g_autofree char *value = g_mime_utils_header_encode_text(NULL, text, NULL);
	g_assert_cmpuint(longest_word(value), >, 75);

	g_autofree char *ours = mail_header_text("Subject", text);
	g_assert_cmpuint(longest_word(ours), <=, 75);
}

static void
test_mailto(void)
{
	g_autofree char *url = mailto_url("a+b&c@example.org", "stop it, d@e");
	g_assert_cmpstr(url, ==, "mailto:a+b%26c@example.org?subject=stop%20it%2C%20d%40e");
	g_autofree char *bare = mailto_url("a+b&c@example.org", NULL);
	g_assert_cmpstr(bare, ==, "mailto:a+b%26c@example.org");
}

int
main(int argc, char **argv)
{
	g_mime_init();
	if (argc == 3 && strcmp(argv[1], "--write") == 0)
		return write_samples(argv[2]);
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/mime/threads", test_threads);
	g_test_add_func("/mime/list", test_list);
	g_test_add_func("/mime/personal", test_personal);
	g_test_add_func("/mime/deterministic", test_deterministic);
	g_test_add_func("/mime/refused", test_refused);
	g_test_add_func("/mime/mailbox", test_mailbox);
	g_test_add_func("/mime/mailto", test_mailto);
	g_test_add_func("/mime/gmime-words", test_gmime_words);
	return g_test_run();
}
