/* normalized.c - what a source says, whatever its white space. */
#include "notes/notes.h"

#include <string.h>

/* The end of the line at `p`; a text without carriage returns is searched for newlines only, which
 * is faster. */
static const char *
line_end(const char *p, const char *end, gboolean returns)
{
	if (!returns) {
		const char *newline = memchr(p, '\n', (gsize)(end - p));
		return newline != NULL ? newline : end;
	}
	while (p < end && *p != '\n' && *p != '\r')
		p++;
	return p;
}

/* Copies with each run of white space as one blank; returns the end of what was written. */
static char *
copy_squeezed(char *out, const char *p, const char *end)
{
	for (gboolean blank = FALSE; p < end; p++) {
		gboolean before = blank;
		blank = g_ascii_isspace(*p);
		if (!blank)
			*out++ = *p;
		else if (!before)
			*out++ = ' ';
	}
	return out;
}

GBytes *
notes_normalized_source(GBytes *source)
{
	gsize length = 0;
	const char *p = g_bytes_get_data(source, &length);
	const char *end = length > 0 ? p + length : p; /* no bytes are at NULL */
	char *normalized = g_malloc(length + 1), *out = normalized;
	gboolean returns = length > 0 && memchr(p, '\r', length) != NULL;

	/* Between lines nothing counts, but where a line ended does: it may end an item. */
	for (const char *next; p < end; p = next + 1) {
		next = line_end(p, end, returns);
		const char *last = next;
		while (p < last && g_ascii_isspace(*p))
			p++;
		while (last > p && g_ascii_isspace(last[-1]))
			last--;
		if (last == p)
			continue;
		out = copy_squeezed(out, p, last);
		*out++ = '\n';
	}
	return g_bytes_new_take(normalized, (gsize)(out - normalized));
}
