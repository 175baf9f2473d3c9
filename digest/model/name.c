/* name.c - limits the length and number of names from the notes. */
#include "model/name.h"

#include "base/visible.h"

#include <string.h>

void
name_truncate(Meeting *meeting, char **name, const char *what, guint line, guint column)
{
	/* a text has no more characters than bytes */
	if (*name == NULL || strlen(*name) <= NAME_CHARACTERS_MAX)
		return;
	glong length = g_utf8_strlen(*name, -1);
	if (length <= NAME_CHARACTERS_MAX)
		return;

	char *cut = text_cut(*name, NAME_CHARACTERS_MAX);
	g_free(*name);
	*name = cut;
	meeting_warn(meeting, line, column, "long-name", "%s has %ld characters; it is cut to %d",
	             what, length, NAME_CHARACTERS_MAX);
}

void
names_truncate(Meeting *meeting, GPtrArray *names, guint from, const char *what, guint line,
               guint column)
{
	for (guint i = from; i < names->len; i++)
		name_truncate(meeting, (char **)&names->pdata[i], what, line, column);
}

void
names_limit(Meeting *meeting, GPtrArray *names, guint most, const char *what, guint line)
{
	if (names->len <= most)
		return;
	g_ptr_array_set_size(names, (int)most);
	meeting_warn(meeting, line, 1, "too-many-items",
	             "there are more than %u %s; the rest is left out", most, what);
}
