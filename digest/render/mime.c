/* mime.c - makes a whole RFC 5322 message of a rendered mail, with GMime. */
#include "render/mime.h"

#include "base/error.h"
#include "render/mail_header.h"

#include <gmime/gmime.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeMessage, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeMultipart, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimePart, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeStream, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeDataWrapper, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeFormatOptions, g_mime_format_options_free)

typedef struct {
	char *name;
	char *address;
} Mailbox;

static void
mailbox_clear(Mailbox *mailbox)
{
	g_free(mailbox->name);
	g_free(mailbox->address);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Mailbox, mailbox_clear)

static gpointer
start_gmime(gpointer nothing)
{
	g_mime_init();
	return nothing;
}

static void
ensure_gmime(void)
{
	static GOnce once = G_ONCE_INIT;

	g_once(&once, start_gmime, NULL);
}

/*
 * Headers are set raw: GMime chooses ISO 8859 charsets, makes encoded words of any length, and
 * encodes a long List-Unsubscribe, which receivers then ignore.
 */
static void
set_raw_header(GMimeMessage *message, const char *name, const char *value)
{
	GMimeHeaderList *headers = g_mime_object_get_header_list(GMIME_OBJECT(message));
	g_auto(GStrv) lines = g_strsplit(value, "\n", -1);
	g_autofree char *folded = g_strjoinv("\r\n", lines);
	g_autofree char *raw = g_strdup_printf(" %s\r\n", folded);

	g_mime_header_list_append(headers, name, "", NULL);
	g_mime_header_set_raw_value(g_mime_header_list_get_header(headers, name), raw);
}

static void
set_mailbox(GMimeMessage *message, const char *name, const char *display_name, const char *address)
{
	g_autofree char *value = mail_header_mailbox(name, display_name, address);

	set_raw_header(message, name, value);
}

/* Message-ID and boundary are functions of the key, so that a retry repeats them and receivers drop
 * the repeat. */
static void
set_identity(GMimeMessage *message, GMimeMultipart *body, GMimeMultipart *whole, const char *key,
             const char *from_address)
{
	g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, key, -1);
	const char *domain = strrchr(from_address, '@') + 1;
	g_autofree char *id = g_strdup_printf("tidings.%.40s@%s", hash, domain);
	g_autofree char *boundary = g_strdup_printf("=_tidings_%.32s", hash + 20);

	g_mime_message_set_message_id(message, id);
	g_mime_multipart_set_boundary(body, boundary);
	if (whole == body)
		return;
	g_autofree char *outer = g_strdup_printf("=_tidings_%.32s", hash + 8);
	g_mime_multipart_set_boundary(whole, outer);
}

static gboolean
set_personal_headers(GMimeMessage *message, const Mail *mail, GError **error)
{
	set_raw_header(message, "Auto-Submitted", "auto-generated");
	set_raw_header(message, "X-Auto-Response-Suppress", "OOF, AutoReply");
	if (mail->unsubscribe == NULL)
		return TRUE;

	g_auto(Mailbox) stop = { NULL, NULL };
	if (!mailbox_parse(mail->unsubscribe, &stop.name, &stop.address, error))
		return FALSE;
	g_autofree char *url = mailto_url(
	    stop.address, mail->stop_subject != NULL ? mail->stop_subject : "unsubscribe");
	g_autofree char *value = g_strdup_printf("<%s>", url);
	set_raw_header(message, "List-Unsubscribe", value);
	return TRUE;
}

static gboolean
set_addresses(GMimeMessage *message, const Mail *mail, char **from_address, GError **error)
{
	g_auto(Mailbox) from = { NULL, NULL }, to = { NULL, NULL }, reply = { NULL, NULL };

	if (!mailbox_parse(mail->from, &from.name, &from.address, error) ||
	    !mailbox_parse(mail->to, &to.name, &to.address, error))
		return FALSE;
	if (mail->to_name != NULL &&
	    !mail_header_allows(mail->to_name, "the recipient's name", error))
		return FALSE;
	set_mailbox(message, "From", from.name, from.address);
	set_mailbox(message, "To", mail->to_name, to.address);
	*from_address = g_steal_pointer(&from.address);
	if (mail->reply_to == NULL)
		return TRUE;
	if (!mailbox_parse(mail->reply_to, &reply.name, &reply.address, error))
		return FALSE;
	set_mailbox(message, "Reply-To", reply.name, reply.address);
	return TRUE;
}

/* Returns a text part whose body ends with a line end, so that the message does. */
static GMimePart *
text_part(const char *subtype, const char *text)
{
	GMimePart *part = g_mime_part_new_with_type("text", subtype);
	g_autofree char *whole =
	    g_str_has_suffix(text, "\n") ? g_strdup(text) : g_strconcat(text, "\n", NULL);
	g_autoptr(GMimeStream) stream = g_mime_stream_mem_new_with_buffer(whole, strlen(whole));
	g_autoptr(GMimeDataWrapper) content =
	    g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);

	g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "charset", "utf-8");
	g_mime_part_set_content(part, content);
	g_mime_part_set_content_encoding(part, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
	return part;
}

static GMimeMultipart *
alternatives(const Mail *mail)
{
	GMimeMultipart *body = g_mime_multipart_new_with_subtype("alternative");
	g_autoptr(GMimePart) text = text_part("plain", mail->text);

	g_mime_multipart_add(body, GMIME_OBJECT(text));
	if (mail->html != NULL) {
		g_autoptr(GMimePart) html = text_part("html", mail->html);
		g_mime_multipart_add(body, GMIME_OBJECT(html));
	}
	return body;
}

/*
 * Returns the calendar as an attachment.  It is not an alternative: some mail programs would show
 * it instead of the text.
 */
static GMimePart *
calendar_part(const char *calendar)
{
	GMimePart *part = g_mime_part_new_with_type("text", "calendar");
	g_autoptr(GMimeStream) stream =
	    g_mime_stream_mem_new_with_buffer(calendar, strlen(calendar));
	g_autoptr(GMimeDataWrapper) content =
	    g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);

	g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "charset", "utf-8");
	g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "method", "PUBLISH");
	g_mime_object_set_disposition(GMIME_OBJECT(part), "attachment");
	g_mime_part_set_filename(part, "meetings.ics");
	g_mime_part_set_content(part, content);
	g_mime_part_set_content_encoding(part, GMIME_CONTENT_ENCODING_BASE64);
	return part;
}

/* Returns a new reference to `body`, or to a multipart of it and the attachments. */
static GMimeMultipart *
with_attachments(GMimeMultipart *body, const Mail *mail)
{
	if (mail->calendar == NULL)
		return g_object_ref(body);
	GMimeMultipart *whole = g_mime_multipart_new_with_subtype("mixed");
	g_autoptr(GMimePart) calendar = calendar_part(mail->calendar);

	g_mime_multipart_add(whole, GMIME_OBJECT(body));
	g_mime_multipart_add(whole, GMIME_OBJECT(calendar));
	return whole;
}

static GBytes *
to_bytes(GMimeMessage *message)
{
	g_autoptr(GMimeFormatOptions) options = g_mime_format_options_new();
	g_autoptr(GMimeStream) stream = g_mime_stream_mem_new();

	g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
	g_mime_object_write_to_stream(GMIME_OBJECT(message), options, stream);
	GByteArray *written = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
	return g_bytes_new(written->data, written->len);
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
	ensure_gmime();

	g_autoptr(GMimeMessage) message = g_mime_message_new(FALSE);
	g_autoptr(GMimeMultipart) body = alternatives(mail);
	g_autoptr(GMimeMultipart) whole = with_attachments(body, mail);
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(mail->date);
	if (utc == NULL) {
		g_set_error_literal(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA,
		                    "the date of a mail is out of range");
		return NULL;
	}
	g_autoptr(GDateTime) date = g_date_time_to_timezone(utc, mail->zone);
	g_mime_message_set_date(message, date);
	g_autofree char *from_address = NULL;
	if (!set_addresses(message, mail, &from_address, error))
		return NULL;
	g_autofree char *subject = mail_header_text("Subject", mail->subject);
	set_raw_header(message, "Subject", subject);
	set_identity(message, body, whole, mail->key, from_address);
	if (mail->kind == MAIL_PERSONAL && !set_personal_headers(message, mail, error))
		return NULL;
	g_mime_object_set_header(GMIME_OBJECT(message), "MIME-Version", "1.0", NULL);
	g_mime_message_set_mime_part(message, GMIME_OBJECT(whole));
	return to_bytes(message);
}
