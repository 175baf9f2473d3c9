/* catalogue.c - the words of messages in the reader's language. */
#include "render/catalogue.h"

#include <stdlib.h>
#include <string.h>

static int
compare_translations(const void *a, const void *b)
{
	const Translation *x = a, *y = b;
	int order = strcmp(x->text, y->text);

	return order != 0 ? order : strcmp(x->context, y->context);
}

static const Translation *
look_up(const Catalogue *catalogue, const char *context, const char *text)
{
	const Translation key = { .text = text, .context = context };

	if (catalogue == NULL)
		return NULL;
	return bsearch(&key, catalogue->texts, catalogue->count, sizeof key, compare_translations);
}

static const Catalogue *
named(const char *name)
{
	for (const Catalogue *catalogue = catalogues; catalogue->language != NULL; catalogue++)
		if (g_ascii_strcasecmp(catalogue->language, name) == 0)
			return catalogue;
	return NULL;
}

static char *
primary_of(const char *tag)
{
	return g_strndup(tag, strcspn(tag, "-"));
}

const Catalogue *
catalogue_of(const char *tag)
{
	g_autofree char *whole = g_strdelimit(g_strdup(tag), "-", '_');
	g_autofree char *primary = primary_of(tag);
	const Catalogue *catalogue = named(whole);

	return catalogue != NULL ? catalogue : named(primary);
}

gboolean
catalogue_speaks(const char *tag)
{
	g_autofree char *primary = primary_of(tag);

	return g_str_equal(primary, "en") || catalogue_of(tag) != NULL;
}

char *
catalogue_tag(const Catalogue *catalogue)
{
	return g_strdelimit(g_strdup(catalogue != NULL ? catalogue->language : "en"), "_", '-');
}

/* Returns a form of the translation, or `english` when it is not translated. */
static const char *
form_or(const Translation *found, gulong form, const char *english)
{
	const char *text = found != NULL && form < TRANSLATION_FORMS ? found->forms[form] : NULL;

	return text != NULL && *text != '\0' ? text : english;
}

const char *
catalogue_text(const Catalogue *catalogue, const char *context, const char *text)
{
	return form_or(look_up(catalogue, context != NULL ? context : "", text), 0, text);
}

const char *
catalogue_plural(const Catalogue *catalogue, const char *one, const char *many, guint n)
{
	const Translation *found = look_up(catalogue, "", one);

	return form_or(found, found != NULL ? catalogue->plural(n) : 0, n == 1 ? one : many);
}
