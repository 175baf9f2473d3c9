/* somebody.c - a person in the making. */
#include "somebody.h"

#include "base/text.h"
#include "people/words.h"

#include <string.h>

Somebody *
somebody_new(Form *form)
{
	Somebody *somebody = g_new0(Somebody, 1);

	somebody->forms = g_ptr_array_new();
	somebody->tokens = g_ptr_array_new();
	somebody->present = g_array_new(FALSE, FALSE, sizeof(guint));
	somebody->remarks = g_ptr_array_new_with_free_func(g_free);
	somebody_add_form(somebody, form);
	return somebody;
}

void
somebody_free(gpointer data)
{
	Somebody *somebody = data;

	g_ptr_array_unref(somebody->forms);
	g_ptr_array_unref(somebody->tokens);
	g_array_unref(somebody->present);
	g_ptr_array_unref(somebody->remarks);
	g_free(somebody->text);
	spelling_free(somebody->name);
	g_free(somebody);
}

void
somebody_add_form(Somebody *somebody, Form *form)
{
	/* "Marin (adminy)" says more than adminy */
	g_ptr_array_insert(somebody->forms, form->code != NULL && form->name->count == 1 ? 0 : -1,
	                   form);
	meetings_join(somebody->present, form->listed);
	somebody_rename(somebody, NULL);
}

void
somebody_remark(Somebody *somebody, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_ptr_array_add(somebody->remarks, g_strdup_vprintf(format, arguments));
	va_end(arguments);
}

static guint
count_marks(const char *word)
{
	guint marks = 0;

	for (const char *p = word; *p != '\0'; p++)
		marks += (guchar)*p >= 0x80 ? 1 : 0;
	return marks;
}

/* The way of writing `word` that has most diacritics, among all words of the forms that are the
 * same when folded. */
static char *
best_word(const Somebody *somebody, const char *word)
{
	g_autofree char *key = text_fold(word);
	char *best = g_strdup(word);

	for (guint f = 0; f < somebody->forms->len; f++) {
		const Form *form = g_ptr_array_index(somebody->forms, f);
		for (guint w = 0; w < form->writings->len; w++) {
			g_autofree char *spaced = spelling_spaced(
			    ((Writing *)g_ptr_array_index(form->writings, w))->text);
			g_auto(GStrv) words = g_strsplit(spaced, " ", -1);
			for (char **other = words; *other != NULL; other++) {
				g_autofree char *folded = text_fold(*other);
				if (count_marks(*other) <= count_marks(best) ||
				    strcmp(folded, key) != 0)
					continue;
				g_free(best);
				best = g_strdup(*other);
			}
		}
	}
	return best;
}

void
somebody_rename(Somebody *somebody, const char *rest)
{
	const Form *fullest = g_ptr_array_index(somebody->forms, 0);
	g_autofree char *spaced = form_is_initials(fullest) ? g_strdup(form_text(fullest))
	                                                    : spelling_spaced(form_text(fullest));
	g_auto(GStrv) words = g_strsplit(spaced, " ", -1);
	GString *name = g_string_new(NULL);

	for (char **word = words; *word != NULL; word++) {
		g_autofree char *best = best_word(somebody, *word);
		g_string_append_printf(name, "%s%s", name->len > 0 ? " " : "", best);
	}
	if (rest != NULL)
		g_string_append_printf(name, " %s", rest);
	g_free(somebody->text);
	somebody->text = g_string_free(name, FALSE);
	spelling_free(somebody->name);
	somebody->name = spelling_of_name(somebody->text);
}

gboolean
form_is_initials(const Form *form)
{
	const Spelling *token = form->token;
	const char *text = form_text(form);
	if (strpbrk(text, " @") != NULL || token->count < 2)
		return FALSE;

	glong letters = g_utf8_strlen(token->key, -1);
	return letters <= 5 && g_utf8_strlen(token->words[0], -1) <= 2;
}

gboolean
form_is_group(const Form *form)
{
	g_auto(GStrv) words = g_strsplit(form_text(form), " ", -1);
	guint count = g_strv_length(words);
	const char *last = words[count - 1];

	return word_is_group(words[0], strlen(words[0])) ||
	       (count > 1 && word_is_group_noun(last, strlen(last)));
}

Doubt *
doubt_new(const Form *form)
{
	Doubt *doubt = g_new0(Doubt, 1);

	doubt->text = g_strdup(form_text(form));
	doubt->actions = form->actions;
	doubt->meetings = form->listed->len;
	doubt->candidates = g_ptr_array_new_with_free_func(g_free);
	return doubt;
}

void
doubt_add(Doubt *doubt, const Somebody *somebody, guint meetings)
{
	char *candidate = meetings == 0 ? g_strdup(somebody->text)
	                                : g_strdup_printf("%s (%u meeting%s)", somebody->text,
	                                                  meetings, meetings == 1 ? "" : "s");

	g_ptr_array_add(doubt->candidates, candidate);
}

void
doubt_free(gpointer data)
{
	Doubt *doubt = data;

	g_free(doubt->text);
	g_ptr_array_unref(doubt->candidates);
	g_free(doubt);
}

GuessedName *
guessed_name_new(const char *name, guint count)
{
	GuessedName *guessed = g_new0(GuessedName, 1);

	guessed->name = g_strdup(name);
	guessed->id = guess_id(name);
	guessed->aliases = writings_new();
	guessed->count = count;
	guessed->remarks = g_ptr_array_new_with_free_func(g_free);
	return guessed;
}

void
guessed_name_free(gpointer data)
{
	GuessedName *guessed = data;

	g_free(guessed->id);
	g_free(guessed->name);
	g_ptr_array_unref(guessed->aliases);
	g_ptr_array_unref(guessed->remarks);
	g_free(guessed);
}

char *
guess_id(const char *text)
{
	g_autofree char *folded = text_fold(text);
	g_autofree char *ascii = g_str_to_ascii(folded, "C");
	GString *id = g_string_new(NULL);

	for (const char *p = ascii; *p != '\0'; p++) {
		if (g_ascii_isalnum(*p))
			g_string_append_c(id, g_ascii_tolower(*p));
		else if (*p != '?' && id->len > 0 && id->str[id->len - 1] != '-')
			g_string_append_c(id, '-');
	}
	while (id->len > 0 && id->str[id->len - 1] == '-')
		g_string_truncate(id, id->len - 1);
	if (id->len == 0)
		g_string_append_c(id, 'x');
	return g_string_free(id, FALSE);
}
