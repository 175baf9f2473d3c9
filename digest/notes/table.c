/* table.c - a table of what is to be done: one row, one item. */
#include "table.h"

#include "base/text.h"
#include "dates.h"
#include "owners.h"
#include "vocabulary.h"

#include <string.h>

enum {
	CELLS_MAX = 100 /* cells of a row that are read */
};

typedef enum {
	COLUMN_OWNER,
	COLUMN_TASK,
	COLUMN_TEXT, /* beside a task that is only a number: `Action | Description` */
	COLUMN_DUE,
	COLUMN_STATUS,
	COLUMNS
} Column;

/* The words for each column's head. */
static const WordList column_words[COLUMNS] = {
	[COLUMN_OWNER] = WORDS_OWNER_COLUMN,   [COLUMN_TASK] = WORDS_TASK_COLUMN,
	[COLUMN_TEXT] = WORDS_TEXT_COLUMN,     [COLUMN_DUE] = WORDS_DUE_COLUMN,
	[COLUMN_STATUS] = WORDS_STATUS_COLUMN,
};

char **
table_cells(const Source *source, guint line)
{
	g_autofree char *text = source_line(source, line);
	char *row = text + (*text == '|' ? 1 : 0);
	g_autoptr(GString) cell = g_string_new(NULL);
	GPtrArray *cells = g_ptr_array_new();
	gsize length = strlen(row);

	if (length > 0 && row[length - 1] == '|')
		row[length - 1] = '\0';
	for (const char *p = row; *row != '\0' && cells->len < CELLS_MAX; p++) {
		if (*p != '|' && *p != '\0') {
			p += p[0] == '\\' && p[1] == '|' ? 1 : 0;
			g_string_append_c(cell, *p);
			continue;
		}
		g_ptr_array_add(cells, g_strstrip(g_strdup(cell->str)));
		g_string_truncate(cell, 0);
		if (*p == '\0')
			break;
	}
	g_ptr_array_add(cells, NULL);
	return (char **)g_ptr_array_free(cells, FALSE);
}

/* Which column a head is of, whatever markup is around its words: `**Who**`; COLUMNS for another
 * one. */
static Column
column_of(Languages languages, const char *header)
{
	g_autofree char *plain = g_strdup(header);
	g_autofree char *folded = text_fold(g_strstrip(g_strdelimit(plain, "*_`?:", ' ')));

	for (guint column = 0; column < COLUMNS; column++)
		if (vocabulary_has(languages, column_words[column], folded))
			return (Column)column;
	return COLUMNS;
}

/* Finds the index of each column, -1 for one that is missing.  FALSE if it is not a table of
 * actions: that has a task, and an owner unless it is below a heading of actions (`listed`). */
static gboolean
read_header(Languages languages, const Source *source, guint line, gboolean listed,
            int index[COLUMNS])
{
	g_auto(GStrv) cells = table_cells(source, line);

	for (guint column = 0; column < COLUMNS; column++)
		index[column] = -1;
	for (int i = 0; cells[i] != NULL; i++) {
		Column column = column_of(languages, cells[i]);
		if (column != COLUMNS && index[column] < 0)
			index[column] = i;
	}
	/* `| # | Description | Owner |` */
	if (index[COLUMN_TASK] < 0 && listed)
		index[COLUMN_TASK] = index[COLUMN_TEXT];
	return index[COLUMN_TASK] >= 0 && (listed || index[COLUMN_OWNER] >= 0);
}

static const char *
cell_at(char **cells, int index)
{
	return index >= 0 && (guint)index < g_strv_length(cells) ? cells[index] : "";
}

/* The owners in a cell. */
static GPtrArray *
owners_of(const OwnerNames *owner_names, const char *cell)
{
	GPtrArray *owners = g_ptr_array_new_with_free_func(g_free);

	if (*cell != '\0' &&
	    vocabulary_placeholder(owner_names->languages, cell) == PLACEHOLDER_NONE)
		owner_list_read_field(owner_names, cell, owners);
	return owners;
}

static gboolean
is_done(Languages languages, const char *status)
{
	g_autofree char *folded = text_fold(status);

	return vocabulary_has(languages, WORDS_DONE_STATUS, folded) ||
	       vocabulary_has(languages, WORDS_DONE_SIGN, folded);
}

/* The cell that says what is to be done: the task, or the text beside its number. */
static const char *
task_cell(char **cells, const int index[COLUMNS])
{
	enum {
		NUMBER_MAX = 16 /* bytes */
	};
	const char *task = cell_at(cells, index[COLUMN_TASK]);
	const char *text = cell_at(cells, index[COLUMN_TEXT]);
	gboolean number = strlen(task) <= NUMBER_MAX && strpbrk(task, "0123456789") != NULL;

	return *text != '\0' && (number || *task == '\0') ? text : task;
}

/* Without a column of owners they are in the text: `| 12 | Nora to call |`. */
static void
begin_row(char **cells, const int index[COLUMNS], const char *text, guint line, ItemMaker *maker)
{
	OwnerPrefix prefix;
	GPtrArray *owners;

	if (index[COLUMN_OWNER] < 0 && owner_prefix_read_listed(maker->names, text, &prefix)) {
		owners = owner_prefix_owners(&prefix);
		text = prefix.text;
	} else
		owners = owners_of(maker->names, cell_at(cells, index[COLUMN_OWNER]));
	item_begin(maker, owners, text, line, source_column(maker->source, line));
}

static void
read_row(const Source *source, guint line, const int index[COLUMNS], ItemMaker *maker)
{
	g_auto(GStrv) cells = table_cells(source, line);
	const char *due = cell_at(cells, index[COLUMN_DUE]);
	ItemStatus status = { 0 };
	const char *text =
	    item_status_skip(maker->context->languages, task_cell(cells, index), &status);
	DateFound found;

	begin_row(cells, index, text, line, maker);
	maker->status = status;
	maker->status.done |=
	    is_done(maker->context->languages, cell_at(cells, index[COLUMN_STATUS]));
	if (date_find(due, 0, maker->context, &found))
		maker->due = found.day;
	item_finish(maker);
}

gboolean
table_read(const Source *source, guint first, guint last, gboolean listed, ItemMaker *maker)
{
	int index[COLUMNS];

	if (!read_header(maker->context->languages, source, first, listed, index))
		return FALSE;
	for (guint line = first + 2; line <= last; line++)
		read_row(source, line, index, maker);
	return TRUE;
}
