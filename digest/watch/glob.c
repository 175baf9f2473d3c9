/*
 * glob.c - patterns over path parts.
 *
 * Each pattern is a row of parts; where it stands is a set of numbers (bit i: the parts before i
 * are used up), so that
 * `**` costs no backtracking and a walk takes one step for each name instead of matching whole
 * paths.
 */
#include "glob.h"

#include "part.h"

#include <string.h>

typedef struct {
	GlobSegment *parts;
	guint count;
} Glob;

struct Globs {
	GlobsKind kind;
	guint count;
	Glob *globs;
};

/* Adds the parts of one pattern, without empty ones, "." and repeated `**`. */
static void
compile(Glob *glob, const char *pattern)
{
	g_auto(GStrv) words = g_strsplit(pattern, "/", -1);
	guint words_count = g_strv_length(words);

	glob->parts = g_new0(GlobSegment, words_count + 1);
	for (guint i = 0; i < words_count; i++) {
		gboolean last = i + 1 == words_count;
		const char *word = words[i][0] == '\0' && last && i > 0 ? "**" : words[i];
		gboolean repeated = strcmp(word, "**") == 0 && glob->count > 0 &&
		                    glob->parts[glob->count - 1].kind == PART_ANY_DEPTH;

		if (word[0] != '\0' && strcmp(word, ".") != 0 && !repeated)
			glob_segment_init(&glob->parts[glob->count++], word);
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
			glob_segment_clear(&globs->globs[i].parts[k]);
		g_free(globs->globs[i].parts);
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
bit(guint place)
{
	return (guint64)1 << place;
}

/* Where one can also be without using a name: past a `**` that is not the last part. */
static guint64
skip_depths(const Glob *glob, guint64 place)
{
	for (guint i = 0; i + 1 < glob->count; i++) {
		if ((place & bit(i)) != 0 && glob->parts[i].kind == PART_ANY_DEPTH)
			place |= bit(i + 1);
	}
	return place;
}

void
globs_start(const Globs *globs, GlobsState *place)
{
	for (guint i = 0; i < globs->count; i++) {
		const Glob *glob = &globs->globs[i];
		gboolean usable = glob->count > 0 && glob->count <= GLOB_PARTS;
		place[i] = usable ? skip_depths(glob, bit(0)) : 0;
	}
}

static guint64
step(const Glob *glob, guint64 place, const char *name, gsize length, gboolean dots)
{
	guint64 next = 0;

	for (guint i = 0; i < glob->count && place >> i != 0; i++) {
		const GlobSegment *part = &glob->parts[i];

		if ((place & bit(i)) == 0 || (name[0] == '.' && !dots && !part->dot))
			continue;
		if (part->kind == PART_ANY_DEPTH)
			next |= bit(i) | (i + 1 == glob->count ? bit(i + 1) : 0);
		else if (glob_segment_match(part, name, length))
			next |= bit(i + 1);
	}
	return skip_depths(glob, next);
}

gboolean
globs_step(const Globs *globs, const GlobsState *place, const char *name, GlobsState *next)
{
	gsize length = strlen(name);
	guint64 any = 0;

	for (guint i = 0; i < globs->count; i++) {
		next[i] = place[i] == 0 ? 0
		                        : step(&globs->globs[i], place[i], name, length,
		                               globs->kind == GLOBS_EXCLUDE);
		any |= next[i];
	}
	return any != 0;
}

gboolean
globs_match(const Globs *globs, const GlobsState *place)
{
	for (guint i = 0; i < globs->count; i++) {
		if ((place[i] & bit(globs->globs[i].count)) != 0)
			return TRUE;
	}
	return FALSE;
}

gboolean
globs_match_below(const Globs *globs, const GlobsState *place)
{
	for (guint i = 0; i < globs->count; i++) {
		const Glob *glob = &globs->globs[i];
		if (place[i] == 0)
			continue;
		if (globs->kind == GLOBS_EXCLUDE && (place[i] & bit(glob->count)) != 0)
			return TRUE;
		/* An include's `**` passes over hidden names, so it never means all. */
		if (globs->kind == GLOBS_EXCLUDE &&
		    glob->parts[glob->count - 1].kind == PART_ANY_DEPTH &&
		    (place[i] & bit(glob->count - 1)) != 0)
			return TRUE;
	}
	return FALSE;
}

/* One way down the tree, by the same steps as a walk. */
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
