/* lint_util.c - whom an unknown name may mean. */
#include "lint_util.h"

#include "base/text.h"
#include "people/name_key.h"

#include <string.h>

char *
lint_join(const GPtrArray *texts)
{
	GString *joined = g_string_new(NULL);

	for (guint i = 0; i < texts->len; i++)
		g_string_append_printf(joined, "%s%s",
		                       i == 0                ? ""
		                       : i + 1 == texts->len ? " or "
		                                             : ", ",
		                       (const char *)g_ptr_array_index(texts, i));
	return g_string_free(joined, FALSE);
}

static gboolean
has_first_name(const Person *person, const char *folded)
{
	for (guint i = 0; i <= person->aliases->len; i++) {
		const char *text =
		    i == 0 ? person->name : g_ptr_array_index(person->aliases, i - 1);
		g_autoptr(NameKey) spelling = name_key_of_name(text);
		if (spelling->count > 1 && strcmp(spelling->words[0], folded) == 0)
			return TRUE;
	}
	return FALSE;
}

char *
lint_namesakes(const Roster *roster, const char *name)
{
	const GPtrArray *people = roster_people(roster);
	g_autofree char *folded = text_fold(name);
	g_autoptr(GPtrArray) found = g_ptr_array_new();

	for (guint i = 0; i < people->len; i++)
		if (has_first_name(g_ptr_array_index(people, i), folded))
			g_ptr_array_add(found, ((Person *)g_ptr_array_index(people, i))->name);
	return found->len > 1 ? lint_join(found) : NULL;
}

const char *
lint_guess_person(const Roster *roster, const char *token)
{
	enum {
		SHORTEST = 4 /* characters: two initials are near to any others */
	};
	const GPtrArray *people = roster_people(roster);
	if (g_utf8_strlen(token, -1) < SHORTEST)
		return NULL;

	g_autoptr(GPtrArray) words = g_ptr_array_new();
	for (guint i = 0; i < people->len; i++) {
		const Person *person = g_ptr_array_index(people, i);
		g_ptr_array_add(words, person->id);
		g_ptr_array_add(words, person->name);
		for (guint j = 0; j < person->aliases->len; j++)
			g_ptr_array_add(words, g_ptr_array_index(person->aliases, j));
	}
	g_ptr_array_add(words, NULL);
	return text_guess(token, (const char *const *)words->pdata);
}
