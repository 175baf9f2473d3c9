/* hook_guard.c - which settings a webhook was refused under. */
#include "deliver/hook_guard.h"

#include "deliver/discord_url.h"

#include <string.h>

char *
hook_guard_sum(const Webhook *webhook, const char *via)
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
hook_guard_is_off(const HookOff *off, const char *sum)
{
	return off != NULL && sum != NULL && strcmp(off->sum, sum) == 0;
}
