/* participants.c - who an owner token means in a meeting with these participants. */
#include "participants.h"

#include "base/text_hash.h"
#include "people/name_key.h"
#include "roster_index.h"

#include <string.h>

/* How many participants are compared with a token for one clue.  When a hundred people have the
 * initials AB, the token AB means none of them anyway. */
enum {
	ALIKE_MAX = 64
};

/* A participant as written, and the configured persons that this can be. */
typedef struct {
	const char *text; /* belongs to the meeting */
	NameKey *name;
	GPtrArray
	    *people; /* Person *: one when known, none when not configured, more when unclear */
} Participant;

/* Something by which a token finds a participant. */
typedef struct {
	guint32 hash; /* hash_key(), hash_initials() or hash_person() */
	guint index;  /* of the participant */
} Clue;

struct Participants {
	const Roster *roster;
	GPtrArray *all; /* Participant *, each key once */
	GArray *clues; /* Clue, sorted: a meeting can have a thousand participants, and thousands of
	                  tokens */
};

/* How well a token fits a participant, the worst first. */
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

	name_key_free(participant->name);
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

/* A participant RăzvanD is the configured Răzvan Deaconescu. */
static void
add_agreeing(const Roster *roster, const NameKey *name, GPtrArray *people)
{
	if (name->count < 2)
		return;
	const GPtrArray *near = roster_initialled(roster, g_utf8_get_char(name->words[0]));
	for (guint i = 0; near != NULL && i < near->len; i++) {
		const PersonName *candidate = g_ptr_array_index(near, i);
		if (name_key_agrees(name, candidate->name))
			people_add(people, candidate->person);
	}
}

/* A participant BAsh or B. Ash is the configured Ben Ash. */
static void
add_by_family(const Roster *roster, const char *text, GPtrArray *people)
{
	enum {
		SHORTEST = 3 /* bytes of a family name: `RdS` are initials */
	};
	g_autoptr(NameKey) token = name_key_of_token(text);
	if (token->count < 2 || strlen(token->words[token->count - 1]) < SHORTEST)
		return;

	const GPtrArray *near = roster_initialled(roster, g_utf8_get_char(token->words[0]));
	for (guint i = 0; near != NULL && i < near->len; i++) {
		const PersonName *candidate = g_ptr_array_index(near, i);
		const NameKey *name = candidate->name;
		if (name_key_abbreviates(token, name) &&
		    strcmp(token->words[token->count - 1], name->words[name->count - 1]) == 0)
			people_add(people, candidate->person);
	}
}

/* "Sairaj K (SK)" is the person `sk` when no name is configured for that id.  A person with a
 * configured name would have been found by it, or is another one. */
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
	participant->name = name_key_of_name(text);
	participant->people = g_ptr_array_new();
	add_spelled(roster, participant->name->key, participant->people);
	if (participant->people->len == 0)
		add_agreeing(roster, participant->name, participant->people);
	if (participant->people->len == 0)
		add_by_family(roster, text, participant->people);
	if (participant->people->len == 0 && participant->name->code != NULL)
		add_nameless(roster, participant->name->code, participant->people);
	return participant;
}

static guint32
hash_key(const char *key)
{
	return text_hash(key);
}

/* Hashes the first letters of the first word and of another one. */
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
add_clue(GArray *clues, guint index, guint32 hash)
{
	Clue clue = { hash, index };

	g_array_append_val(clues, clue);
}

/* Adds a clue for everything by which fit_participant() can fit a token. */
static void
add_clues(GArray *clues, guint index, const Participant *participant)
{
	const NameKey *name = participant->name;

	add_clue(clues, index, hash_key(name->key));
	if (name->code != NULL)
		add_clue(clues, index, hash_key(name->code));
	if (name->count >= 2)
		add_clue(clues, index, hash_key(name->words[0]));
	for (guint i = 1; i < name->count; i++)
		add_clue(clues, index, hash_initials(name->words[0], name->words[i]));
	if (participant->people->len == 1)
		add_clue(clues, index, hash_person(participant->people->pdata[0]));
}

static int
compare_clues(gconstpointer a, gconstpointer b)
{
	const Clue *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->index > y->index) - (x->index < y->index);
}

Participants *
participants_new(const Roster *roster, const GPtrArray *texts)
{
	Participants *participants = g_new(Participants, 1);
	g_autoptr(GHashTable) seen = g_hash_table_new(text_hash, g_str_equal);

	participants->roster = roster;
	participants->all = g_ptr_array_new_with_free_func(participant_free);
	participants->clues = g_array_new(FALSE, FALSE, sizeof(Clue));
	for (guint i = 0; i < texts->len; i++) {
		Participant *participant = participant_new(roster, g_ptr_array_index(texts, i));
		/* g_hash_table_add() would replace the key by that of the freed participant */
		if (g_hash_table_contains(seen, participant->name->key)) {
			participant_free(participant);
			continue;
		}
		g_hash_table_add(seen, participant->name->key);
		add_clues(participants->clues, participants->all->len, participant);
		g_ptr_array_add(participants->all, participant);
	}
	g_array_sort(participants->clues, compare_clues);
	return participants;
}

void
participants_free(Participants *participants)
{
	if (participants == NULL)
		return;
	g_ptr_array_unref(participants->all);
	g_array_unref(participants->clues);
	g_free(participants);
}

static Fit
fit(const NameKey *token, const NameKey *name)
{
	if (strcmp(token->key, name->key) == 0 || g_strcmp0(token->key, name->code) == 0)
		return FIT_EXACT;
	if (name_key_abbreviates(token, name))
		return FIT_INITIALS;
	if (name->count >= 2 && strcmp(token->key, name->words[0]) == 0)
		return FIT_FIRST_NAME;
	return FIT_NOT;
}

/* Returns the configured persons one of whose names has these initials: Person *. */
static GPtrArray *
find_initialled(const Roster *roster, const NameKey *token)
{
	GPtrArray *found = g_ptr_array_new();
	const GPtrArray *near =
	    token->count < 2 ? NULL : roster_initialled(roster, g_utf8_get_char(token->words[0]));

	for (guint i = 0; near != NULL && i < near->len; i++) {
		const PersonName *candidate = g_ptr_array_index(near, i);
		if (name_key_abbreviates(token, candidate->name))
			people_add(found, candidate->person);
	}
	return found;
}

/* A participant who is listed as Maria has the initials MS when the configuration says that she is
 * Maria Sand. */
static Fit
fit_participant(const Participant *participant, const NameKey *token, const GPtrArray *initialled)
{
	Fit fits = fit(token, participant->name);

	if (fits < FIT_INITIALS && participant->people->len == 1 &&
	    g_ptr_array_find((GPtrArray *)initialled, participant->people->pdata[0], NULL))
		return FIT_INITIALS;
	return fits;
}

/* Adds the indexes (guint) of the participants who have the clue, at most ALIKE_MAX. */
static void
add_indexes(const Participants *participants, guint32 hash, GArray *indexes)
{
	const GArray *clues = participants->clues;
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
		g_array_append_val(indexes, clue->index);
	}
}

static int
compare_indexes(gconstpointer a, gconstpointer b)
{
	guint x = *(const guint *)a, y = *(const guint *)b;

	return (x > y) - (x < y);
}

/* Returns the indexes (guint) of the participants whom the token may fit, in their order; some come
 * twice. */
static GArray *
find_indexes(const Participants *participants, const NameKey *token, const GPtrArray *initialled)
{
	GArray *indexes = g_array_new(FALSE, FALSE, sizeof(guint));

	add_indexes(participants, hash_key(token->key), indexes);
	if (token->count >= 2)
		add_indexes(participants, hash_initials(token->words[0], token->words[1]), indexes);
	for (guint i = 0; i < initialled->len; i++)
		add_indexes(participants, hash_person(g_ptr_array_index(initialled, i)), indexes);
	g_array_sort(indexes, compare_indexes);
	return indexes;
}

/* Adds the participants whom the token fits best to `found` (Participant *); returns how well. */
static Fit
find_participants(const Participants *participants, const NameKey *token, GPtrArray *found)
{
	g_autoptr(GPtrArray) initialled = find_initialled(participants->roster, token);
	g_autoptr(GArray) indexes = find_indexes(participants, token, initialled);
	Fit best = FIT_NOT;

	for (guint i = 0; i < indexes->len; i++) {
		guint index = g_array_index(indexes, guint, i);
		if (i > 0 && index == g_array_index(indexes, guint, i - 1))
			continue;
		Participant *participant = g_ptr_array_index(participants->all, index);
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

/* Says whom the token means when it fits these participants: clear only when all are one configured
 * person.  SK among "Simon K" and an unknown "Sairaj K" means nobody. */
static TokenKind
judge_participants(const GPtrArray *found, GPtrArray *people)
{
	gboolean unmatched = FALSE;

	for (guint i = 0; i < found->len; i++) {
		const Participant *participant = g_ptr_array_index(found, i);
		unmatched = unmatched || participant->people->len == 0;
		for (guint j = 0; j < participant->people->len; j++)
			people_add(people, g_ptr_array_index(participant->people, j));
	}
	if (found->len > 1 && unmatched)
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

/* Returns the configured persons (Person *) whose id, alias or name the token is.  A handle
 * `@razvand` is also read as `razvand`. */
static GPtrArray *
find_configured(const Roster *roster, const NameKey *token)
{
	GPtrArray *exact = g_ptr_array_new();

	add_spelled(roster, token->key, exact);
	if (exact->len == 0 && token->key[0] == '@')
		add_spelled(roster, token->key + 1, exact);
	return exact;
}

/* Returns those of `exact` (Person *) who are among the participants `found`. */
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

/*
 * Decides between the persons `exact` who are configured with this spelling and the participants
 * `found` whom it fits.  RD may be an alias of Răzvan D, who is absent, while Radu Dinu is
 * there: when he is configured, too, the initials are his; when he is not, or when the alias is
 * only a first name, Radu, it is unclear who is meant.
 */
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
judge_group(const Participants *participants, const Group *group, GPtrArray *people)
{
	for (guint i = 0; group->members != NULL && i < group->members->len; i++) {
		const Person *person =
		    roster_person(participants->roster, g_ptr_array_index(group->members, i));
		if (person != NULL)
			people_add(people, person);
	}
	for (guint i = 0; group->members == NULL && i < participants->all->len; i++) {
		const Participant *participant = g_ptr_array_index(participants->all, i);
		if (participant->people->len == 1)
			people_add(people, participant->people->pdata[0]);
	}
	return TOKEN_GROUP;
}

static TokenKind
judge_initials(const Roster *roster, const NameKey *token, GPtrArray *people)
{
	g_autoptr(GPtrArray) found = find_initialled(roster, token);

	return judge_people(found, people);
}

/* The order of resolve_token(). */
static TokenKind
judge_token(const Participants *participants, const NameKey *token, GPtrArray *people)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new();
	Fit best = find_participants(participants, token, found);
	if (best == FIT_EXACT)
		return judge_participants(found, people);

	g_autoptr(GPtrArray) exact = find_configured(participants->roster, token);
	if (exact->len > 0)
		return judge_configured(exact, found, best, people);
	if (found->len > 0)
		return judge_participants(found, people);

	const Group *group = roster_group(participants->roster, token->key);
	if (group != NULL)
		return judge_group(participants, group, people);
	return judge_initials(participants->roster, token, people);
}

TokenKind
participants_resolve(const Participants *participants, const char *text, GPtrArray *people)
{
	g_autoptr(NameKey) token = name_key_of_token(text);
	if (*token->key == '\0')
		return TOKEN_UNKNOWN;

	g_autoptr(GPtrArray) meant = g_ptr_array_new();
	TokenKind kind = judge_token(participants, token, meant);
	for (guint i = 0; i < meant->len; i++)
		people_add(people, g_ptr_array_index(meant, i));
	return kind;
}

void
participants_unmatched(const Participants *participants, const char *text, GPtrArray *unmatched)
{
	g_autoptr(NameKey) token = name_key_of_token(text);
	g_autoptr(GPtrArray) found = g_ptr_array_new();

	if (*token->key != '\0')
		find_participants(participants, token, found);
	for (guint i = 0; i < found->len; i++) {
		const Participant *participant = g_ptr_array_index(found, i);
		if (participant->people->len == 0)
			g_ptr_array_add(unmatched, (gpointer)participant->text);
	}
}
