/* archive_data.h - the data that the templates of the archive's pages are rendered from. */
#ifndef TIDINGS_RENDER_ARCHIVE_DATA_H
#define TIDINGS_RENDER_ARCHIVE_DATA_H

#include "data.h"
#include "model/archive.h"

/* What all pages share.  Owns what archive_context_init() makes, and nothing else. */
typedef struct {
	const Archive *archive;
	const Config *config;
	GHashTable *tracks; /* id -> path of its page */
	GHashTable *people; /* likewise */
	json_t *editions;   /* the data of each, by its index in the archive; null when it cannot be
	                       read */
	Digest *digest;     /* an empty one for today */
	Data data;          /* for the parts that messages have too */
} ArchiveContext;

void archive_context_init(ArchiveContext *context, const Archive *archive, const Config *config);
void archive_context_clear(ArchiveContext *context);

/*
 * Return pages, each a new reference.  The root of a page is the way from it to the archive's
 * folder, "" or "../"; its title is "" for the index.
 */
json_t *archive_context_index(const ArchiveContext *context);
json_t *archive_context_year(const ArchiveContext *context, const char *year);
json_t *archive_context_overview(ArchiveContext *context, const Overview *overview,
                                 gboolean is_person);

/* Returns the page of an edition, by its index in the archive; NULL for one that cannot be read. */
json_t *archive_context_edition(const ArchiveContext *context, guint index);

/* Return the feed (RFC 4287) without its entries, for an archive that has an edition; and the entry
 * of an edition without its content. */
json_t *archive_context_feed(const ArchiveContext *context);
json_t *archive_context_entry(const ArchiveContext *context, guint index);

/* Returns the years that have an edition, the latest first: owned char *. */
GPtrArray *archive_context_years(const ArchiveContext *context);

/*
 * Sets what every page has: the archive's name, the page's title, the way to the archive's folder,
 * and the words.
 */
void archive_context_set_page(const ArchiveContext *context, json_t *page, const Catalogue *words,
                              const char *root, const char *title);

/* Returns "9 open, 1 overdue", newly allocated. */
char *archive_context_summary(const ArchiveContext *context, const Overview *overview);

/*
 * Returns a name for each of `texts` (char *, each once, any bytes): at most 64 small ASCII
 * letters, digits and hyphens, unique, and never "index".  It is the folded text without mail
 * addresses where that is enough, otherwise it ends in a hash of the text.  The first `claimed`
 * texts (those of the configuration) choose first, so that their names do not depend on the others.
 * Within both parts the order does not matter.  The table does not own its keys, which are the
 * texts.
 */
GHashTable *archive_slugs(const GPtrArray *texts, guint claimed);

/* Returns the path of a configured person's page in the archive, newly allocated. */
char *archive_person_page(const Roster *roster, const char *id);

#endif
