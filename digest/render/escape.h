/* escape.h - a value put into a template, made to mean only itself. */
#ifndef TIDINGS_RENDER_ESCAPE_H
#define TIDINGS_RENDER_ESCAPE_H

#include "render/mustache.h"

/* Appends `length` bytes of valid UTF-8, escaped.  For Discord the value counts as the start of a
 * line. */
void escape_append(GString *out, Escape escape, const char *text, gsize length);

#endif
