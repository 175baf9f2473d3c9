/* calendar.h - what holds for every iCalendar object: RFC 5545, and nothing that notes could add to
 * it. */
#ifndef TIDINGS_TESTS_FUZZ_CALENDAR_H
#define TIDINGS_TESTS_FUZZ_CALENDAR_H

#include "text.h"

/* The lines with their folds undone (section 3.1), each ended by a newline. */
static inline char *
calendar_unfold(const char *calendar)
{
	GString *lines = g_string_new(NULL);

	while (*calendar != '\0') {
		const char *end = strstr(calendar, "\r\n");
		check_that(end != NULL, "a line of a calendar ends in CRLF", calendar);
		g_autofree char *line = g_strndup(calendar, (gsize)(end - calendar));
		check_that(strlen(line) <= 75, "a line has at most 75 octets", line);
		check_text(line, "");
		if (*line != ' ' && lines->len > 0)
			g_string_append_c(lines, '\n');
		g_string_append(lines, *line == ' ' && lines->len > 0 ? line + 1 : line);
		calendar = end + 2;
	}
	return g_string_free(lines, FALSE);
}

/* TEXT (section 3.3.11): separators and backslashes only as escapes. */
static inline void
check_calendar_text(const char *value)
{
	for (const char *p = value; *p != '\0'; p++) {
		if (*p == '\\')
			check_that(strchr("\\;,n", *++p) != NULL && *p != '\0',
			           "a backslash escapes something", value);
		else
			check_that(*p != ';' && *p != ',', "a separator in a text is escaped",
			           value);
	}
}

static inline void
check_calendar_line(const char *line, GQueue *open)
{
	static const char *const names[] = {
		"VERSION:",        "PRODID:",         "METHOD:PUBLISH", "UID:",
		"DTSTAMP:",        "SEQUENCE:",       "DTSTART:",       "DURATION:PT1H",
		"URL:http",        "ORGANIZER;CN=\"", "TZID:UTC",       "TZOFFSETFROM:+0000",
		"TZOFFSETTO:+0000"
	};
	gboolean known = FALSE;

	if (g_str_has_prefix(line, "BEGIN:")) {
		g_queue_push_head(open, (gpointer)(line + strlen("BEGIN:")));
	} else if (g_str_has_prefix(line, "END:")) {
		check_that(g_strcmp0(g_queue_pop_head(open), line + strlen("END:")) == 0,
		           "components are balanced", line);
	} else if (g_str_has_prefix(line, "SUMMARY:") || g_str_has_prefix(line, "DESCRIPTION:")) {
		check_calendar_text(strchr(line, ':') + 1);
	} else {
		for (guint i = 0; i < G_N_ELEMENTS(names); i++)
			known = known || g_str_has_prefix(line, names[i]);
		check_that(known, "a property is one that the program writes", line);
	}
}

static inline void
check_calendar(const char *calendar)
{
	g_autofree char *unfolded = calendar_unfold(calendar);
	g_auto(GStrv) lines = g_strsplit(unfolded, "\n", -1);
	g_autoptr(GQueue) open = g_queue_new();

	check_that(g_strcmp0(lines[0], "BEGIN:VCALENDAR") == 0, "a calendar begins as one",
	           calendar);
	for (guint i = 0; lines[i] != NULL; i++) {
		check_that(i == 0 || open->length > 0, "nothing stands outside of the calendar",
		           lines[i]);
		check_calendar_line(lines[i], open);
	}
	check_that(open->length == 0, "a calendar ends", calendar);
}

#endif
