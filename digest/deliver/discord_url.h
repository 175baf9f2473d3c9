/* discord_url.h - a webhook's URL as people paste it, and as it must be called. */
#ifndef TIDINGS_DELIVER_DISCORD_URL_H
#define TIDINGS_DELIVER_DISCORD_URL_H

#include <glib.h>

/*
 * https://discord.com/api[/vN]/webhooks/ID/TOKEN[?thread_id=ID], also at discordapp.com and its
 * test hosts; http only at loopback (127.0.0.1, localhost, [::1]), for a proxy or a test.
 */
gboolean discord_url_is_webhook(const char *url);

/*
 * Returns the URL to POST to: host discord.com, version 10 (without a version Discord uses 6, whose
 * retry_after is in milliseconds), wait=true, and thread_id kept or replaced by `thread` unless
 * that is NULL. Newly allocated and secret: free with secret_wipe(). NULL when `url` is not a
 * webhook's.
 */
char *discord_url_execute(const char *url, const char *thread);

/* As above, the URL to PATCH for one of its messages, by its id. */
char *discord_url_message(const char *url, const char *id, const char *thread);

/* TRUE for a URL of the two above that leads into a thread. */
gboolean discord_url_has_thread(const char *url);

#endif
