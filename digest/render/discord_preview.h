/* discord_preview.h - roughly how a post would look in Discord, as HTML, for preview. */
#ifndef TIDINGS_RENDER_DISCORD_PREVIEW_H
#define TIDINGS_RENDER_DISCORD_PREVIEW_H

#include "model/message.h"

#include <jansson.h>

/*
 * Returns Discord's Markdown (headings, subtext, lists, quotes, fenced code, <t:...> times in
 * `zone`, mentions) as HTML blocks with the classes h1, h2, h3, sub, li, quote.  As in Discord,
 * each line is a line.  `markdown` is valid UTF-8. Newly allocated.
 */
char *discord_markdown_html(const char *markdown, GTimeZone *zone);

/* Returns what the preview page shows of an execute-webhook body. */
json_t *discord_preview(const Message *message, const char *text, GTimeZone *zone);

#endif
