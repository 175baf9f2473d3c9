/* owner_names.c - what the participants and topics of a file tell of words. */
#include "owner_names.h"

#include "base/scan.h"
#include "base/text.h"
#include "base/text_hash.h"
#include "people/words.h"
#include "vocabulary.h"

#include <string.h>

enum {
	INITIALS_MAX = 32, /* bytes of somebody's initials, with the NUL */
	CHARACTER_MAX = 6, /* bytes that g_utf8_next_char() may pass over */
	THING_MAX = 40,    /* bytes of a word that is looked for */
	THINGS_MAX =
	    100, /* words of one file that are looked for: a hostile one has no more to cost */
	SEARCHED_MAX = 128 * 1024 /* bytes of a file that are searched */
};

static void
add_person(GHashTable *people, const char *text)
{
	char *folded = text_fold(text);

	if (strlen(folded) >= 2)
		g_hash_table_add(people, folded);
	else
		g_free(folded);
}

/* The capitals of a name: `RăzvanD` and `Razvan D` are RD.  Of one with more capitals than can be
 * initials, the first. */
static void
name_initials(const char *name, char initials[INITIALS_MAX])
{
	gsize length = 0;

	for (const char *p = name, *next;
	     *p != '\0' && *p != '(' && length < INITIALS_MAX - CHARACTER_MAX; p = next) {
		next = g_utf8_next_char(p);
		if ((guchar)*p < 0x80 ? g_ascii_isupper(*p)
		                      : g_unichar_isupper(g_utf8_get_char(p))) {
			memcpy(initials + length, p, (gsize)(next - p));
			length += (gsize)(next - p);
		}
	}
	initials[length] = '\0';
}

/* `Razvan D`, `RăzvanD` and `Razvan Dinu` are Răzvan, too, and each other but for the last. */
static void
add_short_forms(GHashTable *people, char *name)
{
	char *space = strchr(name, ' ');
	gsize length = strlen(name);
	g_autofree char *family = NULL;

	if (space != NULL) {
		family = g_strdup(space + 1);
		*space = '\0';
	} else if (length > 3 && g_ascii_isupper(name[length - 1]) &&
	           !g_ascii_isupper(name[length - 2])) {
		family = g_strdup(name + length - 1);
		name[length - 1] = '\0';
	}
	if (strlen(name) >= 3)
		add_person(people, name);
	if (family == NULL || !g_unichar_isupper(g_utf8_get_char(family)))
		return;
	*g_utf8_next_char(family) = '\0';
	g_autofree char *apart = g_strconcat(name, " ", family, NULL);
	g_autofree char *joined = g_strconcat(name, family, NULL);
	add_person(people, apart);
	add_person(people, joined);
}

/* `Sanja Kovač (SK)` is known by its whole, its first word, its initials and what the parentheses
 * say. */
static void
add_participant(OwnerNames *names, const char *participant)
{
	GHashTable *people = names->people;
	g_autofree char *name = g_strdup(*participant == '@' ? participant + 1 : participant);
	char *open = strchr(name, '(');

	if (open != NULL) {
		char *close = strchr(open, ')');
		if (close != NULL)
			*close = '\0';
		*open = '\0';
		/* `(SK)` and `(@sk)` name somebody, `(host)` and `(first half)` do not. */
		if (open[1] == '@' || (g_ascii_isupper(open[1]) && strlen(open + 1) <= 5))
			add_person(people, open[1] == '@' ? open + 2 : open + 1);
	}
	g_strstrip(name);
	add_person(people, name);
	char initials[INITIALS_MAX];
	name_initials(name, initials);
	if (strlen(initials) == 1 && g_ascii_isupper(*initials) && *name == *initials)
		names->givens[(guchar)*initials & 0x7f] = TRUE;
	/* `PR:` is a pull request, whoever is called so; somebody who wants it otherwise writes
	 * (PR) behind the name. */
	add_person(word_begins_items(initials, strlen(initials)) ? names->doubtful : people,
	           initials);
	add_short_forms(people, name);
}

OwnerNames *
owner_names_new(const GPtrArray *participants)
{
	OwnerNames *names = g_new0(OwnerNames, 1);

	/* of these but the topics a file has only so many, and they are asked for in each line */
	names->people = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	names->doubtful = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	names->topics = g_hash_table_new_full(text_hash, g_str_equal, g_free, NULL);
	names->things = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (guint i = 0; i < participants->len; i++) {
		const char *participant = g_ptr_array_index(participants, i);
		if (vocabulary_after_word(WORDS_UNFILLED, participant) == NULL)
			add_participant(names, participant);
	}
	return names;
}

void
owner_names_add_topic(OwnerNames *names, const char *topic)
{
	g_hash_table_add(names->topics, text_fold(topic));
}

void
owner_names_set_text(OwnerNames *names, const char *text)
{
	names->text = text;
	names->length = strnlen(text, SEARCHED_MAX);
}

void
owner_names_free(OwnerNames *names)
{
	if (names == NULL)
		return;
	g_hash_table_unref(names->people);
	g_hash_table_unref(names->doubtful);
	g_hash_table_unref(names->topics);
	g_hash_table_unref(names->things);
	g_free(names);
}

gboolean
owner_names_know(const OwnerNames *names, const char *token)
{
	g_autofree char *folded = text_fold(token);

	return *token == '@' || g_hash_table_contains(names->people, folded);
}

/* `in Lyon`, `the Elfloader`, `on Xilinx`: no person stands there, but for `ask Lyon` and `with
 * Lyon`. */
static gboolean
is_behind_thing_word(const char *text, const char *at)
{
	const char *end = at;

	if (at == text || at[-1] != ' ')
		return FALSE;
	for (end--; end > text && g_ascii_isalpha(end[-1]);)
		end--;
	return vocabulary_after_word(WORDS_BEFORE_THING, end) == at - 1;
}

static gboolean
stands_alone(const char *text, const char *at, gsize length)
{
	const char *after = at + length;
	gboolean begins =
	    at == text || (strchr("@_-.", at[-1]) == NULL && !scan_is_word_byte(at[-1]));
	gboolean goes_on =
	    scan_is_word_byte(*after) ||
	    (*after != '\0' && strchr("@_-.", *after) != NULL && scan_is_word_byte(after[1]));

	return begins && !goes_on;
}

/* The next place of `word` in the part of the text that is searched, from `at` on; NULL when there
 * is none. */
static const char *
find_next(const OwnerNames *names, const char *at, const char *word)
{
	gsize from = (gsize)(at - names->text);

	return g_strstr_len(at, (gssize)(names->length - MIN(from, names->length)), word);
}

static gboolean
looks_like_thing(const OwnerNames *names, const char *written)
{
	gsize length = strlen(written);
	g_autofree char *small = g_ascii_strdown(written, -1);

	for (const char *at = find_next(names, names->text, small); at != NULL;
	     at = find_next(names, at + 1, small))
		if (stands_alone(names->text, at, length))
			return TRUE;
	for (const char *at = find_next(names, names->text, written); at != NULL;
	     at = find_next(names, at + 1, written))
		if (stands_alone(names->text, at, length) && is_behind_thing_word(names->text, at))
			return TRUE;
	return FALSE;
}

/* Two lines or items begin with it. */
static gboolean
looks_like_speaker(const OwnerNames *names, const char *label)
{
	guint lines = 0;

	for (const char *at = find_next(names, names->text, label); at != NULL && lines < 2;
	     at = find_next(names, at + 1, label)) {
		gboolean item =
		    at - names->text > 2 && at[-1] == ' ' && strchr("-*+", at[-2]) != NULL;
		lines += at == names->text || at[-1] == '\n' || item ? 1 : 0;
	}
	return lines == 2;
}

gboolean
owner_names_looks_like_speaker(const OwnerNames *names, const char *word, gsize length)
{
	gpointer known = NULL;
	if (names->text == NULL || length != 2 || !g_ascii_isupper(word[0]) ||
	    !g_ascii_isupper(word[1]) || word_begins_items(word, length) ||
	    !names->givens[(guchar)*word & 0x7f])
		return FALSE;

	g_autofree char *label = g_strdup_printf("%.2s:", word);
	if (g_hash_table_lookup_extended(names->things, label, NULL, &known))
		return GPOINTER_TO_INT(known);
	gboolean speaker = looks_like_speaker(names, label);
	g_hash_table_insert(names->things, g_steal_pointer(&label), GINT_TO_POINTER(speaker));
	return speaker;
}

gboolean
owner_names_looks_like_thing(const OwnerNames *names, const char *word, gsize length)
{
	gpointer known = NULL;
	if (names->text == NULL || length > THING_MAX)
		return FALSE;

	g_autofree char *written = g_strndup(word, length);
	if (g_hash_table_lookup_extended(names->things, written, NULL, &known))
		return GPOINTER_TO_INT(known);
	if (g_hash_table_size(names->things) >= THINGS_MAX)
		return FALSE;
	gboolean thing = looks_like_thing(names, written);
	g_hash_table_insert(names->things, g_steal_pointer(&written), GINT_TO_POINTER(thing));
	return thing;
}

OwnerNames *
owner_names_from_meeting(const Source *source, const Meeting *meeting, const GArray *blocks)
{
	OwnerNames *names = owner_names_new(meeting->participants);

	owner_names_set_text(names, source->text);
	for (guint i = 0; i < meeting->teams->len; i++)
		owner_names_add_topic(names, g_ptr_array_index(meeting->teams, i));
	for (guint i = 0; i < meeting->tags->len; i++)
		owner_names_add_topic(names, g_ptr_array_index(meeting->tags, i));
	for (guint i = 0; i < blocks->len; i++) {
		const Block *block = &g_array_index(blocks, Block, i);
		if (block->kind == BLOCK_HEADING && block->level < OUTLINE_BOLD)
			owner_names_add_topic(names, block->text);
	}
	return names;
}
