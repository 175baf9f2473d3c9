/* reference.c - definitions of links. */
#include "reference.h"

#include "base/scan.h"
#include "markdown/outline.h"
#include "owners.h"

#include <string.h>

/* `https://x`, `../x.md`, `#x`, `<x y>`: anything but a plain word. */
static gboolean
is_address(const char *start, gsize length)
{
	for (gsize i = 0; i < length; i++)
		if (strchr("/#:<@", start[i]) != NULL || (start[i] == '.' && i + 1 < length))
			return TRUE;
	return length == 0;
}

/* TRUE if all of the label is owners: `[RD, FH]: ...`. */
static gboolean
label_is_owner(const OwnerNames *names, const char *line)
{
	g_autofree char *label = g_strndup(line + 1, strcspn(line, "]") - 1);
	g_autoptr(GPtrArray) owners = g_ptr_array_new_with_free_func(g_free);

	return owner_list_read(names, label, owners);
}

gboolean
reference_is_line(const OwnerNames *names, const char *line)
{
	if (!link_definition_may_begin(line))
		return FALSE;

	const char *address = scan_skip_blanks(strchr(line, ']') + 2);
	gsize length = strcspn(address, " \t");
	const char *rest = scan_skip_blanks(address + length);
	if (*rest != '\0' && strchr("\"'(", *rest) == NULL)
		return FALSE;
	return is_address(address, length) || !label_is_owner(names, line);
}

gboolean
reference_hides_owner(const OwnerNames *names, const char *line)
{
	return reference_is_line(names, line) && label_is_owner(names, line);
}
