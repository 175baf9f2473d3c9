/* mail_read.c - what a mail says that came as an answer, by GMime. */
#include "render/mail_read.h"

#include "auth_results.h"

#include <gmime/gmime.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeMessage, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeParser, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeStream, g_object_unref)

enum {
	PARTS_MAX = 64,   /* parts of a mail that are looked at */
	DEPTH_MAX = 8,    /* of parts in parts */
	LINE_BYTES = 500, /* a longer line is no answer */
	FAILED_MAX = 20   /* addresses of a report */
};

void
mail_read_free(MailRead *read)
{
	if (read == NULL)
		return;
	g_free(read->id);
	g_free(read->from);
	g_free(read->subject);
	g_ptr_array_unref(read->lines);
	g_free(read->host);
	g_ptr_array_unref(read->failed);
	g_free(read);
}

/* Returns the value of the first header of that name, not owned; NULL without one. */
static const char *
header_of(GMimeObject *object, const char *name)
{
	return g_mime_object_get_header(object, name);
}

/* Returns `text` as UTF-8 on one line, newly allocated. */
static char *
one_line(const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text != NULL ? text : "", -1);
	GString *out = g_string_new(NULL);

	for (const char *p = valid; *p != '\0' && out->len < 2 * LINE_BYTES;
	     p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		if (g_unichar_iscntrl(c))
			g_string_append_c(out, ' ');
		else
			g_string_append_unichar(out, c);
	}
	return g_strstrip(g_string_free(out, FALSE));
}

/* Returns how many headers of that name there are. */
static guint
count_headers(GMimeObject *object, const char *name)
{
	GMimeHeaderList *headers = g_mime_object_get_header_list(object);
	guint count = 0;

	for (int i = 0; i < g_mime_header_list_get_count(headers); i++) {
		GMimeHeader *header = g_mime_header_list_get_header_at(headers, i);
		count += g_ascii_strcasecmp(g_mime_header_get_name(header), name) == 0 ? 1 : 0;
	}
	return count;
}

/* Returns the one address of From; NULL when there are several, or none. */
static char *
read_from(GMimeMessage *message)
{
	InternetAddressList *list = g_mime_message_get_from(message);
	if (count_headers(GMIME_OBJECT(message), "From") != 1 || list == NULL ||
	    internet_address_list_length(list) != 1)
		return NULL;
	InternetAddress *one = internet_address_list_get_address(list, 0);
	if (!INTERNET_ADDRESS_IS_MAILBOX(one))
		return NULL;
	const char *address = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one));
	return address != NULL && g_utf8_validate(address, -1, NULL) && strchr(address, '@') != NULL
	           ? g_ascii_strdown(address, -1)
	           : NULL;
}

/*
 * Says whether a program or a list sent it: RFC 3834 section 5, RFC 2919 and what vacation(1) goes
 * by.
 */
static gboolean
is_automatic(GMimeObject *message)
{
	static const char *const names[] = { "List-Id",     "List-Post",     "List-Unsubscribe",
		                             "X-Autoreply", "X-Autorespond", "X-Loop",
		                             "Feedback-ID" };
	const char *submitted = header_of(message, "Auto-Submitted");
	const char *precedence = header_of(message, "Precedence");
	const char *path = header_of(message, "Return-Path");

	if (submitted != NULL &&
	    g_ascii_strncasecmp(submitted + strspn(submitted, " \t"), "no", 2) != 0)
		return TRUE;
	if (precedence != NULL && (g_ascii_strncasecmp(precedence, "bulk", 4) == 0 ||
	                           g_ascii_strncasecmp(precedence, "list", 4) == 0 ||
	                           g_ascii_strncasecmp(precedence, "junk", 4) == 0 ||
	                           g_ascii_strncasecmp(precedence, "auto_reply", 10) == 0))
		return TRUE;
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		if (header_of(message, names[i]) != NULL)
			return TRUE;
	return path != NULL && strcmp(path, "<>") == 0;
}

typedef struct {
	MailRead *read;
	guint parts;
	gboolean has_text;
} Walk;

/* Adds the lines of a text; at a quotation, or at too long a line, they end. */
static void
add_lines(MailRead *read, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", 4 * MAIL_READ_LINES);

	for (guint i = 0; lines[i] != NULL && read->lines->len < MAIL_READ_LINES; i++) {
		char *line = strlen(lines[i]) <= LINE_BYTES ? one_line(lines[i]) : NULL;
		if (line == NULL || *line == '>') {
			g_free(line);
			return;
		}
		if (*line != '\0')
			g_ptr_array_add(read->lines, line);
		else
			g_free(line);
	}
}

static gboolean
is_type(GMimeObject *object, const char *type, const char *subtype)
{
	GMimeContentType *content = g_mime_object_get_content_type(object);

	return content != NULL && g_mime_content_type_is_type(content, type, subtype);
}

/* Returns the bytes of a part, decoded, newly allocated; NULL when there are none. */
static char *
content_of(GMimePart *part)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	g_autoptr(GMimeStream) stream = g_mime_stream_mem_new();
	if (content == NULL || g_mime_data_wrapper_write_to_stream(content, stream) < 0)
		return NULL;
	GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
	return g_strndup((const char *)bytes->data, bytes->len);
}

/* Adds the address of "rfc822; ana@example.org" (RFC 3464 section 2.3.2). */
static void
add_failed(MailRead *read, const char *recipient)
{
	const char *semicolon = strchr(recipient, ';');
	g_autofree char *line = one_line(semicolon != NULL ? semicolon + 1 : recipient);
	gsize length = strlen(line);

	if (length > 2 && line[0] == '<' && line[length - 1] == '>') {
		line[length - 1] = '\0';
		memmove(line, line + 1, length - 1);
	}
	if (strchr(line, '@') != NULL && read->failed->len < FAILED_MAX)
		g_ptr_array_add(read->failed, g_ascii_strdown(line, -1));
}

/*
 * Reads the groups of fields of a message/delivery-status, one for each recipient (RFC 3464 section
 * 2.1).  A failure is for good with a status of class 5 (RFC 3463 section 3.1).
 */
static void
read_report(MailRead *read, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", 500);
	g_autofree char *recipient = NULL;
	gboolean failed = FALSE, permanent = FALSE;

	for (guint i = 0;; i++) {
		char *line = lines[i] != NULL ? g_strchomp(lines[i]) : NULL;
		if (line == NULL || *line == '\0') {
			if (recipient != NULL && failed && permanent)
				add_failed(read, recipient);
			g_clear_pointer(&recipient, g_free);
			failed = permanent = FALSE;
			if (line == NULL)
				return;
			continue;
		}
		const char *value = strchr(line, ':');
		value = value != NULL ? value + 1 + strspn(value + 1, " \t") : "";
		if (g_ascii_strncasecmp(line, "Final-Recipient:", 16) == 0 && recipient == NULL)
			recipient = g_strdup(value);
		else if (g_ascii_strncasecmp(line, "Original-Recipient:", 19) == 0) {
			g_free(recipient);
			recipient = g_strdup(value);
		} else if (g_ascii_strncasecmp(line, "Action:", 7) == 0)
			failed = g_ascii_strncasecmp(value, "failed", 6) == 0;
		else if (g_ascii_strncasecmp(line, "Status:", 7) == 0)
			permanent = *value == '5';
	}
}

/* Looks at a part and those in it; the first text that is no attachment is what the mail says. */
static void
read_part(Walk *walk, GMimeObject *part, guint depth)
{
	if (++walk->parts > PARTS_MAX || depth > DEPTH_MAX)
		return;
	if (GMIME_IS_MULTIPART(part)) {
		GMimeMultipart *multipart = GMIME_MULTIPART(part);
		for (int i = 0; i < g_mime_multipart_get_count(multipart); i++)
			read_part(walk, g_mime_multipart_get_part(multipart, i), depth + 1);
		return;
	}
	if (!GMIME_IS_PART(part))
		return;
	g_autofree char *text = NULL;
	if (walk->read->report && is_type(part, "message", "delivery-status")) {
		text = content_of(GMIME_PART(part));
		if (text != NULL)
			read_report(walk->read, text);
	} else if (!walk->has_text && GMIME_IS_TEXT_PART(part) && is_type(part, "text", "plain") &&
	           !g_mime_part_is_attachment(GMIME_PART(part))) {
		text = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
		walk->has_text = text != NULL;
		if (text != NULL)
			add_lines(walk->read, text);
	}
}

static char *
hash_of(const char *prefix, gconstpointer data, gsize length)
{
	g_autofree char *sum = g_compute_checksum_for_data(G_CHECKSUM_SHA256, data, length);

	return g_strconcat(prefix, sum, NULL);
}

MailRead *
mail_read(GBytes *mail)
{
	gsize length = 0;
	const char *data = g_bytes_get_data(mail, &length);
	if (data == NULL || length > MAIL_READ_MAX)
		return NULL;

	g_mime_init();
	g_autoptr(GMimeStream) stream = g_mime_stream_mem_new_with_buffer(data, length);
	g_autoptr(GMimeParser) parser = g_mime_parser_new_with_stream(stream);
	g_autoptr(GMimeMessage) message = g_mime_parser_construct_message(parser, NULL);
	if (message == NULL)
		return NULL;

	MailRead *read = g_new0(MailRead, 1);
	GMimeObject *whole = GMIME_OBJECT(message), *body = g_mime_message_get_mime_part(message);
	const char *id = g_mime_message_get_message_id(message);
	const char *results = header_of(whole, "Authentication-Results");
	read->id = id != NULL && *id != '\0' ? hash_of("id:", id, strlen(id))
	                                     : hash_of("mail:", data, length);
	read->from = read_from(message);
	read->subject = one_line(g_mime_message_get_subject(message));
	read->automatic = is_automatic(whole);
	read->lines = g_ptr_array_new_with_free_func(g_free);
	read->failed = g_ptr_array_new_with_free_func(g_free);
	read->report = body != NULL && is_type(body, "multipart", "report");
	read->host = auth_results_read(results, read->from, &read->passed);
	Walk walk = { .read = read };
	if (body != NULL)
		read_part(&walk, body, 0);
	return read;
}
