/* text_hash.c - a hash whose collisions nobody can predict. */
#include "base/text_hash.h"

#include <string.h>

typedef struct {
	guint64 a, b, c, d;
} Sip;

static guint64
rotate_left(guint64 word, guint bits)
{
	return word << bits | word >> (64 - bits);
}

static void
sip_round(Sip *sip)
{
	sip->a += sip->b;
	sip->c += sip->d;
	sip->b = rotate_left(sip->b, 13) ^ sip->a;
	sip->d = rotate_left(sip->d, 16) ^ sip->c;
	sip->a = rotate_left(sip->a, 32);
	sip->c += sip->b;
	sip->a += sip->d;
	sip->b = rotate_left(sip->b, 17) ^ sip->c;
	sip->d = rotate_left(sip->d, 21) ^ sip->a;
	sip->c = rotate_left(sip->c, 32);
}

static void
sip_word(Sip *sip, guint64 word)
{
	sip->d ^= word;
	sip_round(sip);
	sip->a ^= word;
}

static guint64
random_word(void)
{
	return (guint64)g_random_int() << 32 | g_random_int();
}

static const guint64 *
random_key(void)
{
	static guint64 key[2];
	static gsize initialized;

	if (g_once_init_enter(&initialized)) {
		key[0] = random_word();
		key[1] = random_word();
		g_once_init_leave(&initialized, 1);
	}
	return key;
}

guint
text_hash(gconstpointer text)
{
	const guint64 *key = random_key();
	const char *p = text;
	gsize length = strlen(p), left = length;
	Sip sip = { key[0] ^ G_GUINT64_CONSTANT(0x736f6d6570736575),
		    key[1] ^ G_GUINT64_CONSTANT(0x646f72616e646f6d),
		    key[0] ^ G_GUINT64_CONSTANT(0x6c7967656e657261),
		    key[1] ^ G_GUINT64_CONSTANT(0x7465646279746573) };
	guint64 word = 0;

	for (; left >= sizeof word; left -= sizeof word, p += sizeof word) {
		memcpy(&word, p, sizeof word);
		sip_word(&sip, word);
	}
	word = 0;
	memcpy(&word, p, left);
	sip_word(&sip, word | (guint64)length << 56);
	sip.c ^= 0xff;
	for (guint i = 0; i < 3; i++)
		sip_round(&sip);
	guint64 hash = sip.a ^ sip.b ^ sip.c ^ sip.d;
	return (guint)(hash ^ hash >> 32);
}
