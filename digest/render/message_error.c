/* message_error.c - the domain of errors of one message. */
#include "render/message_error.h"

GQuark
message_error_quark(void)
{
	return g_quark_from_static_string("tidings-message-error");
}

void
message_error_mark(GError **error)
{
	if (error != NULL && *error != NULL)
		(*error)->domain = MESSAGE_ERROR;
}
