/* message.c - messages, deliveries and how an attempt ended. */
#include "model/message.h"

#include "base/text.h"

#include <string.h>

static const char *const kinds[] = {
	[JOB_DIGEST] = "digest", [JOB_REMINDER] = "reminder", [JOB_POST] = "post"
};

static const char *const states[] = {
#define X(state, word) [state] = word,
	DELIVERY_STATES(X)
#undef X
};

const char *
job_kind_word(JobKind kind)
{
	return kinds[kind];
}

gboolean
job_kind_from_word(const char *word, JobKind *kind)
{
	int index = text_index(kinds, G_N_ELEMENTS(kinds), word);

	if (index >= 0)
		*kind = (JobKind)index;
	return index >= 0;
}

const char *
delivery_state_word(DeliveryState state)
{
	return states[state];
}

gboolean
delivery_state_from_word(const char *word, DeliveryState *state)
{
	int index = text_index(states, G_N_ELEMENTS(states), word);

	if (index >= 0)
		*state = (DeliveryState)index;
	return index >= 0;
}

Message *
message_new(void)
{
	return g_new0(Message, 1);
}

void
message_free(Message *message)
{
	if (message == NULL)
		return;
	g_free(message->key);
	g_free(message->first);
	g_free(message->job);
	g_free(message->recipient);
	g_free(message->subject);
	g_clear_pointer(&message->body, g_bytes_unref);
	g_free(message);
}

Delivery *
delivery_new(void)
{
	return g_new0(Delivery, 1);
}

void
delivery_free(Delivery *delivery)
{
	if (delivery == NULL)
		return;
	message_free(delivery->message);
	g_free(delivery->reply);
	g_free(delivery->remote_id);
	g_free(delivery->thread);
	g_free(delivery);
}

gboolean
delivery_is_edit(const Delivery *delivery)
{
	const char *id = delivery->remote_id;

	return channel_traits(delivery->message->channel)->edits && id != NULL && *id != '\0' &&
	       strspn(id, "0123456789") == strlen(id);
}

void
outcome_clear(Outcome *outcome)
{
	g_clear_pointer(&outcome->reply, g_free);
	g_clear_pointer(&outcome->remote_id, g_free);
	g_clear_pointer(&outcome->thread, g_free);
}
