/* item.c - an item under construction. */
#include "item.h"

#include "base/scan.h"
#include "base/text.h"
#include "dates.h"
#include "due.h"
#include "headings.h"
#include "model/name.h"
#include "next_meeting.h"
#include "token.h"

#include <string.h>

enum {
	LINES_MAX = 20,   /* lines of an item in which the position of a date is searched */
	ANSWER_LINES = 20 /* lines below an item that may answer that it is done */
};

void
item_maker_init(ItemMaker *maker, const Source *source, Meeting *meeting, const OwnerNames *names,
                const NotesContext *context)
{
	*maker =
	    (ItemMaker){ .source = source, .meeting = meeting, .names = names, .context = context };
	maker->text = g_string_new(NULL);
	maker->detail = g_string_new(NULL);
	maker->doubted = g_string_new(NULL);
}

void
item_maker_clear(ItemMaker *maker)
{
	g_clear_pointer(&maker->owners, g_ptr_array_unref);
	g_string_free(maker->text, TRUE);
	g_string_free(maker->detail, TRUE);
	g_string_free(maker->doubted, TRUE);
}

void
item_begin(ItemMaker *maker, GPtrArray *owners, const char *text, guint line, guint column)
{
	item_finish(maker);
	maker->open = TRUE;
	maker->owners = owners;
	maker->verb = FALSE;
	maker->line = line;
	maker->column = column;
	maker->status = (ItemStatus){ 0 };
	maker->due = DAY_NONE;
	maker->needs_owner = FALSE;
	g_string_truncate(maker->doubted, 0);
	g_string_assign(maker->text, text);
}

void
item_continue(ItemMaker *maker, const char *line)
{
	if (*line == '\0')
		return;
	/* A backslash at the end of a line is a line break in Markdown, not text. */
	if (maker->text->len > 0 && maker->text->str[maker->text->len - 1] == '\\')
		g_string_truncate(maker->text, maker->text->len - 1);
	if (maker->text->len > 0)
		g_string_append_c(maker->text, ' ');
	g_string_append(maker->text, line);
}

/* Appends the items of a list as words of a sentence: `We agreed: paint it; oil it`. */
static void
append_listed(GString *text, const char *markdown)
{
	g_auto(GStrv) lines = g_strsplit(markdown, "\n", -1);

	for (char **line = lines; *line != NULL; line++) {
		const char *item = scan_skip_blanks(*line);
		gboolean bullet = *item != '\0' && strchr("-*+", *item) != NULL && item[1] == ' ';
		if (bullet)
			item = scan_skip_blanks(item + 1);
		if (*item == '\0')
			continue;
		gboolean first = text->len > 0 && text->str[text->len - 1] == ':';
		g_string_append(text, bullet && !first ? "; " : " ");
		g_string_append(text, item);
	}
}

/* TRUE if all of a line says that something is done: `- Done!`, `**DONE**`, `(closed)`. */
static gboolean
says_done(Languages languages, const char *line)
{
	enum {
		LONGEST = 24 /* bytes */
	};
	const char *text = scan_skip_bullet(scan_skip_blanks(line));
	if (strlen(text) > LONGEST)
		return FALSE;

	g_autofree char *bare = g_strdelimit(g_strdup(text), "*_!.()[]", ' ');
	g_strstrip(bare);
	/* `x` ticks a cell, and is no answer. */
	return strlen(bare) > 1 && vocabulary_has(languages, WORDS_DONE_STATUS, bare);
}

/* TRUE if one of the lines below an item answers that it is done. */
static gboolean
is_answered(Languages languages, const char *markdown)
{
	g_auto(GStrv) lines = g_strsplit(markdown, "\n", ANSWER_LINES);

	for (char **line = lines; *line != NULL; line++)
		if (says_done(languages, *line))
			return TRUE;
	return FALSE;
}

/* The text of a line below an item that is labelled with one of `words`: `- Assignee: Nora`. */
static const char *
labelled(Languages languages, WordList words, const char *line)
{
	const char *text = scan_skip_emphasis(scan_skip_bullet(scan_skip_blanks(line)));
	const char *after = vocabulary_after_word(languages, words, text);
	const char *colon = after != NULL ? after + strspn(after, "*_ ") : NULL;

	return colon != NULL && *colon == ':' ? scan_skip_emphasis(colon + 1) : NULL;
}

/*
 * Finds the owners and the deadline in the lines below an item that names none:
 *
 *	- Paint the door
 *	    - Assignee: [Nora](https://example.org/nora)
 *	    - Due: 2024-05-09
 */
static void
read_labels(ItemMaker *maker, const char *markdown)
{
	Languages languages = maker->context->languages;
	g_auto(GStrv) lines = g_strsplit(markdown, "\n", ANSWER_LINES);
	DateFound found;

	for (char **line = lines; *line != NULL; line++) {
		const char *owners = labelled(languages, WORDS_OWNER_LABEL, *line);
		const char *due = labelled(languages, WORDS_DUE_COLUMN, *line);
		if (owners != NULL && maker->owners != NULL && maker->owners->len == 0 &&
		    vocabulary_placeholder(languages, owners) == PLACEHOLDER_NONE)
			owner_list_read_field(maker->names, owners, maker->owners);
		if (due != NULL && maker->due == DAY_NONE &&
		    date_find(due, 0, maker->context, &found))
			maker->due = found.day;
	}
}

void
item_detail(ItemMaker *maker, const char *markdown)
{
	if (!maker->open || *markdown == '\0')
		return;
	maker->status.done |= is_answered(maker->context->languages, markdown);
	read_labels(maker, markdown);
	if (maker->owners == NULL) {
		append_listed(maker->text, markdown);
		return;
	}
	if (maker->detail->len > 0)
		g_string_append_c(maker->detail, '\n');
	g_string_append(maker->detail, markdown);
}

/* Warns of dates that do not exist (`February 30`) and of weekdays that contradict their date. */
static void
check_dates(const ItemMaker *maker, const Dates *dates)
{
	Meeting *meeting = maker->meeting;

	for (guint i = 0; i < dates->count; i++) {
		const DateFound *found = &dates->found[i];
		if (found->fault == DATE_FINE)
			continue;
		g_autofree char *date =
		    g_strndup(maker->text->str + found->start, found->end - found->start);
		guint line = maker->line, column = maker->column;
		source_find(maker->source, maker->line, maker->line + LINES_MAX, date, &line,
		            &column);
		if (found->fault == DATE_IMPOSSIBLE)
			meeting_warn(meeting, line, column, "bad-date",
			             "there is no such day: \"%s\"", date);
		else
			meeting_warn(meeting, line, column, "weekday-mismatch",
			             "\"%s\" is a %s; correct the day or the date", date,
			             date_weekday_name(day_weekday(found->day)));
	}
}

/* Adds a decision with `text`.  Owns `decision`; NULL: it announces no next meeting. */
static void
finish_decision(ItemMaker *maker, Decision *decision, const char *text)
{
	if (decision == NULL)
		decision = decision_new();
	decision->text = text_collapse_space(text);
	decision->line = maker->line;
	g_ptr_array_add(maker->meeting->decisions, decision);
}

/* The verb of `RD to meet FH`. */
static gboolean
is_about_meeting(const char *text)
{
	return g_str_has_prefix(text, "to meet") || g_str_has_prefix(text, "will meet") ||
	       g_str_has_prefix(text, "should meet");
}

static void
finish_action(ItemMaker *maker, Day due)
{
	names_limit(maker->meeting, maker->owners, PREFIX_OWNERS_MAX, "owners", maker->line);
	names_truncate(maker->meeting, maker->owners, 0, "the owner", maker->line, maker->column);
	Action *action = action_new_for(g_steal_pointer(&maker->owners));

	action->text = text_collapse_space(maker->text->str);
	action->detail = maker->detail->len > 0 ? g_strdup(maker->detail->str) : NULL;
	action->heading = g_strdup(maker->heading);
	action->due = due;
	action->done = maker->status.done;
	action->line = maker->line;
	g_ptr_array_add(maker->meeting->actions, action);
}

/* `Vlad and Maria to meet Monday, August 15` is an action of theirs, and announces a meeting to
 * all. Owns `next`. */
static void
announce_meeting(ItemMaker *maker, Decision *next)
{
	g_autoptr(GString) who = g_string_new(NULL);

	for (guint i = 0; i < maker->owners->len; i++)
		g_string_append_printf(who, "%s%s", i > 0 ? ", " : "",
		                       (char *)g_ptr_array_index(maker->owners, i));
	g_string_append_printf(who, " %s", maker->text->str);
	finish_decision(maker, next, who->str);
}

/* `Repair Cafe: write to them (Nora)` is hers, and what is before the colon is text: somebody known
 * is believed more than what only looks like a name. */
static void
prefer_owners_after(ItemMaker *maker, GPtrArray *owners)
{
	if (!item_status_cut_known_owners(maker->names, maker->text, owners))
		return;
	g_ptr_array_set_size(maker->owners, 0);
	for (guint i = 0; i < owners->len; i++)
		g_ptr_array_add(maker->owners, g_strdup(g_ptr_array_index(owners, i)));
	g_string_prepend(maker->text, maker->doubted->str);
	maker->verb = FALSE;
}

/* Owners after the text (`fix the gate (@rd)`).  A task box makes an action even of an item without
 * any. */
static void
find_owners(ItemMaker *maker)
{
	g_autoptr(GPtrArray) owners = NULL;

	if (maker->owners != NULL && maker->owners->len > 0 && maker->doubted->len == 0)
		return;
	owners = g_ptr_array_new_with_free_func(g_free);
	if (maker->doubted->len > 0) {
		prefer_owners_after(maker, owners);
		return;
	}
	if (!item_status_cut_owners(maker->names, maker->text, owners) && !maker->status.box)
		return;
	g_clear_pointer(&maker->owners, g_ptr_array_unref);
	maker->owners = g_steal_pointer(&owners);
}

/* TRUE for an item of nobody that only announces what follows: `- By priority:`. */
static gboolean
is_title(const ItemMaker *maker)
{
	return maker->titles && maker->owners != NULL && maker->owners->len == 0 &&
	       maker->detail->len == 0 && !maker->status.box &&
	       g_str_has_suffix(maker->text->str, ":");
}

static void
finish(ItemMaker *maker)
{
	Dates dates;

	dates_read(maker->text->str, maker->context, &dates);
	check_dates(maker, &dates);
	Day due = maker->due != DAY_NONE
	              ? maker->due
	              : due_find(maker->text->str, &dates, maker->context->languages);
	gboolean below = maker->heading != NULL &&
	                 heading_is_next_meeting(maker->context->languages, maker->heading);
	Decision *next = below ? next_meeting_read_below(maker->text->str, &dates, maker->context)
	                       : next_meeting_read(maker->text->str, &dates, maker->context);
	/* `~~Next meeting: March 13~~` announces nothing. */
	if (maker->status.struck)
		g_clear_pointer(&next, decision_free);
	find_owners(maker);
	gboolean nobody = maker->owners == NULL || maker->owners->len == 0;
	/* `Responsible: Nora` alone names nothing to do. */
	gboolean empty = maker->text->len == 0 && maker->detail->len == 0;
	if ((maker->needs_owner && nobody) || empty || is_title(maker)) {
		decision_free(next);
		return;
	}
	if (maker->owners == NULL) {
		finish_decision(maker, next, maker->text->str);
		return;
	}
	if (maker->verb && next != NULL && due == DAY_NONE && is_about_meeting(maker->text->str))
		announce_meeting(maker, next);
	else
		decision_free(next);
	finish_action(maker, due);
}

gboolean
item_has_room(Meeting *meeting, gsize kept, guint line)
{
	if (kept < ITEMS_MAX)
		return TRUE;
	if (!meeting->clipped)
		meeting_warn(
		    meeting, line, 1, "too-many-items",
		    "there are more than %d items of a kind; from here on they are left out",
		    ITEMS_MAX);
	meeting->clipped = TRUE;
	return FALSE;
}

void
item_finish(ItemMaker *maker)
{
	if (!maker->open)
		return;

	maker->open = FALSE;
	if (maker->text->len > 0 && maker->text->str[maker->text->len - 1] == '\\')
		g_string_truncate(maker->text, maker->text->len - 1);
	item_status_trim(maker->context->languages, maker->text, &maker->status);
	gsize kept = (gsize)maker->meeting->actions->len + maker->meeting->decisions->len;
	if (vocabulary_placeholder(maker->context->languages, maker->text->str) ==
	        PLACEHOLDER_NONE &&
	    !says_done(maker->context->languages, maker->text->str) &&
	    item_has_room(maker->meeting, kept, maker->line))
		finish(maker);
	g_clear_pointer(&maker->owners, g_ptr_array_unref);
	g_string_truncate(maker->text, 0);
	g_string_truncate(maker->detail, 0);
}
