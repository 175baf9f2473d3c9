/* words.c - English.  Everything people read in a message that is not from the notes or a template stands here. */
#include "render/words.h"

#include <string.h>

static const struct {
	const char *one, *many; /* with the number in front */
} counts[WORDS_COUNTS] = {
	[WORDS_MEETINGS] = {"meeting",           "meetings"        },
	[WORDS_CHANGED] = { "changed note",     "changed notes"   },
	[WORDS_NEW] = { "new TODO",         "new TODOs"       },
	[WORDS_OVERDUE] = { "overdue",          "overdue"         },
	[WORDS_OPEN] = { "open",             "open"            },
	[WORDS_IN_ALL] = { "open in all",      "open in all"     },
	[WORDS_DUE_TODAY] = { "due today",        "due today"       },
	[WORDS_DUE_WEEK] = { "due this week",    "due this week"   },
	[WORDS_UNASSIGNED] = { "without an owner", "without an owner"},
	[WORDS_FINISHED] = { "TODO done",        "TODOs done"      },
	[WORDS_ADDED] = { "TODO added",       "TODOs added"     },
	[WORDS_REWORDED] = { "TODO changed",     "TODOs changed"   },
	[WORDS_WITHDRAWN] = { "TODO taken out",   "TODOs taken out" },
	[WORDS_TODOS] = { "TODO",             "TODOs"           },
};

static const struct {
	const char *name, *text;
} labels[] = {
	{"language",        "en"	                                               },
	{ "direction",      "ltr"	                                              },
	{ "at_a_glance",    "At a glance"	                                      },
	{ "open_by_owner",  "Open TODOs by owner"                                      },
	{ "upcoming",       "Coming up"	                                        },
	{ "yours",          "Yours"	                                            },
	{ "by_owner",       "By owner"	                                         },
	{ "by_track",       "By track"	                                         },
	{ "todos",          "TODOs"	                                            },
	{ "decisions",      "Decisions and announcements"                              },
	{ "discussed",      "Discussed"	                                        },
	{ "changed",        "Changed notes"	                                    },
	{ "finished",       "Done"	                                             },
	{ "added",          "New"	                                              },
	{ "reworded",       "Changed"	                                          },
	{ "withdrawn",      "Taken out"	                                        },
	{ "grown",          "More was discussed on"                                    },
	{ "gone",           "This file is no longer there."                            },
	{ "unassigned",     "Nobody's yet"	                                     },
	{ "unassigned_why",
         "These name no owner, or one that fits nobody or several people. Mend them in the notes or in the list of "
	  "people."	                                                            },
	{ "new",            "new"	                                              },
	{ "with",           "with"	                                             },
	{ "when",           "When"	                                             },
	{ "where",          "Where"	                                            },
	{ "people",         "People"	                                           },
	{ "overdue",        "Overdue"	                                          },
	{ "due_today",      "Due today"	                                        },
	{ "due_week",       "Due in the next 7 days"                                   },
	{ "long_open",      "Open longer than 4 weeks"                                 },
	{ "the_rest",       "The rest"	                                         },
	{ "how_done",       "Done with one?"	                                   },
	{ "how_done_notes", "Tick it off in the notes, or type"                        },
	{ "how_done_id",    "ID is the short code behind each item."                   },
	{ "more_place",     "The rest is in the notes; “tidings actions” lists it."},
	{ "shortened",      "Shortened to fit into a mail; the notes have everything." },
	{ "unsubscribe",    "Unsubscribe"	                                      },
	{ "stop_reminders", "Stop these reminders"                                     },
	{ "the_meeting",    "Notes of the meeting"                                     },
};

static const struct {
	const char *name, *format;
} sentences[] = {
	{"why_list",             "You receive this because you are on the list %s."                          },
	{ "why_mail",            "You receive this because %s is set to get the digest of the meeting notes."},
	{ "why_owner",           "You receive this because TODOs in the meeting notes carry the name %s."    },
	{ "job",	         "Sent by tidings, job %s."	                                          },
	{ "greeting",            "Hello %s,"	                                                         },
	{ "next",                "Next meeting: %s."	                                                 },
	{ "unsubscribe_subject", "unsubscribe %s"	                                                    },
	{ "stop_subject",        "stop reminders to %s"	                                              },
	{ "changed_subject",     "Changed: %s"	                                                       },
	{ "new_subject",         "Notes: %s"	                                                         },
	{ "reminder_title",      "Your TODOs, %s"	                                                    },
	{ "reminder_subject",    "Your TODOs: %s"	                                                    },
	{ "reminder_intro",      "here is what the meeting notes have for you: %s."                          },
	{ "list_overdue",        "Overdue: %s."	                                                      },
	{ "list_new",            "New for %s."	                                                       },
	{ "met",	         "Met: %s."	                                                          },
	{ "open_all",            "%s in all the notes."	                                              },
};

static const char *const weekdays[] = {
	"", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"
};
static const char *const months[] = { "",     "January", "February",  "March",   "April",    "May",     "June",
	                              "July", "August",  "September", "October", "November", "December" };

typedef struct {
	int year, month, day;
} Date;

static Date
date_of(Day day)
{
	GDate date;

	g_date_clear(&date, 1);
	g_date_set_julian(&date, day);
	return (Date){ g_date_get_year(&date), (int)g_date_get_month(&date), g_date_get_day(&date) };
}

const char *
words_count_label(WordsCount what, guint n)
{
	return n == 1 ? counts[what].one : counts[what].many;
}

char *
words_count(WordsCount what, guint n)
{
	return g_strdup_printf("%u %s", n, words_count_label(what, n));
}

char *
words_date(Day day, Day today)
{
	Date date = date_of(day);
	g_autofree char *year = date.year == date_of(today).year ? g_strdup("") : g_strdup_printf(" %d", date.year);
	return g_strdup_printf("%.3s %d %.3s%s", weekdays[day_weekday(day)], date.day, months[date.month], year);
}

char *
words_day(Day day, Day today)
{
	if (day == today)
		return g_strdup("today");
	return day == today + 1 ? g_strdup("tomorrow") : words_date(day, today);
}

char *
words_long_day(Day day)
{
	Date date = date_of(day);

	return g_strdup_printf("%s, %d %s %d", weekdays[day_weekday(day)], date.day, months[date.month], date.year);
}

char *
words_period(Day from, Day to)
{
	Date a = date_of(from), b = date_of(to);

	if (from >= to)
		return g_strdup_printf("%d %s %d", b.day, months[b.month], b.year);
	if (a.year != b.year)
		return g_strdup_printf("%d %s %d – %d %s %d", a.day, months[a.month], a.year, b.day, months[b.month],
		                       b.year);
	if (a.month != b.month)
		return g_strdup_printf("%d %s – %d %s %d", a.day, months[a.month], b.day, months[b.month], b.year);
	return g_strdup_printf("%d–%d %s %d", a.day, b.day, months[b.month], b.year);
}

char *
words_title(Day from, Day today)
{
	guint days = today > from ? today - from : 0;
	if (days >= 5 && days <= 9) {
		/* A digest of Monday morning tells of the week that ended on Sunday. */
		GDate last;
		g_date_clear(&last, 1);
		g_date_set_julian(&last, today - 1);
		return g_strdup_printf("Notes, week %u", g_date_get_iso8601_week_of_year(&last));
	}
	g_autofree char *period = words_period(from, today);
	return g_strdup_printf("Notes, %s", period);
}

char *
words_due(int due_in, Day due, Day today)
{
	if (due_in < 0)
		return g_strdup_printf(due_in == -1 ? "overdue by %d day" : "overdue by %d days", -due_in);
	g_autofree char *day = words_day(due, today);
	return g_strdup_printf("due %s", day);
}

/* The largest unit that says the age well: days up to two weeks, weeks up to three months, then months. */
static char *
span(guint days)
{
	if (days < 14)
		return g_strdup_printf(days == 1 ? "%u day" : "%u days", days);
	if (days < 92)
		return g_strdup_printf("%u weeks", days / 7);
	return g_strdup_printf("%u months", days / 30);
}

char *
words_age(guint days, guint meetings)
{
	g_autofree char *age = span(days);

	if (meetings < 2)
		return g_strdup_printf("open %s", age);
	return g_strdup_printf("open %s, %u meetings", age, meetings);
}

char *
words_list_capped(const GPtrArray *names, guint most)
{
	GString *out = g_string_new(NULL);
	guint shown = names->len > most ? most : names->len;

	for (guint i = 0; i < shown; i++) {
		const char *before = i == 0 ? "" : i + 1 == names->len ? " and " : ", ";
		g_string_append(out, before);
		g_string_append(out, g_ptr_array_index(names, i));
	}
	guint left = names->len - shown;
	if (left > 0)
		g_string_append_printf(out, left == 1 ? " and %u other" : " and %u others", left);
	return g_string_free(out, FALSE);
}

char *
words_list(const GPtrArray *names)
{
	return words_list_capped(names, names->len);
}

char *
words_more(guint n)
{
	return g_strdup_printf("and %u more", n);
}

char *
words_sentence(const char *name, const char *argument)
{
	for (gsize i = 0; i < G_N_ELEMENTS(sentences); i++) {
		if (strcmp(sentences[i].name, name) != 0)
			continue;
		const char *place = strstr(sentences[i].format, "%s");
		return g_strdup_printf("%.*s%s%s", (int)(place - sentences[i].format), sentences[i].format, argument,
		                       place + 2);
	}
	return NULL;
}

const char *
words_links_hint(void)
{
	return "All of it with links into the notes.";
}

json_t *
words_labels(void)
{
	json_t *object = json_object();

	for (gsize i = 0; i < G_N_ELEMENTS(labels); i++)
		json_object_set_new(object, labels[i].name, json_string(labels[i].text));
	return object;
}
