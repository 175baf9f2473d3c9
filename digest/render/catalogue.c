/* catalogue.c - compiled gettext catalogues. */
#include "render/catalogue.h"

#include "render/plural.h"

#include <string.h>

#define MO_MAGIC 0x950412deU

enum {
	/* Offsets in the file. */
	MO_COUNT = 8,
	MO_ORIGINALS = 12,
	MO_TRANSLATIONS = 16,
	/* Of a table's row: length, offset. */
	MO_ROW = 8
};

/* A string of the file; NULL when the file is damaged.  A NUL follows it. */
typedef struct {
	const char *text;
	gsize length;
} Piece;

static guint32
word_at(const Catalogue *catalogue, gsize offset)
{
	guint32 word, magic;
	if (offset > catalogue->size || catalogue->size - offset < sizeof word)
		return 0;

	memcpy(&word, catalogue->data + offset, sizeof word);
	memcpy(&magic, catalogue->data, sizeof magic);
	return magic == MO_MAGIC ? word : GUINT32_SWAP_LE_BE(word);
}

static gboolean
is_readable(const Catalogue *catalogue)
{
	return catalogue->size >= MO_TRANSLATIONS + 4 && word_at(catalogue, 0) == MO_MAGIC;
}

static Piece
piece_at(const Catalogue *catalogue, gsize table, guint32 row)
{
	const Piece none = { NULL, 0 };
	gsize place = word_at(catalogue, table) + (gsize)row * MO_ROW;
	gsize length = word_at(catalogue, place), offset = word_at(catalogue, place + 4);

	if (offset >= catalogue->size || length >= catalogue->size - offset || catalogue->data[offset + length] != '\0')
		return none;
	return (Piece){ (const char *)catalogue->data + offset, length };
}

/* The originals are sorted as strcmp() sorts; a plural's key is its singular. */
static Piece
look_up(const Catalogue *catalogue, const char *key)
{
	guint32 low = 0, high = word_at(catalogue, MO_COUNT);

	while (low < high) {
		guint32 middle = low + (high - low) / 2;
		Piece original = piece_at(catalogue, MO_ORIGINALS, middle);
		if (original.text == NULL)
			break;
		int order = strcmp(key, original.text);
		if (order == 0)
			return piece_at(catalogue, MO_TRANSLATIONS, middle);
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return (Piece){ NULL, 0 };
}

static const Catalogue *
named(const char *name)
{
	for (const Catalogue *catalogue = catalogues; catalogue->language != NULL; catalogue++)
		if (g_ascii_strcasecmp(catalogue->language, name) == 0)
			return catalogue;
	return NULL;
}

static char *
primary_of(const char *tag)
{
	return g_strndup(tag, strcspn(tag, "-"));
}

const Catalogue *
catalogue_of(const char *tag)
{
	g_autofree char *whole = g_strdelimit(g_strdup(tag), "-", '_');
	g_autofree char *primary = primary_of(tag);
	const Catalogue *catalogue = named(whole);

	return catalogue != NULL ? catalogue : named(primary);
}

gboolean
catalogue_speaks(const char *tag)
{
	g_autofree char *primary = primary_of(tag);

	return g_str_equal(primary, "en") || catalogue_of(tag) != NULL;
}

char *
catalogue_tag(const Catalogue *catalogue)
{
	return g_strdelimit(g_strdup(catalogue != NULL ? catalogue->language : "en"), "_", '-');
}

const char *
catalogue_text(const Catalogue *catalogue, const char *context, const char *text)
{
	if (catalogue == NULL || !is_readable(catalogue))
		return text;

	g_autofree char *key = context != NULL ? g_strconcat(context, "\004", text, NULL) : g_strdup(text);
	Piece found = look_up(catalogue, key);
	return found.text == NULL || found.length == 0 ? text : found.text;
}

/* The header is the translation of nothing. */
static gboolean
form_of(const Catalogue *catalogue, guint n, gulong *form)
{
	static const char mark[] = "plural=";
	Piece header = look_up(catalogue, "");
	const char *rule = header.text == NULL ? NULL : strstr(header.text, mark);
	if (rule == NULL)
		return FALSE;

	rule += strlen(mark);
	return plural_form(rule, strcspn(rule, "\n"), n, form);
}

const char *
catalogue_plural(const Catalogue *catalogue, const char *one, const char *many, guint n)
{
	const char *english = n == 1 ? one : many;
	gulong form = 0;
	if (catalogue == NULL || !is_readable(catalogue) || !form_of(catalogue, n, &form))
		return english;

	Piece found = look_up(catalogue, one);
	if (found.text == NULL)
		return english;
	const char *text = found.text, *end = found.text + found.length;
	for (; form > 0 && text < end; form--)
		text += strlen(text) + 1;
	return text < end && *text != '\0' ? text : english;
}
