/* posts.h - posts that are kept as the notes are: posted once, then edited in place. */
#ifndef TIDINGS_STATE_POSTS_H
#define TIDINGS_STATE_POSTS_H

#include "model/message.h"
#include "state/state.h"

/* TRUE in `*known` when a part of a post was ever queued under `key`, whatever became of it. */
gboolean post_is_known(State *state, const char *key, gboolean *known, GError **error);

/*
 * What a part of a post is to say from now on.  The key is that of the part, not of an edition.  A
 * new one is queued; one that still waits changes its body; one that was sent or has failed is
 * queued again when its body differs, to be edited when the server's id of it is known.  Left
 * alone: what a person dropped or deleted, and what was assumed sent, for nobody knows its id. What
 * is unknown stays so, and has the new body for when a person says retry. `now` as in outbox_put().
 * Call it inside the transaction that moves the job's cursor.  `*queued`: it waits for a transport
 * now.
 */
gboolean post_put(State *state, const Message *message, gint64 now, gboolean *queued,
                  GError **error);

/*
 * The post has become shorter and `message` says so in the place of one of its parts: as above, but
 * one that was never sent is forgotten instead.
 */
gboolean post_put_surplus(State *state, const Message *message, gint64 now, gboolean *queued,
                          GError **error);

#endif
