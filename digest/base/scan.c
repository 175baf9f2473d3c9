/* scan.c - moves a cursor through a line of text. */
#include "base/scan.h"

#include <string.h>

/* Text pasted from web pages and word processors may have U+00A0 in place of a blank. */
static gboolean
is_wide_blank(const char *p)
{
	return p[0] == '\xc2' && p[1] == '\xa0';
}

const char *
scan_skip_blanks(const char *p)
{
	while (*p == ' ' || *p == '\t' || is_wide_blank(p))
		p += *p == '\xc2' ? 2 : 1;
	return p;
}

const char *
scan_skip_emphasis(const char *p)
{
	while (*p == ' ' || *p == '\t' || *p == '*' || *p == '_' || is_wide_blank(p))
		p += *p == '\xc2' ? 2 : 1;
	return p;
}

const char *
scan_skip_bullet(const char *line)
{
	if (*line != '\0' && strchr("-*+", *line) != NULL && (line[1] == ' ' || line[1] == '\t'))
		return scan_skip_blanks(line + 1);
	gsize digits = strspn(line, "0123456789");
	if (digits > 0 && (line[digits] == '.' || line[digits] == ')') &&
	    (line[digits + 1] == ' ' || line[digits + 1] == '\t'))
		return scan_skip_blanks(line + digits + 1);
	return line;
}

const char *
scan_match_word(const char *p, const char *word)
{
	gsize length = strlen(word);
	if (g_ascii_strncasecmp(p, word, length) != 0)
		return NULL;
	return scan_is_word_byte(p[length]) ? NULL : p + length;
}
