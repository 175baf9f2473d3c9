/* part.c - matching one name with one part of a pattern. */
#include "part.h"

#include <string.h>

void
glob_segment_init(GlobSegment *part, const char *text)
{
	const char *rest = text[0] == '*' ? text + 1 : text;

	part->dot = text[0] == '.' || g_str_has_prefix(text, "\\.");
	if (strcmp(text, "**") == 0)
		part->kind = PART_ANY_DEPTH;
	else if (strpbrk(rest, "*?[\\") != NULL)
		part->kind = PART_WILD;
	else
		part->kind = rest == text ? PART_LITERAL : PART_SUFFIX;
	part->text = g_strdup(part->kind == PART_SUFFIX ? rest : text);
	part->length = strlen(part->text);
}

void
glob_segment_clear(GlobSegment *part)
{
	g_clear_pointer(&part->text, g_free);
}

/* The character at `*at`, which moves on; a byte that is no UTF-8 is a character of its own, above
 * all others. */
static gunichar
next_character(const char **at)
{
	gunichar character = g_utf8_get_char_validated(*at, -1);

	if (character == (gunichar)-1 || character == (gunichar)-2) {
		character = 0x110000u + (guint8) * *at;
		(*at)++;
	} else {
		*at = g_utf8_next_char(*at);
	}
	return character;
}

static gunichar
next_escaped(const char **at)
{
	if (**at == '\\' && (*at)[1] != '\0')
		(*at)++;
	return next_character(at);
}

/* After `[`: whether the set has the character.  Moves behind the `]`; NULL when there is none
 * (then `[` is itself). */
static const char *
match_set(const char *at, gunichar character, gboolean *matched)
{
	gboolean negated = *at == '!' || *at == '^';
	gboolean found = FALSE;

	at += negated ? 1 : 0;
	for (gboolean first = TRUE; *at != '\0' && (*at != ']' || first); first = FALSE) {
		gunichar low = next_escaped(&at);
		gunichar high = low;
		if (at[0] == '-' && at[1] != ']' && at[1] != '\0') {
			at++;
			high = next_escaped(&at);
		}
		found = found || (low <= character && character <= high);
	}
	*matched = found != negated;
	return *at == ']' ? at + 1 : NULL;
}

/* One pattern item other than `*` against one character.  Moves both on when it matches. */
static gboolean
match_one(const char **pattern, const char **name)
{
	const char *after = *name;
	gunichar character = next_character(&after);
	const char *next = *pattern;
	gboolean matched = FALSE;

	if (*next == '?') {
		next++;
		matched = TRUE;
	} else if (*next == '[' && (next = match_set(*pattern + 1, character, &matched)) != NULL) {
		/* a set: `matched` says */
	} else if (**pattern != '\0') {
		next = *pattern;
		matched = next_escaped(&next) == character;
	}
	if (!matched)
		return FALSE;
	*pattern = next;
	*name = after;
	return TRUE;
}

/*
 * Only the latest star needs to be tried again: whatever an earlier one could take instead, the
 * later one can take as well.  So the time is at most pattern times name.
 */
static gboolean
match_wild(const char *pattern, const char *name)
{
	const char *star = NULL;
	const char *resume = NULL;

	while (*name != '\0') {
		if (*pattern == '*') {
			star = ++pattern;
			resume = name;
		} else if (match_one(&pattern, &name)) {
			continue;
		} else if (star != NULL) {
			(void)next_character(&resume);
			pattern = star;
			name = resume;
		} else {
			return FALSE;
		}
	}
	while (*pattern == '*')
		pattern++;
	return *pattern == '\0';
}

gboolean
glob_segment_match(const GlobSegment *part, const char *name, gsize length)
{
	if (part->kind == PART_LITERAL)
		return length == part->length && memcmp(name, part->text, length) == 0;
	if (part->kind == PART_SUFFIX)
		return length >= part->length &&
		       memcmp(name + length - part->length, part->text, part->length) == 0;
	return match_wild(part->text, name);
}
