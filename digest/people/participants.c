/* participants.c - who an owner token means, the meeting's own participants first. */
#include "participants.h"

#include "base/text_hash.h"

#include <string.h>

/* Of how many participants who begin alike a token is compared with: of more it can mean nobody in
 * particular. */
enum {
	ALIKE_MAX = 64
};

/* A participant as written, and the configured persons that this can be. */
typedef struct {
	const char *text; /* belongs to the meeting */
	Spelling *spelling;
	GPtrArray
	    *people; /* Person *: one when known, none when not configured, more when unclear */
} Participant;

/* Something that a token can be found by: hash_key(), hash_initials() or hash_person(). */
typedef struct {
	guint32 hash;
	guint place; /* in `participants` */
} Clue;

struct Participants {
	const Roster *roster;
	GPtrArray *participants; /* Participant *, each spelling once */
	GArray *
	    clues; /* Clue, sorted: there may be a thousand participants, and thousands of tokens */
};

/* How well a token fits a participant. */
typedef enum {
	FIT_NOT,
	FIT_FIRST_NAME, /* Daniel for DanielD */
	FIT_INITIALS,   /* DD for DanielD */
	FIT_EXACT,      /* DanielD, or DD for "Daniel D (DD)" */
} Fit;

static void
participant_free(gpointer data)
{
	Participant *participant = data;

	spelling_free(participant->spelling);
	g_ptr_array_unref(participant->people);
	g_free(participant);
}

static void
add_spelled(const Roster *roster, const char *key, GPtrArray *people)
{
	const GPtrArray *spelled = roster_spelled(roster, key);

	for (guint i = 0; spelled != NULL && i < spelled->len; i++)
		people_add(people, g_ptr_array_index(spelled, i));
}

static void
add_agreeing(const Roster *roster, const Spelling *spelling, GPtrArray *people)
{
	if (spelling->count < 2)
		return;
	const GPtrArray *near = roster_initialled(roster, g_utf8_get_char(spelling->words[0]));
	for (guint i = 0; near != NULL && i < near->len; i++) {
		const PersonSpelling *candidate = g_ptr_array_index(near, i);
		if (spelling_agrees(spelling, candidate->spelling))
			people_add(people, candidate->person);
	}
}

/* The code in parentheses names a person of whom no more than that is configured; anybody else's
 * name would disagree. */
static void
add_nameless(const Roster *roster, const char *code, GPtrArray *people)
{
	const GPtrArray *spelled = roster_spelled(roster, code);

	for (guint i = 0; spelled != NULL && i < spelled->len; i++) {
		const Person *person = g_ptr_array_index(spelled, i);
		if (strcmp(person->name, person->id) == 0)
			people_add(people, person);
	}
}

static Participant *
participant_new(const Roster *roster, const char *text)
{
	Participant *participant = g_new(Participant, 1);

	participant->text = text;
	participant->spelling = spelling_of_name(text);
	participant->people = g_ptr_array_new();
	add_spelled(roster, participant->spelling->key, participant->people);
	if (participant->people->len == 0)
		add_agreeing(roster, participant->spelling, participant->people);
	if (participant->people->len == 0 && participant->spelling->code != NULL)
		add_nameless(roster, participant->spelling->code, participant->people);
	return participant;
}

static guint32
hash_key(const char *key)
{
	return text_hash(key);
}

/* How the first and another word begin. */
static guint32
hash_initials(const char *first, const char *other)
{
	return (g_utf8_get_char(first) * 0x9e3779b1u ^ g_utf8_get_char(other)) * 0x85ebca6bu;
}

static guint32
hash_person(const Person *person)
{
	return g_str_hash(person->id) ^ 0xc2b2ae35u;
}

static void
add_clue(GArray *clues, guint place, guint32 hash)
{
	Clue clue = { hash, place };

	g_array_append_val(clues, clue);
}

/* Whatever fit_participant() can go by. */
static void
add_clues(GArray *clues, guint place, const Participant *participant)
{
	const Spelling *spelling = participant->spelling;

	add_clue(clues, place, hash_key(spelling->key));
	if (spelling->code != NULL)
		add_clue(clues, place, hash_key(spelling->code));
	if (spelling->count >= 2)
		add_clue(clues, place, hash_key(spelling->words[0]));
	for (guint i = 1; i < spelling->count; i++)
		add_clue(clues, place, hash_initials(spelling->words[0], spelling->words[i]));
	if (participant->people->len == 1)
		add_clue(clues, place, hash_person(participant->people->pdata[0]));
}

static int
compare_clues(gconstpointer a, gconstpointer b)
{
	const Clue *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->place > y->place) - (x->place < y->place);
}

Participants *
participants_new(const Roster *roster, const GPtrArray *participants)
{
	Participants *present = g_new(Participants, 1);
	g_autoptr(GHashTable) seen = g_hash_table_new(text_hash, g_str_equal);

	present->roster = roster;
	present->participants = g_ptr_array_new_with_free_func(participant_free);
	present->clues = g_array_new(FALSE, FALSE, sizeof(Clue));
	for (guint i = 0; participants != NULL && i < participants->len; i++) {
		Participant *participant =
		    participant_new(roster, g_ptr_array_index(participants, i));
		/* looked up first: adding a key that is there would put the one about to be freed
		 * in its place */
		if (g_hash_table_contains(seen, participant->spelling->key)) {
			participant_free(participant);
			continue;
		}
		g_hash_table_add(seen, participant->spelling->key);
		add_clues(present->clues, present->participants->len, participant);
		g_ptr_array_add(present->participants, participant);
	}
	g_array_sort(present->clues, compare_clues);
	return present;
}

void
participants_free(Participants *present)
{
	if (present == NULL)
		return;
	g_ptr_array_unref(present->participants);
	g_array_unref(present->clues);
	g_free(present);
}

static Fit
fit(const Spelling *token, const Spelling *name)
{
	if (strcmp(token->key, name->key) == 0 || g_strcmp0(token->key, name->code) == 0)
		return FIT_EXACT;
	if (spelling_abbreviates(token, name))
		return FIT_INITIALS;
	if (name->count >= 2 && strcmp(token->key, name->words[0]) == 0)
		return FIT_FIRST_NAME;
	return FIT_NOT;
}

/* The configured persons one of whose names has these initials. */
static GPtrArray *
find_initialled(const Roster *roster, const Spelling *token)
{
	GPtrArray *found = g_ptr_array_new();
	const GPtrArray *near =
	    token->count < 2 ? NULL : roster_initialled(roster, g_utf8_get_char(token->words[0]));

	for (guint i = 0; near != NULL && i < near->len; i++) {
		const PersonSpelling *candidate = g_ptr_array_index(near, i);
		if (spelling_abbreviates(token, candidate->spelling))
			people_add(found, candidate->person);
	}
	return found;
}

/* A participant who is listed by first name only has the initials that the configuration knows. */
static Fit
fit_participant(const Participant *participant, const Spelling *token, const GPtrArray *initialled)
{
	Fit fits = fit(token, participant->spelling);

	if (fits < FIT_INITIALS && participant->people->len == 1 &&
	    g_ptr_array_find((GPtrArray *)initialled, participant->people->pdata[0], NULL))
		return FIT_INITIALS;
	return fits;
}

/* Adds the places of the participants who have the clue, up to ALIKE_MAX. */
static void
add_places(const Participants *present, guint32 hash, GArray *places)
{
	const GArray *clues = present->clues;
	guint from = 0, to = clues->len;

	while (from < to) {
		guint middle = from + (to - from) / 2;
		if (g_array_index(clues, Clue, middle).hash < hash)
			from = middle + 1;
		else
			to = middle;
	}
	for (guint i = from; i < clues->len && i < from + ALIKE_MAX; i++) {
		const Clue *clue = &g_array_index(clues, Clue, i);
		if (clue->hash != hash)
			return;
		g_array_append_val(places, clue->place);
	}
}

static int
compare_places(gconstpointer a, gconstpointer b)
{
	guint x = *(const guint *)a, y = *(const guint *)b;

	return (x > y) - (x < y);
}

/* Where the participants stand that the token may fit, in their order; guint, some twice. */
static GArray *
find_places(const Participants *present, const Spelling *token, const GPtrArray *initialled)
{
	GArray *places = g_array_new(FALSE, FALSE, sizeof(guint));

	add_places(present, hash_key(token->key), places);
	if (token->count >= 2)
		add_places(present, hash_initials(token->words[0], token->words[1]), places);
	for (guint i = 0; i < initialled->len; i++)
		add_places(present, hash_person(g_ptr_array_index(initialled, i)), places);
	g_array_sort(places, compare_places);
	return places;
}

/* The participants that fit best, and how well. */
static Fit
find_participants(const Participants *present, const Spelling *token, GPtrArray *found)
{
	g_autoptr(GPtrArray) initialled = find_initialled(present->roster, token);
	g_autoptr(GArray) places = find_places(present, token, initialled);
	Fit best = FIT_NOT;

	for (guint i = 0; i < places->len; i++) {
		guint place = g_array_index(places, guint, i);
		if (i > 0 && place == g_array_index(places, guint, i - 1))
			continue;
		Participant *participant = g_ptr_array_index(present->participants, place);
		Fit fits = fit_participant(participant, token, initialled);
		if (fits == FIT_NOT || fits < best)
			continue;
		if (fits > best)
			g_ptr_array_set_size(found, 0);
		best = fits;
		g_ptr_array_add(found, participant);
	}
	return best;
}

/* One person, and no participant among them who is somebody else: else it is unclear. */
static TokenKind
judge_participants(const GPtrArray *found, GPtrArray *people)
{
	gboolean stranger = FALSE;

	for (guint i = 0; i < found->len; i++) {
		const Participant *participant = g_ptr_array_index(found, i);
		stranger = stranger || participant->people->len == 0;
		for (guint j = 0; j < participant->people->len; j++)
			people_add(people, g_ptr_array_index(participant->people, j));
	}
	if (found->len > 1 && stranger)
		return TOKEN_AMBIGUOUS;
	return people->len == 0 ? TOKEN_UNKNOWN : people->len == 1 ? TOKEN_PERSON : TOKEN_AMBIGUOUS;
}

static TokenKind
judge_people(const GPtrArray *found, GPtrArray *people)
{
	for (guint i = 0; i < found->len; i++)
		people_add(people, g_ptr_array_index(found, i));
	return found->len == 0 ? TOKEN_UNKNOWN : found->len == 1 ? TOKEN_PERSON : TOKEN_AMBIGUOUS;
}

/* The configured persons whose id, alias or name the token is; `@razvand` is also read as
 * `razvand`. */
static GPtrArray *
find_configured(const Roster *roster, const Spelling *token)
{
	GPtrArray *exact = g_ptr_array_new();

	add_spelled(roster, token->key, exact);
	if (exact->len == 0 && token->key[0] == '@')
		add_spelled(roster, token->key + 1, exact);
	return exact;
}

/* Of the persons that a spelling belongs to, those who take part. */
static GPtrArray *
keep_present(const GPtrArray *exact, const GPtrArray *found)
{
	GPtrArray *kept = g_ptr_array_new();

	for (guint i = 0; i < found->len; i++) {
		const Participant *participant = g_ptr_array_index(found, i);
		if (participant->people->len == 1 &&
		    g_ptr_array_find((GPtrArray *)exact, participant->people->pdata[0], NULL))
			people_add(kept, participant->people->pdata[0]);
	}
	return kept;
}

/* A configured spelling against what fits the participants: initials of one of them say otherwise,
 * a first name only casts doubt. */
static TokenKind
judge_configured(const GPtrArray *exact, const GPtrArray *found, Fit best, GPtrArray *people)
{
	if (found->len == 0)
		return judge_people(exact, people);

	g_autoptr(GPtrArray) present = keep_present(exact, found);
	if (present->len == 1)
		return judge_people(present, people);
	g_autoptr(GPtrArray) others = g_ptr_array_new();
	TokenKind kind = judge_participants(found, others);
	if (kind == TOKEN_PERSON && best == FIT_INITIALS)
		return judge_people(others, people);
	judge_people(exact, people);
	judge_people(others, people);
	return TOKEN_AMBIGUOUS;
}

static TokenKind
judge_group(const Participants *present, const Group *group, GPtrArray *people)
{
	for (guint i = 0; group->members != NULL && i < group->members->len; i++) {
		const Person *person =
		    roster_person(present->roster, g_ptr_array_index(group->members, i));
		if (person != NULL)
			people_add(people, person);
	}
	for (guint i = 0; group->members == NULL && i < present->participants->len; i++) {
		const Participant *participant = g_ptr_array_index(present->participants, i);
		if (participant->people->len == 1)
			people_add(people, participant->people->pdata[0]);
	}
	return TOKEN_GROUP;
}

static TokenKind
judge_initials(const Roster *roster, const Spelling *token, GPtrArray *people)
{
	g_autoptr(GPtrArray) found = find_initialled(roster, token);

	return judge_people(found, people);
}

static TokenKind
judge_token(const Participants *present, const Spelling *token, GPtrArray *people)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new();
	Fit best = find_participants(present, token, found);
	if (best == FIT_EXACT)
		return judge_participants(found, people);

	g_autoptr(GPtrArray) exact = find_configured(present->roster, token);
	if (exact->len > 0)
		return judge_configured(exact, found, best, people);
	if (found->len > 0)
		return judge_participants(found, people);

	const Group *group = roster_group(present->roster, token->key);
	if (group != NULL)
		return judge_group(present, group, people);
	return judge_initials(present->roster, token, people);
}

TokenKind
participants_resolve(const Participants *present, const char *text, GPtrArray *people)
{
	g_autoptr(Spelling) token = spelling_of_token(text);
	if (*token->key == '\0')
		return TOKEN_UNKNOWN;

	g_autoptr(GPtrArray) meant = g_ptr_array_new();
	TokenKind kind = judge_token(present, token, meant);
	for (guint i = 0; i < meant->len; i++)
		people_add(people, g_ptr_array_index(meant, i));
	return kind;
}

void
participants_unmatched(const Participants *present, const char *text, GPtrArray *unmatched)
{
	g_autoptr(Spelling) token = spelling_of_token(text);
	g_autoptr(GPtrArray) found = g_ptr_array_new();

	if (*token->key != '\0')
		find_participants(present, token, found);
	for (guint i = 0; i < found->len; i++) {
		const Participant *participant = g_ptr_array_index(found, i);
		if (participant->people->len == 0)
			g_ptr_array_add(unmatched, (gpointer)participant->text);
	}
}
