/* hash.c - whether two contents are the same. */
#include "watch/watch.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

void
watch_hash(GBytes *source, guint64 hash[2])
{
	gsize size;
	const void *data = g_bytes_get_data(source, &size);
	XXH128_hash_t sum = XXH3_128bits(data, size);

	hash[0] = sum.low64;
	hash[1] = sum.high64;
}

/* Without printf(), which is slow beside the hash itself: every file has one. */
void
watch_hash_text(const guint64 hash[2], char text[HASH_TEXT_SIZE])
{
	for (guint i = 0; i < HASH_TEXT_SIZE - 1; i++)
		text[i] = "0123456789abcdef"[hash[i / 16] >> (60 - 4 * (i % 16)) & 0xf];
	text[HASH_TEXT_SIZE - 1] = '\0';
}
