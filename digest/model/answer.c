/* answer.c - the verbs of answers, and their tokens. */
#include "model/answer.h"

#include <string.h>

enum {
	MAC_LETTERS = 26, /* of 5 bits: 130 bits of the HMAC */
	TOKEN_MAX = 200   /* bytes; ids of people are short */
};

static const struct {
	const char *word;
	gboolean of_item;
} verbs[] = {
#define X(verb, word, item) [verb] = { word, item },
	ANSWER_VERBS(X)
#undef X
};

const char *
answer_word(AnswerVerb verb)
{
	return verbs[verb].word;
}

gboolean
answer_is_of_item(AnswerVerb verb)
{
	return verbs[verb].of_item;
}

/* Returns the HMAC as letters and digits of one case, which no mail program changes. */
static char *
mac_of(const char *key, AnswerVerb verb, const char *item, const char *person, Day until)
{
	/* as in the ids of actions, and two more: 32 in all */
	static const char letters[] = "23456789abcdefghijkmnpqrstuvwxyz";
	g_autofree char *text = g_strdup_printf("tidings answer 1\n%s\n%s\n%s\n%u\n",
	                                        verbs[verb].word, item, person, until);
	g_autoptr(GHmac) hmac = g_hmac_new(G_CHECKSUM_SHA256, (const guchar *)key, strlen(key));
	guint8 digest[32];
	gsize length = sizeof digest;
	char *mac = g_malloc0(MAC_LETTERS + 1);

	g_hmac_update(hmac, (const guchar *)text, -1);
	g_hmac_get_digest(hmac, digest, &length);
	for (guint i = 0; i < MAC_LETTERS; i++) {
		guint bit = i * 5, pair = (guint)(digest[bit / 8] << 8) | digest[bit / 8 + 1];
		mac[i] = letters[(pair >> (11 - bit % 8)) & 31];
	}
	return mac;
}

char *
answer_token(const char *key, AnswerVerb verb, const char *item, const char *person, Day until)
{
	g_autofree char *mac = mac_of(key, verb, item, person, until);

	return g_strdup_printf("%s.%u.%s", person, until, mac);
}

/* Compares all letters, so that the time says nothing about the first that differs. */
static gboolean
is_same_mac(const char *a, const char *b)
{
	int differs = 0;
	if (strlen(a) != MAC_LETTERS || strlen(b) != MAC_LETTERS)
		return FALSE;

	for (guint i = 0; i < MAC_LETTERS; i++)
		differs |= a[i] ^ b[i];
	return differs == 0;
}

char *
answer_token_check(const char *key, AnswerVerb verb, const char *item, const char *token, Day today)
{
	g_autofree char *copy = strlen(token) <= TOKEN_MAX ? g_strdup(token) : g_strdup("");
	char *mac = strrchr(copy, '.');
	if (mac == NULL)
		return NULL;
	*mac++ = '\0';
	char *day = strrchr(copy, '.');
	guint64 until = 0;
	if (day == NULL || day == copy)
		return NULL;
	*day++ = '\0';
	if (!g_ascii_string_to_unsigned(day, 10, 1, G_MAXUINT32, &until, NULL))
		return NULL;

	g_autofree char *right = mac_of(key, verb, item, copy, (Day)until);
	return is_same_mac(mac, right) && today <= until ? g_strdup(copy) : NULL;
}
