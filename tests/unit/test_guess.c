/* test_roster_guess.c - whose spellings and initials are whose, rule by rule. */
#include "people/guess.h"

#include <string.h>

/* A meeting as "folder|teams|participants|owners", each a list by ";". */
static void
add_meeting(NameStats *stats, const char *line)
{
	g_auto(GStrv) fields = g_strsplit(line, "|", 4);
	g_autofree char *path = g_strconcat(fields[0], "/a.md", NULL);
	g_autoptr(Meeting) meeting = meeting_new(path);
	g_auto(GStrv) teams = g_strsplit(fields[1], ";", -1),
	              people = g_strsplit(fields[2], ";", -1);
	g_auto(GStrv) owners = g_strsplit(fields[3], ";", -1);

	for (char **team = teams; *team != NULL; team++)
		g_ptr_array_add(meeting->teams, g_strdup(*team));
	for (char **person = people; *person != NULL; person++)
		g_ptr_array_add(meeting->participants, g_strdup(*person));
	for (char **owner = owners; *owner != NULL; owner++) {
		Action *action = action_new();
		g_ptr_array_add(action->owners, g_strdup(*owner));
		g_ptr_array_add(meeting->actions, action);
	}
	name_stats_add(stats, meeting);
}

static int
compare_texts(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* "NAME=alias,alias;" of each person in the order of the names, then "?word:candidate/candidate;"
 * of each doubt. */
static char *
guess_people(const char *const *lines)
{
	g_autoptr(NameStats) stats = name_stats_new();
	g_autoptr(GPtrArray) said = g_ptr_array_new_with_free_func(g_free);

	for (; *lines != NULL; lines++)
		add_meeting(stats, *lines);
	name_stats_sort(stats);
	g_autoptr(RosterGuess) guess = roster_guess(stats);
	for (guint i = 0; i < guess->people->len; i++) {
		const GuessedPerson *person = g_ptr_array_index(guess->people, i);
		GString *text = g_string_new(person->name);
		for (guint a = 0; a < person->aliases->len; a++)
			g_string_append_printf(
			    text, "%c%s", a == 0 ? '=' : ',',
			    ((VariantCount *)g_ptr_array_index(person->aliases, a))->text);
		g_ptr_array_add(said, g_string_free(text, FALSE));
	}
	for (guint i = 0; i < guess->ambiguous->len; i++) {
		const AmbiguousToken *doubt = g_ptr_array_index(guess->ambiguous, i);
		GString *text = g_string_new("?");
		g_string_append_printf(text, "%s:", doubt->text);
		for (guint c = 0; c < doubt->candidates->len; c++)
			g_string_append_printf(text, "%s%s", c == 0 ? "" : "/",
			                       (char *)g_ptr_array_index(doubt->candidates, c));
		g_ptr_array_add(said, g_string_free(text, FALSE));
	}
	g_ptr_array_sort(said, compare_texts);
	g_ptr_array_add(said, NULL);
	return g_strjoinv("; ", (char **)said->pdata);
}

typedef struct {
	const char *meetings[8];
	const char *people;
} Case;

static void
run_cases(const Case *cases, gsize count)
{
	for (gsize i = 0; i < count; i++) {
		g_autofree char *people = guess_people(cases[i].meetings);
		g_assert_cmpstr(people, ==, cases[i].people);
	}
}

static void
test_spellings(void)
{
	static const Case cases[] = {
		{ { "f|t|RăzvanD|RD", "f|t|RazvanD|RD" }, "Răzvan D=RD,RazvanD,RăzvanD" },
		{ { "f|t|Razvan D|", "f|t|RăzvanD|" }, "Răzvan D=Razvan D,RăzvanD" },
		{ { "f|t|RăzvanD|", "f|t|Razvan Dinu|RD" }, "Răzvan Dinu=RD,Razvan Dinu,RăzvanD" },
		{ { "f|t|AlexB|", "f|t|Alexander Brand|" },
		  "Alexander Brand=Alexander Brand,AlexB" },
		{ { "f|t|PaulD|", "f|t|PaulaD|" }, "Paul D=PaulD; Paula D=PaulaD" },
		{ { "f|t|MiaS;MiaSand|" }, "Mia S=MiaS; Mia Sand=MiaSand" }, /* both there */
		{ { "f|t|RaduN|", "f|t|RaduNica|", "f|t|RaduNuc|" },
		  "?RaduN:Radu Nica/Radu Nuc; Radu Nica=RaduNica; Radu Nuc=RaduNuc" },
		{ { "f|t|RaduN;RaduNica|", "f|t|RaduNuc|" },
		  "Radu Nica=RaduNica; Radu Nuc=RaduNuc,RaduN" },
		{ { "f|t|AnaP|@anap" }, "Ana P=AnaP,@anap" },
		{ { "f|t|AnaP|@ana-p" }, "Ana P=AnaP,@ana-p" },
		{ { "f|t|AnaP|@zed" }, "@zed=@zed; Ana P=AnaP" },
		{ { "f|t|Marin (`pepper`)|", "f|t|pepper|" }, "Marin=Marin,pepper" },
		{ { "f|t|Gaulthier|", "f|t|Gauthier|" }, "Gaulthier=Gaulthier,Gauthier" },
		{ { "f|t|Teodor|", "f|t|Teodora|" }, "Teodor=Teodor; Teodora=Teodora" },
		{ { "f|t|Marc|", "f|t|Marco|" }, "Marc=Marc; Marco=Marco" },
		{ { "f|t|be\all;\x1b[31m|" }, "" },
	};

	run_cases(cases, G_N_ELEMENTS(cases));
}

static void
test_first_names(void)
{
	static const Case cases[] = {
		{ { "f|t|Mia|", "f|t|MiaS|" }, "Mia S=MiaS,Mia" },
		{ { "f|t|Mia|", "f|t|MiaS|", "f|t|MiaT|" },
		  "?Mia:Mia S/Mia T; Mia S=MiaS; Mia T=MiaT" },
		{ { "f|t|Mia;MiaS|" }, "Mia S=MiaS; Mia=Mia" },
		{ { "f|t|Otto|OK", "f|t|Otto|OK" }, "Otto K=OK,Otto" },
		{ { "f|t|Otto|OK" }, "?OK:Otto (1 meeting); Otto=Otto" }, /* once is chance */
		/* in whose meetings DA speaks is not the Drago who is called Petre */
		{ { "f|t|Drago|DA", "f|t|Drago|DA", "f|t|DragoPetre|DP" },
		  "Drago A=DA,Drago; Drago Petre=DP,DragoPetre" },
	};

	run_cases(cases, G_N_ELEMENTS(cases));
}

static void
test_initials(void)
{
	static const Case cases[] = {
		{ { "f|t|MaxS|MS", "f|t|MiaS|MS" },
		  "?MS:Max S (1 meeting)/Mia S (1 meeting); Max S=MaxS; Mia S=MiaS" },
		{ { "f|t|MaxS;MiaS|MS" },
		  "?MS:Max S (1 meeting)/Mia S (1 meeting); Max S=MaxS; Mia S=MiaS" },
		{ { "f|t|MaxS|MS", "f|t|MaxS|MS", "f|t|MiaS|" }, "Max S=MS,MaxS; Mia S=MiaS" },
		{ { "f|t|Ann|XY", "f|t|Ann|XY" }, "Ann=Ann; XY=XY" },
		{ { "f|t|MichaelSchmidt|MSch", "f|t|MiaS|MS", "f|t|MiaS|MS" },
		  "Mia S=MS,MiaS; Michael Schmidt=MSch,MichaelSchmidt" },
		{ { "f|t|Ann|ann;Everyone;Mentors;Core team" }, "Ann=Ann,ann" },
		{ { "f|t|Ann|ann;Alle;Tous;Todos;Toți;Iedereen;tutti" }, "Ann=Ann,ann" },
	};

	run_cases(cases, G_N_ELEMENTS(cases));
}

static void
test_ids(void)
{
	g_autoptr(NameStats) stats = name_stats_new();

	add_meeting(stats, "f|t|MaxS;Łukasz Żak;日本|MS;Everyone;Mentors;@Ann-Lee");
	add_meeting(stats, "f|t|MiaS|MS;all;Toți");
	name_stats_sort(stats);
	g_autoptr(RosterGuess) guess = roster_guess(stats);
	g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint i = 0; i < guess->people->len; i++) {
		const GuessedPerson *person = g_ptr_array_index(guess->people, i);
		g_assert_true(g_hash_table_add(ids, person->id));
		g_assert_cmpstr(person->id, !=, "ms");
		g_assert_cmpuint(strspn(person->id, "abcdefghijklmnopqrstuvwxyz0123456789-"), ==,
		                 strlen(person->id));
	}
	g_assert_true(g_hash_table_contains(ids, "max-s"));
	g_assert_true(g_hash_table_contains(ids, "lukasz-zak"));
	g_assert_true(g_hash_table_contains(ids, "ann-lee"));
	g_assert_true(g_hash_table_contains(ids, "x"));
	g_assert_cmpuint(guess->everyone->len, ==, 3);
	g_assert_cmpuint(guess->groups->len, ==, 1);
	g_assert_cmpstr(((GuessedName *)g_ptr_array_index(guess->groups, 0))->name, ==, "Mentors");
}

/* "name=alias,alias" of each track, the most frequent first. */
static char *
guess_teams(const char *const *lines)
{
	g_autoptr(NameStats) stats = name_stats_new();
	GString *said = g_string_new(NULL);

	for (; *lines != NULL; lines++)
		add_meeting(stats, *lines);
	name_stats_sort(stats);
	g_autoptr(RosterGuess) guess = roster_guess(stats);
	for (guint i = 0; i < guess->tracks->len; i++) {
		const GuessedName *track = g_ptr_array_index(guess->tracks, i);
		g_string_append_printf(said, "%s%s", i > 0 ? "; " : "", track->name);
		for (guint a = 0; a < track->aliases->len; a++)
			g_string_append_printf(
			    said, "%c%s", a == 0 ? '=' : ',',
			    ((VariantCount *)g_ptr_array_index(track->aliases, a))->text);
	}
	return g_string_free(said, FALSE);
}

static void
test_tracks(void)
{
	static const Case cases[] = {
		{ { "v|vmm||", "v|vmm||", "v|vm||" }, "vmm=vm" },
		{ { "v|vmm||", "v|vmm||", "w|vm||" }, "vmm; vm" }, /* other folders */
		{ { "a|plat-re-arch||", "b|plat re-arch||", "c|plat-rearch||" },
		  "plat re-arch=plat-re-arch,plat-rearch" },
		{ { "a|sensors||", "b|sensors||", "c|sensors||", "d|sensord||" },
		  "sensors=sensord" },
		{ { "a|sensors||", "b|sensors||", "d|sensord||" },
		  "sensors; sensord" }, /* not rare */
		{ { "a|gsoc||", "b|gsoc||", "c|gsoc||", "d|usoc||" }, "gsoc; usoc" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *tracks = guess_teams(cases[i].meetings);
		g_assert_cmpstr(tracks, ==, cases[i].people);
	}
}

/* No id is another's spelling. */
static void
test_track_ids(void)
{
	g_autoptr(NameStats) stats = name_stats_new();

	add_meeting(stats, "f|C++;C++;C;日本||");
	add_meeting(stats, "f|C++;Plat Re|Xin Yu (XY);Xia Yang (XY);Q (Quill); R (Quill)|");
	name_stats_sort(stats);
	g_autoptr(RosterGuess) guess = roster_guess(stats);
	g_autoptr(GString) ids = g_string_new(NULL);
	for (guint i = 0; i < guess->tracks->len; i++) {
		const GuessedName *track = g_ptr_array_index(guess->tracks, i);
		g_string_append_printf(ids, "%s=%s ", track->id, track->name);
	}
	g_assert_cmpstr(ids->str, ==, "c-2=C++ c=C plat-re=Plat Re x=日本 ");
	guint quills = 0;
	for (guint i = 0; i < guess->people->len; i++) {
		const GuessedPerson *person = g_ptr_array_index(guess->people, i);
		for (guint a = 0; a < person->aliases->len; a++)
			quills +=
			    strcmp(((VariantCount *)g_ptr_array_index(person->aliases, a))->text,
			           "Quill") == 0;
	}
	g_assert_cmpuint(quills, ==, 1);
}

/* A meeting without teams counts for its folder, not for that of its year. */
static void
test_folder(void)
{
	g_autoptr(NameStats) stats = name_stats_new();
	g_autoptr(Meeting) meeting = meeting_new("talks/roof/2026/01/a.md");

	name_stats_add(stats, meeting);
	name_stats_sort(stats);
	g_autoptr(RosterGuess) guess = roster_guess(stats);
	g_assert_cmpuint(guess->tracks->len, ==, 1);
	g_assert_cmpstr(((GuessedName *)g_ptr_array_index(guess->tracks, 0))->name, ==, "roof");
}

/* However many names there are, the guess stays bounded. */
static void
test_bound(void)
{
	g_autoptr(NameStats) stats = name_stats_new();

	for (guint i = 0; i < NAME_STATS_MAX + 500; i++) {
		g_autofree char *line = g_strdup_printf("f|team%u|Person%u|P%u", i, i, i);
		add_meeting(stats, line);
	}
	g_assert_cmpuint(stats->variants->len, ==, NAME_STATS_MAX);
	g_assert_cmpuint(stats->teams->len, ==, NAME_STATS_MAX);
	name_stats_sort(stats);
	g_autoptr(RosterGuess) guess = roster_guess(stats);
	g_assert_cmpuint(guess->people->len, <=, NAME_STATS_MAX);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/guess/spellings", test_spellings);
	g_test_add_func("/guess/first-names", test_first_names);
	g_test_add_func("/guess/initials", test_initials);
	g_test_add_func("/guess/ids", test_ids);
	g_test_add_func("/guess/tracks", test_tracks);
	g_test_add_func("/guess/track-ids", test_track_ids);
	g_test_add_func("/guess/folder", test_folder);
	g_test_add_func("/guess/bound", test_bound);
	return g_test_run();
}
