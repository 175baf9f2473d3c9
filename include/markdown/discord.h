/* discord.h - text that stands in Discord's Markdown and means only itself. */
#ifndef TIDINGS_MARKDOWN_DISCORD_H
#define TIDINGS_MARKDOWN_DISCORD_H

#include <glib.h>

/*
 * Appends `length` bytes of valid UTF-8, escaped: the backslash and * _ ~ ` | [ ] < @ everywhere, #
 * - + > and `1.` at the start of a line (and of the text when `line_start`).  Bare http(s) URLs and
 * emoji codes (`:dart:`) stay as they are; control characters but newline are dropped.
 */
void discord_escape(GString *out, const char *text, gsize length, gboolean line_start);

#endif
