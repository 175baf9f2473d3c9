/*
 * catalogue.h - what messages say, in the reader's language.
 *
 * `make` turns po/LANG.po into tables of C (po/embed).  gettext() of the C library is not used: it
 * takes the language from the process's locale, which several languages in one run would have to
 * switch for all threads, and only to locales that the system has.
 */
#ifndef TIDINGS_RENDER_CATALOGUE_H
#define TIDINGS_RENDER_CATALOGUE_H

#include <glib.h>

enum {
	TRANSLATION_FORMS = 6 /* the most plural forms that a language of gettext's manual has */
};

typedef struct {
	const char *text;    /* English; of a text with plural forms the singular */
	const char *context; /* msgctxt; "" without */
	const char *forms[TRANSLATION_FORMS]; /* the first alone for a text without plural forms */
} Translation;

typedef struct {
	const char *language;     /* the name of the file: "ro", "pt_BR" */
	const Translation *texts; /* sorted by text, then context, as strcmp() sorts */
	gsize count;
	gulong (*plural)(gulong n); /* the index of the form for `n` */
} Catalogue;

/* The shipped ones; the last has no language. */
extern const Catalogue catalogues[];

/*
 * The catalogue for a tag of RFC 5646: of "pt-BR" first, then of "pt".  Returns NULL, which stands
 * for English, the language of the source, when there is none.
 */
const Catalogue *catalogue_of(const char *tag);

/* Returns FALSE for a tag that gets English without asking for it. */
gboolean catalogue_speaks(const char *tag);

/* Returns the tag of its language: "ro", "pt-BR", "en".  Newly allocated. */
char *catalogue_tag(const Catalogue *catalogue);

/*
 * Returns `text` in the catalogue's language, or `text` itself where it has no translation.
 * `context` (msgctxt, or NULL) distinguishes two uses of the same English.  The string is constant.
 */
const char *catalogue_text(const Catalogue *catalogue, const char *context, const char *text);

/* Returns the form for `n` of what is `one` or `many` in English. */
const char *catalogue_plural(const Catalogue *catalogue, const char *one, const char *many,
                             guint n);

#endif
