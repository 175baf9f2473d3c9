/*
 * owner_cache.c - who owner tokens mean among the participants of a meeting.
 *
 * A group meets every week and writes its initials in every list, so the same tokens come up among
 * the same participants again and again.  An eighth of a first run would be spent on resolving them
 * anew.
 */
#include "owner_cache.h"

#include "base/text_hash.h"

#include <string.h>

/* When there is more than this, the cache starts empty again, so that its memory does not grow with
 * the history of the notes. */
enum {
	ANSWERS_MAX = 4096,
	LISTS_BYTES_MAX = 1 << 20
};

typedef struct {
	TokenKind kind;
	GPtrArray *people; /* Person *, not owned */
} Answer;

struct OwnerCache {
	const Roster *roster;
	GPtrArray *list;      /* the participants that are set; NULL before the first */
	guint number;         /* of this list */
	Participants *parsed; /* of this list; NULL until a token is not in the cache */
	GHashTable *lists; /* participants as written, one on a line -> number of the list, not 0 */
	gsize lists_bytes;
	guint numbers;       /* that were given to lists */
	GHashTable *answers; /* number of the list, blank, token as written -> Answer * */
	GString *question;   /* such a key */
	gsize number_length; /* of the number and the blank in it */
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
	return cache;
}

void
owner_cache_free(OwnerCache *cache)
{
	if (cache == NULL)
		return;
	g_clear_pointer(&cache->list, g_ptr_array_unref);
	participants_free(cache->parsed);
	g_hash_table_unref(cache->lists);
	g_hash_table_unref(cache->answers);
	g_string_free(cache->question, TRUE);
	g_free(cache);
}

/* Returns the number of a list of participants, the same for the same text; takes ownership of the
 * text. */
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
	/* thousands of items of one meeting share thousands of participants */
	if (participants == cache->list)
		return;

	GString *list = g_string_new(NULL);
	for (guint i = 0; i < participants->len; i++) {
		g_string_append(list, g_ptr_array_index(participants, i));
		g_string_append_c(list, '\n');
	}
	guint number = number_of(cache, g_string_free(list, FALSE));
	if (number != cache->number)
		g_clear_pointer(&cache->parsed, participants_free);
	cache->number = number;
	g_clear_pointer(&cache->list, g_ptr_array_unref);
	cache->list = g_ptr_array_ref((GPtrArray *)participants);
	g_string_printf(cache->question, "%u ", number);
	cache->number_length = cache->question->len;
}

const Participants *
owner_cache_participants(OwnerCache *cache)
{
	if (cache->parsed == NULL)
		cache->parsed = participants_new(cache->roster, cache->list);
	return cache->parsed;
}

static Answer *
find_answer(OwnerCache *cache, const char *token)
{
	Answer *answer = g_new(Answer, 1);

	answer->people = g_ptr_array_new();
	answer->kind = participants_resolve(owner_cache_participants(cache), token, answer->people);
	return answer;
}

TokenKind
owner_cache_look_up(OwnerCache *cache, const char *token, const GPtrArray **people)
{
	g_string_truncate(cache->question, cache->number_length);
	g_string_append(cache->question, token);
	Answer *answer = g_hash_table_lookup(cache->answers, cache->question->str);

	if (answer == NULL) {
		if (g_hash_table_size(cache->answers) >= ANSWERS_MAX)
			g_hash_table_remove_all(cache->answers);
		answer = find_answer(cache, token);
		g_hash_table_insert(cache->answers, g_strdup(cache->question->str), answer);
	}
	*people = answer->people;
	return answer->kind;
}
