/* folder.c - messages as files in a folder instead of sending them. */
#include "base/file.h"
#include "base/stop.h"
#include "deliver/transport.h"
#include "render/payload.h"

#include <string.h>

enum {
	HASH_LENGTH = 12,
	PART_MAX = 60,
};

/* `text` as a part of a file name, without what means something to a shell, a path or a sort order.
 */
static char *
safe(const char *text)
{
	char *name = g_strndup(text, PART_MAX);

	for (char *p = name; *p != '\0'; p++)
		if (!g_ascii_isalnum(*p) && strchr("@._+", *p) == NULL)
			*p = '_';
	if (*name == '.')
		*name = '_';
	return name;
}

/*
 * ID-JOB-RECIPIENT-HASH.eml: the outbox id, so that names sort as queued.  The hash of the key
 * makes them unique also where two state files write to one folder; the same delivery written again
 * is the same file.
 */
static char *
file_name(const Route *route, const Delivery *delivery)
{
	Payload payload = route->endpoint != NULL ? route->endpoint->payload : PAYLOAD_MAIL;
	const Message *message = delivery->message;
	g_autofree char *job = safe(message->job), *recipient = safe(message->recipient);
	g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, message->key, -1);

	return g_strdup_printf("%06" G_GINT64_FORMAT "-%s-%s-%.*s.%s", delivery->id, job, recipient,
	                       HASH_LENGTH, hash, payload_extension(payload));
}

static gboolean
write_one(const Route *route, const char *folder, const Delivery *delivery, GError **error)
{
	g_autofree char *name = file_name(route, delivery);
	g_autofree char *path = g_build_filename(folder, name, NULL);
	gsize length = 0;
	const char *body = g_bytes_get_data(delivery->message->body, &length);

	return file_write_durably(path, body, length, 0600, error);
}

/*
 * Where posts can be edited, the file is written again when its post is.  That it has a name is
 * what lets it be edited; the server's own id of a post that was sent before stays.
 */
static char *
name_for_later(const Route *route, const Delivery *delivery)
{
	gboolean edits = channel_traits(delivery->message->channel)->edits;

	return edits && delivery->remote_id == NULL ? file_name(route, delivery) : NULL;
}

static gboolean
send_all(const Route *route, GPtrArray *deliveries, const DeliveryJournal *journal)
{
	const char *folder = route->via + strlen("folder:");
	g_autoptr(GError) error = NULL;

	if (!file_make_folder(folder, 0700, &error)) {
		journal_refuse(journal, g_ptr_array_index(deliveries, 0), OUTCOME_TEMPORARY,
		               error->message);
		return FALSE;
	}
	for (guint i = 0; i < deliveries->len && !stop_requested(); i++) {
		const Delivery *delivery = g_ptr_array_index(deliveries, i);
		if (!journal_begin(journal, delivery))
			return FALSE;
		gboolean written = write_one(route, folder, delivery, &error);
		Outcome outcome = { .kind = written ? OUTCOME_SENT : OUTCOME_TEMPORARY,
			            .reply = written ? NULL : g_strdup(error->message),
			            .remote_id = written ? name_for_later(route, delivery) : NULL };
		gboolean noted = journal_settle(journal, delivery, &outcome);
		outcome_clear(&outcome);
		if (!written || !noted)
			return FALSE;
	}
	return TRUE;
}

const Transport transport_folder = { .send = send_all };
