/* table.h - a table of what is to be done: one row, one item. */
#ifndef TIDINGS_NOTES_TABLE_H
#define TIDINGS_NOTES_TABLE_H

#include "item.h"
#include "markdown/source.h"

/*
 * Reads the pipe table in lines `first` to `last` into the maker's meeting, if its first row has a
 * column of owners (`Owner`, `Who`, `Assignee`) and one of tasks (`Task`, `Action`, `What`).
 * Columns `Due` and `Status` are optional.  FALSE, with nothing read, for any other table.
 */
/* Returns the cells of a row, trimmed; `\\|` is a bar within a cell.  Free with g_strfreev(). */
char **table_cells(const Source *source, guint line);

gboolean table_read(const Source *source, guint first, guint last, ItemMaker *maker);

#endif
