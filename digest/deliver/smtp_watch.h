/*
 * smtp_watch.h - closes a connection whose server does not come to the end of a reply, whatever
 * the library waits for.
 */
#ifndef TIDINGS_DELIVER_SMTP_WATCH_H
#define TIDINGS_DELIVER_SMTP_WATCH_H

#include <glib.h>
#include <signal.h>
#include <time.h>

/*
 * libesmtp's own time-outs are for each read(2): a server that sends a byte a second is waited
 * for without end.
 */
typedef struct {
	timer_t timer;
	gboolean made;
	volatile sig_atomic_t socket;
	volatile sig_atomic_t late; /* the time was over, and the connection was closed */
} SmtpWatch;

/* `watch` stays where it is until smtp_watch_end().  Takes SIGALRM of the whole process. */
void smtp_watch_start(SmtpWatch *watch, int socket);

/* In so many seconds from now; 0: not any more. */
void smtp_watch_set(SmtpWatch *watch, guint seconds);
void smtp_watch_end(SmtpWatch *watch);

#endif
