/* test_roster.c - who an owner token means, and of which track an action is. */
#include "people/resolve.h"
#include "people/roster.h"

#include <string.h>

static GPtrArray *
strings(const char *list)
{
	GPtrArray *array = g_ptr_array_new_with_free_func(g_free);
	g_auto(GStrv) parts = g_strsplit(list, ";", -1);

	for (char **part = parts; *part != NULL; part++)
		if (**part != '\0')
			g_ptr_array_add(array, g_strdup(*part));
	return array;
}

static void
take_strings(GPtrArray **to, const char *list)
{
	g_ptr_array_unref(*to);
	*to = strings(list);
}

static void
add_person(Roster *roster, const char *id, const char *name, const char *aliases)
{
	Person *person = person_new();

	person->id = g_strdup(id);
	person->name = g_strdup(name);
	take_strings(&person->aliases, aliases);
	roster_add_person(roster, person);
}

static Roster *
make_roster(void)
{
	Roster *roster = roster_new();
	add_person(roster, "rd", "Răzvan Deaconu", "RD;@razvand");
	add_person(roster, "simon", "Simon K", "SK");
	add_person(roster, "sairaj", "Sairaj Kodi", "Sai");
	add_person(roster, "ms", "Michael Schmidt", "");
	add_person(roster, "rs", "Radu de Silva", "");
	add_person(roster, "rn1", "RaduNi", "");
	add_person(roster, "rn2", "Radu Nuc", "Nuc");
	add_person(roster, "gb", NULL, "");

	Group *everyone = group_new();
	everyone->id = g_strdup("everyone");
	take_strings(&everyone->aliases, "All");
	roster_add_group(roster, everyone);
	Group *mentors = group_new();
	mentors->id = g_strdup("mentors");
	mentors->members = strings("rd;nobody;ms;rd");
	roster_add_group(roster, mentors);
	return roster;
}

/* "person rd", "ambiguous rd,sk", "unknown": one line for a resolved token. */
static char *
resolve(const Roster *roster, const char *token, const char *participants)
{
	static const char *const words[] = { "unknown", "person", "group", "ambiguous" };
	g_autoptr(GPtrArray) present = participants == NULL ? NULL : strings(participants);
	g_autoptr(Resolver) resolver = resolver_new(roster);
	const GPtrArray *people = NULL;
	TokenKind kind = resolve_token(resolver, token, present, &people);
	GString *line = g_string_new(words[kind]);

	for (guint i = 0; i < people->len; i++)
		g_string_append_printf(line, "%s%s", i == 0 ? " " : ",",
		                       ((Person *)g_ptr_array_index(people, i))->id);
	return g_string_free(line, FALSE);
}

typedef struct {
	const char *token, *participants, *want;
} Case;

static void
run_cases(const Case *cases, gsize count)
{
	g_autoptr(Roster) roster = make_roster();

	for (gsize i = 0; i < count; i++) {
		g_autofree char *got = resolve(roster, cases[i].token, cases[i].participants);
		g_test_message("%s in [%s]", cases[i].token, cases[i].participants);
		g_assert_cmpstr(got, ==, cases[i].want);
	}
}

static void
test_configured(void)
{
	static const Case cases[] = {
		{ "RD", NULL, "person rd" },
		{ "rd", "", "person rd" },
		{ "răzvan  deaconu", NULL, "person rd" },
		{ "RazvanDeaconu", NULL, "person rd" },
		{ "@razvand", NULL, "person rd" },
		{ "@Ms", NULL, "person ms" },
		{ "@nobody", NULL, "unknown" },
		{ "SK", NULL, "person simon" }, /* an alias, though Sairaj Kodi's initials too */
		{ "MSch", NULL, "person ms" },
		{ "SjK", NULL, "person sairaj" },
		{ "RdS", NULL, "person rs" },
		{ "RS", NULL, "person rs" },
		{ "RN", NULL, "ambiguous rn1,rn2" },
		{ "GB", NULL, "person gb" },
		{ "Răzvan", NULL, "unknown" }, /* somebody else's, perhaps */
		{ "XY", NULL, "unknown" },
		{ "", NULL, "unknown" },
		{ "()", NULL, "unknown" },
	};

	run_cases(cases, G_N_ELEMENTS(cases));
}

static void
test_participants(void)
{
	static const Case cases[] = {
		{ "RazvanD", "RăzvanD;Simon K", "person rd" },
		{ "Razvan", "RăzvanD;Simon K", "person rd" },
		{ "Razvan", "RăzvanD;RăzvanV", "ambiguous rd" },
		{ "SK", "Sairaj K (SK);Simon K", "person sairaj" },
		{ "SK", "Sairaj Kodi", "person sairaj" }, /* initials say otherwise */
		{ "SK", "Sai", "person sairaj" }, /* and those of the name behind an alias */
		{ "SK", "Sai;Simon K",
		  "person simon" },            /* but not when whose alias it is was there */
		{ "RN", "Nuc", "person rn2" }, /* of two who are called so, the one who was there */
		{ "RN", "RaduNi;Nuc", "ambiguous rn1,rn2" },
		{ "SK", "Sairaj Kodi;Simon K", "person simon" },
		{ "SK", "Simon;Marc", "person simon" },
		{ "RD", "Radu Dinu (RD);RăzvanD", "unknown" }, /* nobody configured */
		{ "RD", "Radu Dinu", "ambiguous rd" },
		{ "RD", "Radu Dinu;Razvan D", "person rd" },
		{ "AJ", "AlexJ;Marc", "unknown" },
		{ "RN", "RaduNuc", "person rn2" },
		{ "RN", "RaduN", "ambiguous rn1,rn2" },
		{ "RN", "RaduNi;RaduNuc", "ambiguous rn1,rn2" },
		{ "XY", "Xin Yu (XY);Xia Yang (XY)", "ambiguous" },
		{ "GBX", "George B (GB)", "unknown" },
		{ "George B", "George B (GB);George B (GB)", "person gb" },
		{ "Michael", "Michael S", "person ms" },
		{ "RD", "RăzvanD;Razvan D;Răzvan Deaconu", "person rd" },
		{ "RD", "Razvan D;Razvan D;Razvan D;Simon K", "person rd" },
		/* an initial and the family name, listed or owning */
		{ "MSchmidt", "MSchmidt;RaduNi", "person ms" },
		{ "M Schmidt", "MSchmidt", "person ms" },
		{ "M. Schmidt", "M. Schmidt", "person ms" },
		{ "MSchulz", "MSchulz", "unknown" },
	};

	run_cases(cases, G_N_ELEMENTS(cases));
}

static void
test_groups(void)
{
	static const Case cases[] = {
		{ "Everyone", "RăzvanD;Stranger;Simon K;RaduN;Razvan D", "group rd,simon" },
		{ "ALL", NULL, "group" },
		{ "mentors", NULL, "group rd,ms" },
		{ "Students", "Simon K", "unknown" },
	};

	run_cases(cases, G_N_ELEMENTS(cases));
}

/* A second token's people join the first's. */
static void
test_adds_once(void)
{
	g_autoptr(Roster) roster = make_roster();
	g_autoptr(Resolver) resolver = resolver_new(roster);
	g_autoptr(GPtrArray) owners = strings("RD;Mentors;RD");
	const GPtrArray *people = resolve_owners(resolver, owners, NULL);

	g_assert_cmpuint(people->len, ==, 2);
	g_assert_true(roster_person(roster, "ms") == g_ptr_array_index(people, 1));
	g_assert_null(roster_person(roster, "MS"));
	g_assert_cmpstr(roster_person(roster, "gb")->name, ==, "gb");
}

static void
add_track(Roster *roster, const char *id, const char *name, const char *aliases)
{
	Track *track = track_new();

	track->id = g_strdup(id);
	track->name = g_strdup(name);
	take_strings(&track->aliases, aliases);
	roster_add_track(roster, track);
}

static Action *
add_action(Meeting *meeting, const char *heading, const char *text, const char *owners)
{
	Action *action = action_new();

	take_strings(&action->owners, owners);
	action->heading = g_strdup(heading);
	action->text = g_strdup(text);
	g_ptr_array_add(meeting->actions, action);
	return action;
}

static void
test_meeting_tracks(void)
{
	static const char *const cases[][3] = {
		{ NULL, "ask around", "Community" },
		{ "Hyper-V", "anything about ARM", "VMM" },
		{ "Chatter", "look at plat-re-arch again", "Plat" },
		{ NULL, "look at `plat re_arch`", "Plat" },
		{ NULL, "the VM, or the vmm", "VMM" },
		{ NULL, "the vms", "Community" },
		{ NULL, "vm on arm", "Community" },
		{ NULL, "try ARM.", "ARM" },
		{ NULL, "read https://example.org/vmm/1", "Community" },
		{ NULL, "read [VMM](https://example.org/arm/1) now", "VMM" },
		{ "Networking", "x", "Netz" },
	};
	g_autoptr(Roster) roster = make_roster();
	add_track(roster, "vmm", "VMM", "vm;Hyper-V");
	add_track(roster, "plat", "Plat", "plat re-arch");
	add_track(roster, "community", "Community", "");
	add_track(roster, "netz", "Netz", "networking");
	g_assert_cmpstr(roster_track(roster, "hyper_V")->id, ==, "vmm");
	g_assert_null(roster_track(roster, "hyper"));
	g_autoptr(Meeting) meeting = meeting_new("a.md");
	take_strings(&meeting->teams, "community");
	Topic *topic = topic_new();
	topic->name = g_strdup("ARM");
	g_ptr_array_add(meeting->topics, topic);

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
		add_action(meeting, cases[i][0], cases[i][1], "");
	g_autoptr(Resolver) resolver = resolver_new(roster);
	resolve_meeting(resolver, meeting);
	resolve_meeting(resolver, meeting);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_cmpstr(((Action *)g_ptr_array_index(meeting->actions, i))->track, ==,
		                cases[i][2]);
}

static void
test_meeting_people(void)
{
	g_autoptr(Roster) roster = make_roster();
	g_autoptr(Meeting) meeting = meeting_new("a.md");
	take_strings(&meeting->participants, "RăzvanD;Michael S");
	Action *action = add_action(meeting, NULL, "x", "MS;RN;Everyone;XY");
	g_autoptr(Resolver) resolver = resolver_new(roster);

	for (int i = 0; i < 2; i++) {
		resolve_meeting(resolver, meeting);
		g_assert_cmpuint(action->people->len, ==, 2);
		g_assert_cmpstr(g_ptr_array_index(action->people, 0), ==, "ms");
		g_assert_cmpstr(g_ptr_array_index(action->people, 1), ==, "rd");
	}
	g_assert_null(action->track);
}

/* The same token among other participants is somebody else, however many lists were remembered and
 * forgotten. */
static void
test_company(void)
{
	g_autoptr(Roster) roster = make_roster();
	g_autoptr(Resolver) resolver = resolver_new(roster);

	for (guint i = 0; i < 300; i++) {
		g_autofree char *filler = g_strnfill(9000, 'x');
		g_autofree char *list =
		    g_strdup_printf("%s;%s%u", i % 2 == 0 ? "Simon K" : "Sairaj K (SK)", filler, i);
		g_autoptr(GPtrArray) participants = strings(list);
		const GPtrArray *people = NULL;
		for (guint again = 0; again < 2; again++) {
			TokenKind kind = resolve_token(resolver, "SK", participants, &people);
			g_assert_cmpint(kind, ==, TOKEN_PERSON);
			g_assert_cmpstr(((Person *)g_ptr_array_index(people, 0))->id, ==,
			                i % 2 == 0 ? "simon" : "sairaj");
		}
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/roster/configured", test_configured);
	g_test_add_func("/roster/participants", test_participants);
	g_test_add_func("/roster/groups", test_groups);
	g_test_add_func("/roster/adds-once", test_adds_once);
	g_test_add_func("/meeting/tracks", test_meeting_tracks);
	g_test_add_func("/meeting/people", test_meeting_people);
	g_test_add_func("/roster/cache", test_company);
	return g_test_run();
}
