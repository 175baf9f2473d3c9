/* damage.c - files that are not meeting files for the moment. */
#include "notes/damage.h"

#include "base/error.h"
#include "base/text.h"
#include "markdown/fence.h"

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

/*
 * TRUE for UTF-16 without its mark, as some programs write it: of its first characters every second
 * byte is NUL, where they are Latin letters.
 */
static gboolean
looks_like_utf16(const char *text, gsize length)
{
	enum {
		LOOKED_AT = 64, /* bytes */
		LEAST = 8
	};
	gsize looked = MIN(length, (gsize)LOOKED_AT) & ~(gsize)1, nuls[2] = { 0 };

	for (gsize i = 0; i < looked; i++)
		nuls[i % 2] += text[i] == '\0' ? 1 : 0;
	return looked >= LEAST && MIN(nuls[0], nuls[1]) == 0 && MAX(nuls[0], nuls[1]) >= looked / 4;
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
	    looks_like_utf16(text, length)
	        ? "every second byte is NUL, so this is UTF-16; save the file as UTF-8"
	        : "a NUL byte is here, so this is not text; save the file as text in UTF-8";
	return TRUE;
}

static const char *
line_after(const char *p, const char *end)
{
	const char *newline = memchr(p, '\n', (gsize)(end - p));

	return newline != NULL ? newline + 1 : end;
}

/* What git writes if both sides changed a file (git-merge(1), "How conflicts are presented"). */
typedef struct {
	const char *begun;  /* the last `<<<<<<< ours`, or NULL */
	gboolean quoted;    /* that is in fenced code */
	const char *middle; /* the last `=======`, or NULL */
} Conflict;

/* TRUE for a line that is nothing but `=======`. */
static gboolean
is_middle(const char *p, const char *end)
{
	if (!begins(p, end, "======="))
		return FALSE;
	p += strlen("=======");
	return p == end || *p == '\n' || *p == '\r';
}

/* TRUE for `>>>>>>> theirs` or `>>>>>>> 3f2a1bc (Add the hall)`; but `>>>>>>> as he wrote` is a
 * quote. */
static gboolean
is_end_of_side(const char *p, const char *stop)
{
	const char *name = p + strlen(">>>>>>> ");
	const char *blank = memchr(name, ' ', (gsize)(stop - name));

	return blank == NULL || (blank + 1 < stop && blank[1] == '(');
}

/*
 * Goes on to the line at `p`; `code` if it is in fenced code, where notes about git quote such
 * lines.  Returns where the merge that ends there began, or NULL.  Somebody may have taken out one
 * of the three lines and forgotten the others.
 */
static const char *
follow_conflict(Conflict *conflict, const char *p, const char *stop, gboolean code)
{
	if (begins(p, stop, "<<<<<<< ") && (conflict->begun == NULL || conflict->quoted)) {
		conflict->begun = p;
		conflict->quoted = code;
		conflict->middle = NULL;
	}
	if (is_middle(p, stop))
		conflict->middle = code ? NULL : p;
	if (!begins(p, stop, ">>>>>>> "))
		return NULL;
	if (conflict->begun != NULL && (!conflict->quoted || !code))
		return conflict->begun;
	return conflict->middle != NULL && !code && is_end_of_side(p, stop) ? conflict->middle
	                                                                    : NULL;
}

/* TRUE if the text has seven of `c`, as nearly no file has.  To look for one byte is faster than
 * memmem(). */
static gboolean
has_run(const char *text, const char *end, char c)
{
	const char run[] = { c, c, c, c, c, c, c, '\0' };

	for (const char *p = text; (p = memchr(p, c, (gsize)(end - p))) != NULL; p++)
		if (begins(p, end, run))
			return TRUE;
	return FALSE;
}

static gboolean
find_conflict(const char *text, gsize length, Damage *damage)
{
	const char *end = text + length, *begun = NULL;
	Conflict conflict = { 0 };
	Fence fence = { 0 };

	if (!has_run(text, end, '<') && !has_run(text, end, '>'))
		return FALSE;
	for (const char *p = text; p < end && begun == NULL; p = line_after(p, end)) {
		const char *after = line_after(p, end), *stop = after;
		while (stop > p && (stop[-1] == '\n' || stop[-1] == '\r'))
			stop--;
		begun = follow_conflict(&conflict, p, stop, fence_follow(p, stop, &fence));
	}
	if (begun == NULL && conflict.begun != NULL && !conflict.quoted && conflict.middle != NULL)
		begun = conflict.begun;
	if (begun == NULL)
		return FALSE;
	find_position(text, begun, damage);
	damage->code = "merge-conflict";
	damage->sentence = "an unfinished merge begins here; keep what is right on both sides, "
	                   "and remove the lines with <<<<<<<, ======= and >>>>>>>";
	return TRUE;
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
