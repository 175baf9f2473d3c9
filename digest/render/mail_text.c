/* mail_text.c - encoding and folding of header values.  GMime's own encoded words grow beyond 75
 * characters. */
#include "mail_text.h"

#include "base/error.h"
#include "base/text.h"

#include <string.h>

enum {
	LINE_MAX_OCTETS = 76, /* of a line with an encoded word, RFC 2047 section 2 */
	PLAIN_WORD_MAX = 60,  /* longer words and names are encoded, so that they can be folded */
	BASE64_BYTES = 45     /* makes an encoded word of 72 characters */
};

gboolean
mail_text_fits_header(const char *value, const char *what, GError **error)
{
	g_autofree char *shown = text_escape_for_terminal(value, -1);

	if (!g_utf8_validate(value, -1, NULL)) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA, "%s is not valid UTF-8: %s",
		            what, shown);
		return FALSE;
	}
	for (const char *p = value; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		if (!g_unichar_iscntrl(c) && c != 0x2028 && c != 0x2029)
			continue;
		g_set_error(
		    error, TIDINGS_ERROR, TIDINGS_ERROR_DATA,
		    "%s holds a control character, which must not stand in a mail header: %s", what,
		    shown);
		return FALSE;
	}
	return TRUE;
}

/* A folded value in the making: `column` is the length of its last line, the header's name counted
 * in. */
typedef struct {
	GString *out;
	gsize column;
} Folded;

/* Appends a token after a space, on a new line when this one would grow too long. */
static void
append_token(Folded *folded, const char *token)
{
	gsize length = strlen(token);
	gboolean fold = folded->column + 1 + length > LINE_MAX_OCTETS && folded->out->len > 0;

	if (folded->out->len > 0) {
		g_string_append(folded->out, fold ? "\n " : " ");
		folded->column = fold ? 1 : folded->column + 1;
	}
	g_string_append(folded->out, token);
	folded->column += length;
}

static gboolean
is_plain(const char *text)
{
	gsize run = 0;

	if (strstr(text, "=?") != NULL || text[0] == ' ' || g_str_has_suffix(text, " ") ||
	    strstr(text, "  ") != NULL)
		return FALSE;
	for (const char *p = text; *p != '\0'; p++) {
		run = *p == ' ' ? 0 : run + 1;
		if (!g_ascii_isprint(*p) || run > PLAIN_WORD_MAX)
			return FALSE;
	}
	return TRUE;
}

/* The characters that need no escape in "Q" wherever an encoded word may stand (RFC 2047 section 5,
 * rule 3). */
static gboolean
q_is_literal(char c)
{
	return g_ascii_isalnum(c) || strchr("!*+-/", c) != NULL;
}

static gsize
q_length(const char *text, gsize length)
{
	gsize total = 0;

	for (gsize i = 0; i < length; i++)
		total += q_is_literal(text[i]) || text[i] == ' ' ? 1 : 3;
	return total;
}

static char *
encoded_word(const char *text, gsize length, gboolean q)
{
	if (!q) {
		g_autofree char *base64 = g_base64_encode((const guchar *)text, length);
		return g_strdup_printf("=?utf-8?B?%s?=", base64);
	}
	GString *word = g_string_new("=?utf-8?Q?");
	for (gsize i = 0; i < length; i++) {
		if (q_is_literal(text[i]))
			g_string_append_c(word, text[i]);
		else if (text[i] == ' ')
			g_string_append_c(word, '_');
		else
			g_string_append_printf(word, "=%02X", (guchar)text[i]);
	}
	g_string_append(word, "?=");
	return g_string_free(word, FALSE);
}

/* "Q" stays readable where most letters are ASCII; "B" is shorter elsewhere. */
static void
append_encoded(Folded *folded, const char *text)
{
	gsize length = strlen(text);
	gboolean q = q_length(text, length) * 3 <= length * 5;

	for (const char *start = text; *start != '\0';) {
		const char *end = start;
		while (*end != '\0') {
			gsize size = (gsize)(g_utf8_next_char(end) - start);
			gsize room =
			    folded->out->len == 0 ? LINE_MAX_OCTETS - 1 - folded->column : 74;
			gsize encoded = 12 + (q ? q_length(start, size) : (size + 2) / 3 * 4);
			if ((encoded > room || (!q && size > BASE64_BYTES)) && end > start)
				break;
			end = g_utf8_next_char(end);
		}
		g_autofree char *word = encoded_word(start, (gsize)(end - start), q);
		append_token(folded, word);
		start = end;
	}
}

static void
append_plain(Folded *folded, const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);

	for (char **word = words; *word != NULL; word++)
		append_token(folded, *word);
}

char *
mail_text_unstructured(const char *name, const char *text)
{
	Folded folded = { g_string_new(NULL), strlen(name) + 2 };

	if (is_plain(text))
		append_plain(&folded, text);
	else
		append_encoded(&folded, text);
	return g_string_free(folded.out, FALSE);
}

/* Names of atoms (RFC 5322 section 3.2.3) stand as they are, other ASCII ones are quoted. */
static void
append_name(Folded *folded, const char *name)
{
	gboolean atoms = TRUE;

	if (strlen(name) > PLAIN_WORD_MAX || !is_plain(name)) {
		append_encoded(folded, name);
		return;
	}
	for (const char *p = name; *p != '\0'; p++)
		atoms =
		    atoms && (g_ascii_isalnum(*p) || strchr(" !#$%&'*+-/=?^_`{|}~", *p) != NULL);
	if (atoms) {
		append_plain(folded, name);
		return;
	}
	GString *quoted = g_string_new("\"");
	for (const char *p = name; *p != '\0'; p++) {
		if (*p == '"' || *p == '\\')
			g_string_append_c(quoted, '\\');
		g_string_append_c(quoted, *p);
	}
	g_string_append_c(quoted, '"');
	append_plain(folded, quoted->str);
	g_string_free(quoted, TRUE);
}

char *
mail_text_mailbox(const char *name, const char *display_name, const char *address)
{
	Folded folded = { g_string_new(NULL), strlen(name) + 2 };

	if (display_name == NULL || display_name[0] == '\0') {
		append_token(&folded, address);
		return g_string_free(folded.out, FALSE);
	}
	append_name(&folded, display_name);
	g_autofree char *angled = g_strdup_printf("<%s>", address);
	append_token(&folded, angled);
	return g_string_free(folded.out, FALSE);
}
