/* channel_exit.c - the table of channels by how their messages leave, and mail's choice. */
#include "deliver/channel_exit.h"

#include <gio/gio.h>
#include <string.h>

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
 * smtp:// to this host without a password goes to a relay without TLS, by libesmtp; otherwise it
 * goes by libcurl, which says nothing before STARTTLS; smtps:// is TLS from the first byte.
 */
static const Transport *
choose_mail(const char *via, Starttls starttls, GError **error)
{
	g_autofree char *scheme = g_uri_parse_scheme(via);
	if (g_strcmp0(scheme, "smtp") != 0 && g_strcmp0(scheme, "smtps") != 0)
		return transport_refuse(error, "is no way to send mail: smtp://HOST:PORT, "
		                               "smtps://HOST:PORT or folder:DIR");

	g_autoptr(GUri) uri = g_uri_parse(via, G_URI_FLAGS_HAS_PASSWORD, NULL);
	const char *host = uri == NULL ? NULL : g_uri_get_host(uri);
	gboolean bare = uri != NULL && g_strcmp0(g_uri_get_path(uri), "/") <= 0 &&
	                g_uri_get_query(uri) == NULL && g_uri_get_fragment(uri) == NULL;
	if (host == NULL || *host == '\0' || !bare)
		return transport_refuse(error, "is no mail server's URL; write smtp://HOST:PORT or "
		                               "smtps://USER:PASSWORD@HOST:PORT, "
		                               "and special characters of the password as %XX");
	if (!is_host_name(host) && !g_hostname_is_ip_address(host))
		return transport_refuse(error,
		                        "names a host that is neither a name nor an address");
	if (strcmp(scheme, "smtps") == 0)
		return &transport_smtps;
	if (g_uri_get_user(uri) != NULL && starttls == STARTTLS_NEVER)
		return transport_refuse(error, "has a log-in, which is never sent without TLS; "
		                               "take `starttls: never` out");
	if (g_uri_get_user(uri) != NULL || starttls == STARTTLS_REQUIRED ||
	    (starttls == STARTTLS_BY_HOST && !is_this_host(host)))
		return &transport_smtps;
	if (is_host_name(host))
		return &transport_smtp;
	return transport_refuse(error, "is an IPv6 address, which the library for relays does not "
	                               "know; write the host's name");
}

static const ChannelExit exit_mail = { .choose = choose_mail };

static const ChannelExit *const exits[] = {
	[CHANNEL_MAIL] = &exit_mail,
	[CHANNEL_DISCORD] = &exit_discord,
	[CHANNEL_COMMAND] = &exit_command,
};

G_STATIC_ASSERT(G_N_ELEMENTS(exits) == CHANNEL_COUNT);

const ChannelExit *
channel_exit(Channel channel)
{
	return exits[channel];
}

const Transport *
transport_for(Channel channel, const char *via, Starttls starttls, GError **error)
{
	if (transport_is_folder(via))
		return &transport_folder;
	return exits[channel]->choose(via, starttls, error);
}
