/* archive_feed.c - the Atom feed (RFC 4287) as its template sees it. */
#include "archive_data.h"

#include <string.h>

/* An id is for ever (RFC 4287 section 4.2.6): made from the edition itself, it moves with the
 * archive. */
static char *
id_of(const Edition *edition, const char *what)
{
	g_autofree char *made = g_strdup_printf("%s\n%s\n%" G_GINT64_FORMAT "\n", what,
	                                        edition->page, edition->made_at);
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
	gsize length = 0;
	const guchar *data = g_bytes_get_data(edition->data, &length);

	g_checksum_update(checksum, (const guchar *)made, (gssize)strlen(made));
	g_checksum_update(checksum, data, (gssize)length);
	const char *hash = g_checksum_get_string(checksum);
	/* version 8, which leaves the making to the maker (RFC 9562 section 5.8) */
	return g_strdup_printf("urn:uuid:%.8s-%.4s-8%.3s-a%.3s-%.12s", hash, hash + 8, hash + 12,
	                       hash + 15, hash + 18);
}

static void
set_time(json_t *object, const char *key, gint64 when)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(when);

	data_take_text(object, key,
	               utc != NULL ? g_date_time_format(utc, "%Y-%m-%dT%H:%M:%SZ") : NULL);
}

/* The address of a file of the archive; relative to the feed when the archive is nowhere on the
 * web. */
static void
set_address(const ArchiveContext *site, json_t *object, const char *key, const char *page)
{
	const char *base = site->config->archive_url != NULL ? site->config->archive_url : "";

	data_take_text(object, key, g_strconcat(base, page, NULL));
}

json_t *
archive_context_feed(const ArchiveContext *site)
{
	const GPtrArray *editions = site->archive->editions;
	const Edition *first = g_ptr_array_index(editions, 0),
	              *last = g_ptr_array_index(editions, editions->len - 1);
	json_t *feed = json_object();

	archive_context_set_page(site, feed, site->data.words, "", "");
	data_take_text(feed, "id", id_of(first, "feed"));
	set_time(feed, "updated", last->made_at);
	set_address(site, feed, "home", "index.html");
	set_address(site, feed, "self", "feed.xml");
	json_object_set_new(feed, "entries", json_array());
	return feed;
}

json_t *
archive_context_entry(const ArchiveContext *site, guint place)
{
	const Edition *edition = g_ptr_array_index(site->archive->editions, place);
	const json_t *data = json_array_get(site->editions, place);
	json_t *entry = json_object();

	json_object_set(entry, "subject", json_object_get(data, "subject"));
	json_object_set(entry, "language", json_object_get(data, "language"));
	data_take_text(entry, "id", id_of(edition, "entry"));
	set_time(entry, "updated", edition->made_at);
	set_address(site, entry, "link", edition->page);
	return entry;
}
