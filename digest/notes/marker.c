/*
 * marker.c - what marks an action wherever it is.
 *
 *	TODO: x       **Action item**: x       ACTION - x       a keyword and a colon or a dash
 *	TODO RD: x    ACTION @rd to do x                        a keyword in capitals
 *	[ACTION] x    **[ACTION - RD]** x      [TODO RD] x      brackets, perhaps with owners
 *	TODO(rd): x   ACTION (RD) to do x                       owners in parentheses
 */
#include "marker.h"

#include "base/scan.h"
#include "people/given_names.h"

#include <string.h>

enum {
	OWNERS_MAX = 480 /* bytes of the owners in a marker */
};

/* What follows a dash that separates (`- x`, `– x`, `—x`); NULL if there is none at `p`. */
static const char *
after_dash(const char *p)
{
	if (*p == '-')
		p += strspn(p, "-");
	else if (g_str_has_prefix(p, "–") || g_str_has_prefix(p, "—"))
		p += strlen("–");
	else
		return NULL;
	return scan_skip_blanks(p) > p ? scan_skip_emphasis(p) : NULL;
}

/*
 * Skips what goes on with the label of a marker up to its colon: `Action items or follow-ups:`,
 * `Action item(s)/Assignee(s):`.  Returns `p` itself if it ends otherwise.
 */
static const char *
skip_label(Languages languages, const char *p)
{
	enum {
		LABEL_MAX = 24 /* bytes */
	};
	const char *q = p + (g_str_has_prefix(p, "(s)") ? strlen("(s)") : 0);

	if (*q != '/' && *q != ' ')
		return q;
	if (*q == ' ' && vocabulary_after_word(languages, WORDS_JOINER, q + 1) == NULL &&
	    !g_str_has_prefix(q, " &"))
		return p;
	gsize length = strcspn(q, ":.,;!?[");
	return length <= LABEL_MAX && q[length] == ':' ? q + length : p;
}

/* What follows the colon or dash at `p`, after emphasis; NULL if there is none. */
static const char *
after_separator(const char *p)
{
	const char *q = scan_skip_emphasis(p);

	if (*q == ':')
		return scan_skip_emphasis(q + 1);
	return after_dash(q);
}

/* Skips the number after a keyword, up to what separates it from the text: `ACTION 62.5: x`,
 * `**AI-12** x`. */
static const char *
skip_marker_number(const char *p)
{
	const char *number = p + strspn(p, " -#");
	gsize digits = strspn(number, "0123456789.");
	const char *after = number + digits;

	if (digits == 0 || number - p > 2)
		return p;
	return *after == ':' || after_separator(after) != NULL || strspn(after, "*_") > 0 ? after
	                                                                                  : p;
}

/* Sets the owners to what is between `start` and `end`, without a separator before them and blanks
 * around them. */
static void
set_owners(Languages languages, Marker *marker, const char *start, const char *end)
{
	const char *separator = after_separator(start);

	start = separator != NULL ? separator : scan_skip_emphasis(start);
	const char *of = vocabulary_after_word(languages, WORDS_BEFORE_OWNER, start);
	start = of != NULL && of < end ? scan_skip_blanks(of) : start;
	while (end > start && strchr(" \t:*_", end[-1]) != NULL)
		end--;
	if (end <= start)
		return;
	marker->owners = start;
	marker->owners_length = (gsize)(end - start);
}

/* `[ACTION] x`, `[ACTION - RD]: x`; but `[TODO](https://...)` is a link. */
static gboolean
read_in_brackets(Languages languages, const char *p, Marker *marker)
{
	const char *inner = scan_skip_emphasis(p + 1), *close = strchr(inner, ']');
	KeywordFound found;

	if (close == NULL || close - inner > OWNERS_MAX || close[1] == '(' || close[1] == '[' ||
	    !vocabulary_keyword_at(languages, inner, KEYWORD_MARKER, &found))
		return FALSE;
	*marker = (Marker){ .separated = TRUE };
	set_owners(languages, marker, found.after, close);
	const char *after = after_separator(close + 1);
	marker->text = after != NULL ? after : scan_skip_emphasis(close + 1);
	return TRUE;
}

/* `` `TODO`: x``, `` `TODO` RD: x`` */
static gboolean
read_in_backticks(Languages languages, const char *p, Marker *marker)
{
	KeywordFound found;

	if (!vocabulary_keyword_at(languages, p + 1, KEYWORD_MARKER, &found) || *found.after != '`')
		return FALSE;
	const char *after = after_separator(found.after + 1);
	*marker = (Marker){ .separated = TRUE };
	marker->text = after != NULL ? after : scan_skip_emphasis(found.after + 1);
	return TRUE;
}

/* `(RD): x`, `(RD) x`, `[RD]: x` after the keyword; only with a colon if it is not in capitals. */
static gboolean
read_in_parentheses(Languages languages, const char *p, gboolean capitals, Marker *marker)
{
	const char *close = *p == '(' ? strchr(p, ')') : *p == '[' ? strchr(p, ']') : NULL;

	if (close == NULL || close - p > OWNERS_MAX || (*p == '[' && close[1] == '(') ||
	    (!capitals && *scan_skip_emphasis(close + 1) != ':'))
		return FALSE;
	*marker = (Marker){ .separated = TRUE };
	set_owners(languages, marker, p + 1, close);
	const char *after = after_separator(close + 1);
	marker->text = after != NULL ? after : scan_skip_emphasis(close + 1);
	return marker->owners != NULL;
}

/* TRUE for `Nora: x`: of what is not in capitals a marker must be sure. */
static gboolean
begins_with_name(const char *p)
{
	gsize length = strcspn(p, " :,");

	return p[length] == ':' && given_name_begins(p, length);
}

/* `#todo x`, `#action RD to do x`; within a sentence only at its end, as `the #todo channel` is no
 * action. */
static gboolean
read_tag(Languages languages, const char *p, MarkerPosition position, Marker *marker)
{
	KeywordFound found;

	if (!vocabulary_keyword_at(languages, p + 1, KEYWORD_MARKER, &found) ||
	    (found.uses & KEYWORD_DOUBTFUL) != 0 ||
	    (*found.after != '\0' && strchr(" \t:", *found.after) == NULL))
		return FALSE;
	*marker = (Marker){ .separated = TRUE };
	marker->text = scan_skip_emphasis(found.after + (*found.after == ':' ? 1 : 0));
	return position == MARKER_AT_START || *marker->text == '\0';
}

/* `for RD: x` after the keyword. */
static gboolean
read_after_for(Languages languages, const char *p, Marker *marker)
{
	enum {
		NAME_BYTES = 40
	};
	const char *name = vocabulary_after_word(languages, WORDS_BEFORE_OWNER, p);
	const char *colon = name != NULL ? strchr(name, ':') : NULL;

	name = name != NULL ? scan_skip_blanks(name) : NULL;
	if (colon == NULL || colon - name > NAME_BYTES ||
	    (*name != '@' && !g_unichar_isupper(g_utf8_get_char(name))))
		return FALSE;
	*marker = (Marker){ .separated = TRUE, .text = scan_skip_emphasis(colon + 1) };
	set_owners(languages, marker, name, colon);
	return marker->owners != NULL;
}

gboolean
marker_read(Languages languages, const char *p, MarkerPosition position, Marker *marker)
{
	const char *start = scan_skip_emphasis(p);
	KeywordFound found;

	if (*start == '[')
		return read_in_brackets(languages, start, marker);
	if (*start == '`')
		return read_in_backticks(languages, start, marker);
	if (*start == '#')
		return read_tag(languages, start, position, marker);
	guint uses = KEYWORD_MARKER | (position != MARKER_INSIDE ? KEYWORD_LABEL : 0);
	if (!vocabulary_keyword_at(languages, start, uses, &found))
		return FALSE;
	found.after = skip_marker_number(found.after);
	gboolean doubtful = (found.uses & KEYWORD_DOUBTFUL) != 0;
	if (!found.capitals && (position == MARKER_INSIDE || doubtful))
		return FALSE;
	/* `Action items: x` is the label of a list, and `ACTION_FLAG: x` no word. */
	const char *closed = found.after + strspn(found.after, "*_");
	if (scan_is_word_byte(*closed))
		return FALSE;
	const char *rest = scan_skip_blanks(closed);
	if (read_in_parentheses(languages, rest, found.capitals, marker) ||
	    (position != MARKER_INSIDE && rest > closed &&
	     read_after_for(languages, rest, marker))) {
		marker->doubtful = doubtful;
		return TRUE;
	}
	gboolean label = position != MARKER_INSIDE && (found.uses & KEYWORD_LABEL) != 0;
	const char *after =
	    after_separator(label ? skip_label(languages, found.after) : found.after);
	*marker = (Marker){ .text = after, .separated = TRUE, .doubtful = doubtful };
	if (after != NULL)
		return TRUE;
	if ((found.uses & KEYWORD_MARKER) == 0 || (!found.capitals && !begins_with_name(rest)))
		return FALSE;
	/* `TODO RD: x`, `**ACTION** RD to do x`, `Action Nora: x`; but `TODO list` is a thing. */
	marker->separated = FALSE;
	marker->text = scan_skip_emphasis(closed);
	if (vocabulary_after_word(languages, WORDS_AFTER_ACTIONS, marker->text) != NULL)
		return FALSE;
	return scan_skip_blanks(closed) > closed || strchr("@`", *closed) != NULL;
}

/* TRUE for a sign of Markdown that sets a marker off from the text around it. */
static gboolean
sets_off(char c)
{
	return c == '*' || c == '_' || c == '[' || c == '`';
}

const char *
marker_find(Languages languages, const char *text, Marker *marker)
{
	if (marker_read(languages, text, MARKER_AT_START, marker))
		return text;
	for (const char *p = text; *p != '\0'; p++) {
		gboolean inside = *p == ' ' || *p == '(';
		/* Nearly no word begins a marker. */
		if (inside ? !g_ascii_isupper(p[1]) && p[1] != '#' && (guchar)p[1] < 0x80
		           : !sets_off(*p))
			continue;
		/* `MY_TODO` is one word. */
		if ((*p == '*' || *p == '_') && p > text && scan_is_word_byte(p[-1]))
			continue;
		const char *at = *p == '[' || *p == '`' ? p : p + 1;
		MarkerPosition position = inside ? MARKER_INSIDE : MARKER_SET_OFF;
		if (*at == '*' || *at == '_' || !marker_read(languages, at, position, marker) ||
		    !marker->separated)
			continue;
		marker->inside = position == MARKER_INSIDE;
		return at;
	}
	return NULL;
}
