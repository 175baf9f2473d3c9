/* smtp_pace.c - how far a connection runs ahead of the outbox, and how long a result waits for
 * company. */
#include "smtp_pace.h"

void
smtp_pace_ask(SmtpPace *pace, gint64 now)
{
	pace->asked = now;
}

void
smtp_pace_answer(SmtpPace *pace, gint64 now)
{
	pace->paused += pace->asked == 0 ? 0 : now - pace->asked;
	pace->asked = 0;
}

void
smtp_pace_end(SmtpPace *pace, gint64 now)
{
	gint64 interval = MAX(1, now - pace->last - pace->paused);

	if (pace->last != 0)
		pace->interval = pace->interval == 0 ? interval : (pace->interval + interval) / 2;
	pace->last = now;
	pace->paused = pace->asked = 0;
}

/* Twice what ends within `hold`, so that there is still some when the next commit begins. */
guint
smtp_pace_ahead(const SmtpPace *pace, gint64 hold, guint most)
{
	return pace->interval == 0 ? 0 : (guint)MIN(2 * hold / pace->interval, most);
}

gboolean
smtp_pace_is_fast(const SmtpPace *pace, gint64 hold)
{
	return pace->interval > 0 && pace->interval < hold;
}
