/* ask.c - asks forges for the state of issues and pull requests. */
#include "forge/ask.h"

#include "base/fail_point.h"
#include "base/stop.h"
#include "base/text.h"
#include "deliver/http.h"
#include "render/forge_api.h"

#include <string.h>

enum {
	BATCH_MAX = 100,          /* references in a GraphQL request */
	ANSWER_MAX = 1024 * 1024, /* bytes; the longest issue has 64 KiB characters */
	LEAST_MS = 100,           /* a request is not begun with less time */
	REDIRECTS_MAX = 3,        /* a renamed repository is one */
	ETAG_MAX = 200,           /* bytes */
	REST_LEAST = 60,          /* seconds after a limit that does not say how long */
	REST_MOST = 24 * 60 * 60, /* whatever a forge asks for */
	TOO_MANY = 429
};

#define USER_AGENT "tidings/" TIDINGS_VERSION
#define TOO_LONG   "the answer is longer than any of a forge's"

/* The asking of one forge in one run. */
typedef struct {
	const ForgeSettings *forge;
	const char *token;
	gint64 now, deadline;
	ForgeOutcome *outcome;
} Asking;

/* How a forge is asked for some of the references.  Returns FALSE to ask no further. */
typedef gboolean (*AskSome)(const Asking *asking, ForgeReference *const *references, gsize count);

void
forge_outcome_clear(ForgeOutcome *outcome)
{
	g_clear_pointer(&outcome->trouble, g_free);
}

const char *
forge_token_fault(const char *token)
{
	if (*token == '\0')
		return "is empty";
	for (const char *p = token; *p != '\0'; p++)
		if (!g_ascii_isgraph(*p))
			return "has a blank or another character that no token has";
	return NULL;
}

static guint
time_left(const Asking *asking)
{
	gint64 left = (asking->deadline - g_get_monotonic_time()) / 1000;

	return stop_requested() || left < LEAST_MS ? 0 : (guint)MIN(left, G_MAXINT32);
}

/* Says whether a URL leads to the place where the forge is asked: scheme, host and port. */
static gboolean
is_same_place(const char *url, const char *other)
{
	g_autoptr(GUri) a = g_uri_parse(url, G_URI_FLAGS_NONE, NULL),
	                b = g_uri_parse(other, G_URI_FLAGS_NONE, NULL);

	return a != NULL && b != NULL && g_uri_get_userinfo(a) == NULL &&
	       strcmp(g_uri_get_scheme(a), g_uri_get_scheme(b)) == 0 &&
	       g_strcmp0(g_uri_get_host(a), g_uri_get_host(b)) == 0 &&
	       g_uri_get_port(a) == g_uri_get_port(b);
}

static void
send(const Asking *asking, const char *url, GBytes *body, const char *etag, HttpAnswer *answer)
{
	char *authorization = asking->token != NULL
	                          ? g_strconcat("Authorization: Bearer ", asking->token, NULL)
	                          : g_strdup("Accept: application/json");
	g_autofree char *match = etag != NULL ? g_strconcat("If-None-Match: ", etag, NULL) : NULL;
	const char *const headers[] = { authorization, match, NULL };
	const HttpRequest request = { .method = body != NULL ? "POST" : "GET",
		                      .url = url,
		                      .agent = USER_AGENT,
		                      .body = body,
		                      .timeout = time_left(asking),
		                      .headers = headers,
		                      .answer_max = ANSWER_MAX,
		                      .too_long = TOO_LONG };

	FAIL_POINT("forge.send");
	http_send(&request, answer);
	FAIL_POINT("forge.answered");
	secret_wipe(authorization);
}

/* Follows redirects, as of a renamed repository, as long as they stay where the forge is. */
static void
get(const Asking *asking, const char *url, const char *etag, HttpAnswer *answer)
{
	send(asking, url, NULL, etag, answer);
	for (guint i = 0; i < REDIRECTS_MAX && answer->status / 100 == 3 &&
	                  answer->location != NULL && time_left(asking) > 0;
	     i++) {
		g_autofree char *next = g_steal_pointer(&answer->location);
		if (!is_same_place(next, asking->forge->url))
			return;
		http_answer_clear(answer);
		send(asking, next, NULL, etag, answer);
	}
}

static gboolean
is_limit(const HttpAnswer *answer)
{
	if (answer->status == TOO_MANY)
		return TRUE;
	/* GitHub's secondary limits may have no header (its "Rate limits for the REST API") */
	return answer->status == 403 &&
	       (answer->retry_after >= 0 || answer->remaining == 0 ||
	        g_strstr_len(answer->body->str, (gssize)answer->body->len, "rate limit") != NULL);
}

/* Notes how long the forge wants to be left alone. */
static void
note_limit(const Asking *asking, const HttpAnswer *answer)
{
	double wait = REST_LEAST;

	if (answer->retry_after >= 0)
		wait = answer->retry_after;
	else if (answer->remaining == 0 && answer->reset_at >= 0)
		wait = answer->reset_at - (double)asking->now;
	asking->outcome->rest_until = asking->now + (gint64)CLAMP(wait, REST_LEAST, REST_MOST);
}

/* Takes ownership of `why`. */
static void
note_trouble(const Asking *asking, char *why)
{
	g_autofree char *reason = text_escape_for_terminal(why, -1);

	g_free(asking->outcome->trouble);
	asking->outcome->trouble =
	    g_strdup_printf("%s does not say how issues and pull requests are: %s",
	                    forge_name(asking->forge->kind), reason);
	g_free(why);
}

static char *
explain(const Asking *asking, const HttpAnswer *answer)
{
	g_autofree char *said = forge_read_message(answer->body->str, answer->body->len);

	if (answer->proxy_status != 0)
		return g_strdup_printf("the proxy refuses the way with status %ld",
		                       answer->proxy_status);
	if (answer->status == 0)
		return g_strdup(answer->trouble != NULL ? answer->trouble : "no answer");
	if (answer->status == 401)
		return g_strdup_printf("401 %s; %s", said != NULL ? said : "refused",
		                       asking->token != NULL ? "the token is wrong or has expired"
		                                             : "it wants a token");
	if (answer->status / 100 == 3)
		return g_strdup_printf("%ld, a redirect to another place, which is not followed",
		                       answer->status);
	return g_strdup_printf("%ld %s", answer->status, said != NULL ? said : "without a reason");
}

static void
take_state(const Asking *asking, const ForgeQuestion *question, ForgeReference *reference)
{
	if (question->state == LINKED_UNKNOWN)
		return;
	reference->linked->state = question->state;
	reference->linked->changed = question->changed;
	reference->linked->checked = asking->now;
	reference->answered = TRUE;
}

/* Returns the address of a forge's GraphQL; GitHub Enterprise has it beside the REST of /api/v3. */
static char *
graphql_url(const ForgeSettings *forge)
{
	static const char rest[] = "/api/v3";

	if (forge->kind == FORGE_GITLAB)
		return g_strconcat(forge->url, "/api/graphql", NULL);
	if (!g_str_has_suffix(forge->url, rest))
		return g_strconcat(forge->url, "/graphql", NULL);
	g_autofree char *base = g_strndup(forge->url, strlen(forge->url) - strlen(rest));
	return g_strconcat(base, "/api/graphql", NULL);
}

/* Asks for up to BATCH_MAX references, of GitLab those of one project, in one request. */
static gboolean
ask_graphql(const Asking *asking, ForgeReference *const *references, gsize count)
{
	g_autofree ForgeQuestion *questions = g_new0(ForgeQuestion, count);
	g_autofree ForgeQuestion **pointers = g_new0(ForgeQuestion *, count);
	for (gsize i = 0; i < count; i++) {
		questions[i].linked = references[i]->linked;
		pointers[i] = &questions[i];
	}

	g_autoptr(GBytes) body = forge_body((const ForgeQuestion *const *)pointers, count);
	g_autofree char *url = graphql_url(asking->forge);
	g_auto(HttpAnswer) http = { 0 };
	g_auto(ForgeAnswer) answer = { 0 };
	send(asking, url, body, NULL, &http);
	if (is_limit(&http)) {
		note_limit(asking, &http);
		return FALSE;
	}
	if (http.status != 200) {
		note_trouble(asking, explain(asking, &http));
		return FALSE;
	}
	forge_read_graphql(http.body->str, http.body->len, pointers, count, &answer);
	for (gsize i = 0; i < count; i++)
		take_state(asking, &questions[i], references[i]);
	if (answer.kind == FORGE_LIMITED || (http.remaining == 0 && http.reset_at >= 0))
		note_limit(asking, &http);
	else if (answer.kind != FORGE_SAID)
		note_trouble(asking,
		             g_strdup(answer.message != NULL ? answer.message
		                                             : "its answer cannot be understood"));
	return answer.kind == FORGE_SAID && asking->outcome->rest_until == 0;
}

static char *
issue_url(const ForgeSettings *forge, const Linked *linked)
{
	return g_strdup_printf("%s%s/repos/%s/issues/%u", forge->url,
	                       forge->kind == FORGE_FORGEJO ? "/api/v1" : "", linked->repo,
	                       linked->number);
}

static void
keep_etag(const HttpAnswer *http, ForgeReference *reference)
{
	gboolean good = http->etag != NULL && strlen(http->etag) <= ETAG_MAX;

	for (const char *p = good ? http->etag : ""; *p != '\0'; p++)
		good = good && g_ascii_isprint(*p);
	g_free(reference->etag);
	reference->etag = good ? g_strdup(http->etag) : NULL;
}

/* Says whether the forge, and nothing on the way, says that there is none to be seen. */
static gboolean
is_missing(const HttpAnswer *http)
{
	g_autofree char *said = forge_read_message(http->body->str, http->body->len);

	return said != NULL && (http->status == 403 || http->status == 404 || http->status == 410 ||
	                        http->status == 451);
}

/* Reads the answer about one reference.  Returns FALSE to ask no further. */
static gboolean
read_one(const Asking *asking, const HttpAnswer *http, ForgeReference *reference)
{
	ForgeQuestion question = { .linked = reference->linked };
	g_auto(ForgeAnswer) answer = { 0 };

	if (http->status == 304) {
		reference->linked->checked = asking->now;
		reference->answered = TRUE;
		return TRUE;
	}
	if (http->status == 200)
		forge_read_issue(http->body->str, http->body->len, &question, &answer);
	else if (is_missing(http))
		question.state = LINKED_MISSING;
	if (question.state == LINKED_UNKNOWN) {
		note_trouble(asking, http->status == 200
		                         ? g_strdup("its answer cannot be understood")
		                         : explain(asking, http));
		return FALSE;
	}
	keep_etag(http, reference);
	take_state(asking, &question, reference);
	return TRUE;
}

/* Asks for one reference. */
static gboolean
ask_rest(const Asking *asking, ForgeReference *const *references, gsize count G_GNUC_UNUSED)
{
	g_autofree char *url = issue_url(asking->forge, references[0]->linked);
	/* without a state the answer has to come whole */
	const char *etag =
	    references[0]->linked->state != LINKED_UNKNOWN ? references[0]->etag : NULL;
	g_auto(HttpAnswer) http = { 0 };

	get(asking, url, etag, &http);
	if (is_limit(&http)) {
		note_limit(asking, &http);
		return FALSE;
	}
	if (!read_one(asking, &http, references[0]))
		return FALSE;
	if (http.remaining == 0 && http.reset_at >= 0)
		note_limit(asking, &http);
	return asking->outcome->rest_until == 0;
}

/* Returns TRUE if both can be asked for in one request. */
static gboolean
fit_together(const ForgeReference *a, const ForgeReference *b)
{
	return a->linked->forge == FORGE_GITHUB ||
	       g_ascii_strcasecmp(a->linked->repo, b->linked->repo) == 0;
}

/* Moves the next batch from `waiting` to `batch`. */
static void
take_batch(GPtrArray *waiting, GPtrArray *batch, guint most)
{
	guint kept = 0;

	g_ptr_array_set_size(batch, 0);
	for (guint i = 0; i < waiting->len; i++) {
		ForgeReference *one = g_ptr_array_index(waiting, i);
		if (batch->len < most &&
		    (batch->len == 0 || fit_together(g_ptr_array_index(batch, 0), one)))
			g_ptr_array_add(batch, one);
		else
			waiting->pdata[kept++] = one;
	}
	g_ptr_array_set_size(waiting, (gint)kept);
}

void
forge_ask(const ForgeSettings *forge, const char *token, const GPtrArray *references, gint64 now,
          gint64 deadline, ForgeOutcome *outcome)
{
	const Asking asking = { forge, token, now, deadline, outcome };
	gboolean graphql =
	    forge->kind == FORGE_GITLAB || (forge->kind == FORGE_GITHUB && token != NULL);
	AskSome ask = graphql ? ask_graphql : ask_rest;
	g_autoptr(GPtrArray) waiting = g_ptr_array_new(), batch = g_ptr_array_new();

	g_ptr_array_extend(waiting, (GPtrArray *)references, NULL, NULL);
	while (waiting->len > 0 && time_left(&asking) > 0) {
		take_batch(waiting, batch, graphql ? BATCH_MAX : 1);
		if (!ask(&asking, (ForgeReference *const *)batch->pdata, batch->len))
			return;
	}
}
