/*
 * test_deliver.c - what of delivering is pure: addresses, bodies, webhook URLs, Discord's
 * answers.
 */
#include "deliver/address.h"
#include "deliver/channel_exit.h"
#include "deliver/discord_url.h"
#include "deliver/mail_queue.h"
#include "render/discord_api.h"

#include <string.h>

static void
test_address(void)
{
	static const char *const good[] = { "a@b", "rd+x@lists.example.org",
		                            "\"quoted\"@example.org" };
	static const char *const bad[] = { NULL,      "",       "a",           "@b",
		                           "a@",      "a b@c",  "a@b\r\nQUIT", "a@b\nQUIT",
		                           "a<b@c",   "a@b>",   "\xc3\xa9@b",  "a@\xc3\xa9",
		                           "a\x7f@b", "a@b\tc", "a@b\x01" };
	g_autofree char *local = g_strnfill(65, 'x'), *domain = g_strnfill(260, 'x');
	g_autofree char *long_local = g_strconcat(local, "@b", NULL),
	                *too_long = g_strconcat("a@", domain, NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(good); i++)
		g_assert_true(address_is_sound(good[i]));
	for (gsize i = 0; i < G_N_ELEMENTS(bad); i++)
		g_assert_false(address_is_sound(bad[i]));
	g_assert_false(address_is_sound(long_local));
	g_assert_false(address_is_sound(too_long));
}

static void
assert_same(const char *got, gsize length, const char *wanted)
{
	g_autofree char *copy = g_strndup(got, length);

	g_assert_cmpuint(length, ==, strlen(wanted));
	g_assert_cmpstr(copy, ==, wanted);
}

static void
assert_canonical(const char *source, const char *wanted)
{
	g_autoptr(GBytes) bytes = g_bytes_new(source, strlen(source));
	g_autoptr(GBytes) canonical = mail_canonical(bytes);

	assert_same(g_bytes_get_data(canonical, NULL), g_bytes_get_size(canonical), wanted);
}

static void
test_body(void)
{
	assert_canonical("a: b\r\n\r\nc\r\n", "a: b\r\n\r\nc\r\n");
	assert_canonical("a\n.\nb", "a\r\n.\r\nb\r\n");
	assert_canonical("a\rb\r\r\nc\n\r", "a\r\nb\r\n\r\nc\r\n\r\n");
	assert_canonical("", "\r\n");

	g_autoptr(GBytes) message = g_bytes_new_static("a: b\r\nc: d\r\n\r\nbody\r\n", 20);
	g_assert_cmpuint(mail_header_size(message), ==, 14);
	g_autoptr(GBytes) open = g_bytes_new_static("a: b\r\nc: d\r\n", 12);
	g_assert_cmpuint(mail_header_size(open), ==, 0);
}

static void
test_webhook(void)
{
	static const char *const pairs[][2] = {
		{ "https://discord.com/api/webhooks/123/to-K_en",
		  "https://discord.com/api/v10/webhooks/123/to-K_en?wait=true" },
		{ "https://discordapp.com/api/v6/webhooks/123/t/",
		  "https://discord.com/api/v10/webhooks/123/t?wait=true" },
		{ "https://canary.discord.com/api/webhooks/1/t?thread_id=99",
		  "https://discord.com/api/v10/webhooks/1/t?wait=true&thread_id=99" },
		{ "http://127.0.0.1:8080/api/webhooks/1/t",
		  "http://127.0.0.1:8080/api/v10/webhooks/1/t?wait=true" },
	};
	static const char *const bad[] = { "http://discord.com/api/webhooks/1/t",
		                           "https://discord.com.evil.example/api/webhooks/1/t",
		                           "https://evil.example/api/webhooks/1/t",
		                           "https://u:p@discord.com/api/webhooks/1/t",
		                           "https://discord.com:444/api/webhooks/1/t",
		                           "https://discord.com/api/webhooks/1",
		                           "https://discord.com/api/webhooks/x/t",
		                           "https://discord.com/api/webhooks/1/t/messages/1",
		                           "https://discord.com/api/webhooks/1/../../x",
		                           "folder:/tmp",
		                           "" };

	for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
		g_autofree char *url = discord_url_execute(pairs[i][0], NULL);
		g_assert_cmpstr(url, ==, pairs[i][1]);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(bad); i++)
		g_assert_false(discord_url_is_webhook(bad[i]));
}

static void
test_transport_for(void)
{
	static const char *const bad[] = { "smtp://me:secret@",
		                           "smtps://me:secret@ho st",
		                           "smtp://[::1]:25",
		                           "smtp://host/secret",
		                           "ftp://secret",
		                           "secret",
		                           "smtp://",
		                           "smtp://host?secret",
		                           "" };

	g_assert_true(transport_for(CHANNEL_MAIL, "smtp://localhost:25", STARTTLS_BY_HOST, NULL) ==
	              &transport_smtp);
	g_assert_true(transport_for(CHANNEL_MAIL, "smtp://localhost", STARTTLS_BY_HOST, NULL) ==
	              &transport_smtp);
	g_assert_true(transport_for(CHANNEL_MAIL, "smtp://127.8.9.1:25", STARTTLS_BY_HOST, NULL) ==
	              &transport_smtp);
	g_assert_true(transport_for(CHANNEL_MAIL, "smtp://mail.example.org", STARTTLS_BY_HOST,
	                            NULL) == &transport_smtps);
	g_assert_true(transport_for(CHANNEL_MAIL, "smtp://localhost", STARTTLS_REQUIRED, NULL) ==
	              &transport_smtps);
	g_assert_true(transport_for(CHANNEL_MAIL, "smtp://mail.example.org", STARTTLS_NEVER,
	                            NULL) == &transport_smtp);
	g_assert_true(transport_for(CHANNEL_MAIL, "smtps://mail.example.org", STARTTLS_NEVER,
	                            NULL) == &transport_smtps);
	g_assert_null(transport_for(CHANNEL_MAIL, "smtp://me:pass@host", STARTTLS_NEVER, NULL));
	g_assert_true(transport_for(CHANNEL_MAIL, "smtp://me:pass@host", STARTTLS_BY_HOST, NULL) ==
	              &transport_smtps);
	g_assert_true(transport_for(CHANNEL_MAIL, "smtps://me:p%40ss@host:465", STARTTLS_BY_HOST,
	                            NULL) == &transport_smtps);
	g_assert_true(transport_for(CHANNEL_MAIL, "smtps://[::1]", STARTTLS_BY_HOST, NULL) ==
	              &transport_smtps);
	g_assert_true(transport_for(CHANNEL_MAIL, "folder:/x", STARTTLS_BY_HOST, NULL) ==
	              &transport_folder);
	g_assert_true(transport_for(CHANNEL_DISCORD, "folder:/x", STARTTLS_BY_HOST, NULL) ==
	              &transport_folder);
	g_assert_true(transport_for(CHANNEL_DISCORD, "https://discord.com/api/webhooks/1/t",
	                            STARTTLS_BY_HOST, NULL) == &transport_discord);
	for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
		for (int channel = CHANNEL_MAIL; channel < CHANNEL_COUNT; channel++) {
			g_autoptr(GError) error = NULL;
			g_test_message("%s", bad[i]);
			g_assert_null(
			    transport_for((Channel)channel, bad[i], STARTTLS_BY_HOST, &error));
			g_assert_nonnull(error);
			g_assert_null(strstr(error->message, "secret"));
		}
	}
}

static void
test_discord_answer(void)
{
	static const char form[] =
	    "{\"code\":50035,\"message\":\"Invalid Form "
	    "Body\",\"errors\":{\"embeds\":{\"0\":{"
	    "\"title\":{\"_errors\":[{\"code\":\"X\",\"message\":\"Too long\"}]}}}}}";
	static const char limit[] = "{\"message\":\"slow\",\"retry_after\":0.65,\"global\":true}";
	DiscordAnswer answer = { 0 };

	discord_answer_parse(form, strlen(form), &answer);
	g_assert_cmpstr(answer.path, ==, "embeds.0.title");
	g_assert_cmpstr(answer.path_message, ==, "Too long");
	g_assert_cmpint(answer.code, ==, 50035);
	g_assert_true(answer.retry_after < 0);
	discord_answer_clear(&answer);

	discord_answer_parse(limit, strlen(limit), &answer);
	g_assert_true(answer.retry_after > 0.6 && answer.retry_after < 0.7 && answer.global);
	g_assert_null(answer.path);
	discord_answer_clear(&answer);

	discord_answer_parse("{\"id\":\"9\",\"errors\":[]}", 22, &answer);
	g_assert_cmpstr(answer.id, ==, "9");
	discord_answer_clear(&answer);
	discord_answer_parse("<html>", 6, &answer);
	g_assert_null(answer.id);
	g_assert_null(answer.message);
	discord_answer_clear(&answer);
}

static void
test_discord_answer_deep(void)
{
	GString *deep = g_string_new("{\"errors\":");

	for (int i = 0; i < 1000; i++)
		g_string_append(deep, "{\"a\":");
	g_string_append(deep, "{\"_errors\":[{\"message\":\"x\"}]}");
	for (int i = 0; i < 1001; i++)
		g_string_append_c(deep, '}');
	DiscordAnswer answer = { 0 };
	discord_answer_parse(deep->str, deep->len, &answer);
	g_assert_null(answer.path);
	discord_answer_clear(&answer);
	g_string_free(deep, TRUE);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/smtp/address", test_address);
	g_test_add_func("/mail/body", test_body);
	g_test_add_func("/discord/webhook", test_webhook);
	g_test_add_func("/transport/for", test_transport_for);
	g_test_add_func("/discord/answer", test_discord_answer);
	g_test_add_func("/discord/answer-deep", test_discord_answer_deep);
	return g_test_run();
}
