/* markdown.h - Markdown of the notes as HTML, plain text and Discord's Markdown. */
#ifndef TIDINGS_MARKDOWN_MARKDOWN_H
#define TIDINGS_MARKDOWN_MARKDOWN_H

#include <glib.h>

/*
 * The renderers take any valid UTF-8 and return newly allocated, valid UTF-8 without control
 * characters other than newline.  They show raw HTML as text, but drop its comments, and <br>
 * breaks the line.  Links that are not absolute or not safe (javascript:, data:, vbscript:, file:)
 * become their text; images become links named by their alternative text; bare http(s) URLs become
 * links.
 * ~~Struck~~ text is struck; emoji codes (`:dart:`) stay as they are.  Markup that is nested more
 * than 50 levels deep becomes its text.  A text of more than 32 KiB is cut and ends in an ellipsis.
 * Time is linear in the text, as far as cmark's is.
 */

/* One line, for a list item: inline markup only, without an enclosing <p>.  Each link gets
 * `link_style`, unless it is NULL, as its style attribute. */
char *markdown_to_html_inline(const char *markdown, const char *link_style);

/* Blocks: paragraphs, lists, code; headings become bold paragraphs. */
char *markdown_to_html_blocks(const char *markdown, const char *link_style);

/* The URLs of a text's footnotes, by number. */
typedef struct Footnotes Footnotes;

Footnotes *footnotes_new(void);
void footnotes_free(Footnotes *footnotes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Footnotes, footnotes_free)

/* Returns the number of `url`, from 1.  A new URL is copied and gets the next number.  Constant
 * time. */
guint footnotes_number(Footnotes *footnotes, const char *url);

/* The URLs in the order of their numbers: char *.  Belongs to the footnotes. */
const GPtrArray *footnotes_urls(const Footnotes *footnotes);

/*
 * One line without markup.  A link becomes its text and [n], where n is the number of its URL in
 * `links`; a bare URL stays as it is, without a number.  With `links` NULL a link becomes its text.
 */
char *markdown_to_text(const char *markdown, Footnotes *links);

/* Discord's Markdown: text escaped by discord_escape(), links as [text](url), bare URLs unchanged,
 * tables as code. */
char *markdown_to_discord(const char *markdown);

/*
 * Appends `length` bytes of valid UTF-8 so that Discord shows them as they are.  Escapes the
 * backslash and * _ ~ ` | [ ] < @ everywhere, and # - + > and `1.` at the start of a line (and of
 * the text when `line_start`).  Bare http(s) URLs and emoji codes (`:dart:`) stay as they are;
 * control characters other than newline are dropped.
 */
void discord_escape(GString *out, const char *text, gsize length, gboolean line_start);

#endif
