/* discord_preview.h - how a post would about look in Discord, as HTML, for preview. */
#ifndef TIDINGS_RENDER_DISCORD_PREVIEW_H
#define TIDINGS_RENDER_DISCORD_PREVIEW_H

#include "model/message.h"

#include <jansson.h>

/*
 * Discord's Markdown (headings, subtext, lists, quotes, fenced code, <t:...> times in `zone`,
 * mentions) as HTML blocks with the classes h1, h2, h3, sub, li, quote.  A line is a line, as
 * there.  `markdown` is valid UTF-8.  Newly allocated.
 */
char *discord_markdown_html(const char *markdown, GTimeZone *zone);

/* What the preview page draws of an execute-webhook body. */
json_t *discord_preview(const Message *message, const char *text, GTimeZone *zone);

#endif
