/* action_name.c - short names of actions, for people to type. */
#include "action_name.h"

/* No 0 1 i l o u: nothing that is read or said for another. */
static const char letters[] = "23456789abcdefghjkmnpqrstvwxyz";

/* The finalizer of SplitMix64: every bit of the seed reaches every bit of the result. */
static guint64
mix(guint64 x)
{
	x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
	x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT(0x94d049bb133111eb);
	return x ^ (x >> 31);
}

char *
action_name(guint64 seed, guint length)
{
	guint64 rest = mix(seed);

	g_assert(length <= ACTION_NAME_MAX);
	char *name = g_malloc(length + 1);
	for (guint i = 0; i < length; i++) {
		name[i] = letters[rest % (sizeof letters - 1)];
		rest /= sizeof letters - 1;
	}
	name[length] = '\0';
	return name;
}
