/* meeting_day.c - when a meeting was, as its text and its path say. */
#include "meeting_day.h"

#include "base/scan.h"
#include "dates.h"
#include "datetime.h"
#include "headings.h"
#include "path_day.h"

#include <string.h>

enum {
	BLOCKS_MAX = 12, /* blocks from the top in which the day may be */
	LINES_MAX = 12,  /* lines of one of them that are read */
	TIME_LINES = 40, /* lines from the top in which `Opened: 20:40` may be */
	OPENING_BLOCKS =
	    6 /* blocks from the top in which a line that begins with a date is the day */
};

/* What is read of the text, in the order of its lines. */
typedef struct {
	const Source *source;
	const NotesContext *context;
	Meeting *meeting;
	PathDay path;
	gboolean below_time; /* below a heading `Time/Location` */
	Day linked;          /* of a link in the month that the path names */
	Day opening;         /* of a line that begins with a date */
	gboolean has_opening_time;
	TimeOfDay opening_time;
} DayReader;

Day
meeting_day_in_text(const NotesContext *context, const char *text)
{
	NotesContext undated = *context;
	DateFound found;

	undated.day = DAY_NONE;
	return text != NULL && date_find(text, 0, &undated, &found) ? found.day : DAY_NONE;
}

/* Skips what may be in front of a label: `> `, `- `, `| `, `**`, `<h3>`, `📅 `; but what is struck
 * out is none. */
static const char *
skip_marks(const char *line)
{
	const char *p = line;

	while (*p != '\0' && *p != '~' && *p != '(' && *p != '[') {
		if (*p == '<') {
			const char *end = strchr(p, '>');
			if (end == NULL)
				return p;
			p = end + 1;
			continue;
		}
		if (g_unichar_isalnum(g_utf8_get_char(p)))
			return p;
		p = g_utf8_next_char(p);
	}
	return p;
}

/* Returns the value of `**Date:** x`, `| Time | x |`, and without a colon of `Opened 11:30am`; NULL
 * if the line has no such label. */
static const char *
after_label(Languages languages, const char *line, WordList labels)
{
	const char *p = skip_marks(line);
	const char *after = vocabulary_after_word(languages, labels, p);
	if (after == NULL)
		return NULL;

	gboolean blank = *after == ' ';
	after = scan_skip_emphasis(after);
	if (*after == ':' || *after == '|')
		return scan_skip_emphasis(after + 1);
	return blank && (g_ascii_isdigit(*after) || *after == '@') ? after : NULL;
}

gboolean
meeting_day_is_label(Languages languages, const char *line)
{
	return after_label(languages, line, WORDS_DATE_LABEL) != NULL;
}

/* The context with the order and the year that the path settles: `06/02/2024` in `2024-02-06.md`.
 */
static NotesContext
undated_context(const DayReader *reader, const char *text)
{
	static const DateOrder orders[] = { DATE_ORDER_DAY_FIRST, DATE_ORDER_MONTH_FIRST };
	NotesContext context = *reader->context;

	context.day = DAY_NONE;
	context.year = reader->path.year;
	for (gsize i = 0; i < G_N_ELEMENTS(orders) && reader->path.day != DAY_NONE; i++) {
		NotesContext ordered = context;
		ordered.order = orders[i];
		if (meeting_day_in_text(&ordered, text) == reader->path.day)
			return ordered;
	}
	return context;
}

/* Reads the time of a line, once the day is known. */
static void
read_time(DayReader *reader, const char *line, guint number)
{
	Languages languages = reader->context->languages;
	const char *value = after_label(languages, line, WORDS_TIME_LABEL);
	TimeOfDay time;

	if (value == NULL || reader->meeting->has_time || number > TIME_LINES ||
	    !time_of_day_read(value, languages, &time))
		return;
	datetime_set_time(reader->meeting, &time, reader->context->zone, number,
	                  source_column(reader->source, number));
}

/* `Date: 4 March 2025`, `Time: 3/3/2017 14:00 UTC`.  Returns TRUE for the line of a day. */
static gboolean
read_label(DayReader *reader, const char *line, guint number)
{
	Languages languages = reader->context->languages;
	const char *value = after_label(languages, line, WORDS_DATE_LABEL);
	gboolean dated = value != NULL;

	if (!dated)
		value = after_label(languages, line, WORDS_TIME_LABEL);
	if (value == NULL || *value == '\0')
		return FALSE;
	NotesContext context = undated_context(reader, value);
	Day day = meeting_day_in_text(&context, value);
	if (day == DAY_NONE && (!dated || reader->meeting->day != DAY_NONE))
		return FALSE;
	/* Of a day that is known already the line may have the time. */
	if (reader->meeting->day != DAY_NONE &&
	    (reader->meeting->has_time || day != reader->meeting->day))
		return FALSE;
	guint column = source_column(reader->source, number);
	datetime_read_words(value, &context, number,
	                    column + (guint)g_utf8_strlen(line, value - line), reader->meeting);
	return TRUE;
}

/* `Treffen am 27.10.2020`, `The meeting was held on 5 May 2024`: a sentence on a meeting, that is
 * neither the next nor an earlier one, before its date. */
static gboolean
is_about_meeting(Languages languages, const char *text, gsize length)
{
	g_autofree char *before = g_strndup(text, length);

	return (vocabulary_is_in(languages, WORDS_ANNOUNCED_CALL, before) ||
	        vocabulary_is_in(languages, WORDS_ANNOUNCED_MEETING, before)) &&
	       !vocabulary_is_in(languages, WORDS_ANNOUNCED_NEXT, before) &&
	       !vocabulary_is_in(languages, WORDS_REVIEW, before);
}

/* `Thursday, March 28 2019 (9:00-9:30am PT)`, and below a heading `Time/Location` any sentence:
 * `We met on Monday 5th May 2008 at 1900 CET`.  The first such line counts. */
static void
read_opening(DayReader *reader, const char *line)
{
	enum {
		NEAR = 60 /* bytes before a date in a sentence */
	};
	const char *text = skip_marks(line);
	NotesContext context = undated_context(reader, text);
	DateFound found;

	text += strspn(text, "[(");
	if (reader->opening != DAY_NONE || !date_find(text, 0, &context, &found) ||
	    found.day == DAY_NONE)
		return;
	if (found.start > 0 && !reader->below_time &&
	    (found.start > NEAR || !is_about_meeting(context.languages, text, found.start)))
		return;
	reader->opening = found.day;
	reader->has_opening_time = time_of_day_find(text, found.start, found.end, context.languages,
	                                            &reader->opening_time);
}

/* `[Agenda](https://example.org/2024/03-Mar/07-board.md)` in `2024-03.md`: the day in the path of a
 * link, if it is in the month that the file is called after. */
static void
read_links(DayReader *reader, const char *line)
{
	const PathDay *path = &reader->path;
	if (path->day != DAY_NONE || path->month == 0 || reader->linked != DAY_NONE)
		return;

	for (const char *p = strstr(line, "://"); p != NULL; p = strstr(p + 1, "://")) {
		g_autofree char *link = g_strndup(p + 3, strcspn(p + 3, " )>]#?\"\t"));
		Day day =
		    path_day_read(link, reader->context->languages, reader->context->order).day;
		if (day == DAY_NONE || day < day_from_ymd(path->year, path->month, 1) ||
		    day > day_from_ymd(path->year, path->month, 28) + 3)
			continue;
		reader->linked = day;
		return;
	}
}

static void
read_block(DayReader *reader, const Block *block, guint index)
{
	guint last = MIN(block->last, block->first + LINES_MAX);

	for (guint number = block->first; number <= last; number++) {
		g_autofree char *line = source_line(reader->source, number);
		if (read_label(reader, line, number))
			continue;
		read_links(reader, line);
		if (index < OPENING_BLOCKS || reader->below_time)
			read_opening(reader, line);
	}
}

/* A heading near the top may have the day: `# Sync of 4 March 2025, 15:00 UTC`.  The time is read
 * in the line itself, since in the text of a heading `:30-16:` is taken for an emoji. */
static void
read_heading(DayReader *reader, const Block *block)
{
	Meeting *meeting = reader->meeting;
	g_autofree char *line = source_line(reader->source, block->first);
	NotesContext context = undated_context(reader, line);
	DateFound found;
	TimeOfDay time;

	reader->below_time = vocabulary_has(context.languages, WORDS_TIME_HEADING, block->text);
	if (!date_find(line, 0, &context, &found) || found.day == DAY_NONE ||
	    (meeting->day != DAY_NONE && meeting->day != found.day))
		return;
	if (meeting->day == DAY_NONE)
		datetime_set_day(meeting, found.day, context.zone);
	if (!meeting->has_time &&
	    time_of_day_find(line, found.start, found.end, context.languages, &time))
		datetime_set_time(meeting, &time, context.zone, block->first, 1);
}

static gboolean
has_lines(const Block *block)
{
	return block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_LIST ||
	       block->kind == BLOCK_QUOTE || block->kind == BLOCK_TABLE ||
	       block->kind == BLOCK_OTHER;
}

static void
read_blocks(DayReader *reader, const GArray *blocks)
{
	gboolean elsewhere = FALSE; /* below a heading of the next meeting */

	for (guint i = 0; i < MIN(blocks->len, BLOCKS_MAX); i++) {
		const Block *block = &g_array_index(blocks, Block, i);
		if (block->kind == BLOCK_HEADING)
			elsewhere =
			    heading_is_next_meeting(reader->context->languages, block->text);
		if (elsewhere)
			continue;
		if (block->kind != BLOCK_HEADING) {
			if (has_lines(block))
				read_block(reader, block, i);
			continue;
		}
		read_heading(reader, block);
		read_label(reader, block->text, block->first);
	}
}

/* Reads `Time: 17:00 UTC` and the like near the top, before the next meeting is told. */
static void
read_times(DayReader *reader, const GArray *blocks)
{
	for (guint i = 0; i < blocks->len && !reader->meeting->has_time; i++) {
		const Block *block = &g_array_index(blocks, Block, i);
		if (block->first > TIME_LINES)
			return;
		if (block->kind == BLOCK_HEADING) {
			if (heading_is_next_meeting(reader->context->languages, block->text))
				return;
			read_time(reader, block->text, block->first);
		} else if (has_lines(block)) {
			for (guint number = block->first; number <= MIN(block->last, TIME_LINES);
			     number++) {
				g_autofree char *line = source_line(reader->source, number);
				read_time(reader, line, number);
			}
		}
	}
}

/* The title, in the front matter or as the first heading. */
static const char *
find_title(const Meeting *meeting, const GArray *blocks)
{
	if (meeting->title != NULL)
		return meeting->title;
	for (guint i = 0; i < MIN(blocks->len, BLOCKS_MAX); i++) {
		const Block *block = &g_array_index(blocks, Block, i);
		if (block->kind == BLOCK_HEADING)
			return block->text;
	}
	return NULL;
}

/* Forgets the day that a wiki stamped its page with, if title and file name agree on another. */
static void
drop_stamp(DayReader *reader, const char *title)
{
	Meeting *meeting = reader->meeting;
	NotesContext context = undated_context(reader, title);

	if (meeting->day == DAY_NONE || reader->path.day == DAY_NONE ||
	    reader->path.day == meeting->day ||
	    meeting_day_in_text(&context, title) != reader->path.day)
		return;
	datetime_set_day(meeting, reader->path.day, context.zone);
}

/* What is left where no heading and no label has a day: the path, the opening line, the title. */
static void
find_elsewhere(DayReader *reader, const char *title)
{
	NotesContext context = undated_context(reader, title);
	Day day = reader->path.day;

	if (day == DAY_NONE)
		day = reader->opening;
	if (day == DAY_NONE)
		day = meeting_day_in_text(&context, title);
	if (day == DAY_NONE)
		day = reader->linked;
	if (day != DAY_NONE)
		datetime_set_day(reader->meeting, day, context.zone);
	else
		meeting_warn(reader->meeting, 1, 1, "no-date",
		             "no date: neither the front matter, a heading, a Date: line "
		             "nor the file's name has one");
}

/* The only year in a title: `EuroPython / 2008 / Meeting 3`; 0 for none. */
static int
year_in_title(const char *title)
{
	int only = 0;

	for (const char *p = title != NULL ? title : ""; *p != '\0';) {
		gsize digits = strspn(p, "0123456789");
		int year = digits == 4 ? (int)g_ascii_strtoll(p, NULL, 10) : 0;
		if (year >= 1990 && year <= 2049) {
			if (only != 0 && only != year)
				return 0;
			only = year;
		}
		p += MAX(digits, 1);
	}
	return only;
}

void
meeting_day_read(const Source *source, const GArray *blocks, const NotesContext *context,
                 Meeting *meeting)
{
	const char *title = find_title(meeting, blocks);
	DayReader reader = { .source = source, .context = context, .meeting = meeting };

	reader.path = path_day_read(meeting->path, context->languages, context->order);
	if (reader.path.year == 0 && reader.path.day == DAY_NONE)
		reader.path.year = year_in_title(title);
	drop_stamp(&reader, title);
	if (meeting->has_time)
		return;
	read_blocks(&reader, blocks);
	if (meeting->day == DAY_NONE)
		find_elsewhere(&reader, title);
	if (meeting->day == DAY_NONE)
		return;
	if (!meeting->has_time && reader.has_opening_time && reader.opening == meeting->day)
		datetime_set_time(meeting, &reader.opening_time, context->zone, 1, 1);
	read_times(&reader, blocks);
}
