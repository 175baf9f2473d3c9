/* lazy_continuation.c - lines at the margin right below a list. */
#include "lazy_continuation.h"

#include "base/scan.h"
#include "token.h"

#include <string.h>

gboolean
lazy_continuation_is_line(const Source *source, guint line, guint indent)
{
	const char *start = source_at(source, line);
	gsize blanks = strspn(start, " ");

	if (blanks >= indent || strchr("\t\r\n", start[blanks]) != NULL)
		return FALSE;
	return scan_skip_bullet(start + blanks) == start + blanks;
}

guint
lazy_continuation_find_owner(const Source *source, const OwnerNames *names, guint first, guint last,
                             guint indent)
{
	OwnerPrefix prefix;

	for (guint line = first; line <= last; line++) {
		if (!lazy_continuation_is_line(source, line, indent))
			continue;
		g_autofree char *text = source_line(source, line);
		if (owner_prefix_read(names, text, &prefix))
			return line;
	}
	return 0;
}
