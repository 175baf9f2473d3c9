/* path_day.c - the day of a meeting in the names of its file and folders. */
#include "path_day.h"

#include "base/scan.h"
#include "dates.h"

#include <string.h>

enum {
	FIRST_YEAR = 1990, /* of a number that is a year for sure */
	LAST_YEAR = 2049,
	NAMES_MAX = 8 /* names of a path that are read, from its end */
};

/* `2023-05-10`, `2023_5_10`, `2023.05.10` at `p`; DAY_NONE for anything else. */
static Day
day_of_parts(const char *p)
{
	if (strspn(p, "0123456789") != 4 || p[4] == '\0' || strchr("-_.", p[4]) == NULL ||
	    !g_ascii_isdigit(p[5]))
		return DAY_NONE;
	int year = (int)g_ascii_strtoll(p, NULL, 10);
	int month = (int)MIN(g_ascii_strtoll(p + 5, NULL, 10), 99);
	const char *rest = p + 5 + strspn(p + 5, "0123456789");
	if (*rest != p[4] || !g_ascii_isdigit(rest[1]))
		return DAY_NONE;
	return day_from_ymd(year, month, (int)MIN(g_ascii_strtoll(rest + 1, NULL, 10), 99));
}

/* A day whose year is one of a meeting's. */
static Day
plausible(int year, int month, int day)
{
	return year >= FIRST_YEAR && year <= LAST_YEAR ? day_from_ymd(year, month, day) : DAY_NONE;
}

/* `20230510`, `05102023`; with an order for the latter, unless only one fits. */
static Day
day_of_eight(int number, DateOrder order)
{
	int year = number % 10000, a = number / 1000000, b = number / 10000 % 100;
	Day day = number >= 19000101
	              ? day_from_ymd(number / 10000, number / 100 % 100, number % 100)
	              : DAY_NONE;
	if (day != DAY_NONE)
		return day;
	Day day_first = plausible(year, b, a), month_first = plausible(year, a, b);
	if (day_first == DAY_NONE || month_first == DAY_NONE)
		return day_first != DAY_NONE ? day_first : month_first;
	return order == DATE_ORDER_DAY_FIRST     ? day_first
	       : order == DATE_ORDER_MONTH_FIRST ? month_first
	                                         : DAY_NONE;
}

/* `230510`, or where that is no day of these decades, `051023` or `100523` if only one of them is.
 */
static Day
day_of_six(int number)
{
	enum {
		FIRST = 10, /* of 2010 */
		LAST = 39
	};
	int a = number / 10000, b = number / 100 % 100, c = number % 100;
	Day sorted = a >= FIRST && a <= LAST ? day_from_ymd(2000 + a, b, c) : DAY_NONE;
	if (sorted != DAY_NONE || c < FIRST || c > LAST)
		return sorted;
	Day month_first = day_from_ymd(2000 + c, a, b), day_first = day_from_ymd(2000 + c, b, a);
	if (month_first != DAY_NONE && day_first != DAY_NONE && a != b)
		return DAY_NONE;
	return month_first != DAY_NONE ? month_first : day_first;
}

static Day
day_of_numbers(const char *name, DateOrder order)
{
	for (const char *p = name; *p != '\0'; p++) {
		gsize digits = strspn(p, "0123456789");
		if (digits == 0)
			continue;
		Day day = day_of_parts(p);
		if (day != DAY_NONE)
			return day;
		int number = digits <= 8 ? (int)g_ascii_strtoll(p, NULL, 10) : 0;
		if (digits == 8)
			return day_of_eight(number, order);
		if (digits == 6 && p == name && (day = day_of_six(number)) != DAY_NONE)
			return day;
		p += digits - 1;
	}
	return DAY_NONE;
}

/* A name with its words apart, each with a capital, so that `may` is a month: `call_May_5_2023` is
 * `Call May 5 2023`.  With `hyphens` those between digits stay: `09-13-2023`. */
static char *
words_of(const char *name, gboolean hyphens)
{
	char *words = g_strdup(name);

	for (char *p = words; *p != '\0'; p++) {
		gboolean first = p == words || !scan_is_word_byte(p[-1]);
		if (*p == '_' || *p == '-') {
			gboolean between =
			    p > words && g_ascii_isdigit(p[-1]) && g_ascii_isdigit(p[1]);
			*p = hyphens && between ? '-' : ' ';
		} else if (first) {
			*p = g_ascii_toupper(*p);
		}
	}
	return words;
}

/* `05-10-2023`, `Feb_11_2026`, and with a year of the context `nov-05`. */
static Day
day_of_words(const char *name, const NotesContext *context)
{
	for (guint hyphens = 0; hyphens <= 1; hyphens++) {
		g_autofree char *words = words_of(name, hyphens == 0);
		DateFound found;
		if (date_find(words, 0, context, &found) && found.day != DAY_NONE)
			return found.day;
	}
	return DAY_NONE;
}

/* Reads the year and the month that a name begins with: `2016`, `2016-08`, `2016_08 August`. */
static void
read_year_month(const char *name, int *year, int *month)
{
	gsize digits = strspn(name, "0123456789");
	int number = digits == 4 ? (int)g_ascii_strtoll(name, NULL, 10) : 0;

	*year = *month = 0;
	if (number < FIRST_YEAR || number > LAST_YEAR)
		return;
	/* `2023-2024` is a year of a school. */
	if (name[4] != '\0' && strspn(name + 5, "0123456789") == 4)
		return;
	*year = number;
	if (name[4] != '\0' && strchr("-_. ", name[4]) != NULL &&
	    strspn(name + 5, "0123456789") == 2) {
		int second = (int)g_ascii_strtoll(name + 5, NULL, 10);
		*month = second <= 12 ? second : 0;
	}
}

/* The month that a folder is called after: `08`, `08-Aug`, `August`; 0 for none. */
static int
month_of(const char *name, Languages languages)
{
	gsize digits = strspn(name, "0123456789");
	int number = digits == 1 || digits == 2 ? (int)g_ascii_strtoll(name, NULL, 10) : 0;
	if (number >= 1 && number <= 12 && !g_ascii_isdigit(name[digits]))
		return number;

	for (guint i = 0; vocabularies[i] != NULL; i++) {
		if ((languages >> i & 1) == 0)
			continue;
		for (const DateWord *row = vocabularies[i]->date_words; row->words != NULL; row++) {
			const char *after = row->kind == DATE_WORD_MONTH
			                        ? vocabulary_after_entry(name, row->words)
			                        : NULL;
			if (after != NULL && *after == '\0')
				return row->value;
		}
	}
	return 0;
}

/* The day of the month that a file's name begins with: `05.md`, `05-board.md`, `05/10`; and where
 * the month is in front of it, `08-05.md`. */
static Day
day_of_month(const char *name, int year, int month)
{
	gsize digits = strspn(name, "0123456789");
	int first = digits == 1 || digits == 2 ? (int)g_ascii_strtoll(name, NULL, 10) : 0;
	const char *rest = name + digits;
	if (year == 0 || first == 0 || scan_is_word_byte(*rest))
		return DAY_NONE;

	gsize more = *rest == '-' || *rest == '_' ? strspn(rest + 1, "0123456789") : 0;
	if (more == 2) {
		int second = (int)g_ascii_strtoll(rest + 1, NULL, 10);
		if (month == 0 || month == first)
			return day_from_ymd(year, first, second);
		return month == second ? day_from_ymd(year, second, first) : DAY_NONE;
	}
	return month != 0 && more == 0 ? day_from_ymd(year, month, first) : DAY_NONE;
}

Day
path_day_of_name(const char *path, Languages languages, DateOrder order)
{
	const NotesContext context = { .languages = languages, .order = order };
	const char *slash = strrchr(path, '/');
	const char *name = slash != NULL ? slash + 1 : path;
	Day day = day_of_numbers(name, order);

	return day != DAY_NONE ? day : day_of_words(name, &context);
}

/* Reads the year and the month of the names but the last one, from the last on. */
static void
read_folders(char **names, guint count, Languages languages, PathDay *read)
{
	for (guint i = count - 1; i-- > 0 && read->year == 0;) {
		int year, month;
		read_year_month(names[i], &year, &month);
		if (read->month == 0)
			read->month = month != 0 ? month : month_of(names[i], languages);
		read->year = year;
	}
	if (read->year == 0)
		read->month = 0;
}

PathDay
path_day_read(const char *path, Languages languages, DateOrder order)
{
	g_auto(GStrv) names = g_strsplit(path, "/", -1);
	guint count = g_strv_length(names);
	PathDay read = { 0 };
	if (count == 0)
		return read;

	char *name = names[count - 1], *extension = strrchr(name, '.');
	if (extension != NULL && !g_ascii_isdigit(extension[1]))
		*extension = '\0';
	for (guint i = count; i-- > (count > NAMES_MAX ? count - NAMES_MAX : 0);) {
		read.day = path_day_of_name(names[i], languages, order);
		if (read.day != DAY_NONE)
			return read;
	}
	read_year_month(name, &read.year, &read.month);
	if (read.year == 0)
		read_folders(names, count, languages, &read);
	if (read.year == 0)
		return read;
	const NotesContext context = { .languages = languages, .order = order, .year = read.year };
	read.day = day_of_month(name, read.year, read.month);
	if (read.day == DAY_NONE)
		read.day = day_of_words(name, &context);
	return read;
}
