/* smtp.c - mail to a relay without TLS: what may be sent to it at all. */
#include "base/text.h"
#include "deliver/address.h"
#include "deliver/smtp_body.h"
#include "deliver/smtp_pool.h"

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

/* TRUE when the library may be given this delivery; else it is settled. */
static gboolean
is_sound(const Delivery *delivery, const Ledger *ledger)
{
	const char *trouble = NULL;

	if (!address_is_sound(delivery->message->recipient)) {
		trouble = "the address cannot stand in an envelope";
	} else if (delivery->message->body == NULL) {
		trouble = "the message has no body";
	} else {
		g_autoptr(GBytes) canonical = smtp_body_canonical(delivery->message->body);
		if (smtp_body_header_size(canonical) == 0)
			trouble = "the message has no end of its header";
	}
	if (trouble != NULL)
		ledger_refuse(ledger, delivery, OUTCOME_PERMANENT, trouble);
	return trouble == NULL;
}

static gboolean
send_all(const Route *route, GPtrArray *deliveries, const Ledger *ledger)
{
	g_autofree char *relay = host_port(route->via);
	SmtpServer server = { .host_port = relay,
		              .envelope_from = route->envelope_from,
		              .timeout = MAX(route->timeout, 1) };
	g_autoptr(GPtrArray) sound = g_ptr_array_new();

	if (!address_is_sound(route->envelope_from)) {
		ledger_refuse(ledger, g_ptr_array_index(deliveries, 0), OUTCOME_TEMPORARY,
		              "the sender's address cannot stand in an envelope: see mail.from");
		return FALSE;
	}
	for (guint i = 0; i < deliveries->len; i++)
		if (is_sound(g_ptr_array_index(deliveries, i), ledger))
			g_ptr_array_add(sound, g_ptr_array_index(deliveries, i));
	return sound->len == 0 || smtp_pool_send(&server, route->connections, route->ahead, sound, ledger);
}

const Transport transport_smtp = { .send = send_all };
