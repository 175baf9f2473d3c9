/* calendar.c - meetings to come as an iCalendar object. */
#include "render/calendar.h"

#include "base/text_hash.h"
#include "base/visible.h"
#include "data.h"
#include "hide_addresses.h"
#include "markdown/markdown.h"
#include "render/mail_header.h"

#include <string.h>

enum {
	LINE_MAX_OCTETS = 75,     /* RFC 5545 section 3.1, without the line end */
	EVENTS_MAX = 500,         /* the nearest ones: more help nobody */
	DESCRIPTION_CHARS = 4000, /* as much as a page of the archive shows */
	SEQUENCE_EPOCH =
	    1577836800 /* 2020-01-01: minutes since then fit into 31 bits until the year 6100 */
};

/* Appends a content line, folded between characters. */
static void
append_line(GString *out, const char *name, const char *value)
{
	g_autofree char *line = g_strconcat(name, value, NULL);
	gsize width = 0;

	for (const char *p = line; *p != '\0';) {
		gsize length = (gsize)(g_utf8_next_char(p) - p);
		if (width + length > LINE_MAX_OCTETS) {
			g_string_append(out, "\r\n ");
			width = 1;
		}
		g_string_append_len(out, p, (gssize)length);
		width += length;
		p += length;
	}
	g_string_append(out, "\r\n");
}

static void
append_time(GString *out, const char *name, gint64 when)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(when);
	g_autofree char *value =
	    utc != NULL ? g_date_time_format(utc, "%Y%m%dT%H%M%SZ") : g_strdup("19700101T000000Z");

	append_line(out, name, value);
}

/*
 * Appends the ORGANIZER. A parameter's value cannot hold quotes or control characters (RFC 5545
 * section 3.1), so the name loses its quotes.
 */
static void
append_organizer(GString *out, const char *name, const char *address)
{
	g_autofree char *url = mailto_url(address, NULL);
	g_autofree char *shown =
	    g_strdelimit(g_strdup(name != NULL ? name : address), "\"\r\n\t", '\'');
	g_autofree char *line = g_strdup_printf("ORGANIZER;CN=\"%s\":", shown);

	append_line(out, line, url);
}

/*
 * Returns a UID made of the announcement's file, track and position in it, so that it stays the
 * same when somebody corrects the time or the words.
 */
static char *
uid_of(const Upcoming *upcoming, guint ordinal, const char *address)
{
	g_autofree char *what =
	    g_strdup_printf("%s\n%s\n%u", upcoming->path, upcoming->track, ordinal);
	g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, what, -1);
	const char *at = strrchr(address, '@');

	return g_strdup_printf("tidings.%.32s%s", hash, at != NULL ? at : "");
}

/* Returns how many announcements of the same file and track came before; `counts` counts them. */
static guint
next_ordinal(GHashTable *counts, const Upcoming *one)
{
	char *key = g_strdup_printf("%s\n%s", one->path, one->track);
	guint before = GPOINTER_TO_UINT(g_hash_table_lookup(counts, key));

	g_hash_table_replace(counts, key, GUINT_TO_POINTER(before + 1));
	return before;
}

/* What a calendar is made from. */
typedef struct {
	const GPtrArray *upcoming;
	gint64 now;
	const Config *config;
	const char *name;    /* of the sender, or NULL */
	const char *address; /* for the UIDs */
	gboolean published;  /* for the web: it holds no addresses of people */
} Source;

/* Returns `text` as valid UTF-8 with spaces for control characters, except line ends. */
static char *
clean(const char *text)
{
	g_autofree char *whole = g_utf8_make_valid(text, -1);
	g_autofree char *valid = text_remove_hidden(whole);
	GString *out = g_string_new(NULL);

	for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		g_string_append_unichar(out, g_unichar_iscntrl(c) && c != '\n' ? ' ' : c);
	}
	return g_string_free(out, FALSE);
}

/*
 * Appends text of the notes as TEXT of RFC 5545 section 3.3.11. Addresses are hidden first: escaped
 * and folded they could not be found.
 */
static void
append_text(GString *out, const Source *source, const char *name, const char *text)
{
	g_autofree char *plain = clean(text);
	g_autofree char *shown = source->published ? hide_addresses(plain) : g_strdup(plain);
	g_autoptr(GString) escaped = g_string_new(NULL);

	for (const char *p = shown; *p != '\0'; p++) {
		if (*p == '\\' || *p == ';' || *p == ',')
			g_string_append_c(escaped, '\\');
		if (*p == '\n')
			g_string_append(escaped, "\\n");
		else
			g_string_append_c(escaped, *p);
	}
	append_line(out, name, escaped->str);
}

static void
append_url(GString *out, const Source *source, const char *link)
{
	g_autofree char *shown = source->published ? hide_addresses(link) : g_strdup(link);

	append_line(out, "URL:", shown);
}

static void
append_words(GString *out, const Source *source, const Upcoming *one)
{
	g_autofree char *valid = g_utf8_make_valid(one->text, -1);
	g_autofree char *whole = markdown_to_text(valid, NULL);
	g_autofree char *text = data_shorten(whole, DESCRIPTION_CHARS);
	g_autofree char *link = data_line_url(source->config->notes.link, one->path, one->line);
	g_autofree char *description = g_strjoin("\n", text, link, NULL);

	append_text(out, source, "SUMMARY:", one->track[0] != '\0' ? one->track : text);
	append_text(out, source, "DESCRIPTION:", description);
	if (link != NULL)
		append_url(out, source, link);
}

static void
append_event(GString *out, const Source *source, const Upcoming *one, guint ordinal)
{
	g_autofree char *uid = uid_of(one, ordinal, source->address);
	g_autofree char *sequence =
	    g_strdup_printf("%" G_GINT64_FORMAT, MAX(source->now - SEQUENCE_EPOCH, 0) / 60);

	append_line(out, "BEGIN:", "VEVENT");
	append_line(out, "UID:", uid);
	append_time(out, "DTSTAMP:", source->now);
	append_line(out, "SEQUENCE:", sequence);
	append_time(out, "DTSTART:", one->start);
	append_line(out, "DURATION:", "PT1H");
	append_words(out, source, one);
	if (!source->published)
		append_organizer(out, source->name, source->address);
	append_line(out, "END:", "VEVENT");
}

/*
 * Appends the definition of UTC, for a calendar without events: it must have a component (RFC 5545
 * section 3.6), and no event refers to this one.
 */
static void
append_utc(GString *out)
{
	append_line(out, "BEGIN:", "VTIMEZONE");
	append_line(out, "TZID:", "UTC");
	append_line(out, "BEGIN:", "STANDARD");
	append_line(out, "DTSTART:", "19700101T000000");
	append_line(out, "TZOFFSETFROM:", "+0000");
	append_line(out, "TZOFFSETTO:", "+0000");
	append_line(out, "END:", "STANDARD");
	append_line(out, "END:", "VTIMEZONE");
}

static GString *
build(const Source *source, guint *events)
{
	g_autoptr(GHashTable) counts = g_hash_table_new_full(text_hash, g_str_equal, g_free, NULL);
	GString *out = g_string_new(NULL);

	append_line(out, "BEGIN:", "VCALENDAR");
	append_line(out, "VERSION:", "2.0");
	append_line(out, "PRODID:", "-//tidings//tidings " TIDINGS_VERSION "//EN");
	if (!source->published)
		append_line(out, "METHOD:", "PUBLISH");
	for (guint i = 0; i < source->upcoming->len && *events < EVENTS_MAX; i++) {
		const Upcoming *one = g_ptr_array_index(source->upcoming, i);
		guint ordinal = next_ordinal(counts, one);
		if (one->start == 0)
			continue;
		append_event(out, source, one, ordinal);
		++*events;
	}
	if (*events == 0)
		append_utc(out);
	append_line(out, "END:", "VCALENDAR");
	return out;
}

char *
calendar_build(const Digest *digest, const Config *config)
{
	g_autofree char *name = NULL, *address = NULL;
	if (config->mail.from == NULL || !mailbox_parse(config->mail.from, &name, &address, NULL))
		return NULL;

	guint events = 0;
	const Source source = { digest->upcoming, digest->now, config, name, address, FALSE };
	GString *out = build(&source, &events);
	return g_string_free(out, events == 0);
}

char *
calendar_file(const GPtrArray *upcoming, gint64 seen_at, const Config *config)
{
	g_autofree char *name = NULL, *address = NULL;
	if (config->mail.from != NULL)
		(void)mailbox_parse(config->mail.from, &name, &address, NULL);

	guint events = 0;
	const Source source = { upcoming, seen_at, config, name, address != NULL ? address : "",
		                TRUE };
	return g_string_free(build(&source, &events), FALSE);
}
