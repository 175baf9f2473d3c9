/* attendance.c - who was there, as the text of the notes says. */
#include "attendance.h"

#include "base/scan.h"
#include "base/text.h"
#include "base/text_hash.h"
#include "headings.h"
#include "item_status.h"
#include "meeting_day.h"
#include "model/name.h"
#include "people_label.h"
#include "person_name.h"
#include "table.h"

#include <string.h>

enum {
	TOP_BLOCKS = 12,   /* from the top, in which a label may be any that names people */
	TOP_LINES = 60,    /* from the top, in which `**Members**` alone is of those present */
	HEADING_MAX = 60,  /* bytes of a heading that may be a label */
	SOFT_WIDTH = 60,   /* bytes of a line that goes on in the next one */
	PEOPLE_MAX = 2000, /* that are read; there is another bound on those that are kept */
	LABEL_LEVEL = OUTLINE_BOLD /* of the section below a label: any heading ends it */
};

/* A line or an item with one person, or with several. */
typedef struct {
	char *text; /* plain */
	guint line;
	gboolean box, ticked;
} Candidate;

typedef struct {
	const Source *source;
	const GArray *blocks;
	const NotesContext *context;
	Meeting *meeting;
	GHashTable *known; /* folded names of `found` */
	GPtrArray *found;
	GArray *entries;   /* Candidate: what follows one another in one list */
	guint level;       /* of the heading that the section is below; 0: none */
	gboolean absent;   /* it is of those who were not there */
	gboolean labelled; /* it is below a label, and ends after one block */
	gboolean weak;     /* people were found only below `Members` */
	gboolean done;     /* the section of those present has ended */
} Reader;

static void
entry_clear(gpointer entry)
{
	g_free(((Candidate *)entry)->text);
}

gboolean
attendance_is_label(Languages languages, const char *line)
{
	About whom = people_label_of_line(languages, line);

	return whom == ABOUT_PRESENT || whom == ABOUT_ABSENT;
}

/* ---- names ---- */

static gboolean
is_full(const Reader *reader)
{
	return reader->found->len >= PEOPLE_MAX;
}

/* Keeps the names from index `before` on that are new. */
static void
keep_new(Reader *reader, guint before)
{
	guint kept = before;

	for (guint i = before; i < reader->found->len; i++) {
		char *name = g_steal_pointer(&reader->found->pdata[i]);
		if (g_hash_table_add(reader->known, text_fold(name)))
			reader->found->pdata[kept++] = name;
		else
			g_free(name);
	}
	g_ptr_array_set_size(reader->found, (gint)kept);
}

/* Adds the people of a plain text on a line; none if most of it is no names, as in a sentence. */
static void
add_text(Reader *reader, const char *text, gboolean one, guint line)
{
	guint before = reader->found->len;
	if (*text == '\0' || reader->absent || is_full(reader))
		return;

	guint odd = person_names_add(reader->context->languages, text, one, reader->found);
	if (odd > 0 && odd * 2 >= reader->found->len - before)
		g_ptr_array_set_size(reader->found, (gint)before);
	names_truncate(reader->meeting, reader->found, before, "a name of participants", line,
	               source_column(reader->source, line));
	keep_new(reader, before);
}

static void
add_entry(Reader *reader, const char *text, guint line, const ItemStatus *status)
{
	Candidate entry = { .text = g_strdup(text), .line = line };

	if (status != NULL) {
		entry.box = status->box;
		entry.ticked = status->box && status->done;
	}
	g_array_append_val(reader->entries, entry);
}

/* Adds the people of the entries so far.  Of three and more, each is one person. */
static void
flush_entries(Reader *reader)
{
	enum {
		LIST = 3
	};
	gboolean ticked = FALSE, one = reader->entries->len >= LIST;

	for (guint i = 0; i < reader->entries->len; i++)
		ticked |= g_array_index(reader->entries, Candidate, i).ticked;
	for (guint i = 0; i < reader->entries->len; i++) {
		const Candidate *entry = &g_array_index(reader->entries, Candidate, i);
		if (!ticked || !entry->box || entry->ticked)
			add_text(reader, entry->text, one, entry->line);
	}
	g_array_set_size(reader->entries, 0);
}

/* ---- tables ---- */

/* What is known of the columns of a table. */
typedef struct {
	int name;   /* index of the column of names */
	int absent; /* of one that says who was there, or -1 */
} Columns;

/* Finds the columns: `Name`; or the first one.  `Present` has ticks. */
static Columns
find_columns(Languages languages, char **cells)
{
	Columns columns = { .name = -1, .absent = -1 };

	for (int i = 0; cells[i] != NULL; i++) {
		g_autofree char *head = person_plain_text(cells[i]);
		About whom = people_label_about(languages, head);
		if (columns.name < 0 && vocabulary_has(languages, WORDS_NAME_COLUMN, head))
			columns.name = i;
		else if (i > 0 && columns.absent < 0 && whom == ABOUT_PRESENT)
			columns.absent = i;
	}
	columns.name = MAX(columns.name, 0);
	return columns;
}

/* TRUE if a cell of the column `Present` says so: not empty, no dash, no `no`. */
static gboolean
says_present(Languages languages, const char *cell)
{
	g_autofree char *plain = person_plain_text(cell);
	static const char *const no[] = { "no", "n", "✗", "✘", "❌", "0", "nein", "non", "nei" };
	g_autofree char *folded = g_utf8_strdown(plain, -1);

	if (vocabulary_placeholder(languages, plain) != PLACEHOLDER_NONE ||
	    vocabulary_is_in(languages, WORDS_ABSENT, plain))
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(no); i++)
		if (strcmp(folded, no[i]) == 0)
			return FALSE;
	return TRUE;
}

/* TRUE for the line below the heads of a table: `| --- | :-: |`. */
static gboolean
is_rule(const char *line)
{
	return strchr(line, '-') != NULL && line[strspn(line, "|-: \t")] == '\0';
}

/* Reads lines `first` to `last` of a table whose heads are on line `first`. */
static void
read_table(Reader *reader, guint first, guint last)
{
	Languages languages = reader->context->languages;
	g_auto(GStrv) heads = table_cells(reader->source, first);
	Columns columns = find_columns(languages, heads);

	for (guint line = first + 1; line <= last && !is_full(reader); line++) {
		g_autofree char *row = source_line(reader->source, line);
		g_auto(GStrv) cells = table_cells(reader->source, line);
		int count = (int)g_strv_length(cells);
		if (is_rule(row) || columns.name >= count ||
		    (columns.absent >= 0 &&
		     (columns.absent >= count || !says_present(languages, cells[columns.absent]))))
			continue;
		g_autofree char *name = person_plain_text(cells[columns.name]);
		add_text(reader, name, TRUE, line);
	}
}

/* ---- lines ---- */

/* TRUE if a line is nothing but names, as below `Present:`. */
static gboolean
is_names(Reader *reader, const char *plain)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);

	return person_names_add(reader->context->languages, plain, FALSE, names) == 0 &&
	       names->len > 0;
}

/* TRUE if a line goes on in the next one: it ends with a comma, or is as wide as lines are. */
static gboolean
goes_on(const char *line, const char *raw, gsize length)
{
	gsize end = strlen(line);
	if (end == 0)
		return FALSE;
	if (strchr(",;&+", line[end - 1]) != NULL)
		return TRUE;
	gboolean hard = length >= 2 && raw[length - 1] == ' ' && raw[length - 2] == ' ';
	return end >= SOFT_WIDTH && !hard && strchr(".!?:\\", line[end - 1]) == NULL;
}

/* The text of line `*number` from `p` on, with the lines that it goes on in, up to `last`. */
static char *
whole_value(Reader *reader, const char *p, guint *number, guint last)
{
	g_autoptr(GString) value = g_string_new(p);
	g_autofree char *line = source_line(reader->source, *number);

	while (*number < last) {
		const char *raw = source_at(reader->source, *number);
		gsize length = strcspn(raw, "\r\n");
		if (!goes_on(line, raw, length))
			break;
		g_autofree char *next = source_line(reader->source, *number + 1);
		g_auto(PeopleLabel) label;
		people_label_read(reader->context->languages, next, &label);
		if (label.value != NULL || scan_skip_bullet(next) != next)
			break;
		g_autofree char *plain = person_plain_text(next);
		g_string_append_printf(value, " %s", plain);
		g_free(line);
		line = g_steal_pointer(&next);
		++*number;
	}
	return g_string_free(g_steal_pointer(&value), FALSE);
}

/*
 * Reads lines of text.  In a section all of them may have names; outside, those with a label and
 * the lines below one whose value is empty or a single name.  Returns TRUE if the last line is
 * such a label, whose people are in the block below.
 */
static gboolean
read_lines(Reader *reader, guint first, guint last, gboolean top)
{
	Languages languages = reader->context->languages;
	gboolean section = reader->level > 0, reading = section, pending = FALSE;
	gboolean absent = reader->absent;

	for (guint number = first; number <= last && !is_full(reader); number++) {
		g_autofree char *line = source_line(reader->source, number);
		g_auto(PeopleLabel) label;
		people_label_read(languages, line, &label);
		if (*line == '|' && reading) {
			read_table(reader, number, last);
			break;
		}
		if (label.value != NULL && !label.other) {
			flush_entries(reader);
			reader->absent = label.about == ABOUT_ABSENT;
			reading = label.about != ABOUT_GROUP || section || reader->found->len > 0 ||
			          pending;
			if (!top && !section && label.about == ABOUT_PRESENT &&
			    *label.value == '\0' && number < last)
				reading = FALSE;
			pending = reading && *label.value == '\0';
			if (!reading || pending)
				continue;
			g_autofree char *value = whole_value(reader, label.value, &number, last);
			add_text(reader, value, FALSE, number);
			continue;
		}
		if (!reading || (label.other && !section)) {
			flush_entries(reader);
			reading = section;
			pending = FALSE;
			continue;
		}
		g_autofree char *plain = person_plain_text(people_label_skip_marks(line));
		g_autofree char *value = whole_value(reader, plain, &number, last);
		if (!section && !is_names(reader, value)) {
			reading = FALSE;
			continue;
		}
		pending = FALSE;
		add_entry(reader, value, number, NULL);
	}
	flush_entries(reader);
	if (section)
		reader->absent = absent;
	return pending && !section;
}

/* ---- lists ---- */

static const Block *
block_at(const Reader *reader, guint index)
{
	return &g_array_index(reader->blocks, Block, index);
}

/* The index after the items of the list at `index`. */
static guint
list_end(const Reader *reader, guint index)
{
	for (index++; index < reader->blocks->len;)
		if (block_at(reader, index)->kind == BLOCK_ITEM)
			index++;
		else
			break;
	return index;
}

/* The text of an item, all of its first paragraph, plain and without its box. */
static char *
item_text(Reader *reader, const Block *item, ItemStatus *status)
{
	g_autoptr(GString) line = g_string_new(NULL);
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint number = item->first; number <= item->text_last; number++) {
		source_line_into(reader->source, number, number == item->first ? item->offset : 0,
		                 line);
		const char *p = line->str;
		if (number == item->first)
			p = item_status_skip(reader->context->languages, p, status);
		if (status->struck)
			p = "";
		g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "", p);
	}
	return person_plain_text(text->str);
}

/* The items below item `index`: its index and those that follow it with a higher level. */
static guint
children_end(const Reader *reader, guint index, guint end)
{
	guint level = block_at(reader, index)->level;

	for (index++; index < end && block_at(reader, index)->level > level;)
		index++;
	return index;
}

/*
 * TRUE if the items of `level` from `first` on are groups, and people are below them:
 *
 *	- ACME
 *	    - Nora Lind
 *	    - Ben Ash
 */
static gboolean
are_groups(const Reader *reader, guint first, guint end, guint level)
{
	guint parents = 0, children = 0;

	for (guint i = first; i < end; i++) {
		const Block *item = block_at(reader, i);
		if (item->level == level) {
			if (i + 1 >= end || item[1].level <= level)
				return FALSE;
			parents++;
		} else if (item->level == level + 1)
			children++;
	}
	return children > parents;
}

/* Reads the items of a section's list from `first` to before `end`, those of `level` as people. */
static void
read_items(Reader *reader, guint first, guint end, guint level)
{
	gboolean groups = are_groups(reader, first, end, level), absent = reader->absent;

	for (guint i = first; i < end; i = children_end(reader, i, end)) {
		const Block *item = block_at(reader, i);
		ItemStatus status = { 0 };
		guint below = children_end(reader, i, end);
		g_auto(PeopleLabel) label = { 0 };
		if (item->text_last != 0) {
			g_autofree char *text = item_text(reader, item, &status);
			people_label_read(reader->context->languages, text, &label);
			gboolean labelled = label.value != NULL && !label.other;
			if (labelled)
				reader->absent = absent || label.about == ABOUT_ABSENT;
			if (labelled && *label.value != '\0') {
				flush_entries(reader);
				add_text(reader, label.value, FALSE, item->first);
			} else if (!labelled && !groups)
				add_entry(reader, text, item->first, &status);
		}
		gboolean empty = label.value != NULL && *label.value == '\0';
		if (below > i + 1 && (groups || empty)) {
			flush_entries(reader);
			read_items(reader, i + 1, below, block_at(reader, i + 1)->level);
		}
		if (label.value != NULL && !label.other) {
			flush_entries(reader);
			reader->absent = absent;
		}
	}
	flush_entries(reader);
}

/* Finds `- Present: Nora` and `- Attendees` above a nested list among the items of a list that is
 * in no section. */
static void
read_labelled_items(Reader *reader, guint first, guint end, gboolean top)
{
	for (guint i = first; i < end; i++) {
		const Block *item = block_at(reader, i);
		ItemStatus status = { 0 };
		if (item->text_last == 0)
			continue;
		g_autofree char *text = item_text(reader, item, &status);
		g_auto(PeopleLabel) label;
		people_label_read(reader->context->languages, text, &label);
		guint below = children_end(reader, i, end);
		if (label.about == ABOUT_GROUP && reader->found->len == 0)
			continue;
		if (label.value == NULL || label.other || (!top && *label.value == '\0'))
			continue;
		reader->absent = label.about == ABOUT_ABSENT;
		add_text(reader, label.value, FALSE, item->first);
		if (*label.value == '\0' && below > i + 1)
			read_items(reader, i + 1, below, block_at(reader, i + 1)->level);
		reader->absent = FALSE;
		i = below - 1;
	}
}

/* ---- headings and blocks ---- */

/* Ends the section; those below later headings are of another meeting, or of another list. */
static void
end_section(Reader *reader)
{
	/* below a label there may be others: `Also in attendance were:` */
	reader->done |=
	    reader->level > 0 && reader->found->len > 0 && !reader->weak && !reader->labelled;
	reader->level = 0;
	reader->absent = reader->labelled = FALSE;
}

/* TRUE if a heading below one of attendance is not of a group of people: `### Agenda`. */
static gboolean
begins_other(Languages languages, const char *text)
{
	return heading_is_agenda(languages, text) || heading_is_discussions(languages, text) ||
	       heading_is_next_meeting(languages, text) || meeting_day_is_label(languages, text) ||
	       heading_is_action_label(languages, text) || heading_is_review(languages, text);
}

static void
begin_section(Reader *reader, guint level, About whom)
{
	reader->level = reader->level > 0 && reader->level < level ? reader->level : level;
	reader->absent = whom == ABOUT_ABSENT;
	reader->labelled = FALSE;
}

/* Forgets people that were found below `Members` alone, where those present are told elsewhere. */
static void
drop_weak(Reader *reader)
{
	if (!reader->weak)
		return;
	g_ptr_array_set_size(reader->found, 0);
	g_hash_table_remove_all(reader->known);
	reader->weak = FALSE;
}

/* Reads a heading, also one with names: `### Present: Nora, Ben`. */
static void
read_heading(Reader *reader, const char *text, guint level, guint line)
{
	Languages languages = reader->context->languages;
	const char *colon = people_label_colon(text);
	g_autofree char *start =
	    colon != NULL ? g_strndup(text, (gsize)(colon - text)) : g_strdup(text);
	About whom =
	    strlen(start) <= HEADING_MAX ? people_label_about(languages, start) : ABOUT_OTHERS;
	gboolean inside = reader->level > 0 && level > reader->level;

	if (reader->level > 0 && (!inside || reader->labelled) && whom == ABOUT_OTHERS)
		end_section(reader);
	else if (inside && whom == ABOUT_OTHERS && begins_other(languages, text))
		end_section(reader);
	if (whom == ABOUT_OTHERS || reader->done) {
		reader->absent = FALSE;
		return;
	}
	if (whom == ABOUT_PRESENT && !inside)
		drop_weak(reader);
	if (whom == ABOUT_GROUP && reader->level == 0) {
		/* `# Board` is a title */
		if (level == 1 || line > TOP_LINES || (reader->found->len > 0 && !reader->weak))
			return;
		reader->weak = TRUE;
	}
	if (!inside)
		reader->level = 0;
	begin_section(reader, level, whom);
	if (colon != NULL && colon[1] != '\0')
		add_text(reader, colon + 1, FALSE, line);
}

/* Reads the lines of HTML: `<h2>Attendance</h2>`, `<li>Nora Lind</li>`. */
static void
read_html(Reader *reader, const Block *block)
{
	for (guint number = block->first; number <= block->last; number++) {
		g_autofree char *line = source_line(reader->source, number);
		if (*line != '<' || g_str_has_prefix(line, "<!--"))
			continue;
		g_autofree char *plain = person_plain_text(line);
		if (g_ascii_strncasecmp(line, "<h", 2) == 0 && g_ascii_isdigit(line[2])) {
			flush_entries(reader);
			read_heading(reader, plain, (guint)(line[2] - '0'), number);
		} else if (reader->level > 0 && *plain != '\0')
			add_entry(reader, plain, number, NULL);
	}
	flush_entries(reader);
}

/* Reads a block of a section.  Returns the index of the next one. */
static guint
read_section_block(Reader *reader, guint index)
{
	const Block *block = block_at(reader, index);
	guint next = index + 1, before = reader->found->len;

	switch (block->kind) {
	case BLOCK_LIST:
		next = list_end(reader, index);
		if (next > index + 1)
			read_items(reader, index + 1, next, block_at(reader, index + 1)->level);
		break;
	case BLOCK_PARAGRAPH:
	case BLOCK_QUOTE:
	case BLOCK_CODE:
		read_lines(reader, block->first, block->last, TRUE);
		break;
	case BLOCK_TABLE:
		read_table(reader, block->first, block->last);
		break;
	case BLOCK_OTHER:
		read_html(reader, block);
		break;
	default:
		break;
	}
	if (reader->labelled &&
	    (reader->found->len > before || reader->absent || block->kind == BLOCK_PARAGRAPH))
		end_section(reader);
	return next;
}

/* Reads a block outside of sections, where labels may be.  Returns the index of the next one. */
static guint
read_other_block(Reader *reader, guint index)
{
	const Block *block = block_at(reader, index);
	gboolean top = index < TOP_BLOCKS;

	if (block->kind == BLOCK_OTHER)
		read_html(reader, block);
	if (block->kind == BLOCK_LIST) {
		guint end = list_end(reader, index);
		read_labelled_items(reader, index + 1, end, top);
		return end;
	}
	if (block->kind != BLOCK_PARAGRAPH && block->kind != BLOCK_QUOTE)
		return index + 1;
	if (read_lines(reader, block->first, block->last, top)) {
		reader->level = LABEL_LEVEL;
		reader->labelled = TRUE;
	} else
		reader->absent = FALSE;
	return index + 1;
}

void
attendance_read(const Source *source, const GArray *blocks, const NotesContext *context,
                Meeting *meeting)
{
	Reader reader = {
		.source = source, .blocks = blocks, .context = context, .meeting = meeting
	};
	gboolean elsewhere = FALSE; /* below a heading of the next meeting */

	reader.known = g_hash_table_new_full(text_hash, g_str_equal, g_free, NULL);
	reader.found = g_ptr_array_new_with_free_func(g_free);
	reader.entries = g_array_new(FALSE, TRUE, sizeof(Candidate));
	g_array_set_clear_func(reader.entries, entry_clear);
	for (guint i = 0; i < blocks->len && !reader.done && !is_full(&reader);) {
		const Block *block = &g_array_index(blocks, Block, i);
		if (block->kind == BLOCK_HEADING) {
			elsewhere = heading_is_next_meeting(context->languages, block->text);
			read_heading(&reader, block->text, block->level, block->first);
		}
		if (block->kind == BLOCK_HEADING || elsewhere)
			i++;
		else
			i = reader.level > 0 ? read_section_block(&reader, i)
			                     : read_other_block(&reader, i);
	}
	for (guint i = 0; i < reader.found->len; i++)
		g_ptr_array_add(meeting->participants, g_steal_pointer(&reader.found->pdata[i]));
	g_ptr_array_set_size(reader.found, 0);
	g_ptr_array_unref(reader.found);
	g_array_unref(reader.entries);
	g_hash_table_unref(reader.known);
}

guint
attendance_list_end(Languages languages, const Source *source, const GArray *blocks, guint index)
{
	const Block *block = &g_array_index(blocks, Block, index);
	if (index + 1 >= blocks->len || block[1].kind != BLOCK_LIST)
		return index + 1;

	g_autofree char *line = source_line(source, block->last);
	g_auto(PeopleLabel) label;
	people_label_read(languages, line, &label);
	if ((label.about != ABOUT_PRESENT && label.about != ABOUT_ABSENT) || *label.value != '\0')
		return index + 1;
	for (index += 2;
	     index < blocks->len && g_array_index(blocks, Block, index).kind == BLOCK_ITEM;)
		index++;
	return index;
}
