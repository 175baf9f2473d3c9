/* damage.h - files that are not meeting files for the moment: nothing of them is read, and what was
 * known stays. */
#ifndef TIDINGS_NOTES_DAMAGE_H
#define TIDINGS_NOTES_DAMAGE_H

#include <glib.h>

/*
 * FALSE for bytes that are not text (UTF-16 by its byte order mark, Unicode 3.1 2.6, or a NUL,
 * which no editor writes), and for a merge that git could not finish: of lines that begin
 * "<<<<<<< " and ">>>>>>> ", with a line "=======" between them, two in this order, unless all of
 * it is in one piece of fenced code.  Sets `error`
 * (TIDINGS_ERROR_DATA, "PATH:LINE:COLUMN: ...") and, unless `code` is NULL, `*code` to lint's code.
 */
gboolean damage_check(const char *path, GBytes *source, const char **code, GError **error);

/* TRUE if `source` is nothing but white space, perhaps after a byte order mark. */
gboolean damage_is_blank(GBytes *source);

#endif
