/*
 * test_discord_outcome.c - what answers of Discord, and of others in its place, mean; and how
 * long a webhook rests.
 */
#include "deliver/discord_outcome.h"
#include "deliver/endpoint_guard.h"

#include <string.h>

enum {
	HOUR = 3600,
	NOW = 1772442000
};

static void
judge(const HttpAnswer *http, DiscordRequest asked, Outcome *outcome)
{
	g_auto(DiscordAnswer) said = { 0 };

	discord_answer_parse(http->body->str, http->body->len, &said);
	discord_outcome(http, &said, asked, outcome);
}

static HttpAnswer
answer(long status, const char *body)
{
	return (HttpAnswer){ .status = status,
		             .body = g_string_new(body),
		             .retry_after = -1,
		             .remaining = -1,
		             .reset_after = -1,
		             .left = TRUE };
}

#define OURS(code) "{\"message\":\"no\",\"code\":" #code "}"

static void
test_kinds(void)
{
	static const struct {
		long status;
		const char *body;
		OutcomeKind to_post, to_follow, to_edit;
		gboolean rest; /* of a post */
	} cases[] = {
		{ 200, "{\"id\":\"7\"}", OUTCOME_SENT, OUTCOME_SENT, OUTCOME_SENT, FALSE },
		{ 204, "", OUTCOME_UNKNOWN, OUTCOME_UNKNOWN, OUTCOME_TEMPORARY, FALSE },
		{ 200, "{\"id\":\"7a\"}", OUTCOME_UNKNOWN, OUTCOME_UNKNOWN, OUTCOME_TEMPORARY,
		  FALSE },
		{ 400, OURS(50035), OUTCOME_PERMANENT, OUTCOME_PERMANENT, OUTCOME_PERMANENT,
		  FALSE },
		{ 413, OURS(40005), OUTCOME_PERMANENT, OUTCOME_PERMANENT, OUTCOME_PERMANENT,
		  FALSE },
		{ 403, OURS(50013), OUTCOME_PERMANENT, OUTCOME_PERMANENT, OUTCOME_PERMANENT,
		  FALSE },
		{ 404, OURS(10015), OUTCOME_HELD, OUTCOME_HELD, OUTCOME_HELD, FALSE },
		{ 404, OURS(10003), OUTCOME_HELD, OUTCOME_GONE, OUTCOME_GONE, FALSE },
		{ 404, OURS(10008), OUTCOME_HELD, OUTCOME_HELD, OUTCOME_GONE, FALSE },
		{ 401, OURS(0), OUTCOME_HELD, OUTCOME_HELD, OUTCOME_HELD, FALSE },
		{ 400, OURS(160005), OUTCOME_TEMPORARY, OUTCOME_PARKED, OUTCOME_PARKED, TRUE },
		{ 400, OURS(50083), OUTCOME_TEMPORARY, OUTCOME_PARKED, OUTCOME_PARKED, TRUE },
		{ 403, OURS(40333), OUTCOME_TEMPORARY, OUTCOME_TEMPORARY, OUTCOME_TEMPORARY, TRUE },
		{ 403, "<html>", OUTCOME_TEMPORARY, OUTCOME_TEMPORARY, OUTCOME_TEMPORARY, TRUE },
		{ 404, "<html>", OUTCOME_TEMPORARY, OUTCOME_TEMPORARY, OUTCOME_TEMPORARY, FALSE },
		{ 302, "", OUTCOME_TEMPORARY, OUTCOME_TEMPORARY, OUTCOME_TEMPORARY, FALSE },
		{ 407, OURS(7), OUTCOME_TEMPORARY, OUTCOME_TEMPORARY, OUTCOME_TEMPORARY, FALSE },
		{ 429, OURS(0), OUTCOME_TEMPORARY, OUTCOME_TEMPORARY, OUTCOME_TEMPORARY, FALSE },
		{ 429, "error code: 1015", OUTCOME_TEMPORARY, OUTCOME_TEMPORARY, OUTCOME_TEMPORARY,
		  TRUE },
		{ 400, "<h1>ERROR 1016</h1>", OUTCOME_TEMPORARY, OUTCOME_TEMPORARY,
		  OUTCOME_TEMPORARY, TRUE },
		{ 400, "error code: 404", OUTCOME_TEMPORARY, OUTCOME_TEMPORARY, OUTCOME_TEMPORARY,
		  FALSE },
		{ 500, OURS(0), OUTCOME_UNKNOWN, OUTCOME_UNKNOWN, OUTCOME_TEMPORARY, FALSE },
		{ 530, "error code: 1033", OUTCOME_UNKNOWN, OUTCOME_UNKNOWN, OUTCOME_TEMPORARY,
		  FALSE },
		{ 0, "", OUTCOME_UNKNOWN, OUTCOME_UNKNOWN, OUTCOME_TEMPORARY, FALSE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		const OutcomeKind wanted[] = { [DISCORD_POST] = cases[i].to_post,
			                       [DISCORD_FOLLOW] = cases[i].to_follow,
			                       [DISCORD_EDIT] = cases[i].to_edit };
		g_auto(HttpAnswer) http = answer(cases[i].status, cases[i].body);
		for (int asked = DISCORD_POST; asked <= DISCORD_EDIT; asked++) {
			Outcome outcome = { 0 };
			judge(&http, (DiscordRequest)asked, &outcome);
			g_test_message("%ld %s", cases[i].status, cases[i].body);
			g_assert_cmpint(outcome.kind, ==, wanted[asked]);
			g_assert_true(outcome.kind == OUTCOME_SENT || outcome.reply != NULL);
			if (asked == DISCORD_POST)
				g_assert_cmpint(outcome.rest, ==, cases[i].rest);
			g_assert_cmpint(outcome.retry_after, >=, outcome.rest ? HOUR : 0);
			outcome_clear(&outcome);
		}
	}
}

/* Whatever is answered: what has not left is in no doubt. */
static void
test_not_left(void)
{
	for (long status = 0; status < 600; status++) {
		g_auto(HttpAnswer) http = answer(status, "<html>");
		Outcome outcome = { 0 };
		http.left = FALSE;
		judge(&http, DISCORD_POST, &outcome);
		g_assert_cmpint(outcome.kind, !=, OUTCOME_UNKNOWN);
		outcome_clear(&outcome);
	}
}

static void
test_limit(void)
{
	static const struct {
		const char *body;
		double header, wanted;
	} cases[] = {
		{ "{\"retry_after\":0.65}", 9, 0.65 },
		{ "{\"retry_after\":1e300}", -1, G_MAXINT },
		{ "{\"retry_after\":-3}", 9, 9 },
		{ "<html>", 9, 9 },
		{ "<html>", -1, 60 },
		{ "{\"retry_after\":\"soon\"}", -1, 60 },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(HttpAnswer) http = answer(429, cases[i].body);
		g_auto(DiscordAnswer) said = { 0 };
		http.retry_after = cases[i].header;
		discord_answer_parse(http.body->str, http.body->len, &said);
		g_assert_cmpfloat(discord_limit(&http, &said), ==, cases[i].wanted);
	}
}

static void
test_ids(void)
{
	static const char *const bad[] = {
		"\"\"", "\"x\"", "\"1 \"", "\"-1\"", "\"123456789012345678901\"",
		"7",    "null",  "[\"1\"]"
	};

	for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autofree char *text =
		    g_strdup_printf("{\"id\":%s,\"channel_id\":%s,\"code\":1e99}", bad[i], bad[i]);
		g_auto(DiscordAnswer) said = { 0 };
		discord_answer_parse(text, strlen(text), &said);
		g_assert_null(said.id);
		g_assert_null(said.channel);
		g_assert_cmpint(said.code, ==, 0);
	}
}

static void
test_rest(void)
{
	static const gint64 wanted[] = { 1, 2, 4, 8, 8, 8 };
	HookRest rest = { 0 };
	gint64 now = NOW;

	for (gsize i = 0; i < G_N_ELEMENTS(wanted); i++) {
		g_assert_false(endpoint_guard_rests(&rest, "sum", now));
		g_assert_cmpint(endpoint_guard_rest(&rest, "sum", HOUR, now), ==, wanted[i] * HOUR);
		g_assert_true(endpoint_guard_rests(&rest, "sum", now));
		g_assert_false(endpoint_guard_rests(&rest, "other", now));
		g_assert_false(endpoint_guard_rests(&rest, NULL, now));
		g_assert_false(endpoint_guard_rests(&rest, "sum", now - 1));
		now += wanted[i] * HOUR;
	}
	/* What a server asks for is never made shorter, and other settings begin anew. */
	g_assert_cmpint(endpoint_guard_rest(&rest, "sum", 20 * HOUR, now), ==, 20 * HOUR);
	g_assert_cmpint(endpoint_guard_rest(&rest, "other", HOUR, now), ==, HOUR);
	/* A clock that was ahead. */
	g_assert_cmpint(endpoint_guard_rest(&rest, "other", HOUR, NOW), ==, HOUR);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/discord-outcome/kinds", test_kinds);
	g_test_add_func("/discord-outcome/not-left", test_not_left);
	g_test_add_func("/discord-outcome/limit", test_limit);
	g_test_add_func("/discord-outcome/ids", test_ids);
	g_test_add_func("/discord-outcome/rest", test_rest);
	return g_test_run();
}
