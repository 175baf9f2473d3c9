/* essence.c - what a source says, whatever its white space. */
#include "notes/notes.h"

#include <string.h>

GBytes *
notes_essence(GBytes *source)
{
	gsize length = 0;
	const char *p = g_bytes_get_data(source, &length);
	const char *end = length > 0 ? p + length : p; /* no bytes are at NULL */
	char *essence = g_malloc(length + 1), *out = essence;
	gboolean blank = FALSE, text = FALSE;

	while (p < end) {
		const char *word = p;
		while (p < end && (*p > ' ' || !g_ascii_isspace(*p)))
			p++;
		if (p > word) {
			if (blank)
				*out++ = ' ';
			memcpy(out, word, (gsize)(p - word));
			out += p - word;
			blank = FALSE;
			text = TRUE;
		} else if (*p == '\n' || *p == '\r') {
			/* Between lines nothing counts, but where a line ended does: it may end an item. */
			if (text)
				*out++ = '\n';
			blank = text = FALSE;
			p++;
		} else {
			blank = TRUE;
			p++;
		}
	}
	if (text)
		*out++ = '\n';
	return g_bytes_new_take(essence, (gsize)(out - essence));
}
