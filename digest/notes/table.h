/* table.h - a table of what is to be done: one row, one item. */
#ifndef TIDINGS_NOTES_TABLE_H
#define TIDINGS_NOTES_TABLE_H

#include "item.h"
#include "markdown/source.h"

/* Returns the cells of a row, trimmed; `\\|` is a bar within a cell.  Free with g_strfreev(). */
char **table_cells(const Source *source, guint line);

/*
 * Reads the pipe table in lines `first` to `last` into the maker's meeting, if its first row has a
 * column of tasks (`Task`, `Action`, `What`) and one of owners (`Owner`, `Who`, `Assignee`), which
 * may be missing below a heading of actions (`listed`).  Columns `Due` and `Status` are optional.
 * FALSE, with nothing read, for any other table.
 */
gboolean table_read(const Source *source, guint first, guint last, gboolean listed,
                    ItemMaker *maker);

#endif
