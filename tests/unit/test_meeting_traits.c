/* test_likeness.c - which files tell of one meeting. */
#include "match/meeting_traits.h"

/* A meeting as it is told here: its lines are letters, "abc" three of them. */
typedef struct {
	const char *path, *day, *title, *team, *lines;
} Told;

static const struct {
	const char *what;
	Told a, b;
	gboolean same;
} pairs[] = {
	{ "a title was added and it was moved",
	  { "hall/a.md", "2025-03-04", NULL, "hall", "abcd" },
	  { "2025/hall/a.md", "2025-03-04", "Hall meeting", "hall", "abcd" },
	  TRUE },
	{ "no team, no title, another name",
	  { "a.md", "2025-03-04", NULL, NULL, "abcd" },
	  { "2025/b.md", "2025-03-04", "Hall meeting", NULL, "abce" },
	  TRUE },
	{ "an agenda that became the minutes",
	  { "agenda.md", "2025-03-04", NULL, "hall", "ab" },
	  { "2025-03-04.md", "2025-03-04", NULL, "hall", "abcdefghijkl" },
	  TRUE },
	{ "nothing was said yet",
	  { "a.md", "2025-03-04", NULL, "hall", "" },
	  { "b.md", "2025-03-04", NULL, "hall", "abc" },
	  TRUE },
	{ "the same title on one day",
	  { "a.md", "2025-03-04", "Hall", NULL, "abcd" },
	  { "b.md", "2025-03-04", "HALL", "x", "axyz" },
	  TRUE },
	{ "no day at all, the file's name and most of the lines",
	  { "a.md", NULL, NULL, NULL, "abcd" },
	  { "old/a.md", NULL, NULL, NULL, "abce" },
	  TRUE },
	{ "another day, though all else is the same",
	  { "a.md", "2025-03-04", "Hall", "hall", "abcd" },
	  { "b/a.md", "2025-03-11", "Hall", "hall", "abcd" },
	  FALSE },
	{ "another meeting of the team on that day",
	  { "a.md", "2025-03-04", NULL, "hall", "abcd" },
	  { "b.md", "2025-03-04", NULL, "hall", "efgh" },
	  FALSE },
	{ "another team on that day, with files called by the day",
	  { "hall/2025-03-04.md", "2025-03-04", NULL, "hall", "abcd" },
	  { "yard/2025-03-04.md", "2025-03-04", NULL, "yard", "aefg" },
	  FALSE },
	{ "no day and no name",
	  { "a.md", NULL, NULL, NULL, "abcd" },
	  { "b.md", NULL, NULL, NULL, "abcd" },
	  FALSE },
	{ "the file's name and few of the lines",
	  { "a.md", NULL, NULL, NULL, "abcd" },
	  { "b/a.md", NULL, NULL, NULL, "axyz" },
	  FALSE },
	{ "nothing was said in either, of two teams",
	  { "a.md", "2025-03-04", NULL, "hall", "" },
	  { "a.md", "2025-03-04", NULL, "yard", "" },
	  FALSE },
};

static MeetingTraits *
traits_of(const Told *told)
{
	g_autoptr(Meeting) meeting = meeting_new(told->path);
	Topic *topic = topic_new();

	meeting->day = told->day != NULL ? day_from_iso(told->day) : DAY_NONE;
	meeting->title = g_strdup(told->title);
	if (told->team != NULL)
		g_ptr_array_add(meeting->teams, g_strdup(told->team));
	g_ptr_array_add(meeting->topics, topic);
	for (const char *line = told->lines; *line != '\0'; line++) {
		Entry *entry = entry_new();
		/* an entry may have several lines */
		entry->text = g_strdup_printf("Line %c\nGoes on with %c", *line, *line);
		g_ptr_array_add(topic->entries, entry);
	}
	return meeting_traits_new(told->path, meeting);
}

static void
test_pairs(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
		g_autoptr(MeetingTraits) a = traits_of(&pairs[i].a);
		g_autoptr(MeetingTraits) b = traits_of(&pairs[i].b);
		g_test_message("%s", pairs[i].what);
		g_assert_cmpint(meeting_traits_similarity(a, b) > 0, ==, pairs[i].same);
		g_assert_cmpfloat(meeting_traits_similarity(a, b), ==,
		                  meeting_traits_similarity(b, a));
	}
}

/* Of two that it may be, the one is clearly the likelier. */
static void
test_better(void)
{
	static const Told file = { "2025/a.md", "2025-03-04", "Hall meeting", "hall", "abcd" };
	static const Told its = { "a.md", "2025-03-04", NULL, "hall", "abcd" };
	static const Told others[] = {
		{ "b.md", "2025-03-04", NULL, "hall", "abxy" },
		{ "b.md", "2025-03-04", NULL, "hall", "abcd" },
		{ "b.md", "2025-03-04", "Hall meeting", "hall", "axyz" },
	};
	g_autoptr(MeetingTraits) told = traits_of(&file);
	g_autoptr(MeetingTraits) right = traits_of(&its);

	for (gsize i = 0; i < G_N_ELEMENTS(others); i++) {
		g_autoptr(MeetingTraits) wrong = traits_of(&others[i]);
		g_assert_cmpfloat(meeting_traits_similarity(told, wrong), >, 0);
		g_assert_cmpfloat(meeting_traits_similarity(told, right) -
		                      meeting_traits_similarity(told, wrong),
		                  >=, SIMILARITY_MARGIN);
	}
}

/* A file of very many lines is known by the first of them. */
static void
test_bounded(void)
{
	g_autoptr(Meeting) meeting = meeting_new("a.md");
	Topic *topic = topic_new();

	g_ptr_array_add(meeting->topics, topic);
	for (guint i = 0; i < 100; i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		for (guint line = 0; line < 1000; line++)
			g_string_append_printf(text, "%u of %u\n", line, i);
		Entry *entry = entry_new();
		entry->text = g_strdup(text->str);
		g_ptr_array_add(topic->entries, entry);
	}
	g_autoptr(MeetingTraits) traits = meeting_traits_new("a.md", meeting);
	g_assert_cmpuint(traits->lines->len, <=, 1024);
	g_assert_cmpuint(traits->lines->len, >, 1000);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/likeness/pairs", test_pairs);
	g_test_add_func("/likeness/better", test_better);
	g_test_add_func("/likeness/bounded", test_bounded);
	return g_test_run();
}
