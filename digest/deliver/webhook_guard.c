/* webhook_guard.c - which settings a webhook was refused under, and how long it rests. */
#include "deliver/webhook_guard.h"

#include "discord_url.h"

#include <string.h>

enum {
	LONGEST_REST = 8 * 60 * 60
};

char *
webhook_guard_sum(const Webhook *webhook, const char *via)
{
	char *url = discord_url_execute(via, webhook->thread);
	if (url == NULL)
		return NULL;

	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	g_checksum_update(sum, (const guchar *)url, (gssize)strlen(url));
	g_checksum_update(sum, (const guchar *)(webhook->forum ? "\nforum" : "\n"), -1);
	for (guint i = 0; i < webhook->tags->len; i++) {
		const char *tag = g_ptr_array_index(webhook->tags, i);
		g_checksum_update(sum, (const guchar *)"\n", 1);
		g_checksum_update(sum, (const guchar *)tag, (gssize)strlen(tag));
	}
	secret_wipe(url);
	return g_strdup(g_checksum_get_string(sum));
}

gboolean
webhook_guard_is_disabled(const DisabledWebhook *off, const char *sum)
{
	return off != NULL && sum != NULL && strcmp(off->sum, sum) == 0;
}

gint64
webhook_guard_rest(HookRest *rest, const char *sum, gint64 seconds, gint64 now)
{
	gboolean again = strcmp(rest->sum, sum) == 0 && rest->since <= now;
	guint times = again ? rest->times : 0;
	gint64 length = seconds;

	for (guint i = 0; i < times && length < LONGEST_REST; i++)
		length = MIN(length * 2, LONGEST_REST);
	*rest = (HookRest){ .since = now, .until = now + length, .times = times + 1 };
	g_strlcpy(rest->sum, sum, sizeof rest->sum);
	return length;
}

gboolean
webhook_guard_rests(const HookRest *rest, const char *sum, gint64 now)
{
	return sum != NULL && strcmp(rest->sum, sum) == 0 && rest->since <= now &&
	       now < rest->until;
}
