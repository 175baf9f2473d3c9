/*
 * test_growth.c - work that does not grow with the square of what it is done for.
 *
 * What is too large to be done in that way is done here.  That is no assertion on time: it would
 * take minutes of the processor, and the kernel ends a program that has taken SECONDS of them.
 */
#include "base/text_hash.h"
#include "markdown/markdown.h"
#include "markdown/url.h"
#include "match/action_index.h"
#include "notes/notes.h"
#include "people/resolve.h"
#include "render/split.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum {
	SECONDS = 20,
	LARGE = 4 * 1024 * 1024 /* bytes */
};

/* So many bytes of a text again and again. */
static char *
fill(const char *text, gsize size)
{
	GString *filled = g_string_sized_new(size + strlen(text));

	while (filled->len < size)
		g_string_append(filled, text);
	return g_string_free(filled, FALSE);
}

static void
test_essence(void)
{
	static const char *const lines[] = { "\r", "\r\n", "o\r", "\n\r", " o \r\r" };

	for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
		char *text = fill(lines[i], LARGE);
		g_autoptr(GBytes) source = g_bytes_new_take(text, strlen(text));
		g_autoptr(GBytes) normalized = notes_normalized_source(source);
		gsize length = 0;
		const char *said = g_bytes_get_data(normalized, &length);
		g_assert_cmpuint(
		    length, ==,
		    strchr(lines[i], 'o') == NULL ? 0 : 2 * (strlen(text) / strlen(lines[i])));
		g_assert_true(length == 0 || memcmp(said, "o\no\n", 4) == 0);
	}
}

/* An address within a word is none, and is not followed to the end of the text. */
static void
test_links(void)
{
	static const char *const parts[] = { "ahttp://a", "hhttp://[", "\xc3\xa9https://b/" };

	for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
		g_autofree char *text = fill(parts[i], LARGE);
		gsize length = 0;
		g_assert_null(url_find(text, strlen(text), &length));
	}
	g_autofree char *text = fill("ahttp://a ", LARGE / 2);
	g_autofree char *last = g_strconcat(text, "http://a.example, b", NULL);
	gsize length = 0;
	const char *url = url_find(last, strlen(last), &length);
	g_assert_true(url == last + strlen(text));
	g_assert_cmpuint(length, ==, strlen("http://a.example"));
}

static void
test_split(void)
{
	static const char *const lines[] = { "m", "m ", "\xc4\x83", "``` m " };

	for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
		g_autofree char *line = fill(lines[i], LARGE);
		g_autoptr(GPtrArray) parts = split_markdown(line, 4096);
		gsize together = 0;
		for (guint k = 0; k < parts->len; k++)
			together += strlen(g_ptr_array_index(parts, k));
		g_assert_cmpuint(parts->len, >=, strlen(line) / 8192);
		g_assert_cmpuint(together, >=, LARGE - 16 * parts->len);
	}
}

static void
test_footnotes(void)
{
	enum {
		MANY = 200000
	};
	g_autoptr(Footnotes) footnotes = footnotes_new();

	for (guint i = 0; i < 2 * MANY; i++) {
		g_autofree char *url = g_strdup_printf("https://charts.example/%u", i % MANY);
		g_assert_cmpuint(footnotes_number(footnotes, url), ==, i % MANY + 1);
	}
	g_assert_cmpuint(footnotes_urls(footnotes)->len, ==, MANY);
	g_assert_cmpstr(g_ptr_array_index(footnotes_urls(footnotes), 7), ==,
	                "https://charts.example/7");
}

/* Texts that have the same hash in a table that everybody knows have others here. */
static void
test_hashes(void)
{
	enum {
		BITS = 16,
		MANY = 1 << BITS
	};
	g_autoptr(GHashTable) texts = g_hash_table_new_full(text_hash, g_str_equal, g_free, NULL);
	g_autoptr(GHashTable) hashes = g_hash_table_new(NULL, NULL);
	guint known = 0;

	for (guint i = 0; i < MANY; i++) {
		char text[2 * BITS + 1] = { 0 };
		for (guint bit = 0; bit < BITS; bit++)
			memcpy(text + 2 * (gsize)bit, i >> bit & 1 ? "aa" : "b@", 2);
		known = i == 0 ? g_str_hash(text) : known;
		g_assert_cmpuint(g_str_hash(text), ==, known);
		g_assert_cmpuint(text_hash(text), ==, text_hash(text));
		g_hash_table_add(hashes, GUINT_TO_POINTER(text_hash(text)));
		g_assert_true(g_hash_table_add(texts, g_strdup(text)));
	}
	g_assert_cmpuint(g_hash_table_size(texts), ==, MANY);
	g_assert_cmpuint(g_hash_table_size(hashes), >, MANY - MANY / 100);
}

static void
add_person(Roster *roster, const char *id, const char *name)
{
	Person *person = person_new();

	person->id = g_strdup(id);
	person->name = g_strdup(name);
	roster_add_person(roster, person);
}

/* A thousand participants, and as many tokens as a file can have owners: each is still the one who
 * is meant. */
static void
test_participants(void)
{
	enum {
		PARTICIPANTS = 1000,
		TOKENS = 300000
	};
	g_autoptr(Roster) roster = roster_new();
	g_autoptr(GPtrArray) participants = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(Resolver) resolver = resolver_new(roster);
	add_person(roster, "mira", "Mira Vale");
	add_person(roster, "tom", "Tom de Harrow");
	for (guint i = 0; i < PARTICIPANTS; i++)
		g_ptr_array_add(participants, i == 500   ? g_strdup("Mira V")
		                              : i == 700 ? g_strdup("Tom de Harrow (TX)")
		                                         : g_strdup_printf("Ona%u Reef%u", i, i));
	for (guint i = 0; i < TOKENS; i++) {
		g_autofree char *token = i % 5 == 0   ? g_strdup("MV")
		                         : i % 5 == 1 ? g_strdup("TX")
		                         : i % 5 == 2 ? g_strdup("Tom")
		                                      : g_strdup_printf("O%uR%u", i % 999, i);
		const GPtrArray *people = NULL;
		TokenKind kind = resolve_token(resolver, token, participants, &people);
		g_assert_cmpint(kind, ==, i % 5 < 3 ? TOKEN_PERSON : TOKEN_UNKNOWN);
		if (i % 5 < 3)
			g_assert_cmpstr(((Person *)g_ptr_array_index(people, 0))->id, ==,
			                i % 5 == 0 ? "mira" : "tom");
	}
}

static ActionKey
key_of(const char *owner, const char *text)
{
	Action *action = action_new();
	ActionKey key;

	g_ptr_array_add(action->owners, g_strdup(owner));
	action->text = g_strdup(text);
	action_key_init(&key, action);
	action_free(action);
	return key;
}

/* Items that are alike but for a word, each of which becomes another one of them. */
static void
test_alike(void)
{
	enum {
		MANY = 40000
	};
	g_autoptr(ActionIndex) index = action_index_new(90);
	g_autoptr(GHashTable) taken = g_hash_table_new(NULL, NULL);
	guint found = 0;

	for (guint i = 1; i <= MANY; i++) {
		g_autofree char *text = g_strdup_printf("mend the old green net of boat b%ux", i);
		ActionKey key = key_of("TomH", text);
		action_index_add(index, i, i % 2 == 0 ? 1000 : 700, &key);
		action_key_clear(&key);
	}
	for (guint i = 1; i <= MANY; i++) {
		g_autofree char *text = g_strdup_printf("mend the old green net of boat b%ux", i);
		ActionKey key = key_of("TomH", text);
		gint64 row = action_index_find(index, i % 2 == 0 ? 1000 : 700, &key, taken);
		g_assert_cmpint(row, ==, i);
		g_hash_table_add(taken, ROW_KEY(row));
		action_key_clear(&key);
	}
	for (guint i = 1; i <= MANY; i++) {
		ActionKey key = key_of("TomH", "mend the old red net of boat zz");
		found += action_index_find(index, 1000, &key, taken) != 0 ? 1 : 0;
		action_key_clear(&key);
	}
	g_assert_cmpuint(found, ==, 0);
}

int
main(int argc, char **argv)
{
	rlim_t seconds = getenv("TIDINGS_SANITIZED") != NULL ? 20 * SECONDS : SECONDS;
	struct rlimit limit = { seconds, seconds };

	setrlimit(RLIMIT_CPU, &limit);
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/growth/normalized", test_essence);
	g_test_add_func("/growth/links", test_links);
	g_test_add_func("/growth/split", test_split);
	g_test_add_func("/growth/footnotes", test_footnotes);
	g_test_add_func("/growth/hashes", test_hashes);
	g_test_add_func("/growth/participants", test_participants);
	g_test_add_func("/growth/alike", test_alike);
	return g_test_run();
}
