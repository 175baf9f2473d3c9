/* essence.c - what a source says, whatever its white space. */
#include "notes/notes.h"

#include <string.h>

#define EACH_BYTE(byte) (G_GUINT64_CONSTANT(0x0101010101010101) * (guint8)(byte))

/* The end of the line at `p`; a text without carriage returns is searched for newlines only, which is faster. */
static const char *
line_end(const char *p, const char *end, gboolean returns)
{
	const char *newline = memchr(p, '\n', (gsize)(end - p));

	end = newline != NULL ? newline : end;
	const char *back = returns ? memchr(p, '\r', (gsize)(end - p)) : NULL;
	return back != NULL ? back : end;
}

/* The high bit of each byte that is zero; it may be set wrongly above such a byte. */
static guint64
zero_bytes(guint64 word)
{
	return (word - EACH_BYTE(0x01)) & ~word & EACH_BYTE(0x80);
}

/* FALSE when there is surely no tab and no second blank behind a blank: eight bytes at a time, as nearly no line has any. */
static gboolean
may_need_squeezing(const char *p, const char *end)
{
	guint64 carried = 0; /* whether the last byte was a blank */

	for (; end - p >= 8; p += 8) {
		guint64 word;
		memcpy(&word, p, 8);
		word = GUINT64_FROM_LE(word);
		guint64 blanks = zero_bytes(word ^ EACH_BYTE(' '));
		if ((blanks & (blanks << 8 | carried)) != 0 || zero_bytes(word ^ EACH_BYTE('\t')) != 0)
			return TRUE;
		carried = blanks >> 56;
	}
	for (gboolean blank = carried != 0; p < end; p++) {
		if (*p == '\t' || (*p == ' ' && blank))
			return TRUE;
		blank = *p == ' ';
	}
	return FALSE;
}

/* Copies with each run of white space as one blank; returns the end of what was written. */
static char *
copy_squeezed(char *out, const char *p, const char *end)
{
	if (!may_need_squeezing(p, end)) {
		memcpy(out, p, (gsize)(end - p));
		return out + (end - p);
	}
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
notes_essence(GBytes *source)
{
	gsize length = 0;
	const char *p = g_bytes_get_data(source, &length);
	const char *end = length > 0 ? p + length : p; /* no bytes are at NULL */
	char *essence = g_malloc(length + 1), *out = essence;
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
	return g_bytes_new_take(essence, (gsize)(out - essence));
}
