/* name_key.c - names of people in a form in which they can be compared. */
#include "people/name_key.h"

#include "base/text.h"

#include <string.h>

typedef gboolean (*Boundary)(gunichar before, gunichar c);

/* Community members often join first name and initial: RăzvanD, AlexJ. */
static gboolean
starts_camel_word(gunichar before, gunichar c)
{
	return g_unichar_islower(before) && g_unichar_isupper(c);
}

/* In a token each capital counts: RD is two words, RdS is rd, s. */
static gboolean
starts_chunk(gunichar before, gunichar c)
{
	return g_unichar_isalpha(before) && g_unichar_isupper(c);
}

/* Each letter is a word: initials in small letters. */
static gboolean
starts_letter(gunichar before G_GNUC_UNUSED, gunichar c)
{
	return g_unichar_isalpha(c);
}

char *
name_fold(const char *text)
{
	char *key = text_fold(text);
	char *to = key;

	for (const char *from = key; *from != '\0'; from++)
		if (*from != ' ' && *from != '.')
			*to++ = *from;
	*to = '\0';
	return key;
}

static gboolean
is_single_word(const char *text)
{
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
		if (g_unichar_isspace(g_utf8_get_char(p)))
			return FALSE;
	return TRUE;
}

/* Returns `text`, a single word, with spaces where `boundary` says that a word begins. */
static char *
insert_spaces(const char *text, Boundary boundary)
{
	GString *out = g_string_sized_new(strlen(text) + 4);
	gunichar before = 0;

	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		if (before != 0 && boundary(before, c))
			g_string_append_c(out, ' ');
		g_string_append_len(out, p, g_utf8_next_char(p) - p);
		if (!g_unichar_ismark(c))
			before = c;
	}
	return g_string_free(out, FALSE);
}

/* Returns the bits of NameKey.small. */
static guint
find_small_words(const char *text)
{
	guint small = 0, word = 0;
	gboolean start = TRUE;

	for (const char *p = text; *p != '\0' && word < NAME_WORDS; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		if (start && g_unichar_islower(c))
			small |= 1u << word;
		start = g_unichar_isspace(c);
		if (start)
			word++;
	}
	return small;
}

/* A word without a letter, such as the "&" of "Ana & Ion", counts as a word, so that the text fits
 * no name. */
static void
fill_words(NameKey *name, const char *spaced)
{
	g_autofree char *squeezed = text_collapse_space(spaced);

	name->storage = text_fold(squeezed);
	name->small = find_small_words(squeezed);
	for (char *p = name->storage; *p != '\0';) {
		gsize length = strcspn(p, " .");
		char *end = p + length;
		if (length > 0 && name->count == NAME_WORDS) {
			name->count = 0;
			return;
		}
		if (length > 0)
			name->words[name->count++] = p;
		p = *end == '\0' ? end : end + 1;
		*end = '\0';
	}
}

/* Cuts a code off the end of `name` and returns its key: sk for "Sairaj K (SK)".  Returns NULL when
 * there is none. */
static char *
cut_code(char *name)
{
	gsize length = strlen(name);
	char *open = strrchr(name, '(');
	if (open == NULL || open == name || name[length - 1] != ')')
		return NULL;

	g_autofree char *inside = g_strndup(open + 1, length - (gsize)(open - name) - 2);
	char *key = name_fold(inside);
	if (*key == '\0') {
		g_free(key);
		return NULL;
	}
	*open = '\0';
	return key;
}

char *
name_spaced(const char *name)
{
	return is_single_word(name) ? insert_spaces(name, starts_camel_word) : g_strdup(name);
}

NameKey *
name_key_of_name(const char *text)
{
	NameKey *name = g_new0(NameKey, 1);
	g_autofree char *bare = text_collapse_space(text);

	name->code = cut_code(bare);
	g_strchomp(bare);
	name->key = name_fold(bare);
	g_autofree char *spaced = name_spaced(bare);
	fill_words(name, spaced);
	return name;
}

static gboolean
has_capital(const char *text)
{
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
		if (g_unichar_isupper(g_utf8_get_char(p)))
			return TRUE;
	return FALSE;
}

NameKey *
name_key_of_token(const char *text)
{
	NameKey *name = g_new0(NameKey, 1);
	g_autofree char *token = text_collapse_space(text);
	g_autofree char *spaced = NULL;

	if (!is_single_word(token))
		spaced = g_strdup(token);
	else if (has_capital(token))
		spaced = insert_spaces(token, starts_chunk);
	else
		spaced = g_utf8_strlen(token, -1) <= 3 ? insert_spaces(token, starts_letter)
		                                       : g_strdup(token);
	name->key = name_fold(token);
	fill_words(name, spaced);
	return name;
}

void
name_key_free(NameKey *name)
{
	if (name == NULL)
		return;
	g_free(name->storage);
	g_free(name->key);
	g_free(name->code);
	g_free(name);
}

/* TRUE when the letters of `chunk` are in `word` in their order, and the first is its first: sj in
 * sanja. */
static gboolean
word_abbreviates(const char *chunk, const char *word)
{
	if (g_utf8_get_char(chunk) != g_utf8_get_char(word))
		return FALSE;
	for (;;) {
		if (*chunk == '\0')
			return TRUE;
		if (*word == '\0')
			return FALSE;
		if (g_utf8_get_char(chunk) == g_utf8_get_char(word))
			chunk = g_utf8_next_char(chunk);
		word = g_utf8_next_char(word);
	}
}

gboolean
name_key_abbreviates(const NameKey *token, const NameKey *name)
{
	guint chunk = 0;

	if (token->count < 2)
		return FALSE;
	for (guint i = 0; i < name->count; i++) {
		if (chunk < token->count && word_abbreviates(token->words[chunk], name->words[i]))
			chunk++;
		else if (i == 0 || (name->small & (1u << i)) == 0)
			return FALSE;
	}
	return chunk == token->count;
}

gboolean
name_key_agrees(const NameKey *a, const NameKey *b)
{
	if (a->count < 2 || a->count != b->count || strcmp(a->words[0], b->words[0]) != 0)
		return FALSE;
	for (guint i = 1; i < a->count; i++)
		if (!g_str_has_prefix(a->words[i], b->words[i]) &&
		    !g_str_has_prefix(b->words[i], a->words[i]))
			return FALSE;
	return TRUE;
}
