/* lazy_continuation.h - lines at the margin right below a list, which Markdown puts to the list's
 * last paragraph. */
#ifndef TIDINGS_NOTES_LAZY_CONTINUATION_H
#define TIDINGS_NOTES_LAZY_CONTINUATION_H

#include "markdown/source.h"
#include "owners.h"

/* TRUE when the line begins before column `indent` (from 0), where the list's text stands, and is
 * no item of it. */
gboolean lazy_continuation_is_line(const Source *source, guint line, guint indent);

/*
 * The first such line of `first` to `last` that begins with owners: whoever wrote it saw an item of
 * its own there. 0 when there is none.
 */
guint lazy_continuation_find_owner(const Source *source, const OwnerNames *names, guint first,
                                   guint last, guint indent);

#endif
