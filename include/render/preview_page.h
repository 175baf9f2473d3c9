/* preview_page.h - the page that shows what a job would send, side by side. */
#ifndef TIDINGS_RENDER_PREVIEW_PAGE_H
#define TIDINGS_RENDER_PREVIEW_PAGE_H

#include "model/message.h"
#include "render/templates.h"

/* One message of the page.  Owns nothing. */
typedef struct {
	const Message *message;
	const char *text; /* of a mail; else NULL */
	const char *stem; /* its files are STEM.html, STEM.eml, STEM.json, STEM.data.json, beside
	                     the page */
} PreviewMessage;

/*
 * The page of `count` messages by the template preview.html.mustache: static, no script, nothing
 * from elsewhere.  Times are shown in `zone`.  Newly allocated; NULL and `error` when the template
 * is wrong.
 */
char *preview_page(Templates *templates, const char *job, const PreviewMessage *messages,
                   guint count, GTimeZone *zone, GError **error);

/*
 * Discord's Markdown (headings, subtext, lists, quotes, fenced code, <t:...> times in `zone`,
 * mentions) as HTML blocks with the classes h1, h2, h3, sub, li, quote.  A line is a line, as
 * there.  `markdown` is valid UTF-8.  Newly allocated.
 */
char *discord_markdown_html(const char *markdown, GTimeZone *zone);

#endif
