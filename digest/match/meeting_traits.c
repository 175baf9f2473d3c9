/* meeting_traits.c - whether two files tell of the same meeting. */
#include "match/meeting_traits.h"

#include "base/text.h"

#include <string.h>

enum {
	LINES_MAX = 1024 /* of a file; enough to know it by, and two megabytes of lines take no more
	                    memory */
};

#define LINES_SAME     0.5  /* of all lines, without other evidence than a day or a file name */
#define LINES_FAMILIAR 0.25 /* of the shorter one's lines, on one day and under one name */
#define EVIDENCE       0.1  /* what a day or a name that is the same adds */

static void
add_line(GArray *lines, const char *line)
{
	g_autofree char *folded = text_fold(line);
	guint32 hash = g_str_hash(folded);

	if (*folded != '\0' && lines->len < LINES_MAX)
		g_array_append_val(lines, hash);
}

static void
add_lines(GArray *lines, const char *text)
{
	while (text != NULL && *text != '\0' && lines->len < LINES_MAX) {
		gsize length = strcspn(text, "\n");
		g_autofree char *line = g_strndup(text, length);
		add_line(lines, line);
		text += length + (text[length] == '\n' ? 1 : 0);
	}
}

static int
compare_hashes(gconstpointer a, gconstpointer b)
{
	guint32 x = *(const guint32 *)a, y = *(const guint32 *)b;

	return (x > y) - (x < y);
}

static void
sort_once(GArray *lines)
{
	guint kept = 0;

	g_array_sort(lines, compare_hashes);
	for (guint i = 0; i < lines->len; i++) {
		guint32 hash = g_array_index(lines, guint32, i);
		if (kept == 0 || g_array_index(lines, guint32, kept - 1) != hash)
			g_array_index(lines, guint32, kept++) = hash;
	}
	g_array_set_size(lines, kept);
}

MeetingTraits *
meeting_traits_new(const char *path, const Meeting *meeting)
{
	MeetingTraits *traits = g_new0(MeetingTraits, 1);

	traits->day = meeting->day;
	traits->title = meeting->title != NULL ? text_fold(meeting->title) : NULL;
	traits->team =
	    meeting->teams->len > 0 ? text_fold(g_ptr_array_index(meeting->teams, 0)) : NULL;
	traits->file = g_path_get_basename(path);
	traits->lines = g_array_new(FALSE, FALSE, sizeof(guint32));
	for (guint i = 0; i < meeting->actions->len; i++)
		add_lines(traits->lines,
		          ((const Action *)g_ptr_array_index(meeting->actions, i))->text);
	for (guint i = 0; i < meeting->decisions->len; i++)
		add_lines(traits->lines,
		          ((const Decision *)g_ptr_array_index(meeting->decisions, i))->text);
	for (guint t = 0; t < meeting->topics->len; t++) {
		const Topic *topic = g_ptr_array_index(meeting->topics, t);
		for (guint e = 0; e < topic->entries->len; e++)
			add_lines(traits->lines,
			          ((const Entry *)g_ptr_array_index(topic->entries, e))->text);
	}
	sort_once(traits->lines);
	return traits;
}

void
meeting_traits_free(MeetingTraits *traits)
{
	if (traits == NULL)
		return;
	g_free(traits->title);
	g_free(traits->team);
	g_free(traits->file);
	g_array_unref(traits->lines);
	g_free(traits);
}

static guint
shared_lines(const GArray *a, const GArray *b)
{
	guint shared = 0;

	for (guint i = 0, j = 0; i < a->len && j < b->len;) {
		guint32 x = g_array_index(a, guint32, i), y = g_array_index(b, guint32, j);
		shared += x == y ? 1 : 0;
		i += x <= y ? 1 : 0;
		j += y <= x ? 1 : 0;
	}
	return shared;
}

static gboolean
are_same(const char *a, const char *b)
{
	return a != NULL && b != NULL && strcmp(a, b) == 0;
}

double
meeting_traits_similarity(const MeetingTraits *a, const MeetingTraits *b)
{
	gboolean day = a->day != DAY_NONE && a->day == b->day;
	if (!day && a->day != DAY_NONE && b->day != DAY_NONE)
		return 0;

	gboolean title = are_same(a->title, b->title), team = are_same(a->team, b->team);
	gboolean file = are_same(a->file, b->file);
	/* a file that is called by its day says no more than the day */
	gboolean other_team = a->team != NULL && b->team != NULL && !team;
	guint shared = shared_lines(a->lines, b->lines);
	guint fewer = MIN(a->lines->len, b->lines->len),
	      all = a->lines->len + b->lines->len - shared;
	double nearness = all > 0 ? (double)shared / all : 0;
	gboolean familiar =
	    day && (title || team || (file && !other_team)) && shared >= fewer * LINES_FAMILIAR;
	if (!familiar && !((day || file) && nearness >= LINES_SAME))
		return 0;
	return nearness + EVIDENCE * (day + title + team + file);
}
