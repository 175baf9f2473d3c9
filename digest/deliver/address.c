/* address.c - addresses that can be used in an SMTP envelope. */
#include "address.h"

#include <string.h>

enum {
	ADDRESS_MAX = 254,
	LOCAL_MAX = 64,
};

gboolean
address_is_sound(const char *address)
{
	if (address == NULL || strlen(address) > ADDRESS_MAX)
		return FALSE;
	for (const char *p = address; *p != '\0'; p++)
		if (*p <= ' ' || *p >= 0x7f || *p == '<' || *p == '>')
			return FALSE;

	const char *at = strrchr(address, '@');
	return at != NULL && at > address && at - address <= LOCAL_MAX && at[1] != '\0';
}
