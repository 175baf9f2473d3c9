/* data_upcoming.c - meetings to come as the templates see them. */
#include "data.h"
#include "render/words.h"

#include <string.h>

/* What the announcement of a day is made of besides numbers; days and months also with their first
 * three letters. */
static const char *const when_words[] = { "next",    "meeting",   "call",     "on",     "at",
	                                  "the",     "is",        "will",     "be",     "monday",
	                                  "tuesday", "wednesday", "thursday", "friday", "saturday",
	                                  "sunday",  "january",   "february", "march",  "april",
	                                  "may",     "june",      "july",     "august", "september",
	                                  "october", "november",  "december", "am",     "pm",
	                                  "st",      "nd",        "rd",       "th",     "utc",
	                                  "gmt",     "cet",       "cest",     "eet",    "eest" };

static gboolean
is_when_word(const char *word, gsize length)
{
	for (gsize i = 0; i < G_N_ELEMENTS(when_words); i++) {
		gboolean whole = strlen(when_words[i]) == length;
		gboolean cut = length == 3 && strlen(when_words[i]) > 5;
		if ((whole || cut) && g_ascii_strncasecmp(when_words[i], word, length) == 0)
			return TRUE;
	}
	return FALSE;
}

/* An hour that was not understood is news: "18:00", "6pm", "6 PM". */
static gboolean
has_hour(const char *text)
{
	for (const char *p = text; *p != '\0'; p++) {
		if (!g_ascii_isdigit(*p))
			continue;
		const char *word = p + 1 + strspn(p + 1, " ");
		if (p[1] == ':' && g_ascii_isdigit(p[2]))
			return TRUE;
		if (g_ascii_strncasecmp(word, "am", 2) == 0 ||
		    g_ascii_strncasecmp(word, "pm", 2) == 0)
			return TRUE;
	}
	return FALSE;
}

/* "Next meeting: Monday, March 2, 2026, 6pm EET": beside the day and its time that is nothing new.
 */
static gboolean
says_only_when(const char *text, gboolean timed)
{
	if (!timed && has_hour(text))
		return FALSE;

	for (const char *p = text; *p != '\0';) {
		gsize length = 0;
		while (g_ascii_isalpha(p[length]))
			length++;
		if (length > 0 && !is_when_word(p, length))
			return FALSE;
		if (length == 0 && !g_ascii_isdigit(*p) && strchr(" ,.:", *p) == NULL)
			return FALSE;
		p += MAX(length, 1);
	}
	return TRUE;
}

/* A list begins with it. */
static char *
capitalized(char *text)
{
	g_autofree char *given = text;
	gunichar first = g_utf8_get_char(given);
	GString *out = g_string_new(NULL);

	g_string_append_unichar(out, g_unichar_toupper(first));
	g_string_append(out, given[0] == '\0' ? given : g_utf8_next_char(given));
	return g_string_free(out, FALSE);
}

static json_t *
coming(Data *data, const Upcoming *one)
{
	json_t *item = json_object();
	gboolean timed = one->start != 0 && data_set_hour(data, item, one->start);
	Day day = timed ? day_from_unix(one->start, data->config->timezone) : one->day;
	Day today = data->digest->today;

	if (!timed)
		json_object_set_new(item, "time", json_null());
	data_take_text(item, "date",
	               capitalized(data->lasting ? words_date(data->words, day, today)
	                                         : words_day(data->words, day, today)));
	data_take_name(data, item, "track", g_strdup(one->track));
	data_set_markdown(data, item, "item", says_only_when(one->text, timed) ? "" : one->text,
	                  data->limits->item_chars);
	data_set_link(data, item, one->path, one->line, one->track);
	return item;
}

json_t *
data_upcoming(Data *data)
{
	json_t *object = json_object(), *list = json_array();
	const GPtrArray *upcoming = data->digest->upcoming;

	for (guint i = 0; i < upcoming->len && i < data->limits->upcoming; i++)
		json_array_append_new(list, coming(data, g_ptr_array_index(upcoming, i)));
	json_object_set_new(object, "list", list);
	data_set_more_in_notes(data, object, upcoming->len, data->limits->upcoming);
	if (upcoming->len > 0)
		return object;
	json_decref(object);
	return json_null();
}
