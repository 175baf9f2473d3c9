/* transport.c - which way out a `via` means. */
#include "deliver/transport.h"

#include "base/error.h"
#include "deliver/discord_url.h"

static gboolean
refuse(GError **error, const char *why)
{
	g_set_error_literal(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG, why);
	return FALSE;
}

static gboolean
check_relay(const char *via, GError **error)
{
	g_autoptr(GUri) uri = g_uri_parse(via, G_URI_FLAGS_NONE, NULL);
	if (uri == NULL)
		return refuse(error, "is no URL that can be read; a relay is written smtp://HOST:PORT");

	const char *host = g_uri_get_host(uri), *path = g_uri_get_path(uri);
	if (g_uri_get_userinfo(uri) != NULL)
		return refuse(error, "has a password for a connection without TLS; write smtps:// to send it safely");
	if (host == NULL || *host == '\0' || g_strcmp0(path, "/") > 0 || g_uri_get_query(uri) != NULL)
		return refuse(error, "is not smtp://HOST:PORT");
	for (const char *p = host; *p != '\0'; p++)
		if (!g_ascii_isalnum(*p) && *p != '.' && *p != '-' && *p != '_')
			return refuse(error, "names a host that is no name and no IPv4 address; for IPv6 write a name");
	return TRUE;
}

const Transport *
transport_for(Channel channel, const char *via, GError **error)
{
	g_autofree char *scheme = g_uri_parse_scheme(via);

	if (g_str_has_prefix(via, "folder:"))
		return &transport_folder;
	if (channel == CHANNEL_MAIL && g_strcmp0(scheme, "smtp") == 0)
		return check_relay(via, error) ? &transport_smtp : NULL;
	if (channel == CHANNEL_DISCORD && discord_url_is_webhook(via))
		return &transport_discord;

	if (channel == CHANNEL_DISCORD)
		refuse(error, "is no Discord webhook: https://discord.com/api/webhooks/ID/TOKEN or folder:DIR");
	else
		refuse(error, "is no way to send mail: smtp://HOST:PORT or folder:DIR");
	return NULL;
}

void
ledger_refuse(const Ledger *ledger, const Delivery *delivery, OutcomeKind kind, const char *reply)
{
	Outcome outcome = { .kind = kind, .reply = g_strdup(reply) };

	if (ledger->begin(delivery, ledger->data))
		ledger->settle(delivery, &outcome, ledger->data);
	outcome_clear(&outcome);
}
