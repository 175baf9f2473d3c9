/* action_name.c - short names of actions, for people to type. */
#include "action_name.h"

#include <string.h>

/* No 0 1 i l o u: nothing that is read or said for another. */
static const char letters[] = "23456789abcdefghjkmnpqrstvwxyz";

char *
action_name(const char *seed, guint length)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	guint8 bytes[ACTION_NAME_MAX];
	gsize size = sizeof bytes;

	g_assert(length <= ACTION_NAME_MAX);
	g_checksum_update(sum, (const guchar *)seed, (gssize)strlen(seed));
	g_checksum_get_digest(sum, bytes, &size);
	char *name = g_malloc(length + 1);
	for (guint i = 0; i < length; i++)
		name[i] = letters[bytes[i] % (sizeof letters - 1)];
	name[length] = '\0';
	return name;
}
