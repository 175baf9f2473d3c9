/* test_smtp_supply.c - what waits for a relay, and how a worker gets it. */
#include "deliver/smtp_batch.h"
#include "deliver/smtp_supply.h"

#include <string.h>
#include <unistd.h>

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

/* `data`: GString of what was settled. */
static void
note_settled(const Delivery *delivery, const Outcome *outcome, gpointer data)
{
	g_string_append_printf(data, "%" G_GINT64_FORMAT ":%s;", delivery->id,
	                       outcome->kind == OUTCOME_PERMANENT ? "permanent" : "?");
}

static void
wait_for(GPtrArray *waiting, gint64 id, const char *recipient, const char *body)
{
	Delivery *delivery = delivery_new();

	delivery->id = id;
	delivery->message = message_new();
	delivery->message->recipient = g_strdup(recipient);
	delivery->message->body = body == NULL ? NULL : g_bytes_new(body, strlen(body));
	g_ptr_array_add(waiting, delivery);
}

static void
assert_body(const char *body, gsize size, const char *wanted)
{
	g_assert_cmpuint(size, ==, strlen(wanted));
	g_assert_true(memcmp(body, wanted, size) == 0);
}

/* One more message each time, twice.  `data`: GString, a character for each. */
static GPtrArray *
bring_more(gpointer data)
{
	GString *brought = data;
	if (brought->len == 2)
		return NULL;

	GPtrArray *more = g_ptr_array_new_with_free_func((GDestroyNotify)delivery_free);
	g_string_append_c(brought, '+');
	wait_for(more, 7 + (gint64)brought->len, "h@example.org", "A: 8\r\n\r\n8\r\n");
	return more;
}

static gint64
id_of(GPtrArray *deliveries, guint place)
{
	return ((const Delivery *)g_ptr_array_index(deliveries, place))->id;
}

/* Ids from 1: 2, 4 and 5 cannot be sent. */
static void
supply_some(SmtpSupply *supply, const DeliveryJournal *journal)
{
	g_autoptr(GPtrArray) first = g_ptr_array_new_with_free_func((GDestroyNotify)delivery_free);

	wait_for(first, 1, "a@example.org", "A: 1\r\n\r\n1\r\n");
	wait_for(first, 2, "b <b@example.org>", "A: 2\r\n\r\n2\r\n");
	wait_for(first, 3, "c@example.org", "A: 3\n\nbare\n");
	wait_for(first, 4, "d@example.org", "no end of the header\r\n");
	wait_for(first, 5, "e@example.org", NULL);
	wait_for(first, 6, "f@example.org", "A: 6\r\n\r\n6\r\n");
	wait_for(first, 7, "g@example.org", "A: 7\r\n\r\n7\r\n");
	smtp_supply_init(supply, first, journal);
	g_assert_cmpuint(first->len, ==, 0);
}

/* By count and by bytes. */
static void
test_fill(void)
{
	g_autoptr(GString) brought = g_string_new(NULL);
	DeliveryJournal journal = { .more = bring_more, .data = brought };
	SmtpSupply supply;

	supply_some(&supply, &journal);
	smtp_supply_fill(&supply, 7, 1000);
	g_assert_cmpuint(supply.waiting->len, ==, 7);
	smtp_supply_fill(&supply, 100, 10);
	g_assert_cmpuint(supply.waiting->len, ==, 7);
	smtp_supply_fill(&supply, 100, 1000);
	g_assert_cmpuint(supply.waiting->len, ==, 9);
	g_assert_true(supply.drained);
	for (gint64 id = 9; id >= 8; id--)
		g_assert_cmpint(id_of(supply.waiting, (guint)(9 - id)), ==, id);
	smtp_supply_clear(&supply);
}

/* What cannot be sent is settled, and the rest comes in order: by count, by bytes, until there is
 * no more. */
static void
test_take(void)
{
	g_autoptr(GString) settled = g_string_new(NULL);
	DeliveryJournal journal = {
		.begin = begin_any, .settle = note_settled, .commit = say_yes, .data = settled
	};
	static const char *const ids[] = { "1 3 ", "6 ", "7 ", "" };
	SmtpSupply supply;

	supply_some(&supply, &journal);
	for (guint i = 0; i < G_N_ELEMENTS(ids); i++) {
		g_autoptr(GPtrArray) batch = smtp_supply_take(&supply, 2, i == 0 ? 1000 : 1);
		g_autoptr(GString) taken = g_string_new(NULL);
		for (guint place = 0; place < batch->len; place++)
			g_string_append_printf(taken, "%" G_GINT64_FORMAT " ", id_of(batch, place));
		g_assert_cmpstr(taken->str, ==, ids[i]);
		if (i > 0)
			continue;
		gsize size = 0;
		const char *body =
		    g_bytes_get_data(((Delivery *)batch->pdata[1])->message->body, &size);
		assert_body(body, size, "A: 3\r\n\r\nbare\r\n");
	}
	g_assert_cmpstr(settled->str, ==, "2:permanent;4:permanent;5:permanent;");
	smtp_supply_clear(&supply);
}

/* What is given back is the next again. */
static void
test_give_back(void)
{
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)delivery_free);
	DeliveryJournal journal = { .commit = say_yes };
	SmtpSupply supply;

	for (gint64 id = 1; id <= 5; id++)
		wait_for(all, id, "a@example.org", "A: 1\r\n\r\n1\r\n");
	smtp_supply_init(&supply, all, &journal);
	g_assert_true(supply.drained);
	g_autoptr(GPtrArray) batch = smtp_supply_take(&supply, 4, 1000);
	smtp_supply_give_back(&supply, batch, 1);
	g_assert_cmpuint(batch->len, ==, 1);
	g_autoptr(GPtrArray) again = smtp_supply_take(&supply, 9, 1000);
	g_assert_cmpuint(again->len, ==, 4);
	for (guint i = 0; i < again->len; i++)
		g_assert_cmpint(id_of(again, i), ==, 2 + i);
	smtp_supply_clear(&supply);
}

/* The memory holds one batch after the other, longer and shorter ones. */
static void
test_batch_again(void)
{
	int memory = smtp_batch_memory();
	g_autofree char *large = g_strnfill(100000, 'x');
	const char *const bodies[] = { "short", large, "x", "short again" };

	g_assert_cmpint(memory, >=, 0);
	for (gsize i = 0; i < G_N_ELEMENTS(bodies); i++) {
		g_autoptr(GPtrArray) batch =
		    g_ptr_array_new_with_free_func((GDestroyNotify)delivery_free);
		g_autoptr(GError) error = NULL;
		wait_for(batch, 1, "a@example.org", bodies[i]);
		wait_for(batch, 2, "bb@example.org", "the second");
		g_assert_true(smtp_batch_write(memory, batch));
		g_autoptr(GMappedFile) mapped = g_mapped_file_new_from_fd(memory, FALSE, &error);
		g_assert_no_error(error);
		SmtpLetter first = smtp_batch_letter(g_mapped_file_get_contents(mapped), 0);
		SmtpLetter second = smtp_batch_letter(g_mapped_file_get_contents(mapped), 1);
		g_assert_cmpstr(first.recipient, ==, "a@example.org");
		assert_body(first.body, first.size, bodies[i]);
		g_assert_cmpstr(second.recipient, ==, "bb@example.org");
		assert_body(second.body, second.size, "the second");
	}
	close(memory);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/smtp/supply/fill", test_fill);
	g_test_add_func("/smtp/supply/take", test_take);
	g_test_add_func("/smtp/supply/give-back", test_give_back);
	g_test_add_func("/smtp/batch/again", test_batch_again);
	return g_test_run();
}
