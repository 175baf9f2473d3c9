/* smtp_pace.h - how far a connection runs ahead of the outbox, and how long a result waits for
 * company.  Pure. */
#ifndef TIDINGS_DELIVER_SMTP_PACE_H
#define TIDINGS_DELIVER_SMTP_PACE_H

#include <glib.h>

/*
 * A commit costs a wait for the disk, however much it carries.  So a fast connection has several
 * messages noted as begun by one commit, and results are committed together: what SMTP_PACE_HOLD
 * (or the last commit, where the disk is slower) has room for. A slow one gains nothing by that,
 * and what is begun when the power fails is in doubt: it has nothing begun ahead, and each result
 * is committed at once.
 */
#define SMTP_PACE_HOLD     (5 * G_TIME_SPAN_MILLISECOND)
#define SMTP_PACE_HOLD_MAX (50 * G_TIME_SPAN_MILLISECOND)

/* All times are monotonic microseconds. */
typedef struct {
	gint64 last;     /* when the last message ended; 0 before the first */
	gint64 paused;   /* since then for lack of leave */
	gint64 asked;    /* since when it waits for that; 0 when it does not */
	gint64 interval; /* between two ends without the pauses, smoothed; 0 before the second */
} SmtpPace;

/* The connection waits for leave; it has it.  That time is not the server's. */
void smtp_pace_ask(SmtpPace *pace, gint64 now);
void smtp_pace_answer(SmtpPace *pace, gint64 now);

/* A message of this connection has ended. */
void smtp_pace_end(SmtpPace *pace, gint64 now);

/* How many messages are to be begun before their leave is asked for: up to `most`. */
guint smtp_pace_ahead(const SmtpPace *pace, gint64 hold, guint most);

/* Another message will end within `hold`, so that the result of the last one may wait for company.
 */
gboolean smtp_pace_is_fast(const SmtpPace *pace, gint64 hold);

#endif
