/* reference.h - definitions of links, which are no text, and what only looks like one. */
#ifndef TIDINGS_NOTES_REFERENCE_H
#define TIDINGS_NOTES_REFERENCE_H

#include "owners.h"

/* TRUE for `[1]: https://example.org "title"`; FALSE for `[RD]: mend the net` and `[RD]: rest`,
 * which are items of RD. */
gboolean reference_is_line(const OwnerNames *names, const char *line);

/* TRUE for such a line that is a definition, though its label is an owner. */
gboolean reference_hides_owner(const OwnerNames *names, const char *line);

#endif
