/* mail_queue.c - the messages of a mail route that are still to be sent. */
#define _GNU_SOURCE /* memmem(3) */
#include "mail_queue.h"

#include "address.h"

#include <string.h>

static gboolean
is_canonical(const char *text, gsize length)
{
	const char *end = text + length;

	while (text < end) {
		const char *line_end = memchr(text, '\n', (gsize)(end - text));
		if (line_end == NULL ||
		    memchr(text, '\r', (gsize)(line_end - text) + 1) != line_end - 1)
			return FALSE;
		text = line_end + 1;
	}
	return length > 0;
}

GBytes *
mail_canonical(GBytes *source)
{
	gsize length = 0;
	const char *text = g_bytes_get_data(source, &length);
	if (is_canonical(text, length))
		return g_bytes_ref(source);

	GString *out = g_string_sized_new(length + length / 32 + 2);
	for (gsize i = 0; i < length; i++) {
		if (text[i] == '\n' || text[i] == '\r')
			g_string_append(out, "\r\n");
		else
			g_string_append_c(out, text[i]);
		if (text[i] == '\r' && i + 1 < length && text[i + 1] == '\n')
			i++;
	}
	if (!g_str_has_suffix(out->str, "\r\n"))
		g_string_append(out, "\r\n");
	return g_string_free_to_bytes(out);
}

gsize
mail_header_size(GBytes *canonical)
{
	gsize length = 0;
	const char *text = g_bytes_get_data(canonical, &length);
	const char *blank = memmem(text, length, "\r\n\r\n", 4);

	return blank == NULL ? 0 : (gsize)(blank - text) + 4;
}

/* Makes the line ends of the message canonical.  Returns why it cannot be sent; NULL when it can.
 */
static const char *
prepare(Message *message)
{
	if (!address_is_sound(message->recipient))
		return "the address cannot stand in an envelope";
	if (message->body == NULL)
		return "the message has no body";
	GBytes *canonical = mail_canonical(message->body);
	g_bytes_unref(message->body);
	message->body = canonical;
	return mail_header_size(canonical) == 0 ? "the message has no end of its header" : NULL;
}

static void
add(MailQueue *queue, GPtrArray *deliveries)
{
	while (deliveries->len > 0) {
		g_autoptr(Delivery) delivery = g_ptr_array_steal_index(deliveries, 0);
		const char *trouble = prepare(delivery->message);
		if (trouble != NULL) {
			journal_refuse(queue->journal, delivery, OUTCOME_PERMANENT, trouble);
			continue;
		}
		queue->bytes += g_bytes_get_size(delivery->message->body);
		g_queue_push_tail(&queue->waiting, g_steal_pointer(&delivery));
	}
}

void
mail_queue_init(MailQueue *queue, GPtrArray *deliveries, const DeliveryJournal *journal)
{
	*queue = (MailQueue){ .journal = journal, .drained = journal->more == NULL };
	g_queue_init(&queue->waiting);
	add(queue, deliveries);
}

void
mail_queue_clear(MailQueue *queue)
{
	g_queue_clear_full(&queue->waiting, (GDestroyNotify)delivery_free);
}

gboolean
mail_queue_fill(MailQueue *queue, guint count, gsize bytes)
{
	while (!queue->drained && queue->waiting.length < count && queue->bytes < bytes) {
		g_autoptr(GPtrArray) more = queue->journal->more(queue->journal->data);
		queue->drained = more == NULL;
		if (more != NULL)
			add(queue, more);
	}
	return queue->waiting.length > 0;
}

Delivery *
mail_queue_pop(MailQueue *queue)
{
	Delivery *delivery = g_queue_pop_head(&queue->waiting);

	if (delivery != NULL)
		queue->bytes -= g_bytes_get_size(delivery->message->body);
	return delivery;
}

void
mail_queue_give_back(MailQueue *queue, Delivery *delivery)
{
	queue->bytes += g_bytes_get_size(delivery->message->body);
	g_queue_push_head(&queue->waiting, delivery);
}
