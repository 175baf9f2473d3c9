/* fuzz_roster.c - any lines as a roster, participants and owner tokens: whoever is meant is in the
 * roster. */
#include "people/resolve.h"

int LLVMFuzzerTestOneInput(const guint8 *bytes, gsize size);

static void
add_person(Roster *roster, const char *line, guint number)
{
	Person *person = person_new();

	person->id = g_strdup_printf("p%u", number);
	person->name = *line == '\0' ? NULL : g_strdup(line);
	g_ptr_array_add(person->aliases, g_strdup(line));
	roster_add_person(roster, person);
}

static void
resolve(Resolver *resolver, const Roster *roster, const char *token, const GPtrArray *participants)
{
	const GPtrArray *people;
	TokenKind kind = resolve_token(resolver, token, participants, &people);

	g_assert(kind != TOKEN_UNKNOWN || people->len == 0);
	g_assert(kind != TOKEN_PERSON || people->len == 1);
	for (guint i = 0; i < people->len; i++) {
		const Person *person = g_ptr_array_index(people, i);
		g_assert(roster_person(roster, person->id) == person);
	}
}

static void
add_group(Roster *roster, const char *alias)
{
	Group *group = group_new();

	group->id = g_strdup("everyone");
	g_ptr_array_add(group->aliases, g_strdup(alias));
	roster_add_group(roster, group);
}

/* Lines that start with "=" are persons, with "+" participants; the others are owner tokens and
 * texts. */
int
LLVMFuzzerTestOneInput(const guint8 *bytes, gsize size)
{
	if (size > 4096)
		return 0;
	g_autofree char *text = g_utf8_make_valid((const char *)bytes, (gssize)size);
	g_auto(GStrv) lines = g_strsplit(text, "\n", 64);
	g_autoptr(Roster) roster = roster_new();
	g_autoptr(Meeting) meeting = meeting_new("fuzz.md");

	add_group(roster, lines[0] != NULL ? lines[0] : "");
	for (guint i = 0; lines[i] != NULL; i++) {
		if (lines[i][0] == '=')
			add_person(roster, lines[i] + 1, i);
		else if (lines[i][0] == '+')
			g_ptr_array_add(meeting->participants, g_strdup(lines[i] + 1));
	}
	g_autoptr(Resolver) resolver = resolver_new(roster);
	for (guint i = 0; lines[i] != NULL; i++) {
		Action *action = action_new();
		g_ptr_array_add(action->owners, g_strdup(lines[i]));
		action->text = g_strdup(lines[i]);
		action->heading = i % 2 == 0 ? NULL : g_strdup(lines[i]);
		g_ptr_array_add(meeting->actions, action);
		g_ptr_array_add(meeting->teams, g_strdup(lines[i]));
		resolve(resolver, roster, lines[i], meeting->participants);
	}
	resolve_meeting(resolver, meeting);
	return 0;
}
