/* damage.h - what a file looks like that is no meeting file for the moment: nothing of it is told,
 * and what was known stays. */
#ifndef TIDINGS_NOTES_DAMAGE_H
#define TIDINGS_NOTES_DAMAGE_H

#include <glib.h>

/*
 * FALSE for bytes that are no text (UTF-16 by its mark, Unicode 3.1 2.6, or NUL, which no editor
 * writes) and for a merge of git that was not ended: a line that begins "<<<<<<< ", and later one
 * that begins ">>>>>>> ", outside of fenced code. `error` is then TIDINGS_ERROR_DATA,
 * "PATH:LINE:COLUMN: ...", and `*code`, unless `code` is NULL, what lint calls it.
 */
gboolean damage_check(const char *path, GBytes *source, const char **code, GError **error);

/* TRUE when there is nothing in it but white space, and perhaps a byte order mark. */
gboolean damage_is_blank(GBytes *source);

#endif
