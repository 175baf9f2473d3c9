/* test_mail_queue.c - what waits to be mailed, and what of it can be sent. */
#include "deliver/mail_queue.h"

#include <string.h>

static gboolean
say_yes(gpointer data G_GNUC_UNUSED)
{
	return TRUE;
}

static gboolean
begin_any(const Delivery *delivery G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
	return TRUE;
}

/* What became of the messages, and what the journal has given. */
typedef struct {
	GString *settled;
	guint brought;
} Noted;

static void
note_settled(const Delivery *delivery, const Outcome *outcome, gpointer data)
{
	Noted *noted = data;

	g_string_append_printf(noted->settled, "%" G_GINT64_FORMAT ":%s;", delivery->id,
	                       outcome->kind == OUTCOME_PERMANENT ? "permanent" : "?");
}

static void
add(GPtrArray *deliveries, gint64 id, const char *recipient, const char *body)
{
	Delivery *delivery = delivery_new();

	delivery->id = id;
	delivery->message = message_new();
	delivery->message->recipient = g_strdup(recipient);
	delivery->message->body = body == NULL ? NULL : g_bytes_new(body, strlen(body));
	g_ptr_array_add(deliveries, delivery);
}

/* One more message each time, twice. */
static GPtrArray *
bring_more(gpointer data)
{
	Noted *noted = data;
	if (noted->brought == 2)
		return NULL;

	GPtrArray *more = g_ptr_array_new_with_free_func((GDestroyNotify)delivery_free);
	add(more, 8 + noted->brought++, "h@example.org", "A: 8\r\n\r\n8\r\n");
	return more;
}

/* Ids from 1: 2, 4 and 5 cannot be sent. */
static void
fill_some(MailQueue *queue, const DeliveryJournal *journal)
{
	g_autoptr(GPtrArray) first = g_ptr_array_new_with_free_func((GDestroyNotify)delivery_free);

	add(first, 1, "a@example.org", "A: 1\r\n\r\n1\r\n");
	add(first, 2, "b <b@example.org>", "A: 2\r\n\r\n2\r\n");
	add(first, 3, "c@example.org", "A: 3\n\nbare\n");
	add(first, 4, "d@example.org", "no end of the header\r\n");
	add(first, 5, "e@example.org", NULL);
	add(first, 6, "f@example.org", "A: 6\r\n\r\n6\r\n");
	add(first, 7, "g@example.org", "A: 7\r\n\r\n7\r\n");
	mail_queue_init(queue, first, journal);
	g_assert_cmpuint(first->len, ==, 0);
}

/* What cannot be sent is settled, and the rest comes in order, with canonical line ends. */
static void
test_order(void)
{
	Noted noted = { .settled = g_string_new(NULL) };
	DeliveryJournal journal = { .begin = begin_any,
		                    .settle = note_settled,
		                    .commit = say_yes,
		                    .more = bring_more,
		                    .data = &noted };
	static const gint64 ids[] = { 1, 3, 6, 7, 8, 9 };
	MailQueue queue;

	fill_some(&queue, &journal);
	g_assert_cmpstr(noted.settled->str, ==, "2:permanent;4:permanent;5:permanent;");
	for (gsize i = 0; i < G_N_ELEMENTS(ids); i++) {
		g_assert_true(mail_queue_fill(&queue, 1, 1000));
		g_autoptr(Delivery) next = mail_queue_pop(&queue);
		g_assert_cmpint(next->id, ==, ids[i]);
		if (next->id == 3)
			g_assert_cmpuint(g_bytes_get_size(next->message->body), ==, 14);
	}
	g_assert_false(mail_queue_fill(&queue, 1, 1000));
	g_assert_null(mail_queue_pop(&queue));
	g_assert_cmpuint(queue.bytes, ==, 0);
	g_string_free(noted.settled, TRUE);
	mail_queue_clear(&queue);
}

/* More is fetched until there is enough, by count or by bytes. */
static void
test_fill(void)
{
	Noted noted = { .settled = g_string_new(NULL) };
	DeliveryJournal journal = { .begin = begin_any,
		                    .settle = note_settled,
		                    .commit = say_yes,
		                    .more = bring_more,
		                    .data = &noted };
	MailQueue queue;

	fill_some(&queue, &journal);
	g_assert_true(mail_queue_fill(&queue, 4, 1000));
	g_assert_true(mail_queue_fill(&queue, 100, 10));
	g_assert_cmpuint(queue.waiting.length, ==, 4);
	g_assert_true(mail_queue_fill(&queue, 5, 1000));
	g_assert_cmpuint(queue.waiting.length, ==, 5);
	g_assert_true(mail_queue_fill(&queue, 100, 1000));
	g_assert_cmpuint(queue.waiting.length, ==, 6);
	g_string_free(noted.settled, TRUE);
	mail_queue_clear(&queue);
}

/* What is given back is the next again. */
static void
test_give_back(void)
{
	Noted noted = { .settled = g_string_new(NULL) };
	DeliveryJournal journal = {
		.begin = begin_any, .settle = note_settled, .commit = say_yes, .data = &noted
	};
	MailQueue queue;

	fill_some(&queue, &journal);
	gsize bytes = queue.bytes;
	Delivery *first = mail_queue_pop(&queue), *second = mail_queue_pop(&queue);
	mail_queue_give_back(&queue, second);
	mail_queue_give_back(&queue, first);
	g_assert_cmpuint(queue.bytes, ==, bytes);
	g_assert_true(mail_queue_pop(&queue) == first);
	delivery_free(first);
	g_string_free(noted.settled, TRUE);
	mail_queue_clear(&queue);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/mail-queue/order", test_order);
	g_test_add_func("/mail-queue/fill", test_fill);
	g_test_add_func("/mail-queue/give-back", test_give_back);
	return g_test_run();
}
