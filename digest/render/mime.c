/*
 * mime.c - makes a whole RFC 5322 message of a rendered mail.
 *
 * Headers and parts are written here, as they are always the same few; GMime encodes the bodies and
 * writes the date.  GMime's own headers do not serve: they choose ISO 8859 charsets, make encoded
 * words of any length, and encode a long List-Unsubscribe, which receivers then ignore.
 */
#include "render/mime.h"

#include "base/error.h"
#include "render/mail_header.h"

#include <gmime/gmime.h>
#include <string.h>

enum {
	BOUNDARY_HASH = 32, /* hexadecimal digits of the key's hash in a boundary */
	ID_HASH = 40        /* and in the Message-ID */
};

/* Appends `text` with CRLF for each LF. */
static void
append_crlf(GString *out, const char *text, gsize length)
{
	const char *end = text + length;

	for (const char *line = text; line < end;) {
		const char *newline = memchr(line, '\n', (gsize)(end - line));
		const char *stop = newline != NULL ? newline : end;
		g_string_append_len(out, line, stop - line);
		if (newline != NULL)
			g_string_append(out, "\r\n");
		line = newline != NULL ? newline + 1 : end;
	}
}

/* Appends the header `name`; `value` may be folded with "\n ". */
static void
append_header(GString *out, const char *name, const char *value)
{
	g_string_append_printf(out, "%s: ", name);
	append_crlf(out, value, strlen(value));
	g_string_append(out, "\r\n");
}

static void
append_mailbox(GString *out, const char *name, const char *display_name, const char *address)
{
	g_autofree char *value = mail_header_mailbox(name, display_name, address);

	append_header(out, name, value);
}

static gboolean
append_date(GString *out, const Mail *mail, GError **error)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(mail->date);
	if (utc == NULL) {
		g_set_error_literal(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA,
		                    "the date of a mail is out of range");
		return FALSE;
	}
	g_autoptr(GDateTime) date = g_date_time_to_timezone(utc, mail->zone);
	g_autofree char *value = g_mime_utils_header_format_date(date);

	append_header(out, "Date", value);
	return TRUE;
}

/* Appends From, To and Reply-To; `*from_address` becomes the bare address of the sender. */
static gboolean
append_addresses(GString *out, const Mail *mail, char **from_address, GError **error)
{
	g_autofree char *name = NULL, *to = NULL, *reply_name = NULL, *reply = NULL;

	if (!mailbox_parse(mail->from, &name, from_address, error) ||
	    !mailbox_parse(mail->to, NULL, &to, error))
		return FALSE;
	if (mail->to_name != NULL &&
	    !mail_header_allows(mail->to_name, "the recipient's name", error))
		return FALSE;
	append_mailbox(out, "From", name, *from_address);
	append_mailbox(out, "To", mail->to_name, to);
	if (mail->reply_to == NULL)
		return TRUE;
	if (!mailbox_parse(mail->reply_to, &reply_name, &reply, error))
		return FALSE;
	append_mailbox(out, "Reply-To", reply_name, reply);
	return TRUE;
}

static void
append_subject(GString *out, const char *subject)
{
	g_autofree char *value = mail_header_text("Subject", subject);

	append_header(out, "Subject", value);
}

/* The Message-ID is a function of the key, as are the boundaries, so that a retry repeats them and
 * receivers drop the repeat. */
static void
append_message_id(GString *out, const char *hash, const char *from_address)
{
	g_autofree char *value =
	    g_strdup_printf("<tidings.%.*s%s>", ID_HASH, hash, strrchr(from_address, '@'));

	append_header(out, "Message-Id", value);
}

static gboolean
append_personal_headers(GString *out, const Mail *mail, GError **error)
{
	append_header(out, "Auto-Submitted", "auto-generated");
	append_header(out, "X-Auto-Response-Suppress", "OOF, AutoReply");
	if (mail->unsubscribe == NULL)
		return TRUE;

	g_autofree char *stop = NULL;
	if (!mailbox_parse(mail->unsubscribe, NULL, &stop, error))
		return FALSE;
	g_autofree char *url = mailto_url(stop, "unsubscribe");
	g_autofree char *value = g_strdup_printf("<%s>", url);
	append_header(out, "List-Unsubscribe", value);
	return TRUE;
}

/* Appends `text` encoded, in lines that end with CRLF. */
static void
append_encoded(GString *out, GMimeContentEncoding encoding, const char *text)
{
	GMimeEncoding state;
	g_mime_encoding_init_encode(&state, encoding);
	g_autofree char *encoded = g_malloc(g_mime_encoding_outlen(&state, strlen(text)));
	gsize length = g_mime_encoding_flush(&state, text, strlen(text), encoded);

	append_crlf(out, encoded, length);
}

/* Appends a text part; the body ends with a line end, so that the message does. */
static void
append_text(GString *out, const char *subtype, const char *text)
{
	g_autofree char *whole =
	    g_str_has_suffix(text, "\n") ? NULL : g_strconcat(text, "\n", NULL);

	g_string_append_printf(out,
	                       "Content-Type: text/%s; charset=utf-8\r\n"
	                       "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
	                       subtype);
	append_encoded(out, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE, whole != NULL ? whole : text);
}

static void
append_calendar(GString *out, const char *calendar)
{
	g_string_append(
	    out, "Content-Type: text/calendar; charset=utf-8; method=PUBLISH; name=meetings.ics\r\n"
	         "Content-Disposition: attachment; filename=meetings.ics\r\n"
	         "Content-Transfer-Encoding: base64\r\n\r\n");
	append_encoded(out, GMIME_CONTENT_ENCODING_BASE64, calendar);
}

/* Appends the header of a multipart body, and the blank line after it. */
static void
append_multipart(GString *out, const char *subtype, const char *boundary)
{
	g_string_append_printf(out, "Content-Type: multipart/%s;\r\n\tboundary=\"%s\"\r\n\r\n",
	                       subtype, boundary);
}

static void
append_alternatives(GString *out, const Mail *mail, const char *boundary)
{
	append_multipart(out, "alternative", boundary);
	g_string_append_printf(out, "--%s\r\n", boundary);
	append_text(out, "plain", mail->text);
	if (mail->html != NULL) {
		g_string_append_printf(out, "\r\n--%s\r\n", boundary);
		append_text(out, "html", mail->html);
	}
	g_string_append_printf(out, "\r\n--%s--\r\n", boundary);
}

/*
 * Appends the body with its headers.  A calendar stands beside the alternatives, not among them:
 * some programs would show it instead of the text.
 */
static void
append_body(GString *out, const Mail *mail, const char *hash)
{
	g_autofree char *inner = g_strdup_printf("=_tidings_%.*s", BOUNDARY_HASH, hash + 20);
	g_autofree char *outer = g_strdup_printf("=_tidings_%.*s", BOUNDARY_HASH, hash + 8);

	if (mail->calendar == NULL) {
		append_alternatives(out, mail, inner);
		return;
	}
	append_multipart(out, "mixed", outer);
	g_string_append_printf(out, "--%s\r\n", outer);
	append_alternatives(out, mail, inner);
	g_string_append_printf(out, "\r\n--%s\r\n", outer);
	append_calendar(out, mail->calendar);
	g_string_append_printf(out, "\r\n--%s--\r\n", outer);
}

GBytes *
mime_build(const Mail *mail, GError **error)
{
	if (!mail_header_allows(mail->subject, "the subject", error))
		return NULL;
	if (!g_utf8_validate(mail->text, -1, NULL) ||
	    (mail->html != NULL && !g_utf8_validate(mail->html, -1, NULL))) {
		g_set_error_literal(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA,
		                    "the rendered mail is not valid UTF-8");
		return NULL;
	}

	g_autoptr(GString) out = g_string_sized_new(16 * 1024);
	g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, mail->key, -1);
	g_autofree char *from_address = NULL;
	if (!append_date(out, mail, error) || !append_addresses(out, mail, &from_address, error))
		return NULL;
	append_subject(out, mail->subject);
	append_message_id(out, hash, from_address);
	if (mail->kind == MAIL_PERSONAL && !append_personal_headers(out, mail, error))
		return NULL;
	append_header(out, "MIME-Version", "1.0");
	append_body(out, mail, hash);
	return g_string_free_to_bytes(g_steal_pointer(&out));
}
