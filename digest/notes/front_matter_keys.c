/* front_matter_keys.c - the keys of front matter that are read. */
#include "front_matter_keys.h"

#include "vocabulary.h"

const char *const front_matter_keys[] = { "datetime",  "date",    "when",   "time",  "teams",
	                                  "team",      "groups",  "group",  "wg",    "participants",
	                                  "attendees", "present", "people", "title", "location",
	                                  "tags",      NULL };

gboolean
front_matter_reads_key(const char *key)
{
	for (const char *const *known = front_matter_keys; *known != NULL; known++)
		if (g_ascii_strcasecmp(key, *known) == 0)
			return TRUE;
	g_autofree char *label = g_strdelimit(g_strdup(key), "_-", ' ');
	return vocabulary_has(LANGUAGES_ALL, WORDS_DATE_LABEL, label) ||
	       vocabulary_has(LANGUAGES_ALL, WORDS_PEOPLE_LABEL, label);
}
