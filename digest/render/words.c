/* words.c - what messages say besides the notes, in English.  Every text has its translation in
 * po/. */
#include "render/words.h"

#include <string.h>

/*
 * What these mark goes into po/tidings.pot:
 * MARK_AS(name, text)  a row { name, text } whose name is the text's context (msgctxt)
 * MARK_N(one, many)    a row { one, many }: a text with plural forms
 */
/* clang-format off: the parts of a table's row */
#define MARK_AS(name, text)                                                                        \
	{                                                                                          \
		name, text                                                                         \
	}
#define MARK_N(one, many)                                                                          \
	{                                                                                          \
		one, many                                                                          \
	}
/* clang-format on */

typedef struct {
	const char *one, *many;
} Plural;

typedef struct {
	const char *name, *text;
} Named;

static const Plural counts[WORDS_COUNTS] = {
	[WORDS_MEETINGS] = MARK_N("{n} meeting", "{n} meetings"),
	[WORDS_CHANGED] = MARK_N("{n} changed note", "{n} changed notes"),
	[WORDS_NEW] = MARK_N("{n} new TODO", "{n} new TODOs"),
	[WORDS_OVERDUE] = MARK_N("{n} overdue", "{n} overdue"),
	[WORDS_OPEN] = MARK_N("{n} open", "{n} open"),
	[WORDS_IN_ALL] = MARK_N("{n} open in all", "{n} open in all"),
	[WORDS_DUE_TODAY] = MARK_N("{n} due today", "{n} due today"),
	[WORDS_DUE_WEEK] = MARK_N("{n} due this week", "{n} due this week"),
	[WORDS_UNASSIGNED] = MARK_N("{n} without an owner", "{n} without an owner"),
	[WORDS_FINISHED] = MARK_N("{n} TODO done", "{n} TODOs done"),
	[WORDS_ADDED] = MARK_N("{n} TODO added", "{n} TODOs added"),
	[WORDS_REWORDED] = MARK_N("{n} TODO changed", "{n} TODOs changed"),
	[WORDS_REOWNED] = MARK_N("{n} TODO handed over", "{n} TODOs handed over"),
	[WORDS_WITHDRAWN] = MARK_N("{n} TODO taken out", "{n} TODOs taken out"),
	[WORDS_MARKED] = MARK_N("{n} marked done", "{n} marked done"),
	[WORDS_LOOKING] = MARK_N("{n} looks done", "{n} look done"),
	[WORDS_TODOS] = MARK_N("{n} TODO", "{n} TODOs"),
	[WORDS_NOTED] = MARK_N("{n} TODO just noted", "{n} TODOs just noted"),
};

/* Labels below a big number. */
static const Plural tiles[WORDS_COUNTS] = {
	[WORDS_MEETINGS] = MARK_N("meeting", "meetings"),
	[WORDS_CHANGED] = MARK_N("changed note", "changed notes"),
	[WORDS_NEW] = MARK_N("new TODO", "new TODOs"),
	[WORDS_OVERDUE] = MARK_N("overdue", "overdue"),
	[WORDS_OPEN] = MARK_N("open", "open"),
};

static const Plural others = MARK_N("{names} and {n} other", "{names} and {n} others");
static const Plural more = MARK_N("and {n} more", "and {n} more");
static const Plural more_in_notes =
    MARK_N("and {n} more in the notes", "and {n} more in the notes");

static const Plural last_time =
    MARK_N("{n} TODO, which nobody has touched for long, is not listed any more.",
           "{n} TODOs, which nobody has touched for long, are not listed any more.");

static const Named labels[] = {
	MARK_AS("direction", "ltr"),
	MARK_AS("at_a_glance", "At a glance"),
	MARK_AS("open_by_owner", "Open TODOs by owner"),
	MARK_AS("upcoming", "Coming up"),
	MARK_AS("yours", "Yours"),
	MARK_AS("by_owner", "By owner"),
	MARK_AS("by_track", "By track"),
	MARK_AS("todos", "TODOs"),
	MARK_AS("decisions", "Decisions and announcements"),
	MARK_AS("discussed", "Discussed"),
	MARK_AS("changed", "Changed notes"),
	MARK_AS("what_changed", "Changed"),
	MARK_AS("finished", "Done"),
	MARK_AS("added", "New"),
	MARK_AS("reworded", "Changed"),
	MARK_AS("reowned", "Handed over"),
	MARK_AS("was", "before:"),
	MARK_AS("withdrawn", "Taken out"),
	MARK_AS("grown", "More was discussed on"),
	MARK_AS("heads", "About the meeting"),
	MARK_AS("head_title", "title"),
	MARK_AS("head_time", "time"),
	MARK_AS("head_place", "place"),
	MARK_AS("head_people", "participants"),
	MARK_AS("shorter", "The notes have become shorter: there is nothing here any more."),
	MARK_AS("many_at_once",
	        "So many came at once that they are listed here, without a post for each."),
	MARK_AS("more_in_notes", "… and more in the notes"),
	MARK_AS("gone", "This file is no longer there."),
	MARK_AS("unassigned", "Nobody's yet"),
	MARK_AS("unassigned_why",
	        "These name no owner, or one that fits nobody or several people. Mend them in the "
	        "notes or in the list of people."),
	MARK_AS("new", "new"),
	MARK_AS("noted", "just noted"),
	MARK_AS("with", "with"),
	MARK_AS("when", "When"),
	MARK_AS("where", "Where"),
	MARK_AS("people", "People"),
	MARK_AS("overdue", "Overdue"),
	MARK_AS("due_today", "Due today"),
	MARK_AS("due_week", "Due in the next 7 days"),
	MARK_AS("last", "For the last time"),
	MARK_AS("last_hint", "Nobody has touched these for long, so they are not listed again. Who "
	                     "still has one to do writes it into the next notes, or types “tidings "
	                     "snooze ID DATE”."),
	MARK_AS("long_open", "Open longer than 4 weeks"),
	MARK_AS("the_rest", "The rest"),
	MARK_AS("marked", "Marked done since the last reminder"),
	MARK_AS("marked_hint", "Somebody marked these in the notes. If one is not done, take its "
	                       "mark away there, or type "
	                       "“tidings reopen ID”."),
	MARK_AS("looks_done", "Looks done"),
	MARK_AS("looks_done_hint", "What these are about is merged or closed. In two weeks they "
	                           "count as done; “tidings reopen ID” keeps one open."),
	MARK_AS("linked_open", "open"),
	MARK_AS("linked_draft", "draft"),
	MARK_AS("linked_merged", "merged"),
	MARK_AS("linked_closed", "closed"),
	MARK_AS("linked_not_planned", "closed as not planned"),
	MARK_AS("answer_done", "done"),
	MARK_AS("answer_later", "later"),
	MARK_AS("answer_not_mine", "not mine"),
	MARK_AS("answer_stop", "stop"),
	MARK_AS("answer_pause", "pause"),
	MARK_AS("answer_resume", "resume"),
	MARK_AS("answer_until", "until"),
	MARK_AS("answer_dropped", "not yours any more"),
	MARK_AS("answer_snoozed", "later"),
	MARK_AS("pause_month", "Pause them for a month"),
	MARK_AS("you_said", "You said"),
	MARK_AS("how_answer", "Or answer this mail, with one of these as its first line: done ID, "
	                      "later ID, later ID until 2030-05-01, not mine ID, stop, pause."),
	MARK_AS("how_done", "Done with one?"),
	MARK_AS("how_done_notes", "Tick it off in the notes, or type"),
	MARK_AS("how_done_id", "ID is the short code behind each item."),
	MARK_AS("more_place", "The rest is in the notes; “tidings actions” lists it."),
	MARK_AS("shortened", "Shortened to fit into a mail; the notes have everything."),
	MARK_AS("unsubscribe", "Unsubscribe"),
	MARK_AS("stop_reminders", "Stop these reminders"),
	MARK_AS("the_meeting", "Notes of the meeting"),
	MARK_AS("view_on_web", "View on the web"),
	MARK_AS("add_to_calendar", "Add to your calendar"),
	MARK_AS("meeting_notes", "Meeting notes"),
	MARK_AS("archive", "Archive"),
	MARK_AS("digests", "Digests"),
	MARK_AS("tracks", "Tracks"),
	MARK_AS("track", "Track"),
	MARK_AS("person", "Person"),
	MARK_AS("persons", "People"),
	MARK_AS("late", "overdue"),
	MARK_AS("feed", "Feed"),
	MARK_AS("calendar", "Calendar"),
	MARK_AS("years", "All digests by year"),
	MARK_AS("no_digest", "No digest was sent yet."),
	MARK_AS("open", "Open"),
	MARK_AS("done_lately", "Done lately"),
	MARK_AS("meetings", "Meetings"),
	MARK_AS("nothing_open", "Nothing is open."),
	MARK_AS("newer", "Newer"),
	MARK_AS("older", "Older"),
	MARK_AS("made_by", "Made by tidings from the meeting notes."),
};

/* Each has one placeholder. */
static const Named sentences[] = {
	MARK_AS("why_list", "You receive this because you are on the list {list}."),
	MARK_AS("why_mail",
	        "You receive this because {name} is set to get the digest of the meeting notes."),
	MARK_AS("why_owner",
	        "You receive this because TODOs in the meeting notes carry the name {name}."),
	MARK_AS("job", "Sent by tidings, job {job}."),
	MARK_AS("greeting", "Hello {name},"),
	MARK_AS("next", "Next meeting: {day}."),
	MARK_AS("unsubscribe_subject", "unsubscribe {address}"),
	MARK_AS("stop_subject", "stop reminders to {address}"),
	MARK_AS("changed_subject", "Changed: {meeting}"),
	MARK_AS("new_subject", "Notes: {meeting}"),
	MARK_AS("reminder_title", "Your TODOs, {date}"),
	MARK_AS("reminder_subject", "Your TODOs: {counts}"),
	MARK_AS("reminder_intro", "here is what the meeting notes have for you: {counts}."),
	MARK_AS("list_overdue", "Overdue: {names}."),
	MARK_AS("list_new", "New for {names}."),
	MARK_AS("met", "Met: {tracks}."),
	MARK_AS("open_all", "{counts} in all the notes."),
};

/* Returns the value of the key in `length` bytes at `key`, or NULL. */
static const char *
value_of(const char *key, gsize length, const char *const *pairs)
{
	for (; *pairs != NULL; pairs += 2)
		if (strlen(*pairs) == length && strncmp(*pairs, key, length) == 0)
			return pairs[1];
	return NULL;
}

char *
words_fill(const char *text, const char *const *pairs)
{
	GString *out = g_string_new(NULL);

	for (const char *p = text; *p != '\0';) {
		const char *end = *p == '{' ? strchr(p, '}') : NULL;
		const char *value =
		    end != NULL ? value_of(p + 1, (gsize)(end - p - 1), pairs) : NULL;
		if (value == NULL) {
			g_string_append_c(out, *p++);
			continue;
		}
		g_string_append(out, value);
		p = end + 1;
	}
	return g_string_free(out, FALSE);
}

const char *
words_count_label(const Catalogue *catalogue, WordsCount what, guint n)
{
	return catalogue_plural(catalogue, tiles[what].one, tiles[what].many, n);
}

static char *
plural(const Catalogue *catalogue, const Plural *words, guint n, const char *names)
{
	g_autofree char *number = g_strdup_printf("%u", n);

	return words_fill(catalogue_plural(catalogue, words->one, words->many, n),
	                  (const char *const[]){ "n", number, "names", names, NULL });
}

char *
words_count(const Catalogue *catalogue, WordsCount what, guint n)
{
	return plural(catalogue, &counts[what], n, NULL);
}

char *
words_more(const Catalogue *catalogue, guint n)
{
	return plural(catalogue, &more, n, NULL);
}

char *
words_last(const Catalogue *catalogue, guint n)
{
	return plural(catalogue, &last_time, n, NULL);
}

char *
words_more_in_notes(const Catalogue *catalogue, guint n)
{
	return plural(catalogue, &more_in_notes, n, NULL);
}

char *
words_list_of(const Catalogue *catalogue, const GPtrArray *names, guint most, guint total)
{
	const char *between = catalogue_text(catalogue, "list", "{names}, {name}");
	const char *last = catalogue_text(catalogue, "list", "{names} and {name}");
	guint shown = names->len > most ? most : names->len;
	g_autofree char *list = g_strdup(shown > 0 ? g_ptr_array_index(names, 0) : "");

	for (guint i = 1; i < shown; i++) {
		char *longer =
		    words_fill(i + 1 == total ? last : between,
		               (const char *const[]){ "names", list, "name",
		                                      g_ptr_array_index(names, i), NULL });
		g_free(list);
		list = longer;
	}
	guint left = total - shown;
	return left > 0 ? plural(catalogue, &others, left, list) : g_steal_pointer(&list);
}

char *
words_list_capped(const Catalogue *catalogue, const GPtrArray *names, guint most)
{
	return words_list_of(catalogue, names, most, names->len);
}

char *
words_list(const Catalogue *catalogue, const GPtrArray *names)
{
	return words_list_capped(catalogue, names, names->len);
}

static const char *
named(const Catalogue *catalogue, const Named *table, gsize length, const char *name)
{
	for (gsize i = 0; i < length; i++)
		if (strcmp(table[i].name, name) == 0)
			return catalogue_text(catalogue, name, table[i].text);
	return NULL;
}

char *
words_sentence(const Catalogue *catalogue, const char *name, const char *argument)
{
	const char *text = named(catalogue, sentences, G_N_ELEMENTS(sentences), name);
	if (text == NULL)
		return NULL;

	gsize open = strcspn(text, "{"), name_length = strcspn(text + open, "}");
	g_autofree char *key =
	    name_length < 2 ? g_strdup("") : g_strndup(text + open + 1, name_length - 1);
	return words_fill(text, (const char *const[]){ key, argument, NULL });
}

char *
words_headline(const Catalogue *catalogue, const char *title, const char *counted)
{
	return words_fill(catalogue_text(catalogue, "headline", "{title}: {counts}"),
	                  (const char *const[]){ "title", title, "counts", counted, NULL });
}

char *
words_linked_as_of(const Catalogue *catalogue, const char *state, Day day, Day today)
{
	g_autofree char *date = words_date(catalogue, day, today);

	return words_fill(catalogue_text(catalogue, "state of a link", "{state} (as of {day})"),
	                  (const char *const[]){ "state", state, "day", date, NULL });
}

char *
words_ended_by(const Catalogue *catalogue, const char *state, const char *forge, Day day, Day today)
{
	g_autofree char *date = words_date(catalogue, day, today);

	return words_fill(
	    catalogue_text(catalogue, "end by a forge", "{state} (by {forge}, {day})"),
	    (const char *const[]){ "state", state, "forge", forge, "day", date, NULL });
}

const char *
words_links_hint(const Catalogue *catalogue)
{
	return catalogue_text(catalogue, "preheader", "All of it with links into the notes.");
}

const char *
words_label(const Catalogue *catalogue, const char *name)
{
	return named(catalogue, labels, G_N_ELEMENTS(labels), name);
}

json_t *
words_labels(const Catalogue *catalogue)
{
	g_autofree char *tag = catalogue_tag(catalogue);
	json_t *object = json_object();

	json_object_set_new(object, "language", json_string(tag));
	for (gsize i = 0; i < G_N_ELEMENTS(labels); i++)
		json_object_set_new(
		    object, labels[i].name,
		    json_string(catalogue_text(catalogue, labels[i].name, labels[i].text)));
	return object;
}

/* Rows are { context, text }, by ISO weekday and by month. */
static const char *const short_weekdays[][2] = {
	{ NULL, NULL },
	MARK_AS("short weekday", "Mon"),
	MARK_AS("short weekday", "Tue"),
	MARK_AS("short weekday", "Wed"),
	MARK_AS("short weekday", "Thu"),
	MARK_AS("short weekday", "Fri"),
	MARK_AS("short weekday", "Sat"),
	MARK_AS("short weekday", "Sun"),
};
static const char *const weekdays[][2] = {
	{ NULL, NULL },
	MARK_AS("weekday", "Monday"),
	MARK_AS("weekday", "Tuesday"),
	MARK_AS("weekday", "Wednesday"),
	MARK_AS("weekday", "Thursday"),
	MARK_AS("weekday", "Friday"),
	MARK_AS("weekday", "Saturday"),
	MARK_AS("weekday", "Sunday"),
};
static const char *const short_months[][2] = {
	{ NULL, NULL },
	MARK_AS("short month", "Jan"),
	MARK_AS("short month", "Feb"),
	MARK_AS("short month", "Mar"),
	MARK_AS("short month", "Apr"),
	MARK_AS("short month", "May"),
	MARK_AS("short month", "Jun"),
	MARK_AS("short month", "Jul"),
	MARK_AS("short month", "Aug"),
	MARK_AS("short month", "Sep"),
	MARK_AS("short month", "Oct"),
	MARK_AS("short month", "Nov"),
	MARK_AS("short month", "Dec"),
};
static const char *const months[][2] = {
	{ NULL, NULL },
	MARK_AS("month", "January"),
	MARK_AS("month", "February"),
	MARK_AS("month", "March"),
	MARK_AS("month", "April"),
	MARK_AS("month", "May"),
	MARK_AS("month", "June"),
	MARK_AS("month", "July"),
	MARK_AS("month", "August"),
	MARK_AS("month", "September"),
	MARK_AS("month", "October"),
	MARK_AS("month", "November"),
	MARK_AS("month", "December"),
};

/* A day as the parts of a text. */
typedef struct {
	char year[8], day[4];
	const char *weekday, *month;
} Parts;

static GDate
date_of(Day day)
{
	GDate date;

	g_date_clear(&date, 1);
	g_date_set_julian(&date, day);
	return date;
}

static const char *
name_of(const Catalogue *catalogue, const char *const row[2])
{
	return catalogue_text(catalogue, row[0], row[1]);
}

static Parts
parts_of(const Catalogue *catalogue, Day day, gboolean brief)
{
	GDate date = date_of(day);
	int weekday = day_weekday(day);
	GDateMonth month = g_date_get_month(&date);
	Parts parts = { .weekday =
		            name_of(catalogue, brief ? short_weekdays[weekday] : weekdays[weekday]),
		        .month = name_of(catalogue, brief ? short_months[month] : months[month]) };

	g_snprintf(parts.year, sizeof parts.year, "%u", g_date_get_year(&date));
	g_snprintf(parts.day, sizeof parts.day, "%u", g_date_get_day(&date));
	return parts;
}

static char *
fill(const char *text, const Parts *parts)
{
	return words_fill(text, (const char *const[]){ "weekday", parts->weekday, "day", parts->day,
	                                               "month", parts->month, "year", parts->year,
	                                               NULL });
}

const char *
words_month(const Catalogue *catalogue, int month, gboolean brief)
{
	return name_of(catalogue, brief ? short_months[month] : months[month]);
}

char *
words_date(const Catalogue *catalogue, Day day, Day today)
{
	GDate date = date_of(day), now = date_of(today);
	Parts parts = parts_of(catalogue, day, TRUE);
	gboolean same_year = g_date_get_year(&date) == g_date_get_year(&now);

	return fill(same_year
	                ? catalogue_text(catalogue, "short date", "{weekday} {day} {month}")
	                : catalogue_text(catalogue, "short date", "{weekday} {day} {month} {year}"),
	            &parts);
}

char *
words_day(const Catalogue *catalogue, Day day, Day today)
{
	if (day == today)
		return g_strdup(catalogue_text(catalogue, "day", "today"));
	return day == today + 1 ? g_strdup(catalogue_text(catalogue, "day", "tomorrow"))
	                        : words_date(catalogue, day, today);
}

char *
words_long_day(const Catalogue *catalogue, Day day)
{
	Parts parts = parts_of(catalogue, day, FALSE);

	return fill(catalogue_text(catalogue, "long date", "{weekday}, {day} {month} {year}"),
	            &parts);
}

char *
words_period(const Catalogue *catalogue, Day from, Day to)
{
	GDate first = date_of(from), last = date_of(to);
	Parts a = parts_of(catalogue, from, FALSE), b = parts_of(catalogue, to, FALSE);

	if (from >= to)
		return fill(catalogue_text(catalogue, "period", "{day} {month} {year}"), &b);
	const char *text =
	    g_date_get_year(&first) != g_date_get_year(&last)
	        ? catalogue_text(catalogue, "period",
	                         "{from_day} {from_month} {from_year} – {day} {month} {year}")
	    : g_date_get_month(&first) != g_date_get_month(&last)
	        ? catalogue_text(catalogue, "period",
	                         "{from_day} {from_month} – {day} {month} {year}")
	        : catalogue_text(catalogue, "period", "{from_day}–{day} {month} {year}");
	return words_fill(text, (const char *const[]){ "from_day", a.day, "from_month", a.month,
	                                               "from_year", a.year, "day", b.day, "month",
	                                               b.month, "year", b.year, NULL });
}

char *
words_title(const Catalogue *catalogue, Day from, Day today)
{
	guint days = today > from ? today - from : 0;
	if (days >= 5 && days <= 9) {
		/* a digest made on Monday morning is about the week that ended on Sunday */
		GDate last = date_of(today - 1);
		g_autofree char *week =
		    g_strdup_printf("%u", g_date_get_iso8601_week_of_year(&last));
		return words_fill(catalogue_text(catalogue, "title", "Notes, week {week}"),
		                  (const char *const[]){ "week", week, NULL });
	}
	g_autofree char *period = words_period(catalogue, from, today);
	return words_fill(catalogue_text(catalogue, "title", "Notes, {period}"),
	                  (const char *const[]){ "period", period, NULL });
}

static char *
with_number(const char *text, guint n)
{
	g_autofree char *number = g_strdup_printf("%u", n);

	return words_fill(text, (const char *const[]){ "n", number, NULL });
}

char *
words_due(const Catalogue *catalogue, int due_in, Day due, Day today)
{
	if (due_in < 0) {
		guint late = (guint)-due_in;
		return with_number(
		    catalogue_plural(catalogue, "overdue by {n} day", "overdue by {n} days", late),
		    late);
	}
	g_autofree char *day = words_day(catalogue, due, today);
	return words_fill(catalogue_text(catalogue, "due date", "due {day}"),
	                  (const char *const[]){ "day", day, NULL });
}

/*
 * Returns the age in the largest useful unit: days up to two weeks, weeks up to three months, then
 * months.
 */
static char *
span(const Catalogue *catalogue, guint days)
{
	if (days < 14)
		return with_number(
		    catalogue_plural(catalogue, "open {n} day", "open {n} days", days), days);
	if (days < 92)
		return with_number(
		    catalogue_plural(catalogue, "open {n} week", "open {n} weeks", days / 7),
		    days / 7);
	return with_number(
	    catalogue_plural(catalogue, "open {n} month", "open {n} months", days / 30), days / 30);
}

char *
words_due_on(const Catalogue *catalogue, Day due, Day today)
{
	g_autofree char *day = words_date(catalogue, due, today);

	return words_fill(catalogue_text(catalogue, "due date", "due {day}"),
	                  (const char *const[]){ "day", day, NULL });
}

static char *
with_meetings(const Catalogue *catalogue, char *age, guint meetings)
{
	g_autofree char *owned = age;
	if (meetings < 2)
		return g_steal_pointer(&owned);

	g_autofree char *met = words_count(catalogue, WORDS_MEETINGS, meetings);
	return words_fill(catalogue_text(catalogue, "age", "{age}, {meetings}"),
	                  (const char *const[]){ "age", age, "meetings", met, NULL });
}

char *
words_since(const Catalogue *catalogue, Day first, guint meetings, Day today)
{
	g_autofree char *day = words_date(catalogue, first, today);
	char *age = words_fill(catalogue_text(catalogue, "age", "since {day}"),
	                       (const char *const[]){ "day", day, NULL });

	return with_meetings(catalogue, age, meetings);
}

char *
words_age(const Catalogue *catalogue, guint days, guint meetings)
{
	return with_meetings(catalogue, span(catalogue, days), meetings);
}
