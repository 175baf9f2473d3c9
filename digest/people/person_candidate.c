/* person_candidate.c - a person whom the notes seem to know, while the roster is guessed. */
#include "person_candidate.h"

#include "base/text.h"
#include "people/words.h"

#include <string.h>

PersonCandidate *
person_candidate_new(NameVariant *name)
{
	PersonCandidate *candidate = g_new0(PersonCandidate, 1);

	candidate->names = g_ptr_array_new();
	candidate->tokens = g_ptr_array_new();
	candidate->present = g_array_new(FALSE, FALSE, sizeof(guint));
	candidate->remarks = g_ptr_array_new_with_free_func(g_free);
	person_candidate_add_name(candidate, name);
	return candidate;
}

void
person_candidate_free(gpointer data)
{
	PersonCandidate *candidate = data;

	g_ptr_array_unref(candidate->names);
	g_ptr_array_unref(candidate->tokens);
	g_array_unref(candidate->present);
	g_ptr_array_unref(candidate->remarks);
	g_free(candidate->text);
	name_key_free(candidate->name);
	g_free(candidate);
}

void
person_candidate_add_name(PersonCandidate *candidate, NameVariant *name)
{
	/* "Mira (mval)" says more than the handle mval, which came first */
	gboolean first = name->code != NULL && name->name->count == 1;

	g_ptr_array_insert(candidate->names, first ? 0 : -1, name);
	meetings_join(candidate->present, name->listed);
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

/* Counts the bytes of characters beyond ASCII. */
static guint
count_marks(const char *word)
{
	guint marks = 0;

	for (const char *p = word; *p != '\0'; p++)
		marks += (guchar)*p >= 0x80 ? 1 : 0;
	return marks;
}

/* Returns the spelling of `word` that has most diacritics among all names: Șerban, though most
 * people type Serban.  Newly allocated. */
static char *
best_word(const PersonCandidate *candidate, const char *word)
{
	g_autofree char *key = text_fold(word);
	char *best = g_strdup(word);

	for (guint f = 0; f < candidate->names->len; f++) {
		const NameVariant *variant = g_ptr_array_index(candidate->names, f);
		for (guint w = 0; w < variant->spellings->len; w++) {
			g_autofree char *spaced = name_spaced(
			    ((VariantCount *)g_ptr_array_index(variant->spellings, w))->text);
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
	const NameVariant *fullest = g_ptr_array_index(candidate->names, 0);
	/* `@MarshallOfBarns` is written so. */
	gboolean whole = name_variant_is_initials(fullest) || *name_variant_text(fullest) == '@';
	g_autofree char *spaced =
	    whole ? g_strdup(name_variant_text(fullest)) : name_spaced(name_variant_text(fullest));
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

/* Two words or more by name_key_of_token(), at most five letters, and the first word has at most
 * two: RD, RdS, MSch.  RaduN is a name with an initial. */
gboolean
name_variant_is_initials(const NameVariant *variant)
{
	const NameKey *token = variant->token;
	const char *text = name_variant_text(variant);
	if (strpbrk(text, " @") != NULL || token->count < 2)
		return FALSE;

	glong letters = g_utf8_strlen(token->key, -1);
	return letters <= 5 && g_utf8_strlen(token->words[0], -1) <= 2;
}

gboolean
name_variant_is_group(const NameVariant *variant)
{
	const char *text = name_variant_text(variant);
	g_auto(GStrv) words = g_strsplit(*text == '@' ? text + 1 : text, " ", -1); /* `@ALL` */
	guint count = g_strv_length(words);
	const char *last = words[count - 1];
	g_autofree char *first = name_fold(words[0]);

	return word_is_group(words[0], strlen(words[0])) ||
	       word_is_everybody(first, strlen(first)) ||
	       (count > 1 && word_is_group_noun(last, strlen(last)));
}

AmbiguousToken *
ambiguous_token_new(const NameVariant *variant)
{
	AmbiguousToken *token = g_new0(AmbiguousToken, 1);

	token->text = g_strdup(name_variant_text(variant));
	token->actions = variant->actions;
	token->meetings = variant->listed->len;
	token->candidates = g_ptr_array_new_with_free_func(g_free);
	return token;
}

void
ambiguous_token_add(AmbiguousToken *token, const PersonCandidate *candidate, guint meetings)
{
	char *fit = meetings == 0 ? g_strdup(candidate->text)
	                          : g_strdup_printf("%s (%u meeting%s)", candidate->text, meetings,
	                                            meetings == 1 ? "" : "s");

	g_ptr_array_add(token->candidates, fit);
}

void
ambiguous_token_free(gpointer data)
{
	AmbiguousToken *token = data;

	g_free(token->text);
	g_ptr_array_unref(token->candidates);
	g_free(token);
}
