/* archive_data.h - what the templates of the archive's pages are rendered from. */
#ifndef TIDINGS_RENDER_ARCHIVE_DATA_H
#define TIDINGS_RENDER_ARCHIVE_DATA_H

#include "data.h"
#include "model/archive.h"

/* What all pages share.  Owns nothing but what site_init() makes. */
typedef struct {
	const Archive *archive;
	const Config *config;
	GHashTable *tracks; /* id -> path of its page */
	GHashTable *people; /* likewise */
	json_t *editions;   /* what is told of each, in the order of the archive; one that cannot be
	                       read is null */
	Digest *digest;     /* an empty one, of today */
	Data data;          /* for the parts that messages have, too */
} Site;

void site_init(Site *site, const Archive *archive, const Config *config);
void site_clear(Site *site);

/*
 * Pages, each a new reference.  `root` leads from the page to the archive's folder: "" or "../".
 * The title is that of the page; "" for the index.
 */
json_t *site_index(const Site *site);
json_t *site_year(const Site *site, const char *year);
json_t *site_standing(Site *site, const Standing *standing, gboolean is_person);

/* The page of the edition at that place; NULL for one that cannot be read. */
json_t *site_edition(const Site *site, guint place);

/* The feed without its entries, of which there is one at least; and an entry without its content.
 */
json_t *site_feed(const Site *site);
json_t *site_entry(const Site *site, guint place);

/* The years that have an edition, the latest first: char *, owned. */
GPtrArray *site_years(const Site *site);

/* What every page has: where it is, what it is called, and where the others are. */
void site_set_page(const Site *site, json_t *page, const Catalogue *words, const char *root,
                   const char *title);

/* "9 open, 1 overdue", newly allocated. */
char *site_summary(const Site *site, const Standing *standing);

#endif
