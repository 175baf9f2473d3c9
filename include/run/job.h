/* job.h - composes one job and queues its messages. */
#ifndef TIDINGS_RUN_JOB_H
#define TIDINGS_RUN_JOB_H

#include "config/config.h"
#include "model/archive.h"
#include "model/message.h"
#include "render/templates.h"
#include "state/state.h"

/* A message, and what it was made from for `tidings preview`. */
typedef struct {
	Message *message;
	Payload payload;
	char *text, *html; /* of a mail; otherwise NULL */
	char *data;        /* what its templates were given, as JSON; NULL without with_data */
	gboolean surplus;  /* an edited post does not need this part any more */
} RenderedMessage;

void rendered_message_free(RenderedMessage *rendered);

/* Receives messages one by one as they are made, because a job may have very many. */
typedef struct {
	/* Takes ownership of `rendered`.  Returns FALSE and sets `error` to stop the job. */
	gboolean (*receive)(RenderedMessage *rendered, gpointer data, GError **error);
	gpointer data;
} MessageSink;

typedef struct {
	State *state;
	const Config *config;
	Templates *templates;
	gint64 now;
	gboolean with_data;     /* fill in RenderedMessage.data */
	gboolean reminds;       /* note in the state whom reminders are made for */
	const char *answer_key; /* of the links in reminders; NULL without */
	GPtrArray *notices; /* char *, owned by it: what the organiser should know; may be NULL */
} JobContext;

/* Returns the configured job of that name; NULL and TIDINGS_ERROR_USAGE, with a guess at what was
 * meant. */
const Job *job_named(const Config *config, const char *name, GError **error);

/*
 * Gives `sink` every message that `job` has now, which may be none.  Changes nothing in the state,
 * unless JobContext.reminds.
 * Sets `*edition`, unless `edition` is NULL, to what the archive keeps of a digest, or to NULL.  A
 * message that cannot be made is left out, with a sentence in JobContext.notices.  Returns FALSE
 * and sets `error` (TIDINGS_ERROR_DATA) when a template is wrong, or when the state or the sink
 * refuses.
 */
gboolean job_compose(const JobContext *context, const Job *job, const MessageSink *sink,
                     Edition **edition, GError **error);

/*
 * Composes the job's messages, queues them and moves the job's cursor.  Call it in a transaction.
 * Adds the number of new messages to `*queued`.  Returns FALSE and sets `error` as job_compose()
 * does; then nothing of the job is queued.
 */
gboolean job_run(const JobContext *context, const Job *job, guint *queued, GError **error);

#endif
