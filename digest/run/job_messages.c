/* job_messages.c - makes the messages of a digest for one target. */
#include "job_messages.h"

#include "base/text.h"
#include "render/calendar.h"
#include "render/mail_header.h"
#include "render/mime.h"
#include "render/payload.h"
#include "state/posts.h"

#include <string.h>

/* One message of a post or digest for an endpoint. */
typedef struct {
	const Endpoint *endpoint;
	const char *post; /* what the keys of all its parts begin with */
	guint number;     /* from 1 */
	const char *body;
} Part;

void
rendered_message_free(RenderedMessage *rendered)
{
	if (rendered == NULL)
		return;
	message_free(rendered->message);
	g_free(rendered->text);
	g_free(rendered->html);
	g_free(rendered->data);
	g_free(rendered);
}

/* Takes ownership of `key`. */
static RenderedMessage *
rendered_message_new(const Digest *digest, Channel channel, Payload payload, const char *recipient,
                     const char *subject, char *key)
{
	RenderedMessage *rendered = g_new0(RenderedMessage, 1);

	rendered->payload = payload;
	rendered->message = message_new();
	rendered->message->key = key;
	rendered->message->job = g_strdup(digest->job);
	rendered->message->kind = digest->kind;
	rendered->message->channel = channel;
	rendered->message->recipient = g_strdup(recipient);
	rendered->message->subject = g_strdup(subject);
	return rendered;
}

/*
 * Builds a mail.  One to a list looks as if a member had posted it; one to a person says in its
 * headers that a program wrote it.
 */
static GBytes *
build_mime(const JobContext *context, const Digest *digest, const Target *target, const char *to,
           const Rendering *rendering, const char *key, GError **error)
{
	const MailSettings *settings = &context->config->mail;
	const Job *job = config_job(context->config, digest->job);
	gboolean attach =
	    job != NULL && job->kind == JOB_DIGEST && job->calendar == CALENDAR_ATTACH;
	g_autofree char *calendar = attach ? calendar_build(digest, context->config) : NULL;
	gboolean answerable = settings->answers != NULL && digest->kind == JOB_REMINDER &&
	                      digest->reader != NULL && target->kind == TARGET_OWNERS;
	g_autofree char *stop = answerable ? render_stop_subject(digest, context->config) : NULL;
	Mail mail = { .kind = target->kind == TARGET_LIST ? MAIL_LIST : MAIL_PERSONAL,
		      .from = settings->from,
		      .reply_to = answerable ? settings->answers : settings->reply_to,
		      .to = to,
		      .to_name = digest->reader != NULL ? digest->reader->name : NULL,
		      .unsubscribe = stop != NULL ? settings->answers : settings->unsubscribe,
		      .stop_subject = stop,
		      .subject = rendering->subject,
		      .text = rendering->text,
		      .html = rendering->html,
		      .calendar = calendar,
		      .key = key,
		      .date = context->now,
		      .zone = context->config->timezone };

	return mime_build(&mail, error);
}

/*
 * Leaves out a message that cannot be made, so that the others are sent.  The notice names its
 * recipient and the reason, but not its content.  Takes ownership of `fault`.  Returns FALSE and
 * sets `error` when the fault concerns more than this message.
 */
static gboolean
leave_out(const JobContext *context, const Digest *digest, const char *recipient, GError *fault,
          GError **error)
{
	if (fault->domain != MESSAGE_ERROR) {
		g_propagate_error(error, fault);
		return FALSE;
	}
	const Change *change =
	    digest->kind == JOB_POST ? g_ptr_array_index(digest->changes, 0) : NULL;
	g_autofree char *path =
	    change != NULL ? text_escape_for_terminal(change->after->path, -1) : NULL;
	g_autofree char *shown = text_escape_for_terminal(recipient, -1);
	g_autofree char *reason = text_escape_for_terminal(fault->message, -1);

	if (context->notices != NULL)
		g_ptr_array_add(context->notices,
		                g_strdup_printf("job \"%s\": %s goes without its message%s%s: %s",
		                                digest->job, shown, path != NULL ? " about " : "",
		                                path != NULL ? path : "", reason));
	g_error_free(fault);
	return TRUE;
}

/* Says whether the settings that all mails share are valid, so that a fault is in one mail. */
static gboolean
is_sender_good(const MailSettings *settings)
{
	return mailbox_parse(settings->from, NULL, NULL, NULL) &&
	       (settings->answers == NULL || mailbox_parse(settings->answers, NULL, NULL, NULL)) &&
	       (settings->reply_to == NULL ||
	        mailbox_parse(settings->reply_to, NULL, NULL, NULL)) &&
	       (settings->unsubscribe == NULL ||
	        mailbox_parse(settings->unsubscribe, NULL, NULL, NULL));
}

/* Returns the message for `mailbox`; NULL and `error` when that fails. */
static RenderedMessage *
make_mail(const JobContext *context, const Digest *digest, const Target *target,
          const char *mailbox, const char *edition, GError **error)
{
	g_autofree char *name = NULL;
	g_autofree char *address = NULL;
	if (!mailbox_parse(mailbox, &name, &address, error)) {
		message_error_mark(error);
		return NULL;
	}
	g_autoptr(Rendering) rendering =
	    render_mail(digest, target, context->config, context->templates, error);
	if (rendering == NULL)
		return NULL;

	/* two people may share a mailbox: each gets a mail of their own */
	const char *reader = digest->reader != NULL ? digest->reader->id : "";
	g_autofree char *key = g_strjoin("/", digest->job, address, reader, edition, NULL);
	g_autoptr(GBytes) body =
	    build_mime(context, digest, target, address, rendering, key, error);
	if (body == NULL) {
		if (is_sender_good(&context->config->mail))
			message_error_mark(error);
		return NULL;
	}
	RenderedMessage *made = rendered_message_new(digest, CHANNEL_MAIL, PAYLOAD_MAIL, address,
	                                             rendering->subject, g_steal_pointer(&key));
	made->message->body = g_steal_pointer(&body);
	made->text = g_steal_pointer(&rendering->text);
	made->html = g_steal_pointer(&rendering->html);
	if (context->with_data)
		made->data = render_data_json(digest, target, context->config);
	return made;
}

gboolean
job_messages_mail(const JobContext *context, const Digest *digest, const Target *target,
                  const char *edition, const MessageSink *sink, GError **error)
{
	const char *mailbox = target->kind == TARGET_OWNERS ? digest->reader->email : target->value;
	GError *fault = NULL;
	RenderedMessage *made = make_mail(context, digest, target, mailbox, edition, &fault);

	return made != NULL ? sink->receive(made, sink->data, error)
	                    : leave_out(context, digest, mailbox, fault, error);
}

static gboolean
send_part(const JobContext *context, const Digest *digest, const Rendering *rendering,
          const Part *part, const MessageSink *sink, GError **error)
{
	char *key = g_strdup_printf("%s/%u", part->post, part->number);
	RenderedMessage *made =
	    rendered_message_new(digest, part->endpoint->channel, part->endpoint->payload,
	                         part->endpoint->name, rendering->subject, key);

	made->message->body = g_bytes_new(part->body, strlen(part->body));
	made->message->first = part->number > 1 ? g_strdup_printf("%s/1", part->post) : NULL;
	made->surplus = part->number > rendering->payloads->len;
	if (context->with_data)
		made->data = render_data_json(digest, NULL, context->config);
	return sink->receive(made, sink->data, error);
}

/* Sets `*known` to whether the post once had a part of that number. */
static gboolean
had_part(const JobContext *context, const Part *part, gboolean *known, GError **error)
{
	g_autofree char *key = g_strdup_printf("%s/%u", part->post, part->number);

	return post_is_known(context->state, key, known, error);
}

gboolean
job_messages_endpoint(const JobContext *context, const Digest *digest, const Endpoint *endpoint,
                      const char *edition, const MessageSink *sink, GError **error)
{
	g_autofree char *target = channel_target(endpoint->channel, endpoint->name);
	g_autofree char *post = g_strjoin("/", digest->job, target, edition, NULL);
	g_autofree char *first = g_strconcat(post, "/1", NULL);
	GError *fault = NULL;
	g_autoptr(Rendering) rendering = render_payload(
	    endpoint->payload, digest, first, context->config, context->templates, &fault);
	if (rendering == NULL)
		return leave_out(context, digest, target, fault, error);

	Part part = { .endpoint = endpoint, .post = post };
	for (part.number = 1; part.number <= rendering->payloads->len; part.number++) {
		part.body = g_ptr_array_index(rendering->payloads, part.number - 1);
		if (!send_part(context, digest, rendering, &part, sink, error))
			return FALSE;
	}
	gboolean known = digest->kind == JOB_POST && rendering->surplus != NULL;
	for (part.body = rendering->surplus; known; part.number++) {
		if (!had_part(context, &part, &known, error))
			return FALSE;
		if (known && !send_part(context, digest, rendering, &part, sink, error))
			return FALSE;
	}
	return TRUE;
}
