/* action_keyword.c - the words that mark an action within a statement. */
#include "action_keyword.h"

#include <string.h>

/* Nearly no line has a mark, and most not even the capital that it begins with. */
gboolean
action_keyword_may_occur(const char *line)
{
	const char *capital = strpbrk(line, "AT");

	return *line == '[' ||
	       (capital != NULL &&
	        (strstr(capital, "ACTION") != NULL || strstr(capital, "Action") != NULL ||
	         strstr(capital, "TODO") != NULL || strstr(capital, "AI") != NULL));
}

const char *
action_keyword_find(const char *text)
{
	static const char *const markers[] = {
		"ACTION:", "ACTION ITEM:", "TODO(",   "ACTION(",
		"AI(",     "AI:",          "Action:", "Action item:"
	};

	for (gsize i = 0; i < G_N_ELEMENTS(markers); i++) {
		const char *found = strstr(text, markers[i]);
		if (found == NULL || (found != text && strchr(" (*", found[-1]) == NULL))
			continue;
		/* `In Action:` is talk, `**Action:**` a mark. */
		if (g_ascii_isupper(found[1]) || found == text || found[-1] == '*')
			return found;
	}
	return NULL;
}
