/* archive_data.h - what the templates of the archive's pages are rendered from. */
#ifndef TIDINGS_RENDER_ARCHIVE_DATA_H
#define TIDINGS_RENDER_ARCHIVE_DATA_H

#include "data.h"
#include "model/archive.h"

/* What all pages share.  Owns nothing but what archive_context_init() makes. */
typedef struct {
	const Archive *archive;
	const Config *config;
	GHashTable *tracks; /* id -> path of its page */
	GHashTable *people; /* likewise */
	json_t *editions;   /* what is told of each, in the order of the archive; one that cannot be
	                       read is null */
	Digest *digest;     /* an empty one, of today */
	Data data;          /* for the parts that messages have, too */
} ArchiveContext;

void archive_context_init(ArchiveContext *context, const Archive *archive, const Config *config);
void archive_context_clear(ArchiveContext *context);

/*
 * Pages, each a new reference.  `root` leads from the page to the archive's folder: "" or "../".
 * The title is that of the page; "" for the index.
 */
json_t *archive_context_index(const ArchiveContext *context);
json_t *archive_context_year(const ArchiveContext *context, const char *year);
json_t *archive_context_standing(ArchiveContext *context, const Overview *standing,
                                 gboolean is_person);

/* The page of the edition at that place; NULL for one that cannot be read. */
json_t *archive_context_edition(const ArchiveContext *context, guint index);

/* Return the feed (RFC 4287) without its entries, for an archive that has an edition; and the entry
 * of an edition without its content. */
json_t *archive_context_feed(const ArchiveContext *context);
json_t *archive_context_entry(const ArchiveContext *context, guint index);

/* The years that have an edition, the latest first: char *, owned. */
GPtrArray *archive_context_years(const ArchiveContext *context);

/* What every page has: where it is, what it is called, and where the others are. */
void archive_context_set_page(const ArchiveContext *context, json_t *page, const Catalogue *words,
                              const char *root, const char *title);

/* "9 open, 1 overdue", newly allocated. */
char *archive_context_summary(const ArchiveContext *context, const Overview *standing);

/*
 * For each of `texts` (char *, each once, any bytes) a name of at most 64 small ASCII letters,
 * digits and hyphens that none of the others has, and never "index": the folded text without mail
 * addresses where that is enough, otherwise one that ends in a hash of the text.  The first
 * `claimed` of them (those of the configuration) have the first choice: what they are called does
 * not depend on the others.  Within both parts the order does not matter.  A table of the texts
 * (not owned) to the names.
 */
GHashTable *archive_slugs(const GPtrArray *texts, guint claimed);

#endif
