/* headings.c - what a heading says of the section below it. */
#include "notes/headings.h"

#include "notes/token.h"

#include <string.h>

static gboolean
is_one_of(const char *heading, const char *const *words)
{
	for (; *words != NULL; words++) {
		const char *after = token_after_word(heading, *words);
		if (after != NULL && strlen(after) < 12)
			return TRUE;
	}
	return FALSE;
}

gboolean
heading_is_attendance(const char *heading)
{
	static const char *const words[] = { "participants", "attendees",     "attendance", "present",
		                             "people",       "participating", "who",        NULL };
	return is_one_of(heading, words);
}

gboolean
heading_is_agenda(const char *heading)
{
	static const char *const words[] = { "agenda", "proposed agenda", "meeting agenda", "topics", NULL };
	return is_one_of(heading, words);
}

gboolean
heading_is_discussions(const char *heading)
{
	static const char *const words[] = { "discussion",    "discussions",     "minutes", "notes",
		                             "meeting notes", "meeting minutes", NULL };
	return is_one_of(heading, words);
}
