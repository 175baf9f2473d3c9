/*
 * catalogue.h - what messages say, in the reader's language: compiled gettext catalogues.
 *
 * An own reader of .mo files (GNU gettext manual, "The Format of GNU MO Files"), because gettext() of the C library takes
 * the language from the process's locale, which several languages in one run would have to switch for all threads, and
 * only to locales that the system has; GLib's functions call it, and no kept C library reads catalogues by itself.
 * The shipped catalogues, po/LANG.po, are compiled by msgfmt and put into the program: nothing has to be found or read
 * when messages are made.
 */
#ifndef TIDINGS_RENDER_CATALOGUE_H
#define TIDINGS_RENDER_CATALOGUE_H

#include <glib.h>

typedef struct {
	const char *language; /* as the file is called: "ro", "pt_BR" */
	const guint8 *data;   /* a .mo file, of either byte order */
	gsize size;
} Catalogue;

/* The shipped ones; the last has no language.  Made by `make` out of po/. */
extern const Catalogue catalogues[];

/*
 * The catalogue for a tag of RFC 5646: of "pt-BR" first, then of "pt".  NULL stands for English, the language of the
 * source, and is what a tag gets that has none.
 */
const Catalogue *catalogue_of(const char *tag);

/* FALSE for a tag that gets English without asking for it. */
gboolean catalogue_speaks(const char *tag);

/* The tag of its language: "ro", "pt-BR", "en".  Newly allocated. */
char *catalogue_tag(const Catalogue *catalogue);

/*
 * `text` in the catalogue's language, or `text` itself where it has none.  `context` (msgctxt, or NULL) tells two uses of
 * the same English apart.  The string belongs to the catalogue; a damaged one is as one without the text.
 */
const char *catalogue_text(const Catalogue *catalogue, const char *context, const char *text);

/* The form for `n` of what is `one` or `many` in English. */
const char *catalogue_plural(const Catalogue *catalogue, const char *one, const char *many, guint n);

#endif
