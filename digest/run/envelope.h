/* envelope.h - a digest for a target as finished messages, with their keys. */
#ifndef TIDINGS_RUN_ENVELOPE_H
#define TIDINGS_RUN_ENVELOPE_H

#include "model/digest.h"
#include "run/dispatch.h"

/*
 * A message that alone cannot be made (MESSAGE_ERROR) is left out, with a sentence in
 * Dispatch.notices: then TRUE, too.
 *
 * Renders `digest` for the mail target and gives the message to `taker`.  `edition` tells two
 * sendings of one job to one recipient apart: the same edition is never sent twice.
 */
gboolean envelope_mail(const Dispatch *dispatch, const Digest *digest, const Target *target,
                       const char *edition, const Taker *taker, GError **error);

/*
 * As above, for the webhook: one message for each part, in order.  The edition of a post is its
 * meeting, which stays the same when it is edited; parts that were posted and are not needed any
 * more follow.
 */
gboolean envelope_discord(const Dispatch *dispatch, const Digest *digest, const Target *target,
                          const char *edition, const Taker *taker, GError **error);

#endif
