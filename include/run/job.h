/* job.h - composes one job and queues its messages. */
#ifndef TIDINGS_RUN_JOB_H
#define TIDINGS_RUN_JOB_H

#include "config/config.h"
#include "model/archive.h"
#include "model/message.h"
#include "render/templates.h"
#include "state/state.h"

/* A message and what it was made from, for preview. */
typedef struct {
	Message *message;
	Payload payload;
	char *text, *html; /* of a mail; otherwise NULL */
	char *data; /* of its templates, as JSON; only when JobContext.with_data asks for it */
	gboolean surplus; /* a part that a post does not need any more */
} RenderedMessage;

void rendered_message_free(RenderedMessage *rendered);

/*
 * Receives the messages one by one as they are made, since a job may have very many. `take` owns
 * what it gets.
 */
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
 * Gives `sink` every message that `job` has now, maybe none. For a digest `*edition` becomes what
 * the archive keeps of it, or NULL; `edition` may be NULL. Changes nothing itself. A message that
 * cannot be made is left out, with a sentence in JobContext.notices. Returns FALSE and sets `error`
 * (TIDINGS_ERROR_DATA) when a template is wrong, or when the state or the sink refuses.
 */
gboolean job_compose(const JobContext *job_context, const Job *job, const MessageSink *sink,
                     Edition **edition, GError **error);

/*
 * Composes and queues the job's messages and moves its cursor, in the open transaction. Adds the
 * number of new messages to `*queued`. Returns FALSE and sets `error` as above; then nothing of the
 * job is queued.
 */
gboolean job_run(const JobContext *job_context, const Job *job, guint *queued, GError **error);

#endif
