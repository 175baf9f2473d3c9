/* job_messages.h - a digest for a target as finished messages, with their keys. */
#ifndef TIDINGS_RUN_JOB_MESSAGES_H
#define TIDINGS_RUN_JOB_MESSAGES_H

#include "model/digest.h"
#include "run/job.h"

/*
 * A message that alone cannot be made (MESSAGE_ERROR) is left out, with a sentence in
 * JobContext.notices: then TRUE, too.
 *
 * Renders `digest` for the mail target and gives the message to `sink`.  `edition` tells two
 * sendings of one job to one recipient apart: the same edition is never sent twice.
 */
gboolean job_messages_mail(const JobContext *job_context, const Digest *digest,
                           const Target *target, const char *edition, const MessageSink *sink,
                           GError **error);

/*
 * As above, for the endpoint: one message for each part, in order.  The edition of a post is its
 * meeting, which stays the same when it is edited; parts that were posted and are not needed any
 * more follow.
 */
gboolean job_messages_endpoint(const JobContext *job_context, const Digest *digest,
                               const Endpoint *endpoint, const char *edition,
                               const MessageSink *sink, GError **error);

#endif
