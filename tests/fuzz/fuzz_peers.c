/*
 * fuzz_peers.c - what others may say or have damaged: answers of Discord and of mail servers, what
 * the state keeps of digests and posts; and the texts that are cut, wrapped and encoded on the way
 * to them.
 *
 * The first letter says what the rest is (see the table at the end).
 */
#include "checks/discord.h"
#include "checks/html.h"
#include "checks/mail.h"
#include "deliver/discord_outcome.h"
#include "deliver/discord_url.h"
#include "deliver/mail_queue.h"
#include "deliver/smtp_dialogue.h"
#include "render/archive.h"
#include "render/archive_data.h"
#include "render/data.h"
#include "render/discord_api.h"
#include "render/discord_preview.h"
#include "render/hide_addresses.h"
#include "render/mail_header.h"
#include "render/split.h"
#include "render/wrap.h"

#include <math.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const guint8 *bytes, gsize size);

/* The rest of an input: as it is, and as text. */
typedef struct {
	const guint8 *bytes;
	gsize size;
	char *text;  /* up to the first NUL */
	char *valid; /* the same with U+FFFD for what is no UTF-8 */
} Rest;

/* The first line of the text, taken off; "" without one. */
static char *
take_line(Rest *rest)
{
	gsize length = strcspn(rest->text, "\n");
	char *line = g_strndup(rest->text, length);
	gsize taken = MIN(length + 1, rest->size);

	rest->bytes += taken;
	rest->size -= taken;
	g_free(rest->text);
	g_free(rest->valid);
	rest->text = g_strndup((const char *)rest->bytes, rest->size);
	rest->valid = g_utf8_make_valid(rest->text, -1);
	return line;
}

static void
check_outcome(const Outcome *outcome)
{
	check_that(outcome->kind <= OUTCOME_GONE, "an outcome is one of the known ones", "");
	check_that(outcome->retry_after >= 0, "nobody waits backwards", "");
	if (outcome->kind != OUTCOME_SENT)
		check_line(outcome->reply);
}

/* "STATUS RETRY-AFTER LEFT", then the body. */
static void
discord_answer(Rest *rest)
{
	g_autofree char *line = take_line(rest);
	HttpAnswer http = { .body = g_string_new_len((const char *)rest->bytes, (gssize)rest->size),
		            .retry_after = -1,
		            .remaining = -1,
		            .reset_after = -1 };
	g_auto(DiscordAnswer) said = { 0 };
	double after = -1;
	int left = 0;

	(void)sscanf(line, "%5ld %lf %d", &http.status, &after, &left);
	http.retry_after = after >= 0 && after < 1e9 ? after : -1;
	http.left = left != 0 || http.status != 0;
	discord_answer_parse(http.body->str, http.body->len, &said);
	double limit = discord_limit(&http, &said);
	check_that(isfinite(limit) && limit >= 0, "a limit is a time", line);
	for (guint asked = DISCORD_POST; asked <= DISCORD_EDIT; asked++) {
		Outcome outcome = { 0 };
		discord_outcome(&http, &said, (DiscordRequest)asked, &outcome);
		check_outcome(&outcome);
		check_that(outcome.kind != OUTCOME_SENT || http.status / 100 == 2,
		           "only a 2xx is a success", line);
		check_that(outcome.kind != OUTCOME_UNKNOWN || asked != DISCORD_EDIT,
		           "an edit may be repeated", line);
		check_that(outcome.kind != OUTCOME_UNKNOWN || http.left,
		           "what never left is not unknown", line);
		check_that(http.status != DISCORD_TOO_MANY || outcome.kind == OUTCOME_TEMPORARY,
		           "a limit was not taken", line);
		outcome_clear(&outcome);
	}
	http_answer_clear(&http);
}

/* A payload that the state kept, changed into what is sent. */
static void
discord_body(Rest *rest)
{
	g_autoptr(GBytes) payload = g_bytes_new(rest->bytes, rest->size);
	g_autoptr(GPtrArray) tags = g_ptr_array_new();
	g_ptr_array_add(tags, (gpointer) "300000000000000001");
	g_autoptr(GBytes) thread = discord_body_thread(payload, rest->valid, tags);
	g_autoptr(GBytes) edit = discord_body_edit(payload);
	json_t *was = json_loadb((const char *)rest->bytes, rest->size, 0, NULL);
	GBytes *const made[] = { thread, edit };

	for (guint i = 0; json_is_object(was) && i < G_N_ELEMENTS(made); i++) {
		gsize size = 0;
		const char *text = g_bytes_get_data(made[i], &size);
		json_t *is = json_loadb(text, size, 0, NULL);
		check_that(json_is_object(is), "a body is an object", rest->text);
		json_decref(is);
	}
	json_decref(was);
}

/* A webhook's address, and on a second line the id of a message. */
static void
discord_url(Rest *rest)
{
	static const char *const begins[] = { "https://discord.com/api/v10/webhooks/",
		                              "http://127.0.0.1:", "http://localhost:",
		                              "http://[::1]:" };
	g_autofree char *line = take_line(rest);
	g_autofree char *url = discord_url_execute(line, NULL);
	gboolean known = FALSE;

	check_that(discord_url_is_webhook(line) == (url != NULL), "a webhook can be called", line);
	if (url == NULL)
		return;
	for (guint i = 0; i < G_N_ELEMENTS(begins); i++)
		known = known || g_str_has_prefix(url, begins[i]);
	check_that(known, "a webhook is at Discord or on this host", url);
	check_that(url[strspn(url, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS ":/.?=&[]_-")] == '\0',
	           "an address has none but its own characters", url);
	g_autofree char *message = discord_url_message(line, "1", NULL);
	check_that(message != NULL && strstr(message, "/messages/1") != NULL,
	           "a message has an address", line);
}

/* "MAIL RCPT DATA HANDED FINISHED COMPLETED FAULT AT SAID", then the server's last words. */
static void
smtp_replies(Rest *rest)
{
	g_autofree char *line = take_line(rest);
	SmtpReplies replies = { 0 };
	Outcome outcome = { 0 };

	guint fault = 0, at = 0;

	(void)sscanf(line, "%4d %4d %4d %1d %1d %1d %1u %2u %1d", &replies.mail, &replies.rcpt,
	             &replies.data, &replies.handed, &replies.finished, &replies.completed, &fault,
	             &at, &replies.said);
	replies.fault = (SmtpFault)MIN(fault, SMTP_FAULT_LATE);
	replies.at = (SmtpCommand)(at % SMTP_COMMANDS);
	smtp_classify(&replies, "mx.example.org:25", rest->text, &outcome);
	check_outcome(&outcome);
	check_that(outcome.kind != OUTCOME_SENT ||
	               (replies.mail / 100 == 2 && replies.rcpt / 100 == 2 &&
	                replies.data / 100 == 2 && replies.finished),
	           "what was sent was accepted", line);
	check_that(outcome.kind != OUTCOME_UNKNOWN || replies.handed,
	           "what was not handed over is not unknown", line);
	outcome_clear(&outcome);
}

/* Lines of a session: `>` and a command that we send, `<` and what the server sends, `.` the end of
 * a message. */
static void
dialogue(Rest *rest)
{
	g_auto(GStrv) lines = g_strsplit(rest->text, "\n", 200);
	SmtpDialogue session;
	SmtpReplies replies = { 0 };
	char text[SMTP_TEXT];
	gboolean handed = FALSE;

	smtp_dialogue_init(&session, TRUE);
	for (guint i = 0; lines[i] != NULL; i++) {
		g_autofree char *line = g_strconcat(lines[i] + (*lines[i] != '\0'), "\r\n", NULL);
		if (*lines[i] == '>') {
			smtp_dialogue_wrote(&session, line, strlen(line));
		} else if (*lines[i] == '<') {
			(void)smtp_dialogue_hear(&session, line, strlen(line));
		} else if (*lines[i] == '.' && smtp_dialogue_may_hand_over(&session)) {
			smtp_dialogue_ask(&session, SMTP_DOT);
			handed = TRUE;
		}
	}
	smtp_dialogue_judge(&session, &replies, text, sizeof text);
	check_that(memchr(text, '\0', sizeof text) != NULL, "what was said ends", rest->text);
	replies.handed = handed;
	Outcome outcome = { 0 };
	smtp_classify(&replies, "mx.example.org:25", text, &outcome);
	check_outcome(&outcome);
	check_that(outcome.kind != OUTCOME_SENT || handed, "what was sent was handed over",
	           rest->text);
	check_that(outcome.kind != OUTCOME_UNKNOWN || handed,
	           "what was not handed over is not unknown", rest->text);
	outcome_clear(&outcome);
}

/* A message that the state kept; none is empty. */
static void
smtp_body(Rest *rest)
{
	if (rest->size == 0)
		return;
	g_autoptr(GBytes) source = g_bytes_new(rest->bytes, rest->size);
	g_autoptr(GBytes) canonical = mail_canonical(source);
	gsize size = 0;
	const char *data = g_bytes_get_data(canonical, &size);

	check_that(mail_header_size(canonical) <= size, "a header is within its message",
	           rest->text);
	for (gsize i = 0; i < size; i++)
		check_that(data[i] != '\n' || (i > 0 && data[i - 1] == '\r'), "a line ends in CRLF",
		           rest->text);
}

/* The characters of `text` that are no white space stand in `whole` in their order. */
static gboolean
is_kept(const char *text, const char *whole)
{
	for (; *text != '\0'; text = g_utf8_next_char(text)) {
		gunichar c = g_utf8_get_char(text);
		if (g_unichar_isspace(c) || g_unichar_iscntrl(c))
			continue;
		whole = g_utf8_strchr(whole, -1, c);
		if (whole == NULL)
			return FALSE;
		whole = g_utf8_next_char(whole);
	}
	return TRUE;
}

/* A limit, then Discord's Markdown. */
static void
split(Rest *rest)
{
	g_autofree char *line = take_line(rest);
	guint limit = SPLIT_LIMIT_MIN + (guint)g_ascii_strtoull(line, NULL, 10) % 4096;
	g_autoptr(GPtrArray) parts = split_markdown(rest->valid, limit);
	g_autoptr(GString) whole = g_string_new(NULL);

	for (guint i = 0; i < parts->len; i++) {
		const char *part = g_ptr_array_index(parts, i);
		check_that(*part != '\0', "no part is empty", rest->valid);
		check_that(text_utf16_units(part, -1) <= limit, "a part is within its limit", part);
		g_string_append(whole, part);
	}
	check_that(is_kept(rest->valid, whole->str), "nothing is lost between parts", rest->valid);
}

static char *
without_controls(const char *text)
{
	GString *clean = g_string_new(NULL);

	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		if (c == '\n' || (!g_unichar_iscntrl(c) && c != 0x2028 && c != 0x2029))
			g_string_append_unichar(clean, c);
	}
	return g_string_free(clean, FALSE);
}

/* A width, then text. */
static void
wrap(Rest *rest)
{
	g_autofree char *line = take_line(rest);
	guint width = 20 + (guint)g_ascii_strtoull(line, NULL, 10) % 60;
	g_autofree char *wrapped = wrap_text(rest->valid, width);
	g_autofree char *mail = wrap_text(rest->valid, MAIL_TEXT_CELLS);
	g_autofree char *defused = wrap_defuse(rest->valid);
	g_autoptr(GPtrArray) urls = g_ptr_array_new();
	/* a rule is as wide as what it stands below */
	g_autofree char *clean = without_controls(rest->valid);
	gboolean ruled = strstr(clean, "---") != NULL || strstr(clean, "===") != NULL;

	check_mail_text(mail);
	check_text(wrapped, "\n");
	check_that(ruled || is_kept(rest->valid, wrapped), "nothing is lost between lines",
	           rest->valid);
	for (guint i = 0; i < 3; i++)
		g_ptr_array_add(urls, (gpointer) "https://example.org/");
	g_autofree char *noted = wrap_footnotes(rest->valid, urls);
	g_autofree char *harmless = wrap_footnotes(defused, urls);
	check_that(g_utf8_validate(noted, -1, NULL), "footnotes are UTF-8", rest->valid);
	check_that(strstr(rest->valid, "[links]") != NULL ||
	               strstr(harmless, "https://example.org/") == NULL ||
	               strstr(rest->valid, "https://example.org/") != NULL,
	           "what is defused is no footnote", rest->valid);
}

/* Folded lines of a header: ASCII, short, none of them empty. */
static void
check_folded(const char *name, const char *value)
{
	g_auto(GStrv) lines = g_strsplit(value, "\n", -1);

	for (guint i = 0; lines[i] != NULL; i++) {
		gsize taken = i == 0 ? strlen(name) + 2 : 0;
		check_that(g_str_is_ascii(lines[i]), "a header is ASCII", value);
		check_text(lines[i], "");
		check_that(i == 0 || (lines[i][0] == ' ' && lines[i][1] > ' '),
		           "a line is folded at a space", value);
		check_that(taken + strlen(lines[i]) <= MAIL_LINE_MAX,
		           "a line of a header is not too long", value);
	}
}

/* Appends what one encoded word says (RFC 2047 section 4). */
static void
append_decoded(GString *out, const char *word)
{
	const char *text = word + strlen("=?utf-8?X?");
	g_autofree char *inner = g_strndup(text, strlen(text) - strlen("?="));
	gsize size = 0;

	check_that(g_str_has_suffix(text, "?=") && strlen(word) <= 75, "an encoded word is one",
	           word);
	if (g_str_has_prefix(word, "=?utf-8?B?")) {
		g_autofree guchar *decoded = g_base64_decode(inner, &size);
		g_string_append_len(out, (const char *)decoded, (gssize)size);
		return;
	}
	check_that(g_str_has_prefix(word, "=?utf-8?Q?"), "an encoded word is Q or B", word);
	for (const char *p = inner; *p != '\0'; p++) {
		if (*p != '=') {
			g_string_append_c(out, *p == '_' ? ' ' : *p);
			continue;
		}
		g_string_append_c(
		    out, (char)(g_ascii_xdigit_value(p[1]) * 16 + g_ascii_xdigit_value(p[2])));
		p += 2;
	}
}

/* What is put into a header comes out of it again: either no word of it is encoded, or each is. */
static void
header(Rest *rest)
{
	if (!mail_header_allows(rest->text, "it", NULL))
		return;
	g_autofree char *value = mail_header_text("Subject", rest->text);
	g_auto(GStrv) lines = g_strsplit(value, "\n", -1);
	g_autofree char *unfolded = g_strjoinv("", lines);
	g_auto(GStrv) words = g_strsplit(unfolded, " ", -1);
	g_autoptr(GString) decoded = g_string_new(NULL);
	gboolean encoded = g_str_has_prefix(unfolded, "=?");

	check_folded("Subject", value);
	for (guint i = 0; words[i] != NULL && encoded; i++)
		append_decoded(decoded, words[i]);
	check_that(strcmp(encoded ? decoded->str : unfolded, rest->text) == 0,
	           "a subject can be read", value);
}

static void
mailbox(Rest *rest)
{
	static const char atoms[] = G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "!#$%&'*+-/=?^_`{|}~.@";
	g_autofree char *name = NULL, *address = NULL;
	g_autoptr(GError) error = NULL;
	if (!mailbox_parse(rest->text, &name, &address, &error)) {
		check_line(error->message);
		return;
	}

	check_that(address[strspn(address, atoms)] == '\0' &&
	               strchr(address, '@') == strrchr(address, '@'),
	           "an address is made of atoms", address);
	check_that(name == NULL || mail_header_allows(name, "it", NULL),
	           "a name fits into a header", rest->text);
	g_autofree char *value = mail_header_mailbox("To", name, address);
	check_folded("To", value);
	g_autofree char *link = mailto_url(address, rest->valid);
	check_that(link[strcspn(link, " \"<>\\\r\n")] == '\0' && g_str_is_ascii(link),
	           "a link is an address", link);
}

/* Payloads hold no control characters: fuzz_pipeline.c sees to that. */
static void
likeness(Rest *rest)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	g_autofree char *clean = without_controls(rest->valid);
	g_autofree char *html = discord_markdown_html(clean, zone);

	check_html(html, HTML_FRAGMENT);
}

static void
hide(Rest *rest)
{
	g_autofree char *hidden = hide_addresses(rest->valid);

	check_that(g_utf8_validate(hidden, -1, NULL), "it is UTF-8", rest->valid);
	check_no_address(hidden);
}

/* A name on each line. */
static void
slugs(Rest *rest)
{
	g_auto(GStrv) lines = g_strsplit(rest->text, "\n", 64);
	g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GPtrArray) list = g_ptr_array_new();

	for (guint i = 0; lines[i] != NULL; i++)
		if (g_hash_table_add(names, lines[i]))
			g_ptr_array_add(list, lines[i]);
	g_autoptr(GHashTable) made = archive_slugs(list, list->len / 2);
	for (guint i = 0; i < list->len; i++) {
		char *slug = g_hash_table_lookup(made, g_ptr_array_index(list, i));
		check_that(slug != NULL && *slug != '\0' && strlen(slug) <= 64, "a page has a name",
		           rest->text);
		check_that(slug[strspn(slug, G_CSET_a_2_z G_CSET_DIGITS "-")] == '\0' &&
		               *slug != '-',
		           "a name can stand in a path", slug);
		check_that(g_hash_table_add(seen, slug), "each page has a name of its own", slug);
	}
}

/* A template on the first line, then a path of any bytes. */
static void
address(Rest *rest)
{
	g_autofree char *line = take_line(rest);
	g_autofree char *url = data_line_url(line, rest->text, 7);

	if (url != NULL)
		check_that(g_str_has_prefix(url, "http://") || g_str_has_prefix(url, "https://"),
		           "a link leads to the web", url);
}

static gboolean
take_page(const char *path, const char *text, gpointer data G_GNUC_UNUSED,
          GError **error G_GNUC_UNUSED)
{
	check_that(g_utf8_validate(text, -1, NULL), "a page is UTF-8", path);
	check_no_address(text);
	return TRUE;
}

static void
page_failed(const char *path G_GNUC_UNUSED, const GError *error, gpointer data G_GNUC_UNUSED)
{
	check_that(g_utf8_validate(error->message, -1, NULL), "a message is UTF-8", error->message);
}

/* What the state kept of a digest.  A page may fail, but not the archive's names and bounds. */
static void
edition(Rest *rest)
{
	static Templates *templates;
	g_autoptr(Config) config = config_default("/srv/notes");
	g_autoptr(Archive) archive = archive_new(day_from_iso("2026-03-02"));
	Edition *kept = g_new0(Edition, 1);
	const ArchiveSink sink = { take_page, page_failed, NULL };

	if (templates == NULL)
		templates = templates_new(NULL);
	kept->page = g_strdup("2026/2026-03-02-weekly.html");
	kept->job = g_strdup("weekly");
	kept->made_at = 1772434800;
	kept->data = g_bytes_new(rest->bytes, rest->size);
	g_ptr_array_add(archive->editions, kept);
	archive_render(archive, config, templates, &sink);
}

static const struct {
	char letter;
	void (*run)(Rest *rest);
} kinds[] = {
	{ 'A', address },     { 'C', dialogue },     { 'B', discord_body }, { 'D', discord_answer },
	{ 'E', edition },     { 'H', header },       { 'K', slugs },        { 'L', likeness },
	{ 'M', mailbox },     { 'R', smtp_replies }, { 'S', split },        { 'T', smtp_body },
	{ 'U', discord_url }, { 'W', wrap },         { 'X', hide },
};

int
LLVMFuzzerTestOneInput(const guint8 *bytes, gsize size)
{
	if (size == 0)
		return 0;
	g_log_set_always_fatal(G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
	Rest rest = { .bytes = bytes + 1, .size = size - 1 };
	rest.text = g_strndup((const char *)rest.bytes, rest.size);
	rest.valid = g_utf8_make_valid(rest.text, -1);
	for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (kinds[i].letter == (char)bytes[0])
			kinds[i].run(&rest);
	g_free(rest.text);
	g_free(rest.valid);
	return 0;
}
