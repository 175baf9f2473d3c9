/* discord_url.c - a webhook's URL as people paste it, and as it must be called. */
#include "discord_url.h"

#include "base/text.h"

#include <string.h>

#define API_VERSION "v10"
#define THREAD_ID   "thread_id="

static const char *const discord_hosts[] = { "discord.com",        "discordapp.com",
	                                     "ptb.discord.com",    "canary.discord.com",
	                                     "ptb.discordapp.com", "canary.discordapp.com" };
static const char *const loopback_hosts[] = { "127.0.0.1", "localhost", "::1" };

/* /api/webhooks/ID/TOKEN or /api/vN/webhooks/ID/TOKEN. */
static gboolean
match_path(const char *path, char **id, char **token)
{
	g_autoptr(GRegex) shape =
	    g_regex_new("^/api(?:/v[0-9]{1,3})?/webhooks/([0-9]{1,20})/([A-Za-z0-9_-]{1,200})/?$",
	                G_REGEX_OPTIMIZE, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;
	if (!g_regex_match(shape, path, 0, &match))
		return FALSE;
	*id = g_match_info_fetch(match, 1);
	*token = g_match_info_fetch(match, 2);
	return TRUE;
}

/* "https://discord.com", or the loopback server as it is written; NULL for any other. */
static char *
base_of(GUri *uri)
{
	const char *host = g_uri_get_host(uri);
	if (host == NULL || g_uri_get_userinfo(uri) != NULL)
		return NULL;

	gboolean discord = text_index(discord_hosts, G_N_ELEMENTS(discord_hosts), host) >= 0;
	gboolean loopback = text_index(loopback_hosts, G_N_ELEMENTS(loopback_hosts), host) >= 0;
	if (discord && strcmp(g_uri_get_scheme(uri), "https") == 0 && g_uri_get_port(uri) <= 0)
		return g_strdup("https://discord.com");
	if (loopback && strcmp(g_uri_get_scheme(uri), "http") == 0 && g_uri_get_port(uri) > 0)
		return g_strdup_printf(strchr(host, ':') == NULL ? "http://%s:%d"
		                                                 : "http://[%s]:%d",
		                       host, g_uri_get_port(uri));
	return NULL;
}

static char *
thread_of(GUri *uri)
{
	static const char key[] = THREAD_ID;
	const char *query = g_uri_get_query(uri);

	if (query == NULL || !g_str_has_prefix(query, key))
		return NULL;
	gsize digits = strspn(query + strlen(key), "0123456789");
	return digits == 0 ? NULL : g_strndup(query + strlen(key), digits);
}

/* `message` is NULL for the webhook itself. */
static char *
build(const char *url, const char *message, const char *thread)
{
	g_autofree char *id = NULL, *token = NULL;
	g_autoptr(GUri) uri = g_uri_parse(url, G_URI_FLAGS_NONE, NULL);
	if (uri == NULL || !match_path(g_uri_get_path(uri), &id, &token))
		return NULL;

	g_autofree char *base = base_of(uri), *own = thread_of(uri);
	const char *into = thread != NULL ? thread : own;
	if (base == NULL)
		return NULL;
	if (message != NULL)
		return g_strconcat(base, "/api/" API_VERSION "/webhooks/", id, "/", token,
		                   "/messages/", message, into != NULL ? "?" THREAD_ID : NULL, into,
		                   NULL);
	return g_strconcat(base, "/api/" API_VERSION "/webhooks/", id, "/", token, "?wait=true",
	                   into != NULL ? "&" THREAD_ID : NULL, into, NULL);
}

char *
discord_url_execute(const char *url, const char *thread)
{
	return build(url, NULL, thread);
}

char *
discord_url_message(const char *url, const char *id, const char *thread)
{
	return build(url, id, thread);
}

gboolean
discord_url_has_thread(const char *url)
{
	return strstr(url, THREAD_ID) != NULL;
}

gboolean
discord_url_is_webhook(const char *url)
{
	g_autofree char *execute = discord_url_execute(url, NULL);

	return execute != NULL;
}
