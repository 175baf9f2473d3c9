/* test_marker.c - what marks an action, and what people the text shows. */
#include "notes/marker.h"
#include "notes/owner_names.h"

#include <string.h>

typedef struct {
	const char *line;
	const char *owners; /* in the marker, or NULL */
	const char *text;   /* NULL: no marker */
} Case;

static void
test_found(void)
{
	static const Case cases[] = {
		{ "[ACTION] call the smith", NULL, "call the smith" },
		{ "[action] call the smith", NULL, "call the smith" },
		{ "[ACTION - Nora]: call", "Nora", "call" },
		{ "**[TODO Nora]** call", "Nora", "call" },
		{ "[Action for Nora Lind] call", "Nora Lind", "call" },
		{ "[TODO](https://example.org/) is long", NULL, NULL },
		{ "[TODO][1] is long", NULL, NULL },
		{ "TODO(nora, ben): call", "nora, ben", "call" },
		{ "ACTION (NL) to call", "NL", "to call" },
		{ "ACTION - call", NULL, "call" },
		{ "ACTION—call", NULL, NULL },
		{ "Action item(s)/Assignee(s): call", NULL, "call" },
		{ "Action items or follow-ups: call", NULL, "call" },
		{ "Action items below: call", NULL, NULL },
		{ "ACTION 62.5: call", NULL, "call" },
		{ "**AI-12** call", NULL, "call" },
		{ "ACTION 5 people came", NULL, "5 people came" },
		{ "Fine. TODO: call", NULL, "call" },
		{ "Fine, *TODO*: call", NULL, "call" },
		{ "Fine, *todo*: call", NULL, "call" },
		{ "Fine, todo: call", NULL, NULL },
		{ "Fine [ACTION] call", NULL, "call" },
		{ "Fine [action] call", NULL, "call" },
		{ "TODO list is long", NULL, NULL },
		{ "MY_TODO: call", NULL, NULL },
		{ "ACTIONS", NULL, NULL },
		{ "", NULL, NULL },
		{ "[", NULL, NULL },
		{ "[ACTION", NULL, NULL },
		{ "TODO(", NULL, NULL },
		{ "TODO()", NULL, NULL },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		Marker marker;
		const char *at = marker_find(LANGUAGES_ENGLISH, cases[i].line, &marker);
		g_test_message("%s", cases[i].line);
		g_assert_cmpstr(at != NULL ? marker.text : NULL, ==, cases[i].text);
		if (at == NULL)
			continue;
		g_autofree char *owners =
		    marker.owners != NULL ? g_strndup(marker.owners, marker.owners_length) : NULL;
		g_assert_cmpstr(owners, ==, cases[i].owners);
	}
}

/* Whom a text shows to be somebody, whatever the letters. */
static void
test_people(void)
{
	static const char text[] = "# Lab\n\n- moss: I was late\n- **moss**: so was the bus\n\n"
	                           "Wayna will scan the plans.  The Press will open in May.\n"
	                           "Bench will be bought\nGate: shut\nsee /karl/ and karl.org\n";
	g_autoptr(GPtrArray) participants = g_ptr_array_new();
	g_ptr_array_add(participants, (gpointer) "@fernwood");
	g_autoptr(OwnerNames) names = owner_names_new(LANGUAGES_ENGLISH, participants);
	names->text = text;
	names->length = strlen(text);

	g_assert_true(owner_names_looks_like_person(names, "moss", 4));
	g_assert_true(owner_names_looks_like_person(names, "Wayna", 5));
	g_assert_true(owner_names_looks_like_person(names, "Fern", 4));
	g_assert_false(owner_names_looks_like_person(names, "Press", 5));
	g_assert_false(owner_names_looks_like_person(names, "Bench", 5));
	g_assert_false(owner_names_looks_like_person(names, "Gate", 4));
	g_assert_false(owner_names_looks_like_person(names, "Fer", 3));
	g_assert_false(owner_names_looks_like_person(names, "", 0));
	g_assert_false(owner_names_looks_like_thing(names, "Karl", 4));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/marker/found", test_found);
	g_test_add_func("/marker/people", test_people);
	return g_test_run();
}
