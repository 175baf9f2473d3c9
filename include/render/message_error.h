/* message_error.h - one message that cannot be made, though its template is right. */
#ifndef TIDINGS_RENDER_MESSAGE_ERROR_H
#define TIDINGS_RENDER_MESSAGE_ERROR_H

#include <glib.h>

/*
 * The domain of errors that lie in what one message is to tell, or in its recipient: it is too
 * large even when it is shortened as far as it can be, takes its template too long, is not text, or
 * has no address.  Whoever makes several messages leaves this one out, says so, and goes on with
 * the others. The code is TIDINGS_ERROR_DATA, so that cli returns it as any other.  What is wrong
 * for all messages (a template that cannot be read, the sender's address) is of TIDINGS_ERROR.
 */
#define MESSAGE_ERROR (message_error_quark())

GQuark message_error_quark(void);

/* Says of `*error`, when there is one, that it is of one message alone. */
void message_error_mark(GError **error);

#endif
