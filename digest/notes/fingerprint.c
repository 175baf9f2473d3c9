/* fingerprint.c - what a source says, whatever its white space. */
#include "notes/notes.h"

enum {
	CHUNK = 4096
};

/* Runs of blanks count as one, at line ends and between lines as nothing. */
char *
notes_fingerprint(GBytes *bytes)
{
	gsize length = 0, filled = 0;
	const guchar *p = g_bytes_get_data(bytes, &length);
	const guchar *end = length > 0 ? p + length : p; /* no bytes are at NULL */
	guchar chunk[CHUNK];
	gboolean blank = FALSE, text = FALSE;
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA1);

	for (; p < end; p++) {
		if (*p == '\n' || *p == '\r') {
			/* Between lines nothing counts, but where a line ended does: it may end an item. */
			blank = FALSE;
			if (text)
				chunk[filled++] = '\n';
			text = FALSE;
		} else if (g_ascii_isspace((char)*p))
			blank = TRUE;
		else {
			if (blank)
				chunk[filled++] = ' ';
			chunk[filled++] = *p;
			blank = FALSE;
			text = TRUE;
		}
		if (filled > CHUNK - 3) {
			g_checksum_update(sum, chunk, (gssize)filled);
			filled = 0;
		}
	}
	if (text)
		chunk[filled++] = '\n';
	g_checksum_update(sum, chunk, (gssize)filled);
	return g_strdup(g_checksum_get_string(sum));
}
