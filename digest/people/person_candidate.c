/* person_candidate.c - a person in the making. */
#include "person_candidate.h"

#include "base/text.h"
#include "people/words.h"

#include <string.h>

PersonCandidate *
person_candidate_new(NameVariant *form)
{
	PersonCandidate *candidate = g_new0(PersonCandidate, 1);

	candidate->forms = g_ptr_array_new();
	candidate->tokens = g_ptr_array_new();
	candidate->present = g_array_new(FALSE, FALSE, sizeof(guint));
	candidate->remarks = g_ptr_array_new_with_free_func(g_free);
	person_candidate_add_form(candidate, form);
	return candidate;
}

void
person_candidate_free(gpointer data)
{
	PersonCandidate *candidate = data;

	g_ptr_array_unref(candidate->forms);
	g_ptr_array_unref(candidate->tokens);
	g_array_unref(candidate->present);
	g_ptr_array_unref(candidate->remarks);
	g_free(candidate->text);
	name_key_free(candidate->name);
	g_free(candidate);
}

void
person_candidate_add_form(PersonCandidate *candidate, NameVariant *form)
{
	/* "Marin (adminy)" says more than adminy */
	g_ptr_array_insert(candidate->forms, form->code != NULL && form->name->count == 1 ? 0 : -1,
	                   form);
	meetings_join(candidate->present, form->listed);
	person_candidate_rename(candidate, NULL);
}

void
person_candidate_remark(PersonCandidate *candidate, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_ptr_array_add(candidate->remarks, g_strdup_vprintf(format, arguments));
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
best_word(const PersonCandidate *candidate, const char *word)
{
	g_autofree char *key = text_fold(word);
	char *best = g_strdup(word);

	for (guint f = 0; f < candidate->forms->len; f++) {
		const NameVariant *form = g_ptr_array_index(candidate->forms, f);
		for (guint w = 0; w < form->writings->len; w++) {
			g_autofree char *spaced = name_spaced(
			    ((VariantCount *)g_ptr_array_index(form->writings, w))->text);
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
person_candidate_rename(PersonCandidate *candidate, const char *rest)
{
	const NameVariant *fullest = g_ptr_array_index(candidate->forms, 0);
	g_autofree char *spaced = name_variant_is_initials(fullest)
	                              ? g_strdup(name_variant_text(fullest))
	                              : name_spaced(name_variant_text(fullest));
	g_auto(GStrv) words = g_strsplit(spaced, " ", -1);
	GString *name = g_string_new(NULL);

	for (char **word = words; *word != NULL; word++) {
		g_autofree char *best = best_word(candidate, *word);
		g_string_append_printf(name, "%s%s", name->len > 0 ? " " : "", best);
	}
	if (rest != NULL)
		g_string_append_printf(name, " %s", rest);
	g_free(candidate->text);
	candidate->text = g_string_free(name, FALSE);
	name_key_free(candidate->name);
	candidate->name = name_key_of_name(candidate->text);
}

gboolean
name_variant_is_initials(const NameVariant *form)
{
	const NameKey *token = form->token;
	const char *text = name_variant_text(form);
	if (strpbrk(text, " @") != NULL || token->count < 2)
		return FALSE;

	glong letters = g_utf8_strlen(token->key, -1);
	return letters <= 5 && g_utf8_strlen(token->words[0], -1) <= 2;
}

gboolean
name_variant_is_group(const NameVariant *form)
{
	g_auto(GStrv) words = g_strsplit(name_variant_text(form), " ", -1);
	guint count = g_strv_length(words);
	const char *last = words[count - 1];

	return word_is_group(words[0], strlen(words[0])) ||
	       (count > 1 && word_is_group_noun(last, strlen(last)));
}

AmbiguousToken *
ambiguous_token_new(const NameVariant *form)
{
	AmbiguousToken *doubt = g_new0(AmbiguousToken, 1);

	doubt->text = g_strdup(name_variant_text(form));
	doubt->actions = form->actions;
	doubt->meetings = form->listed->len;
	doubt->candidates = g_ptr_array_new_with_free_func(g_free);
	return doubt;
}

void
ambiguous_token_add(AmbiguousToken *doubt, const PersonCandidate *candidate, guint meetings)
{
	char *fit = meetings == 0 ? g_strdup(candidate->text)
	                          : g_strdup_printf("%s (%u meeting%s)", candidate->text, meetings,
	                                            meetings == 1 ? "" : "s");

	g_ptr_array_add(doubt->candidates, fit);
}

void
ambiguous_token_free(gpointer data)
{
	AmbiguousToken *doubt = data;

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
	guessed->aliases = variant_counts_new();
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
