/* damage.c - files that are not meeting files for the moment. */
#define _GNU_SOURCE /* memmem */
#include "notes/damage.h"

#include "base/error.h"
#include "base/text.h"

#include <string.h>

typedef struct {
	guint line, column;
	const char *code;
	const char *sentence;
} Damage;

static gboolean
begins(const char *p, const char *end, const char *with)
{
	gsize length = strlen(with);

	return (gsize)(end - p) >= length && memcmp(p, with, length) == 0;
}

static gboolean
is_utf16(const char *text, gsize length)
{
	return length >= 2 &&
	       (memcmp(text, "\xff\xfe", 2) == 0 || memcmp(text, "\xfe\xff", 2) == 0);
}

static void
find_position(const char *text, const char *at, Damage *damage)
{
	damage->line = damage->column = 1;
	for (const char *p = text; p < at; p++) {
		gboolean ends = *p == '\n' || (*p == '\r' && p[1] != '\n');
		gboolean goes_on = ((guchar)*p & 0xc0) == 0x80; /* a further byte of a character */
		damage->line += ends ? 1 : 0;
		damage->column = ends ? 1 : damage->column + (goes_on ? 0 : 1);
	}
}

static gboolean
find_not_text(const char *text, gsize length, Damage *damage)
{
	const char *nul = memchr(text, '\0', length);

	damage->code = "not-text";
	if (is_utf16(text, length)) {
		damage->line = damage->column = 1;
		damage->sentence = "this is UTF-16; save the file as UTF-8";
		return TRUE;
	}
	if (nul == NULL)
		return FALSE;
	find_position(text, nul, damage);
	damage->sentence =
	    "a NUL byte is here, so this is not text; save the file as text in UTF-8";
	return TRUE;
}

static const char *
line_after(const char *p, const char *end)
{
	const char *newline = memchr(p, '\n', (gsize)(end - p));

	return newline != NULL ? newline + 1 : end;
}

/* The fence of code that is open; its length is 0 outside of code. */
typedef struct {
	char mark;
	gsize length;
} Fence;

/* Opens or closes a fence (CommonMark 4.5): what closes it is at least as long, and alone on its
 * line. */
static void
follow_fence(const char *p, const char *end, Fence *fence)
{
	for (guint blanks = 0; blanks < 3 && p < end && *p == ' '; blanks++)
		p++;
	if (!begins(p, end, "```") && !begins(p, end, "~~~"))
		return;
	const char *after = p;
	while (after < end && *after == *p)
		after++;
	gsize length = (gsize)(after - p);
	while (after < end && (*after == ' ' || *after == '\t' || *after == '\r'))
		after++;
	gboolean alone = after == end || *after == '\n';
	if (fence->length == 0)
		*fence = (Fence){ *p, length };
	else if (*p == fence->mark && length >= fence->length && alone)
		*fence = (Fence){ 0 };
}

/* Finds what git writes if both sides changed a file (git-merge(1), "How conflicts are presented").
 * Notes about git quote it in fenced code. */
static gboolean
find_conflict(const char *text, gsize length, Damage *damage)
{
	const char *end = text + length, *begun = NULL;
	Fence fence = { 0 };

	/* Nearly no file has one. */
	if (memmem(text, length, "<<<<<<< ", 8) == NULL)
		return FALSE;
	for (const char *p = text; p < end; p = line_after(p, end)) {
		follow_fence(p, end, &fence);
		if (begun == NULL && fence.length == 0 && begins(p, end, "<<<<<<< "))
			begun = p;
		if (begun == NULL || !begins(p, end, ">>>>>>> "))
			continue;
		find_position(text, begun, damage);
		damage->code = "merge-conflict";
		damage->sentence =
		    "an unfinished merge begins here; keep what is right on both sides, "
		    "and remove the lines with <<<<<<<, ======= and >>>>>>>";
		return TRUE;
	}
	return FALSE;
}

gboolean
damage_check(const char *path, GBytes *source, const char **code, GError **error)
{
	gsize length = 0;
	const char *text = g_bytes_get_data(source, &length);
	Damage damage = { 0 };

	if (length == 0 ||
	    (!find_not_text(text, length, &damage) && !find_conflict(text, length, &damage)))
		return TRUE;
	if (code != NULL)
		*code = damage.code;
	g_autofree char *shown = text_escape_for_terminal(path, -1);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA, "%s:%u:%u: %s", shown, damage.line,
	            damage.column, damage.sentence);
	return FALSE;
}

gboolean
damage_is_blank(GBytes *source)
{
	gsize length = 0;
	const char *p = g_bytes_get_data(source, &length), *end = length > 0 ? p + length : p;

	if (length > 0 && begins(p, end, "\xef\xbb\xbf"))
		p += 3;
	while (p < end && g_ascii_isspace(*p))
		p++;
	return p == end;
}
