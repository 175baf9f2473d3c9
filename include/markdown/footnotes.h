/* footnotes.h - the URLs that a text's footnotes are for, by number. */
#ifndef TIDINGS_MARKDOWN_FOOTNOTES_H
#define TIDINGS_MARKDOWN_FOOTNOTES_H

#include <glib.h>

typedef struct Footnotes Footnotes;

Footnotes *footnotes_new(void);
void footnotes_free(Footnotes *footnotes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Footnotes, footnotes_free)

/* The number of a URL, from 1; a new URL, which is copied, gets the next one.  Takes the same time
 * among many. */
guint footnotes_number(Footnotes *footnotes, const char *url);

/* The URLs in the order of their numbers: char *.  Belongs to the footnotes. */
const GPtrArray *footnotes_urls(const Footnotes *footnotes);

#endif
