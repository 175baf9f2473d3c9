/* reference.h - definitions of links, which are not text, and items that only look like one. */
#ifndef TIDINGS_NOTES_REFERENCE_H
#define TIDINGS_NOTES_REFERENCE_H

#include "owners.h"

/* TRUE for `[1]: https://example.org "title"`; FALSE for `[RD]: fix the net` and `[RD]: rest`,
 * which are items of RD. */
gboolean reference_is_line(const OwnerNames *names, const char *line);

/* TRUE for a definition whose label is an owner: `[RD]: https://example.org`. */
gboolean reference_hides_owner(const OwnerNames *names, const char *line);

#endif
