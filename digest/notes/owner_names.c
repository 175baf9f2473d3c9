/* owner_names.c - what a file says of words: which are its people, which its topics. */
#include "owner_names.h"

#include "base/scan.h"
#include "base/text.h"
#include "base/text_hash.h"
#include "people/given_names.h"
#include "people/words.h"
#include "person_name.h"

#include <string.h>

enum {
	INITIALS_MAX = 32,  /* bytes of somebody's initials, with the NUL */
	CHARACTER_MAX = 6,  /* bytes that g_utf8_next_char() may skip */
	SHORT_NAME_MIN = 3, /* bytes of a given name that is believed without the rest */
	NICKNAME_MAX = 5,   /* bytes of initials in parentheses after a name */
	/* Bounds on what a hostile file costs: each word that is looked up is searched in the text.
	 */
	WORD_MAX = 40,            /* bytes of a word that is looked up */
	WORDS_MAX = 100,          /* words that are looked up */
	SEARCHED_MAX = 128 * 1024 /* bytes of the text */
};

/* Adds a name, unless it is a single letter, which every list has (`A: first option`). */
static void
add_person(GHashTable *people, const char *text)
{
	char *folded = text_fold(text);

	if (strlen(folded) >= 2)
		g_hash_table_add(people, folded);
	else
		g_free(folded);
}

/*
 * The capitals of a name, the first of them if there are more than initials can be: people are `RD`
 * in the notes whether the front matter has `Răzvan Dinu` or `RăzvanD`.
 */
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

/*
 * The ways in which notes shorten a name.  A participant `Razvan Dinu` is also `Razvan`, `Razvan D`
 * and `RazvanD`; `RazvanD` is also `Razvan` and `Razvan D`; `Razvan D` likewise.  The family name
 * is what follows the first blank, or a last capital after a small letter.  Changes `name`.
 */
static void
add_short_forms(GHashTable *people, char *name)
{
	char *space = strchr(name, ' ');
	gsize length = strlen(name);
	g_autofree char *family = NULL;

	if (space != NULL) {
		family = g_strdup(space + 1);
		*space = '\0';
	} else if (length > SHORT_NAME_MIN && g_ascii_isupper(name[length - 1]) &&
	           !g_ascii_isupper(name[length - 2])) {
		family = g_strdup(name + length - 1);
		name[length - 1] = '\0';
	}
	if (strlen(name) >= SHORT_NAME_MIN)
		add_person(people, name);
	if (family == NULL || !g_unichar_isupper(g_utf8_get_char(family)))
		return;
	if (space != NULL && space[2] != '\0') { /* `NLind`, `N Lind` */
		g_autofree char *initial = g_strndup(name, (gsize)(g_utf8_next_char(name) - name));
		g_autofree char *whole = g_strconcat(initial, space + 1, NULL);
		g_autofree char *spaced = g_strconcat(initial, " ", space + 1, NULL);
		add_person(people, whole);
		add_person(people, spaced);
	}
	*g_utf8_next_char(family) = '\0';
	g_autofree char *apart = g_strconcat(name, " ", family, NULL);
	g_autofree char *joined = g_strconcat(name, family, NULL);
	add_person(people, apart);
	add_person(people, joined);
}

/*
 * Learns one entry of the participants: `Sanja Kovač (SK)` is known by the whole name, its short
 * forms, its initials and what is in the parentheses.
 */
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
		/* `(SK)` and `(@sk)` are names, `(host)` and `(first half)` are remarks. */
		if (open[1] == '@' ||
		    (g_ascii_isupper(open[1]) && strlen(open + 1) <= NICKNAME_MAX))
			add_person(people, open[1] == '@' ? open + 2 : open + 1);
	}
	g_strstrip(name);
	add_person(people, name);
	char initials[INITIALS_MAX];
	name_initials(name, initials);
	if (strlen(initials) == 1 && g_ascii_isupper(*initials) && *name == *initials)
		names->only_given[(guchar)*initials & 0x7f] = TRUE;
	/* `PR: #12 is merged` is about a pull request, even if `Paula Radu` was there.  Whoever is
	 * meant by it all the same is written `Paula Radu (PR)`. */
	add_person(word_begins_items(initials, strlen(initials)) ? names->doubtful : people,
	           initials);
	add_short_forms(people, name);
}

OwnerNames *
owner_names_new(Languages languages, const GPtrArray *participants)
{
	OwnerNames *names = g_new0(OwnerNames, 1);

	names->languages = languages;
	/* Only topics may be so many that a hash known to an attacker matters. */
	names->people = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	names->doubtful = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	names->topics = g_hash_table_new_full(text_hash, g_str_equal, g_free, NULL);
	names->looked_up = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (guint i = 0; i < participants->len; i++) {
		const char *participant = g_ptr_array_index(participants, i);
		if (vocabulary_after_word(languages, WORDS_UNFILLED, participant) == NULL)
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
owner_names_free(OwnerNames *names)
{
	if (names == NULL)
		return;
	g_hash_table_unref(names->people);
	g_hash_table_unref(names->doubtful);
	g_hash_table_unref(names->topics);
	g_hash_table_unref(names->looked_up);
	g_free(names);
}

gboolean
owner_names_know(const OwnerNames *names, const char *token)
{
	g_autofree char *folded = text_fold(token);

	return *token == '@' || g_hash_table_contains(names->people, folded);
}

/*
 * TRUE if the word at `at` follows a word that stands before things: `in Lyon`, `the Elfloader`,
 * `on Xilinx`.  So `Lyon: book the venue` is not for somebody called Lyon.  People follow other
 * words: `ask Marco`, `with Marco`.
 */
static gboolean
follows_thing_word(const OwnerNames *names, const char *at)
{
	const char *end = at, *text = names->text;

	if (at == text || at[-1] != ' ')
		return FALSE;
	for (end--; end > text && g_ascii_isalpha(end[-1]);)
		end--;
	return vocabulary_after_word(names->languages, WORDS_BEFORE_THING, end) == at - 1;
}

/* TRUE if the word at `at` is not part of a longer one or of an address: `lyon`, but not `@lyon`,
 * `lyon-2`, `lyon.org` or `/lyon/`. */
static gboolean
is_whole_word(const char *text, const char *at, gsize length)
{
	const char *after = at + length;
	gboolean begins =
	    at == text || (strchr("@_-./#", at[-1]) == NULL && !scan_is_word_byte(at[-1]));
	gboolean goes_on =
	    scan_is_word_byte(*after) ||
	    (*after != '\0' && strchr("@_-./", *after) != NULL && scan_is_word_byte(after[1]));

	return begins && !goes_on;
}

/* The next occurrence of `word` in the searched part of the text from `at` on, or NULL. */
static const char *
find_next(const OwnerNames *names, const char *at, const char *word)
{
	gsize from = (gsize)(at - names->text);

	return g_strstr_len(at, (gssize)(names->length - MIN(from, names->length)), word);
}

/*
 * Names keep their capital; a thing that begins a line does so by chance.  `Release: cut it` is no
 * owner `Release` if the same file says `before the release` or `in Release`.
 */
static gboolean
looks_like_thing(const OwnerNames *names, const char *written)
{
	gsize length = strlen(written);
	g_autofree char *small = g_ascii_strdown(written, -1);

	for (const char *at = find_next(names, names->text, small); at != NULL;
	     at = find_next(names, at + 1, small))
		if (is_whole_word(names->text, at, length))
			return TRUE;
	for (const char *at = find_next(names, names->text, written); at != NULL;
	     at = find_next(names, at + 1, written))
		if (is_whole_word(names->text, at, length) && follows_thing_word(names, at))
			return TRUE;
	return FALSE;
}

/* TRUE if a line, an item or a bold text begins at `at`. */
static gboolean
begins_line(const char *text, const char *at)
{
	while (at > text && strchr("*_", at[-1]) != NULL)
		at--;
	if (at == text || at[-1] == '\n')
		return TRUE;
	return at - text > 2 && at[-1] == ' ' && strchr("-*+]>", at[-2]) != NULL;
}

/* TRUE if somebody does something at `p`, after a name: ` will ask`, ` has sent it`; but ` will be
 * closed` is about a thing. */
static gboolean
acts(Languages languages, const char *p)
{
	if (*p != ' ')
		return FALSE;
	const char *after = vocabulary_after_word(languages, WORDS_OBLIGATION, p + 1);
	if (after == NULL)
		after = vocabulary_after_word(languages, WORDS_AFTER_OWNER, p + 1);
	return after != NULL && *after == ' ' && word_may_be_verb(after + 1);
}

/*
 * Two lines or list items begin with `word` and a colon (`- IP: The tests pass.`, `**Nora**: Yes`).
 * With `any`, it is enough that the word does something once: `Nora will ask them`.
 */
static gboolean
looks_like_speaker(const OwnerNames *names, const char *word, gboolean any)
{
	gsize length = strlen(word);
	guint lines = 0;

	for (const char *at = find_next(names, names->text, word); at != NULL && lines < 2;
	     at = find_next(names, at + 1, word)) {
		const char *after = at + length + strspn(at + length, "*_");
		lines += *after == ':' && begins_line(names->text, at) ? 1 : 0;
		if (any && is_whole_word(names->text, at, length) &&
		    !follows_thing_word(names, at) && acts(names->languages, after))
			return TRUE;
	}
	return lines == 2;
}

/* The same, looked up once for each word. */
static gboolean
is_speaker(const OwnerNames *names, const char *word, gsize length, gboolean any)
{
	gpointer known = NULL;
	if (names->text == NULL || length < 2 || length > WORD_MAX)
		return FALSE;

	g_autofree char *label = g_strdup_printf("%.*s%c", (int)length, word, any ? '!' : ':');
	if (g_hash_table_lookup_extended(names->looked_up, label, NULL, &known))
		return GPOINTER_TO_INT(known);
	if (g_hash_table_size(names->looked_up) >= WORDS_MAX)
		return FALSE;
	g_autofree char *written = g_strndup(word, length);
	gboolean speaker = looks_like_speaker(names, written, any);
	g_hash_table_insert(names->looked_up, g_steal_pointer(&label), GINT_TO_POINTER(speaker));
	return speaker;
}

gboolean
owner_names_looks_like_speaker(const OwnerNames *names, const char *word, gsize length)
{
	if (length != 2 || !g_ascii_isupper(word[0]) || !g_ascii_isupper(word[1]) ||
	    word_begins_items(word, length) || !names->only_given[(guchar)*word & 0x7f])
		return FALSE;
	return is_speaker(names, word, length, FALSE);
}

/* TRUE if a participant's name begins with the word, as a handle often does: `moss` for
 * `@mossgarden`. */
static gboolean
begins_name(const OwnerNames *names, const char *word, gsize length)
{
	enum {
		PART_MIN = 4 /* bytes */
	};
	GHashTableIter iter;
	gpointer name;
	if (length < PART_MIN || length > WORD_MAX)
		return FALSE;

	g_autofree char *part = g_strndup(word, length);
	g_autofree char *folded = text_fold(part);
	g_hash_table_iter_init(&iter, names->people);
	while (g_hash_table_iter_next(&iter, &name, NULL))
		if (g_str_has_prefix(name, folded))
			return TRUE;
	return FALSE;
}

gboolean
owner_names_looks_like_person(const OwnerNames *names, const char *word, gsize length)
{
	return given_name_begins(word, length) || is_speaker(names, word, length, TRUE) ||
	       begins_name(names, word, length);
}

gboolean
owner_names_looks_like_thing(const OwnerNames *names, const char *word, gsize length)
{
	gpointer known = NULL;
	if (names->text == NULL || length > WORD_MAX || given_name_begins(word, length))
		return FALSE;

	g_autofree char *written = g_strndup(word, length);
	if (g_hash_table_lookup_extended(names->looked_up, written, NULL, &known))
		return GPOINTER_TO_INT(known);
	if (g_hash_table_size(names->looked_up) >= WORDS_MAX)
		return FALSE;
	gboolean thing = looks_like_thing(names, written);
	g_hash_table_insert(names->looked_up, g_steal_pointer(&written), GINT_TO_POINTER(thing));
	return thing;
}

/* Adds the people in brackets at the end of a text, `Order paint (Nora, Ben)`, to `into`.  FALSE if
 * something else is there. */
static gboolean
add_bracketed(Languages languages, const char *text, GPtrArray *into)
{
	guint before = into->len;
	gsize length = strlen(text);

	while (length > 0 && strchr(" .", text[length - 1]) != NULL)
		length--;
	if (length == 0 || strchr(")]", text[length - 1]) == NULL)
		return FALSE;
	const char *open = g_strrstr_len(text, (gssize)length, text[length - 1] == ')' ? "(" : "[");
	if (open == NULL || open == text || open[-1] == ']' ||
	    length > (gsize)(open - text) + WORD_MAX)
		return FALSE;
	g_autofree char *inner = g_strndup(open + 1, (gsize)(text + length - 1 - (open + 1)));
	gboolean people =
	    person_names_add(languages, inner, FALSE, into) == 0 && into->len > before;
	for (guint i = before; people && i < into->len; i++) {
		const char *person = g_ptr_array_index(into, i);
		people = g_unichar_isupper(g_utf8_get_char(person)) &&
		         !word_is_label(person, strcspn(person, " "));
	}
	if (!people)
		g_ptr_array_set_size(into, (gint)before);
	return people;
}

/* Learns who is in brackets at the ends of items, if half of them have a usual given name. */
static void
learn(OwnerNames *names, const GPtrArray *people)
{
	guint certain = 0;

	for (guint i = 0; i < people->len; i++) {
		const char *person = g_ptr_array_index(people, i);
		certain +=
		    given_name_begins(person, strlen(person)) || owner_names_know(names, person)
		        ? 1
		        : 0;
	}
	if (people->len < 2 || certain * 2 < people->len)
		return;
	for (guint i = 0; i < people->len; i++)
		add_person(names->people, g_ptr_array_index(people, i));
}

/* Tells most lines at once. */
static gboolean
ends_in_bracket(const Source *source, guint line)
{
	const char *start = source_at(source, line), *end = start + strcspn(start, "\n");

	while (end > start && strchr(" .\r", end[-1]) != NULL)
		end--;
	return end > start && (end[-1] == ')' || end[-1] == ']');
}

/*
 * Learns people from lists in which the items end with whose they are, of whom some have names that
 * are not usual:
 *
 *	- Order paint (Nora)
 *	- Sweep (Ben, Jidenna)
 */
static void
learn_from_lists(OwnerNames *names, const Source *source, const GArray *blocks)
{
	g_autoptr(GPtrArray) people = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < blocks->len; i++) {
		const Block *block = &g_array_index(blocks, Block, i);
		if (block->kind != BLOCK_ITEM) {
			learn(names, people);
			g_ptr_array_set_size(people, 0);
		} else if (block->text_last != 0 && ends_in_bracket(source, block->text_last)) {
			g_autofree char *line = source_line(source, block->text_last);
			add_bracketed(names->languages, line, people);
		}
	}
	learn(names, people);
}

OwnerNames *
owner_names_from_meeting(Languages languages, const Source *source, const Meeting *meeting,
                         const GArray *blocks)
{
	OwnerNames *names = owner_names_new(languages, meeting->participants);

	names->text = source->text;
	names->length = strnlen(source->text, SEARCHED_MAX);
	for (guint i = 0; i < meeting->teams->len; i++)
		owner_names_add_topic(names, g_ptr_array_index(meeting->teams, i));
	for (guint i = 0; i < meeting->tags->len; i++)
		owner_names_add_topic(names, g_ptr_array_index(meeting->tags, i));
	for (guint i = 0; i < blocks->len; i++) {
		const Block *block = &g_array_index(blocks, Block, i);
		if (block->kind == BLOCK_HEADING && block->level < OUTLINE_BOLD &&
		    !given_name_begins(block->text, strlen(block->text)))
			owner_names_add_topic(names, block->text);
	}
	learn_from_lists(names, source, blocks);
	return names;
}
