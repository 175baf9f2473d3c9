/* job_context.h - one job to its messages. */
#ifndef TIDINGS_RUN_JOB_H
#define TIDINGS_RUN_JOB_H

#include "config/config.h"
#include "model/edition.h"
#include "model/message.h"
#include "render/templates.h"
#include "state/state.h"

/* One message on its way out, with what it was made from, for preview. */
typedef struct {
	Message *message;
	Payload payload;
	char *text, *html; /* mail; else NULL */
	char *data; /* of its templates, as JSON; only when JobContext.with_data asks for it */
	gboolean surplus; /* a part that a post does not need any more */
} RenderedMessage;

void rendered_message_free(RenderedMessage *rendered);

/* Who gets the messages, one by one as they are made: a job may have very many.  `take` owns what
 * it gets. */
typedef struct {
	gboolean (*take)(RenderedMessage *rendered, gpointer data, GError **error);
	gpointer data;
} MessageSink;

typedef struct {
	State *state;
	const Config *config;
	Templates *templates;
	gint64 now;
	gboolean with_data; /* RenderedMessage.data is wanted */
	GPtrArray *
	    notices; /* char *, owned by it: what the organiser should know of a job; may be NULL */
} JobContext;

/*
 * Everything that `job` has to say now, for `sink`; nothing when there is nothing to say.  Of a
 * digest `*edition` becomes what the archive keeps of it, or NULL; `edition` may be NULL.  Changes
 * nothing itself.  A message that alone cannot be made is left out and told in JobContext.notices.
 * FALSE and `error` (TIDINGS_ERROR_DATA) when a template is wrong, or when the state or the sink
 * refuses.
 */
gboolean job_compose(const JobContext *job_context, const Job *job, const MessageSink *sink,
                     Edition **edition, GError **error);

/*
 * Composes, queues and moves the job's cursor, in the open transaction.  `*queued` counts the new
 * messages.  FALSE and `error` as above: then nothing of the job is queued.
 */
gboolean job_run(const JobContext *job_context, const Job *job, guint *queued, GError **error);

#endif
