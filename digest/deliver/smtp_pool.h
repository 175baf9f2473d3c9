/* smtp_pool.h - the connections of one relay: workers with deadlines, and what became of each
 * message. */
#ifndef TIDINGS_DELIVER_SMTP_POOL_H
#define TIDINGS_DELIVER_SMTP_POOL_H

#include "deliver/transport.h"
#include "smtp_worker.h"

/*
 * Sends all of `deliveries`, which it empties, and what the journal has more over up to
 * `connections` connections.  The first is alone until the server has answered for a message, so
 * that one that is down costs one attempt.  Returns FALSE when the server is to be left alone:
 * nothing was answered over a connection, or too many of them broke.
 *
 * Each connection has a worker process, which sends one batch after the other, each over a
 * connection of its own.  Where there is no room for another process, those there are do it alone.
 *
 * How commits are grouped without giving up durability: no final dot leaves before the commit that
 * notes the message as begun, and a result is committed before its row is touched again.  But one
 * commit carries what all connections have noted, and a fast connection (smtp_pace.h) has up to
 * `ahead` messages begun before it comes to them.  A program that is killed, or a machine that
 * loses power, leaves at most these and those whose results waited some milliseconds in doubt,
 * never one that was not noted: `ahead` times `connections` messages.  A connection that breaks, or
 * a run that is stopped, leaves none of them so: which were handed over is known exactly from
 * memory that is shared with the worker, and the rest is withdrawn.
 */
gboolean smtp_pool_send(const SmtpServer *server, guint connections, guint ahead,
                        GPtrArray *deliveries, const DeliveryJournal *journal);

#endif
