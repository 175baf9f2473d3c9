/*
 * cache.c - who tokens mean among the participants of a meeting.
 *
 * A group meets every week and writes its initials in every list: the same tokens among the same
 * participants mean the same persons, and are looked up once.
 */
#include "people/owner_cache.h"

#include "base/text_hash.h"
#include "participants.h"

#include <string.h>

enum {
	REMEMBERED_MAX =
	    4096, /* answers; then they are forgotten, so that memory does not follow the history */
	LISTS_BYTES_MAX = 1 << 20 /* of lists of participants; then these are forgotten, too */
};

typedef struct {
	TokenKind kind;
	GPtrArray *people; /* Person *, not owned */
} Answer;

struct OwnerCache {
	const Roster *roster;
	GPtrArray *participants; /* NULL before the first */
	guint number;            /* theirs */
	Participants *present;   /* of these, made when an answer is not known */
	GHashTable *lists;       /* participants as written, a line each -> their number, not 0 */
	gsize lists_bytes;
	guint numbers;       /* that are given */
	GHashTable *answers; /* number of the participants, and token as written -> Answer * */
	GString *question;   /* such a key */
	gsize asked_of;      /* how much of it is the number */
	GPtrArray *found; /* Person *, of the action being looked at; here, so that it is not made
	                     for each */
};

static void
answer_free(gpointer data)
{
	Answer *answer = data;

	g_ptr_array_unref(answer->people);
	g_free(answer);
}

OwnerCache *
owner_cache_new(const Roster *roster)
{
	OwnerCache *cache = g_new0(OwnerCache, 1);

	cache->roster = roster;
	cache->lists = g_hash_table_new_full(text_hash, g_str_equal, g_free, NULL);
	cache->answers = g_hash_table_new_full(text_hash, g_str_equal, g_free, answer_free);
	cache->question = g_string_new(NULL);
	cache->found = g_ptr_array_new();
	return cache;
}

void
owner_cache_free(OwnerCache *cache)
{
	if (cache == NULL)
		return;
	g_clear_pointer(&cache->participants, g_ptr_array_unref);
	participants_free(cache->present);
	g_hash_table_unref(cache->lists);
	g_hash_table_unref(cache->answers);
	g_string_free(cache->question, TRUE);
	g_ptr_array_unref(cache->found);
	g_free(cache);
}

/* The number of a list of participants, which it takes: one number, one list. */
static guint
number_of(OwnerCache *cache, char *list)
{
	guint number = GPOINTER_TO_UINT(g_hash_table_lookup(cache->lists, list));
	if (number != 0) {
		g_free(list);
		return number;
	}
	if (cache->lists_bytes > LISTS_BYTES_MAX) {
		g_hash_table_remove_all(cache->lists);
		g_hash_table_remove_all(cache->answers);
		cache->lists_bytes = 0;
	}
	cache->lists_bytes += strlen(list);
	g_hash_table_insert(cache->lists, list, GUINT_TO_POINTER(++cache->numbers));
	return cache->numbers;
}

void
owner_cache_set_participants(OwnerCache *cache, const GPtrArray *participants)
{
	/* the items of one meeting share their participants, and there may be thousands of both */
	if (participants == cache->participants)
		return;

	GString *list = g_string_new(NULL);
	for (guint i = 0; i < participants->len; i++) {
		g_string_append(list, g_ptr_array_index(participants, i));
		g_string_append_c(list, '\n');
	}
	guint number = number_of(cache, g_string_free(list, FALSE));
	if (number != cache->number)
		g_clear_pointer(&cache->present, participants_free);
	cache->number = number;
	g_clear_pointer(&cache->participants, g_ptr_array_unref);
	cache->participants = g_ptr_array_ref((GPtrArray *)participants);
	g_string_printf(cache->question, "%u ", number);
	cache->asked_of = cache->question->len;
}

static const Participants *
participants_of(OwnerCache *cache)
{
	if (cache->present == NULL)
		cache->present = participants_new(cache->roster, cache->participants);
	return cache->present;
}

static Answer *
find_answer(OwnerCache *cache, const char *token)
{
	Answer *answer = g_new(Answer, 1);

	answer->people = g_ptr_array_new();
	answer->kind = participants_resolve(participants_of(cache), token, answer->people);
	return answer;
}

TokenKind
owner_cache_resolve(OwnerCache *cache, const char *token, const GPtrArray **people)
{
	g_string_truncate(cache->question, cache->asked_of);
	g_string_append(cache->question, token);
	Answer *answer = g_hash_table_lookup(cache->answers, cache->question->str);

	if (answer == NULL) {
		if (g_hash_table_size(cache->answers) >= REMEMBERED_MAX)
			g_hash_table_remove_all(cache->answers);
		answer = find_answer(cache, token);
		g_hash_table_insert(cache->answers, g_strdup(cache->question->str), answer);
	}
	*people = answer->people;
	return answer->kind;
}

void
owner_cache_strangers(OwnerCache *cache, const char *token, GPtrArray *unmatched)
{
	participants_unmatched(participants_of(cache), token, unmatched);
}

Meant *
owner_cache_resolve_owners(OwnerCache *cache, Action *action)
{
	GPtrArray *found = cache->found;
	Meant *meant = g_new(Meant, action->owners->len);

	g_ptr_array_set_size(found, 0);
	for (guint i = 0; i < action->owners->len; i++) {
		const GPtrArray *people;
		TokenKind kind =
		    owner_cache_resolve(cache, g_ptr_array_index(action->owners, i), &people);
		for (guint j = 0; kind != TOKEN_AMBIGUOUS && j < people->len; j++)
			people_add(found, g_ptr_array_index(people, j));
		meant[i] =
		    (Meant){ kind, kind == TOKEN_PERSON ? g_ptr_array_index(people, 0) : NULL };
	}
	g_ptr_array_set_size(action->people, 0);
	for (guint i = 0; i < found->len; i++)
		g_ptr_array_add(action->people,
		                g_strdup(((Person *)g_ptr_array_index(found, i))->id));
	return meant;
}

void
owner_cache_resolve_people(OwnerCache *cache, Action *action)
{
	g_free(owner_cache_resolve_owners(cache, action));
}
