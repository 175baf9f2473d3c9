/* transport.c - which way out a `via` means. */
#include "deliver/transport.h"

#include "base/error.h"
#include "discord_url.h"

#include <gio/gio.h>
#include <string.h>

static void
refuse(GError **error, const char *why)
{
	g_set_error_literal(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG, why);
}

static gboolean
is_host_name(const char *host)
{
	for (const char *p = host; *p != '\0'; p++)
		if (!g_ascii_isalnum(*p) && *p != '.' && *p != '-' && *p != '_')
			return FALSE;
	return *host != '\0';
}

static gboolean
is_this_host(const char *host)
{
	g_autoptr(GInetAddress) address = g_inet_address_new_from_string(host);

	if (address != NULL)
		return g_inet_address_get_is_loopback(address);
	return g_ascii_strcasecmp(host, "localhost") == 0 ||
	       g_ascii_strcasecmp(host, g_get_host_name()) == 0;
}

/*
 * smtp:// to this host without a password goes to a relay without TLS, by libesmtp; else it goes by
 * libcurl, which says nothing before STARTTLS; smtps:// is TLS from the first byte.
 */
static const Transport *
mail_transport(const char *via, const char *scheme, Starttls starttls, GError **error)
{
	g_autoptr(GUri) uri = g_uri_parse(via, G_URI_FLAGS_HAS_PASSWORD, NULL);
	const char *host = uri == NULL ? NULL : g_uri_get_host(uri);
	gboolean bare = uri != NULL && g_strcmp0(g_uri_get_path(uri), "/") <= 0 &&
	                g_uri_get_query(uri) == NULL && g_uri_get_fragment(uri) == NULL;

	if (host == NULL || *host == '\0' || !bare) {
		refuse(error, "is no mail server's URL; write smtp://HOST:PORT or "
		              "smtps://USER:PASSWORD@HOST:PORT, "
		              "and special characters of the password as %XX");
		return NULL;
	}
	if (!is_host_name(host) && !g_hostname_is_ip_address(host)) {
		refuse(error, "names a host that is neither a name nor an address");
		return NULL;
	}
	if (strcmp(scheme, "smtps") == 0)
		return &transport_smtps;
	if (g_uri_get_user(uri) != NULL && starttls == STARTTLS_NEVER) {
		refuse(error,
		       "has a log-in, which is never sent without TLS; take `starttls: never` out");
		return NULL;
	}
	if (g_uri_get_user(uri) != NULL || starttls == STARTTLS_REQUIRED ||
	    (starttls == STARTTLS_BY_HOST && !is_this_host(host)))
		return &transport_smtps;
	if (is_host_name(host))
		return &transport_smtp;
	refuse(error, "is an IPv6 address, which the library for relays does not know; write the "
	              "host's name");
	return NULL;
}

const Transport *
transport_for(Channel channel, const char *via, Starttls starttls, GError **error)
{
	g_autofree char *scheme = g_uri_parse_scheme(via);

	if (g_str_has_prefix(via, "folder:"))
		return &transport_folder;
	if (channel == CHANNEL_MAIL &&
	    (g_strcmp0(scheme, "smtp") == 0 || g_strcmp0(scheme, "smtps") == 0))
		return mail_transport(via, scheme, starttls, error);
	if (channel == CHANNEL_DISCORD && discord_url_is_webhook(via))
		return &transport_discord;

	if (channel == CHANNEL_DISCORD)
		refuse(error, "is no Discord webhook: https://discord.com/api/webhooks/ID/TOKEN or "
		              "folder:DIR");
	else
		refuse(error,
		       "is no way to send mail: smtp://HOST:PORT, smtps://HOST:PORT or folder:DIR");
	return NULL;
}

gboolean
journal_begin(const DeliveryJournal *journal, const Delivery *delivery)
{
	return journal->begin(delivery, journal->data) && journal->commit(journal->data);
}

gboolean
journal_settle(const DeliveryJournal *journal, const Delivery *delivery, const Outcome *outcome)
{
	journal->settle(delivery, outcome, journal->data);
	return journal->commit(journal->data);
}

void
journal_refuse(const DeliveryJournal *journal, const Delivery *delivery, OutcomeKind kind,
               const char *reply)
{
	Outcome outcome = { .kind = kind, .reply = g_strdup(reply) };

	if (journal->begin(delivery, journal->data))
		(void)journal_settle(journal, delivery, &outcome);
	outcome_clear(&outcome);
}
