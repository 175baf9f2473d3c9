/* smtp_pool.h - the connections of one relay: workers with deadlines, and what became of each message. */
#ifndef TIDINGS_DELIVER_SMTP_POOL_H
#define TIDINGS_DELIVER_SMTP_POOL_H

#include "deliver/smtp_worker.h"
#include "deliver/transport.h"

/*
 * Sends all of `deliveries` over up to `connections` connections of SMTP_BATCH messages each.  The first is alone until the
 * server has answered for a message, so that one that is down costs one attempt.  Returns FALSE when the
 * server is to be left alone: nothing was answered over a connection, or too many of them broke.
 */
gboolean smtp_pool_send(const SmtpServer *server, guint connections, GPtrArray *deliveries, const Ledger *ledger);

/* A message's memory is held until its session ends. */
#define SMTP_BATCH 100

#endif
