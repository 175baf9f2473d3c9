/* report.c - delivers, and writes short, plain mails to whoever runs tidings. */
#include "run/report.h"

#include "base/error.h"
#include "base/stop.h"
#include "base/text.h"
#include "render/mail_header.h"
#include "render/mime.h"
#include "state/notices.h"
#include "state/outbox.h"

enum {
	ROWS_MAX = 500, /* in one mail; the next run reports the others */
};

static const char explanation[] = "\nWhat failed is not tried again by itself.  What is unknown "
                                  "may have arrived: the server broke off before it\n"
                                  "answered.  `tidings outbox show ID` shows a message; `tidings "
                                  "outbox retry ID` sends it again, `drop` gives it "
                                  "up,\n"
                                  "and `assume-sent` takes an unknown one for sent.\n";

static void
append_row(GString *text, const Delivery *delivery)
{
	const Message *message = delivery->message;
	g_autofree char *recipient = text_escape_for_terminal(message->recipient, -1);
	g_autofree char *subject =
	    text_escape_for_terminal(message->subject != NULL ? message->subject : "", -1);
	g_autofree char *reply = text_escape_for_terminal(
	    delivery->reply != NULL ? delivery->reply : "no reason is known", -1);

	g_string_append_printf(
	    text, "%s: delivery %" G_GINT64_FORMAT " of job %s to %s\n    %s\n    %s\n",
	    delivery_state_word(delivery->state), delivery->id, message->job, recipient, subject,
	    reply);
}

/* Queues one plain mail to the postmaster.  Takes ownership of `key`.  The outbox shows `title`. */
static gboolean
queue_mail(State *state, const Config *config, char *key, const char *title, const char *subject,
           const char *text, gint64 now, GError **error)
{
	g_autoptr(Message) message = message_new();
	gboolean queued = FALSE;

	message->key = key;
	message->job = g_strdup(REPORT_JOB);
	message->kind = JOB_DIGEST;
	message->channel = CHANNEL_MAIL;
	message->subject = g_strdup(title);
	if (!mailbox_parse(config->mail.postmaster, NULL, &message->recipient, error))
		return FALSE;
	Mail mail = { .kind = MAIL_PERSONAL,
		      .from = config->mail.from,
		      .reply_to = config->mail.reply_to,
		      .to = message->recipient,
		      .subject = subject,
		      .text = text,
		      .key = key,
		      .date = now,
		      .zone = config->timezone };
	message->body = mime_build(&mail, error);
	return message->body != NULL && outbox_put(state, message, now, &queued, error);
}

/* Returns a key that depends on what is reported, so that a run after one that was killed queues
 * the same report under the same key. */
static char *
key_of(const GPtrArray *rows)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < rows->len; i++) {
		const Delivery *row = g_ptr_array_index(rows, i);
		g_string_append_printf(text, "%" G_GINT64_FORMAT " %s %u\n", row->id,
		                       delivery_state_word(row->state), row->attempts);
	}
	g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text->str, -1);
	return g_strconcat(REPORT_JOB "/", sum, NULL);
}

static gboolean
queue_report(State *state, const Config *config, const GPtrArray *rows, gint64 now, GError **error)
{
	g_autofree char *subject =
	    g_strdup_printf("tidings: %u deliver%s need%s a look", rows->len,
	                    rows->len == 1 ? "y" : "ies", rows->len == 1 ? "s" : "");
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < rows->len; i++)
		append_row(text, g_ptr_array_index(rows, i));
	g_string_append(text, explanation);
	if (!queue_mail(state, config, key_of(rows), "what failed or is unknown", subject,
	                text->str, now, error))
		return FALSE;
	for (guint i = 0; i < rows->len; i++)
		if (!outbox_reported(state, ((const Delivery *)g_ptr_array_index(rows, i))->id,
		                     error))
			return FALSE;
	return TRUE;
}

static gboolean
has_postmaster(const Config *config)
{
	return config->mail.postmaster != NULL && config->mail.from != NULL;
}

static gboolean
queue_notices(State *state, const Config *config, const GPtrArray *news, gint64 now, GError **error)
{
	g_autofree char *subject = g_strdup_printf("tidings: %u thing%s you should know", news->len,
	                                           news->len == 1 ? "" : "s");
	g_autoptr(GString) text =
	    g_string_new("Nobody is told of these again as long as they stay as they are.\n");

	for (guint i = 0; i < news->len; i++)
		g_string_append_printf(text, "\n- %s\n", (const char *)g_ptr_array_index(news, i));
	g_autofree char *said = g_strdup_printf("%" G_GINT64_FORMAT "%s", now, text->str);
	g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, said, -1);
	return queue_mail(state, config, g_strconcat(REPORT_JOB "/", sum, NULL),
	                  "what the organiser should know", subject, text->str, now, error);
}

gboolean
report_notices(State *state, const Config *config, const GPtrArray *sentences, gint64 now,
               guint *reported, GPtrArray *unmailed, GError **error)
{
	g_autoptr(GPtrArray) news = g_ptr_array_new();

	for (guint i = 0; i < sentences->len; i++) {
		gboolean first = FALSE;
		if (!notice_is_new(state, g_ptr_array_index(sentences, i), now, &first, error))
			return FALSE;
		if (first)
			g_ptr_array_add(news, g_ptr_array_index(sentences, i));
	}
	*reported = news->len;
	if (news->len > 0 && has_postmaster(config))
		return queue_notices(state, config, news, now, error);
	g_ptr_array_extend(unmailed, news, NULL, NULL);
	return TRUE;
}

/* Reports the notices of the delivery.  Those that no mail says stay in the summary, so that the
 * caller prints them. */
static gboolean
report_delivery_notices(State *state, const Config *config, DeliverySummary *summary, gint64 now,
                        gboolean *queued, GError **error)
{
	g_autoptr(GPtrArray) unmailed = g_ptr_array_new();
	guint reported = 0;
	if (summary->notices->len == 0)
		return TRUE;
	if (!state_begin(state, error))
		return FALSE;
	if (!report_notices(state, config, summary->notices, now, &reported, unmailed, error) ||
	    !state_commit(state, error)) {
		state_rollback(state);
		return FALSE;
	}
	*queued = *queued || (reported > 0 && has_postmaster(config));
	for (guint i = summary->notices->len; i > 0; i--)
		if (!g_ptr_array_find(unmailed, g_ptr_array_index(summary->notices, i - 1), NULL))
			g_ptr_array_remove_index(summary->notices, i - 1);
	return TRUE;
}

static gboolean
report_failures(State *state, const Config *config, gint64 now, gboolean *queued, GError **error)
{
	if (!has_postmaster(config))
		return TRUE;
	g_autoptr(GPtrArray) rows = outbox_unreported(state, REPORT_JOB, ROWS_MAX, error);
	if (rows == NULL || rows->len == 0)
		return rows != NULL;

	*queued = TRUE;
	if (!state_begin(state, error))
		return FALSE;
	if (queue_report(state, config, rows, now, error))
		return state_commit(state, error);
	state_rollback(state);
	return FALSE;
}

gboolean
report_deliver(State *state, const Config *config, gint64 now, DeliverySummary *summary,
               GError **error)
{
	gboolean queued = FALSE;

	if (!deliver_due(state, config, now, summary, error) ||
	    !report_delivery_notices(state, config, summary, now, &queued, error) ||
	    !report_failures(state, config, now, &queued, error))
		return FALSE;
	if (!queued || summary->deferred > 0 || stop_requested())
		return TRUE;
	return deliver_due(state, config, now, summary, error);
}

/* Sets `*waiting` when a delivery in doubt will be sent again.  Those that wait for a person do not
 * count. */
static gboolean
find_waiting_doubt(State *state, const Config *config, gint64 now, gboolean *waiting,
                   GError **error)
{
	for (guint channel = 0; channel < CHANNEL_COUNT; channel++) {
		g_autoptr(GPtrArray) rows = outbox_waiting(state, (Channel)channel, now, error);
		if (rows == NULL)
			return FALSE;
		for (guint i = 0; i < rows->len; i++) {
			const Delivery *row = g_ptr_array_index(rows, i);
			*waiting = *waiting || (row->state == DELIVERY_UNKNOWN &&
			                        row->next_at < DELIVERY_NEVER &&
			                        deliver_repeats(config, row->message));
		}
	}
	return TRUE;
}

char *
report_late(State *state, const Config *config, const char *when, GError **error)
{
	guint counts[DELIVERY_DROPPED + 1] = { 0 };
	gboolean minutes = config->deadline % 60 == 0;
	guint amount = minutes ? config->deadline / 60 : config->deadline;

	if (!outbox_count(state, counts, error))
		return NULL;
	guint left = counts[DELIVERY_QUEUED] + counts[DELIVERY_DEFERRED];
	return g_strdup_printf(
	    "this run came to its deadline of %u %s%s%s: %u deliver%s wait%s for the next one; "
	    "`tidings outbox` shows what holds them up, and \"deadline\" in the configuration is "
	    "how long a run may take",
	    amount, minutes ? "minute" : "second", amount == 1 ? "" : "s", when, left,
	    left == 1 ? "y" : "ies", left == 1 ? "s" : "");
}

char *
report_clock(const Config *config, gint64 ahead, gint64 now)
{
	g_autofree char *then = day_format_time(ahead, config->timezone);
	g_autofree char *is = day_format_time(now, config->timezone);

	return g_strdup_printf(
	    "the clock went back: an earlier run saw %s, now it is %s; what was noted since then"
	    " counts as noted before.  Look at the system's clock, and at TIDINGS_NOW in the"
	    " environment of cron",
	    then, is);
}

gboolean
report_status(State *state, const Config *config, const DeliverySummary *summary, gint64 now,
              int *status, GError **error)
{
	guint counts[DELIVERY_DROPPED + 1] = { 0 };
	gboolean waiting = FALSE, trouble = summary->problems != NULL && summary->problems->len > 0;

	if (!outbox_count(state, counts, error) ||
	    (counts[DELIVERY_UNKNOWN] > 0 &&
	     !find_waiting_doubt(state, config, now, &waiting, error)))
		return FALSE;
	*status = trouble || summary->failed + summary->unknown > 0 ? TIDINGS_ERROR_UNAVAILABLE : 0;
	/* a deadline that comes when everything is done has not cut anything off */
	if (counts[DELIVERY_QUEUED] + counts[DELIVERY_DEFERRED] > 0 || waiting ||
	    (stop_requested() && !stop_deadline_passed()))
		*status = TIDINGS_ERROR_TEMPORARY;
	return TRUE;
}
