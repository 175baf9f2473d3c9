/* job_messages.h - makes the messages of a digest for a target, with their keys. */
#ifndef TIDINGS_RUN_JOB_MESSAGES_H
#define TIDINGS_RUN_JOB_MESSAGES_H

#include "model/digest.h"
#include "run/job.h"

/*
 * Renders `digest` for the mail target and gives the message to `sink`. `edition` tells two
 * sendings of one job to one recipient apart: the same edition is never sent twice. Returns TRUE
 * also when the message cannot be made (MESSAGE_ERROR): it is left out, with a sentence in
 * JobContext.notices.
 */
gboolean job_messages_mail(const JobContext *job_context, const Digest *digest,
                           const Target *target, const char *edition, const MessageSink *sink,
                           GError **error);

/*
 * The same for an endpoint: one message for each part, in order. The edition of a post is its
 * meeting, which stays the same when it is edited; parts that were posted and are no longer needed
 * follow.
 */
gboolean job_messages_endpoint(const JobContext *job_context, const Digest *digest,
                               const Endpoint *endpoint, const char *edition,
                               const MessageSink *sink, GError **error);

#endif
