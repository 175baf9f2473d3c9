/* smtp.c - mail to a relay without TLS. */
#include "address.h"
#include "smtp_pool.h"

enum {
	PORT = 25,
};

/* The library asks for "host:port" and knows no IPv6 literals. */
static char *
host_port(const char *via)
{
	g_autoptr(GUri) uri = g_uri_parse(via, G_URI_FLAGS_NONE, NULL);
	int port = g_uri_get_port(uri) > 0 ? g_uri_get_port(uri) : PORT;

	return g_strdup_printf("%s:%d", g_uri_get_host(uri), port);
}

static gboolean
send_all(const Route *route, GPtrArray *deliveries, const DeliveryJournal *journal)
{
	g_autofree char *relay = host_port(route->via);
	SmtpServer server = { .host_port = relay,
		              .envelope_from = route->envelope_from,
		              .timeout = MAX(route->timeout, 1) };

	if (!address_is_sound(route->envelope_from)) {
		journal_refuse(journal, g_ptr_array_index(deliveries, 0), OUTCOME_TEMPORARY,
		               "the sender's address cannot stand in an envelope: see mail.from");
		return FALSE;
	}
	return smtp_pool_send(&server, route->connections, route->ahead, deliveries, journal);
}

const Transport transport_smtp = { .send = send_all };
