/* mail.h - what holds for every mail: its header fields are those that the program writes, and its
 * body is what was rendered. */
#ifndef TIDINGS_TESTS_FUZZ_MAIL_H
#define TIDINGS_TESTS_FUZZ_MAIL_H

#include "render/wrap.h"
#include "text.h"

enum {
	MAIL_LINE_MAX = 998, /* octets without CRLF, RFC 5322 section 2.1.1 */
	MAIL_TEXT_CELLS = 72,
	MAIL_TEXT_CHARACTERS = 78,
	MAIL_HTML_MAX = 101000
};

/* The lines of text/plain: not wider than a terminal, but for an address that cannot be cut. */
static inline void
check_mail_text(const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	check_text(text, "\n");
	check_that(g_str_has_suffix(text, "\n"), "a text ends with a newline", text);
	for (char **line = lines; *line != NULL; line++) {
		gboolean url = strstr(*line, "http://") != NULL ||
		               strstr(*line, "https://") != NULL ||
		               strstr(*line, "mailto:") != NULL;
		check_that(url || (wrap_cells(*line, -1) <= MAIL_TEXT_CELLS &&
		                   g_utf8_strlen(*line, -1) <= MAIL_TEXT_CHARACTERS),
		           "a line of text is not too long", *line);
		check_that(!g_str_has_suffix(*line, " ") || strcmp(*line, "-- ") == 0,
		           "no line ends with a space", *line);
	}
}

/* ASCII in lines that end in CRLF, and no other CR or LF. */
static inline void
check_mail_lines(const char *message)
{
	check_that(g_str_is_ascii(message), "a mail is ASCII", message);
	for (const char *line = message; *line != '\0';) {
		gsize length = strcspn(line, "\r\n");
		check_that(line[length] == '\r' && line[length + 1] == '\n',
		           "a line of a mail ends in CRLF", line);
		check_that(length <= MAIL_LINE_MAX, "a line of a mail has at most 998 octets",
		           line);
		for (gsize i = 0; i < length; i++)
			check_that(g_ascii_isprint(line[i]) || line[i] == '\t',
			           "a mail has no control character", line);
		line += length + 2;
	}
}

/* The fields of one header block: exactly those named, in that order.  Returns what follows the
 * empty line. */
static inline const char *
check_mail_header(const char *at, const char *const *names)
{
	for (; !g_str_has_prefix(at, "\r\n"); at = strstr(at, "\r\n") + 2) {
		if (*at == ' ' || *at == '\t') {
			check_that(at[strspn(at, " \t")] != '\r', "a folded line is not empty", at);
			continue;
		}
		check_that(*names != NULL && g_str_has_prefix(at, *names) &&
		               at[strlen(*names)] == ':',
		           "a header field is the expected one", at);
		names++;
	}
	check_that(*names == NULL, "all header fields are there", at);
	return at + 2;
}

/* The body up to the next boundary, quoted-printable undone (RFC 2045 section 6.7), with LF. */
static inline char *
mail_part(const char *at)
{
	const char *end = strstr(at, "\r\n--=_tidings_");
	GString *text = g_string_new(NULL);

	check_that(end != NULL, "a part ends", at);
	while (at < end + 2) {
		guint code = 0;
		if (g_str_has_prefix(at, "=\r\n")) {
			at += 3;
		} else if (*at == '=') {
			code =
			    (guint)(g_ascii_xdigit_value(at[1]) * 16 + g_ascii_xdigit_value(at[2]));
			g_string_append_c(text, (char)code);
			at += 3;
		} else {
			if (*at != '\r')
				g_string_append_c(text, *at);
			at++;
		}
	}
	return g_string_free(text, FALSE);
}

static inline guint
count_boundaries(const char *message)
{
	guint count = 0;

	for (const char *at = message; (at = strstr(at, "\r\n--=_tidings_")) != NULL; at++)
		count++;
	return count;
}

/* One text part: its header, and what it says. */
static inline const char *
check_mail_part(const char *at, const char *said)
{
	static const char *const names[] = { "Content-Type", "Content-Transfer-Encoding", NULL };

	at = strstr(at, "--=_tidings_");
	check_that(at != NULL, "there is another part", said);
	at = check_mail_header(strstr(at, "\r\n") + 2, names);
	g_autofree char *decoded = mail_part(at);
	check_that(g_str_has_prefix(decoded, said) && strlen(decoded) - strlen(said) <= 1,
	           "a part says what was rendered", decoded);
	return at;
}

/* A whole message; `names` are its header fields.  With a calendar it has one part more. */
static inline void
check_mail(GBytes *bytes, const char *const *names, const char *text, const char *html,
           gboolean calendar)
{
	gsize size = 0;
	const char *data = g_bytes_get_data(bytes, &size);
	g_autofree char *message = g_strndup(data, size);
	static const char *const attached[] = { "Content-Type", NULL };

	check_that(strlen(message) == size, "a mail holds no NUL", message);
	check_mail_lines(message);
	const char *body = check_mail_header(message, names);
	if (calendar) {
		body = strstr(body, "--=_tidings_");
		body = check_mail_header(strstr(body, "\r\n") + 2, attached);
	}
	body = check_mail_part(body, text);
	body = check_mail_part(body, html);
	check_that(count_boundaries(message) == (calendar ? 6 : 3), "there are no other parts",
	           message);
}

#endif
