/*
 * glob.c - patterns over the segments of a path.
 *
 * Each pattern is a row of segments.  A state is a set of bits (bit i: the segments before i are
 * used up), so that `**` needs no backtracking, and a walk takes one step for each name instead of
 * matching whole paths.  The segments are not matched by fnmatch(3), because the same pattern would
 * choose other files under cron than at a terminal: without a UTF-8 locale, and in a name with a
 * single byte that is not UTF-8, its `?` and `[...]` match bytes instead of characters, and its
 * ranges follow the locale's order.  Not every libc bounds its time, either.
 */
#include "glob.h"

#include <string.h>

typedef enum {
	SEGMENT_LITERAL,   /* the name itself */
	SEGMENT_SUFFIX,    /* `*` and then literally: most patterns end in one */
	SEGMENT_WILD,      /* anything else */
	SEGMENT_ANY_DEPTH, /* `**` */
} GlobSegmentKind;

typedef struct {
	GlobSegmentKind kind;
	char *text; /* for SEGMENT_SUFFIX what follows the star */
	gsize length;
	gboolean dot; /* begins with a literal dot */
} GlobSegment;

static void
segment_init(GlobSegment *segment, const char *text)
{
	const char *rest = text[0] == '*' ? text + 1 : text;

	segment->dot = text[0] == '.' || g_str_has_prefix(text, "\\.");
	if (strcmp(text, "**") == 0)
		segment->kind = SEGMENT_ANY_DEPTH;
	else if (strpbrk(rest, "*?[\\") != NULL)
		segment->kind = SEGMENT_WILD;
	else
		segment->kind = rest == text ? SEGMENT_LITERAL : SEGMENT_SUFFIX;
	segment->text = g_strdup(segment->kind == SEGMENT_SUFFIX ? rest : text);
	segment->length = strlen(segment->text);
}

static void
segment_clear(GlobSegment *segment)
{
	g_clear_pointer(&segment->text, g_free);
}

/* Returns the character at `*at` and moves on.  A byte that is not UTF-8 is a character of its own,
 * above all others. */
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

/*
 * Says in `*matched` whether the set whose `[` is before `at` contains the character.  Returns the
 * position after its `]`, or NULL when it has none: then `[` is an ordinary character.
 */
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

/* Matches one item of the pattern, not `*`, with one character, and moves both on on success. */
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
		/* `matched` is set */
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
 * On a mismatch only the latest star is tried again, with one character more: whatever an earlier
 * one could match instead, the latest one can match as well.  So the time is at most the length of
 * the pattern times that of the name.
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

/* Returns TRUE when the whole name matches.  Not for SEGMENT_ANY_DEPTH. */
static gboolean
segment_match(const GlobSegment *segment, const char *name, gsize length)
{
	if (segment->kind == SEGMENT_LITERAL)
		return length == segment->length && memcmp(name, segment->text, length) == 0;
	if (segment->kind == SEGMENT_SUFFIX)
		return length >= segment->length &&
		       memcmp(name + length - segment->length, segment->text, segment->length) == 0;
	return match_wild(segment->text, name);
}

typedef struct {
	GlobSegment *segments;
	guint count;
} Glob;

struct Globs {
	GlobsKind kind;
	guint count;
	Glob *globs;
};

/* Adds the segments of one pattern, without empty ones, "." and repeated `**`. */
static void
compile(Glob *glob, const char *pattern)
{
	g_auto(GStrv) words = g_strsplit(pattern, "/", -1);
	guint words_count = g_strv_length(words);

	glob->segments = g_new0(GlobSegment, words_count + 1);
	for (guint i = 0; i < words_count; i++) {
		gboolean last = i + 1 == words_count;
		const char *word = words[i][0] == '\0' && last && i > 0 ? "**" : words[i];
		gboolean repeated = strcmp(word, "**") == 0 && glob->count > 0 &&
		                    glob->segments[glob->count - 1].kind == SEGMENT_ANY_DEPTH;

		if (word[0] != '\0' && strcmp(word, ".") != 0 && !repeated)
			segment_init(&glob->segments[glob->count++], word);
	}
}

Globs *
globs_new(const GPtrArray *patterns, GlobsKind kind)
{
	Globs *globs = g_new0(Globs, 1);

	globs->kind = kind;
	globs->count = patterns != NULL ? patterns->len : 0;
	globs->globs = g_new0(Glob, globs->count);
	for (guint i = 0; i < globs->count; i++)
		compile(&globs->globs[i], g_ptr_array_index(patterns, i));
	return globs;
}

void
globs_free(Globs *globs)
{
	if (globs == NULL)
		return;
	for (guint i = 0; i < globs->count; i++) {
		for (guint k = 0; k < globs->globs[i].count; k++)
			segment_clear(&globs->globs[i].segments[k]);
		g_free(globs->globs[i].segments);
	}
	g_free(globs->globs);
	g_free(globs);
}

guint
globs_count(const Globs *globs)
{
	return globs->count;
}

static guint64
bit(guint state)
{
	return (guint64)1 << state;
}

/* Adds the states that need no further name: those after a `**` that is not the last segment. */
static guint64
skip_depths(const Glob *glob, guint64 state)
{
	for (guint i = 0; i + 1 < glob->count; i++) {
		if ((state & bit(i)) != 0 && glob->segments[i].kind == SEGMENT_ANY_DEPTH)
			state |= bit(i + 1);
	}
	return state;
}

void
globs_start(const Globs *globs, GlobsState *state)
{
	for (guint i = 0; i < globs->count; i++) {
		const Glob *glob = &globs->globs[i];
		gboolean usable = glob->count > 0 && glob->count <= GLOB_SEGMENTS_MAX;
		state[i] = usable ? skip_depths(glob, bit(0)) : 0;
	}
}

static guint64
step(const Glob *glob, guint64 state, const char *name, gsize length, gboolean dots)
{
	guint64 next = 0;

	for (guint i = 0; i < glob->count && state >> i != 0; i++) {
		const GlobSegment *segment = &glob->segments[i];

		if ((state & bit(i)) == 0 || (name[0] == '.' && !dots && !segment->dot))
			continue;
		if (segment->kind == SEGMENT_ANY_DEPTH)
			next |= bit(i) | (i + 1 == glob->count ? bit(i + 1) : 0);
		else if (segment_match(segment, name, length))
			next |= bit(i + 1);
	}
	return skip_depths(glob, next);
}

gboolean
globs_step(const Globs *globs, const GlobsState *state, const char *name, GlobsState *next)
{
	gsize length = strlen(name);
	guint64 any = 0;

	for (guint i = 0; i < globs->count; i++) {
		next[i] = state[i] == 0 ? 0
		                        : step(&globs->globs[i], state[i], name, length,
		                               globs->kind == GLOBS_EXCLUDE);
		any |= next[i];
	}
	return any != 0;
}

gboolean
globs_match(const Globs *globs, const GlobsState *state)
{
	for (guint i = 0; i < globs->count; i++) {
		if ((state[i] & bit(globs->globs[i].count)) != 0)
			return TRUE;
	}
	return FALSE;
}

gboolean
globs_match_below(const Globs *globs, const GlobsState *state)
{
	for (guint i = 0; i < globs->count; i++) {
		const Glob *glob = &globs->globs[i];
		if (state[i] == 0)
			continue;
		if (globs->kind == GLOBS_EXCLUDE && (state[i] & bit(glob->count)) != 0)
			return TRUE;
		/* The `**` of an include does not match hidden names, so it never matches
		 * everything. */
		if (globs->kind == GLOBS_EXCLUDE &&
		    glob->segments[glob->count - 1].kind == SEGMENT_ANY_DEPTH &&
		    (state[i] & bit(glob->count - 1)) != 0)
			return TRUE;
	}
	return FALSE;
}

/* Goes down one path, by the same steps as a walk. */
gboolean
globs_choose(const Globs *include, const Globs *exclude, const char *path)
{
	g_auto(GStrv) names = g_strsplit(path, "/", -1);
	g_autofree GlobsState *in = g_new0(GlobsState, globs_count(include));
	g_autofree GlobsState *out = g_new0(GlobsState, globs_count(exclude));

	globs_start(include, in);
	globs_start(exclude, out);
	for (guint i = 0; names[i] != NULL; i++) {
		if (!globs_step(include, in, names[i], in))
			return FALSE;
		(void)globs_step(exclude, out, names[i], out);
		if (names[i + 1] != NULL && globs_match_below(exclude, out))
			return FALSE;
	}
	return globs_match(include, in) && !globs_match(exclude, out);
}
