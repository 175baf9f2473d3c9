/* markdown.h - Markdown of the notes as HTML, plain text and Discord's Markdown: the only door to
 * cmark for rendering. */
#ifndef TIDINGS_MARKDOWN_MARKDOWN_H
#define TIDINGS_MARKDOWN_MARKDOWN_H

#include "markdown/footnotes.h"

/*
 * All take valid UTF-8 of any content and give newly allocated valid UTF-8 without control
 * characters but newline. Raw HTML is shown as the text that it is, but its comments are dropped
 * and <br> breaks the line.  Links that are not absolute or not safe (javascript:, data:,
 * vbscript:, file:) become their text, images links called by their alternative text; bare http(s)
 * URLs become links.  ~~Struck~~ text is struck; emoji codes (`:dart:`) stay as they are. Markup
 * that nests deeper than 50 levels is cut to its text.  Of more than 32 KiB the rest is left out,
 * which an ellipsis says: nobody reads so much in one piece.  Time is linear in the text, as far as
 * cmark's is.
 */

/* One line, for a list item: inline markup only, no enclosing <p>.  `link_style` is put into each
 * <a style="...">. */
char *markdown_to_html_inline(const char *markdown, const char *link_style);

/* Blocks: paragraphs, lists, code, headings as bold paragraphs. */
char *markdown_to_html_blocks(const char *markdown, const char *link_style);

/*
 * Markup removed, on one line.  Links become their text followed by [n], n the number of their URL
 * in `links`; a bare URL stays as it is and has none.  With `links` NULL only the text stays.
 */
char *markdown_to_text(const char *markdown, Footnotes *links);

/* Discord's Markdown: user text escaped as Discord needs, links as [t](url), bare URLs left alone,
 * tables as code. */
char *markdown_to_discord(const char *markdown);

#endif
