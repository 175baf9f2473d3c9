/* job_messages.h - makes the messages of a digest for one target. */
#ifndef TIDINGS_RUN_JOB_MESSAGES_H
#define TIDINGS_RUN_JOB_MESSAGES_H

#include "model/digest.h"
#include "run/job.h"

/*
 * Renders `digest` for a mail target and gives the message to `sink`.  `edition` is a part of the
 * message's key: the outbox never sends the same edition of a job to a recipient twice.  Returns
 * TRUE also when this message cannot be made (MESSAGE_ERROR): it is left out, with a sentence in
 * JobContext.notices.
 */
gboolean job_messages_mail(const JobContext *context, const Digest *digest, const Target *target,
                           const char *edition, const MessageSink *sink, GError **error);

/*
 * Does the same for an endpoint: one message for each part, in order.  The edition of a post names
 * its meeting and stays the same when the meeting is edited; then the parts that were posted and
 * are no longer needed come last.
 */
gboolean job_messages_endpoint(const JobContext *context, const Digest *digest,
                               const Endpoint *endpoint, const char *edition,
                               const MessageSink *sink, GError **error);

#endif
