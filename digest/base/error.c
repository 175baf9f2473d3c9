/* error.c - the error domain of the program. */
#include "base/error.h"

GQuark
tidings_error_quark(void)
{
	return g_quark_from_static_string("tidings-error");
}
