/*
 * mail_header.c - values of mail headers: mailboxes, checked, and text, encoded and folded.
 *
 * GMime 3.2.13 (Debian 12) makes encoded words of more than the 75 characters that RFC 2047
 * section 2 allows; test_mime.c shows it, and fails when that is fixed.
 */
#include "render/mail_header.h"

#include "base/error.h"
#include "base/text.h"

#include <idn2.h>
#include <string.h>

enum {
	LINE_MAX_OCTETS = 76, /* of a line with an encoded word, RFC 2047 section 2 */
	PLAIN_WORD_MAX = 60,  /* longer words and names are encoded, so that they can be folded */
	BASE64_BYTES = 45     /* makes an encoded word of 72 characters */
};

gboolean
mail_header_allows(const char *value, const char *what, GError **error)
{
	if (!g_utf8_validate(value, -1, NULL)) {
		g_autofree char *shown = text_escape_for_terminal(value, -1);
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA, "%s is not valid UTF-8: %s",
		            what, shown);
		return FALSE;
	}
	for (const char *p = value; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		if (!g_unichar_iscntrl(c) && c != 0x2028 && c != 0x2029)
			continue;
		g_autofree char *shown = text_escape_for_terminal(value, -1);
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA,
		            "%s holds a control character, which a mail header cannot have: %s",
		            what, shown);
		return FALSE;
	}
	return TRUE;
}

/*
 * A value that is being folded; `column` is the length of its last line, including the header's
 * name.
 */
typedef struct {
	GString *out;
	gsize column;
} Folded;

/* Appends a token after a space, or on a new line when the line would grow too long. */
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

/*
 * Says whether a character needs no escape in "Q", wherever the encoded word is (RFC 2047 section
 * 5, rule 3).
 */
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

/*
 * Appends text as encoded words: "Q", which stays readable, where most letters are ASCII; otherwise
 * "B", which is shorter there.
 */
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
mail_header_text(const char *name, const char *text)
{
	Folded folded = { g_string_new(NULL), strlen(name) + 2 };

	if (is_plain(text))
		append_plain(&folded, text);
	else
		append_encoded(&folded, text);
	return g_string_free(folded.out, FALSE);
}

/*
 * Appends a display name: as it is when it consists of atoms (RFC 5322 section 3.2.3), otherwise
 * quoted, or encoded when it is long or not ASCII.
 */
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
mail_header_mailbox(const char *name, const char *display_name, const char *address)
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

enum {
	LOCAL_MAX = 64,    /* octets, RFC 5321 section 4.5.3.1.1 */
	ADDRESS_MAX = 254, /* octets, RFC 5321 section 4.5.3.1.3 less the angle brackets */
	LABEL_MAX = 63     /* octets, RFC 1035 section 2.3.4 */
};

static gboolean
refuse(GError **error, const char *address, const char *why)
{
	g_autofree char *shown = text_escape_for_terminal(address, -1);

	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA,
	            "\"%s\" is not a usable mail address: %s", shown, why);
	return FALSE;
}

/*
 * Returns what is wrong with a local part, or NULL. It must be a dot-atom (RFC 5322 section 3.2.3):
 * quoted local parts are legal, but in practice always a mistake.
 */
static const char *
local_part_fault(const char *local)
{
	gsize length = strlen(local);

	if (length == 0 || length > LOCAL_MAX)
		return "the part before the @ is empty or longer than 64 characters";
	if (!g_str_is_ascii(local))
		return "the part before the @ has letters outside ASCII, which few mail servers "
		       "accept";
	if (local[0] == '.' || local[length - 1] == '.' || strstr(local, "..") != NULL)
		return "the part before the @ begins or ends with a dot, or has two in a row";
	for (const char *p = local; *p != '\0'; p++)
		if (!g_ascii_isalnum(*p) && strchr("!#$%&'*+-/=?^_`{|}~.", *p) == NULL)
			return "the part before the @ has a character that is not allowed there";
	return NULL;
}

static gboolean
is_host_name(const char *domain)
{
	g_auto(GStrv) labels = g_strsplit(domain, ".", -1);

	if (domain[0] == '\0')
		return FALSE; /* g_strsplit() returns no label at all */
	for (char **label = labels; *label != NULL; label++) {
		gsize length = strlen(*label);
		if (length == 0 || length > LABEL_MAX || (*label)[0] == '-' ||
		    (*label)[length - 1] == '-')
			return FALSE;
		for (const char *p = *label; *p != '\0'; p++)
			if (!g_ascii_isalnum(*p) && *p != '-')
				return FALSE;
	}
	return TRUE;
}

/* Returns the domain with A-labels (RFC 5890), or NULL. */
static char *
domain_to_ascii(const char *domain)
{
	g_autofree char *lower = g_ascii_strdown(domain, -1);
	if (g_str_is_ascii(lower))
		return is_host_name(lower) ? g_steal_pointer(&lower) : NULL;

	guint8 *found = NULL;
	int code =
	    idn2_lookup_u8((const guint8 *)lower, &found,
	                   IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL | IDN2_USE_STD3_ASCII_RULES);
	if (code != IDN2_OK)
		return NULL;
	g_autofree char *ascii = g_strdup((const char *)found);
	idn2_free(found);
	return is_host_name(ascii) ? g_steal_pointer(&ascii) : NULL;
}

static char *
address_check(const char *address, GError **error)
{
	const char *at = strrchr(address, '@');
	if (at == NULL) {
		refuse(error, address, "there is no @ in it");
		return NULL;
	}
	g_autofree char *local = g_strndup(address, (gsize)(at - address));
	const char *fault = local_part_fault(local);
	if (fault != NULL) {
		refuse(error, address, fault);
		return NULL;
	}
	g_autofree char *domain = domain_to_ascii(at + 1);
	if (domain == NULL) {
		refuse(error, address, "what follows the @ is not a domain name");
		return NULL;
	}
	g_autofree char *whole = g_strconcat(local, "@", domain, NULL);
	if (strlen(whole) > ADDRESS_MAX) {
		refuse(error, address, "it is longer than 254 characters");
		return NULL;
	}
	return g_steal_pointer(&whole);
}

/*
 * Returns the display name written before "<": trimmed, without the quotes of a quoted string; NULL
 * when nothing is left.
 */
static char *
display_name(const char *written, gsize length)
{
	g_autofree char *name = g_strstrip(g_strndup(written, length));
	gsize size = strlen(name);

	if (size >= 2 && name[0] == '"' && name[size - 1] == '"') {
		GString *bare = g_string_new(NULL);
		for (gsize i = 1; i + 1 < size; i++) {
			if (name[i] == '\\' && i + 2 < size)
				i++;
			g_string_append_c(bare, name[i]);
		}
		g_free(name);
		name = g_strstrip(g_string_free(bare, FALSE));
	}
	return name[0] == '\0' ? NULL : g_steal_pointer(&name);
}

static gboolean
split_mailbox(const char *mailbox, char **name, char **address, GError **error)
{
	if (!mail_header_allows(mailbox, "a mail address", error))
		return FALSE;

	g_autofree char *whole = g_strstrip(g_strdup(mailbox));
	gsize length = strlen(whole);
	const char *open = strrchr(whole, '<');
	if (open == NULL) {
		*address = address_check(whole, error);
		return *address != NULL;
	}
	if (whole[length - 1] != '>')
		return refuse(error, whole, "the < has no > at the end");

	g_autofree char *inner = g_strndup(open + 1, (gsize)(whole + length - 1 - (open + 1)));
	*address = address_check(inner, error);
	if (*address == NULL)
		return FALSE;
	*name = display_name(whole, (gsize)(open - whole));
	return TRUE;
}

gboolean
mailbox_parse(const char *mailbox, char **name, char **address, GError **error)
{
	g_autofree char *found_name = NULL, *found_address = NULL;
	gboolean good = split_mailbox(mailbox, &found_name, &found_address, error);

	if (name != NULL)
		*name = g_steal_pointer(&found_name);
	if (address != NULL)
		*address = g_steal_pointer(&found_address);
	return good;
}

char *
mailto_url(const char *address, const char *subject)
{
	/* RFC 6068 section 2: what is not "unreserved" or "some-delims" is percent-encoded. */
	g_autofree char *to = g_uri_escape_string(address, "@!$'*+", FALSE);
	if (subject == NULL)
		return g_strconcat("mailto:", to, NULL);
	g_autofree char *about = g_uri_escape_string(subject, NULL, FALSE);

	return g_strdup_printf("mailto:%s?subject=%s", to, about);
}
