/* test_vocabulary.c - the languages of notes: whole, apart from each other, told from a text. */
#include "notes/vocabulary.h"

#include <string.h>

static guint
count_languages(void)
{
	guint count = 0;

	while (vocabularies[count] != NULL)
		count++;
	return count;
}

static guint
list_length(const WordTable *list)
{
	return list->index.starts[VOCABULARY_INITIALS];
}

/* The lists that a language may do without, as its words are elsewhere: labels of English are in
 * people/words.c; or as it has no such words: an hour needs none after it in Norwegian. */
static gboolean
may_be_missing(const Vocabulary *language, WordList list)
{
	gboolean elsewhere = list == WORDS_LABEL || list == WORDS_LABEL_ENDING;

	return (elsewhere && strcmp(language->code, "en") == 0) || list == WORDS_AFTER_HOUR ||
	       list == WORDS_NOON || list == WORDS_ANNOUNCED_ONE || list == WORDS_NEEDED_FOR;
}

static void
test_whole(void)
{
	static const char *const codes[] = { "en", "de", "es", "fr", "it", "nl", "no", "pt", "ro" };
	g_assert_cmpuint(count_languages(), ==, G_N_ELEMENTS(codes));

	for (guint i = 0; i < G_N_ELEMENTS(codes); i++) {
		const Vocabulary *language = vocabularies[i];
		g_assert_cmpstr(language->code, ==, codes[i]);
		g_assert_cmpuint(language_by_code(codes[i]), ==, 1u << i);
		for (guint list = 0; list < WORD_LISTS; list++) {
			if (list_length(&vocabularies[0]->lists[list]) == 0 &&
			    list != WORDS_LABEL && list != WORDS_LABEL_ENDING)
				continue;
			g_test_message("%s, list %u", language->name, list);
			g_assert_true(list_length(&language->lists[list]) > 0 ||
			              may_be_missing(language, (WordList)list));
		}
	}
}

/* Each use of an action keyword is there in each language; `AI` is doubtful in English only. */
static void
test_keywords(void)
{
	guint wanted = KEYWORD_MARKER | KEYWORD_LABEL | KEYWORD_SECTION | KEYWORD_HEADING |
	               KEYWORD_HEADING_LIST | KEYWORD_DECISION;

	for (guint i = 0; vocabularies[i] != NULL; i++) {
		guint uses = 0;
		for (const ActionKeyword *row = vocabularies[i]->keywords; row->words != NULL;
		     row++)
			uses |= row->uses;
		g_test_message("%s", vocabularies[i]->name);
		g_assert_cmpuint(uses & wanted, ==, wanted);
	}
}

/* Entries are in small letters; those of four letters and more are without accents. */
static void
test_spelling(void)
{
	for (guint i = 0; vocabularies[i] != NULL; i++) {
		for (const ActionKeyword *row = vocabularies[i]->keywords; row->words != NULL;
		     row++) {
			g_autofree char *apart = g_utf8_normalize(row->words, -1, G_NORMALIZE_NFD);
			if (g_utf8_strlen(row->words, -1) > 3)
				g_assert_cmpstr(row->words, ==, apart);
		}
		for (guint list = 0; list < WORD_LISTS; list++) {
			const WordTable *table = &vocabularies[i]->lists[list];
			for (guint at = 0; at < list_length(table); at++) {
				const char *word = table->words[at];
				g_test_message("%s: %s", vocabularies[i]->name, word);
				g_autofree char *small = g_utf8_strdown(word, -1);
				g_assert_true(g_utf8_validate(word, -1, NULL));
				g_assert_true(*word != '\0' && *word != ' ');
				if (list != WORDS_DONE_CAPITALS)
					g_assert_cmpstr(word, ==, small);
			}
		}
	}
}

/*
 * The word for everybody in one language is no action keyword in another, with one exception that
 * the reader must know: Spanish and Portuguese `todos`.
 */
static void
test_everybody_is_no_keyword(void)
{
	for (guint i = 0; vocabularies[i] != NULL; i++) {
		const WordTable *list = &vocabularies[i]->lists[WORDS_EVERYBODY];
		for (guint at = 0; at < list_length(list); at++) {
			const char *word = list->words[at];
			g_test_message("%s", word);
			g_assert_true(strcmp(word, "todos") == 0 ||
			              !vocabulary_is_keyword(LANGUAGES_ALL, word, ~0u));
		}
	}
}

/* Whoever is everybody, an owner after a preposition, or joined, is no label. */
static void
test_everybody_is_no_label(void)
{
	for (guint i = 0; vocabularies[i] != NULL; i++) {
		const WordTable *list = &vocabularies[i]->lists[WORDS_EVERYBODY];
		for (guint at = 0; at < list_length(list); at++) {
			const char *word = list->words[at];
			g_test_message("%s", word);
			g_assert_false(vocabulary_has(1u << i, WORDS_LABEL, word));
			g_assert_false(vocabulary_has(LANGUAGES_ALL, WORDS_NOTHING, word));
		}
	}
}

/* A common word tells one language only, and is no common word of English. */
static void
test_common_words_differ(void)
{
	for (guint i = 0; vocabularies[i] != NULL; i++) {
		const WordTable *list = &vocabularies[i]->lists[WORDS_COMMON];
		for (guint at = 0; at < list_length(list); at++) {
			const char *word = list->words[at];
			for (guint other = 0; other < i; other++) {
				g_test_message("%s: %s", vocabularies[i]->name, word);
				g_assert_false(vocabulary_has(1u << other, WORDS_COMMON, word));
			}
		}
	}
}

/* A text and the codes of the languages it is in, besides English. */
typedef struct {
	const char *codes, *text;
} Sample;

static void
check_samples(const Sample *samples, gsize count)
{
	for (gsize i = 0; i < count; i++) {
		Languages found =
		    languages_of_text(samples[i].text, strlen(samples[i].text), LANGUAGES_ALL);
		g_auto(GStrv) codes = g_strsplit(samples[i].codes, " ", -1);
		Languages wanted = LANGUAGES_ENGLISH;
		for (char **code = codes; *code != NULL; code++)
			wanted |= language_by_code(*code);
		g_test_message("%s: %s", samples[i].codes, samples[i].text);
		g_assert_cmphex(found, ==, wanted);
	}
}

/* Some thirty words each, as short notes have them. */
static void
test_language_of_short_notes(void)
{
	static const Sample samples[] = {
		{ "en", "# Sync\nPresent: Nora, Ben\n## Notes\nThe gate is loose and we will "
		        "paint it on Friday.\n## Actions\n- Nora: buy paint\n- Ben: ask them" },
		{ "de",
		  "# Plenum\nAnwesend: Nora, Karl\n## Themen\nDie Tür klemmt, wir streichen "
		  "sie nicht vor Freitag.\n## Aufgaben\n- Nora: Farbe kaufen\n- Karl: fragen" },
		{ "fr", "# Réunion\nPrésents : Nora, Ben\n## Sujets\nLa porte ferme mal, nous "
		        "allons la repeindre avec les bénévoles.\n## Actions à mener\n- Acheter la "
		        "peinture (Nora)" },
		{ "es", "# Acta\nAsistentes: Nora, Ben\n## Temas\nLa puerta no cierra, hay que "
		        "pintarla antes del viernes.\n## Tareas\n- Comprar pintura (Nora y Ben)" },
		{ "pt", "# Ata\nPresentes: Nora, Ben\n## Pauta\nO portão não fecha, e também "
		        "precisa de uma pintura até sexta.\n## Tarefas\n- Comprar tinta (Nora)" },
		{ "it",
		  "# Verbale\nPresenti: Nora, Ben\n## Discussione\nIl cancello non si chiude, "
		  "è da ridipingere con gli altri.\n## Da fare\n- Comprare la vernice (Nora)" },
		{ "ro", "# Minuta\nPrezenți: Nora, Ben\n## Discuții\nPoarta nu se închide și "
		        "trebuie vopsită până vineri.\n## De făcut\n- Nora: cumpără vopsea" },
		{ "nl",
		  "# Vergadering\nAanwezig: Nora, Ben\n## Besproken\nHet hek gaat niet dicht, "
		  "en moet voor vrijdag geverfd zijn.\n## Actiepunten\n- Nora: verf kopen" },
		{ "no", "# Styremøte\nTil stede: Nora, Ben\n## Saker\nPorten kan ikke lukkes, og "
		        "den må males før fredag.\n## Neste steg\n- Nora: kjøpe maling" },
		{ "no", "# Møte\nTil stades: Nora, Ben\n## Saker\nPorten kan ikkje lukkast, og ho "
		        "må målast før fredag.\n## Oppgåver\n- Nora: kjøpe måling" },
	};
	check_samples(samples, G_N_ELEMENTS(samples));
}

/* Texts that have English headings, or another language's. */
static void
test_mixed_languages(void)
{
	static const Sample samples[] = {
		{ "de", "## Action items\n- Nora kümmert sich um die Farbe\n- wir haben noch keine "
		        "Leiter, die wird aber auch nicht gebraucht" },
		{ "de fr",
		  "Anwesend: Nora. Wir haben die Tür nicht gestrichen, das wird auch noch "
		  "dauern.\n\nNous avons aussi une autre porte, avec une serrure qui ferme "
		  "mal, et les clés sont chez Ben." },
		{ "es", "## Decisions\nEl equipo hace una lista de los temas, y después hay que "
		        "votar. The rest is for the next meeting." },
	};
	check_samples(samples, G_N_ELEMENTS(samples));
}

/* Names and abbreviations that are common words elsewhere do not make a text foreign. */
static void
test_english_stays_english(void)
{
	static const Sample samples[] = {
		{ "en", "Present: Het Patel, Van der Berg, El Amin, Los, Per, Dan, Jan de Vries\n"
		        "We met at 3pm EST and will be in Los Angeles with the MIT people." },
		{ "en", "Per: count the chairs\nPer: count the tables\nPer: count" },
		{ "en", "The OS, the OSS team and the CI are on the agenda, and DEI, SUS, COM and "
		        "ES modules as well; it is not a big list." },
		{ "en", "## Next actions\nNora and Per Ö:\n- sweep\n### Åsa Kvist\n- row\n- " },
		{ "en", "- Les: fix the gate\n- Les: oil it\n- Les: paint it\n- Les: close it" },
		{ "en",
		  "Il-Soo and Sara met on the data set; Det. Aux was there. We have to do it." },
	};
	check_samples(samples, G_N_ELEMENTS(samples));
}

/* What has no word of any language may be in any; the configuration narrows it. */
static void
test_too_few_words(void)
{
	const char *names = "# Nora Lind\nBen Ash, Karl\n2024-05-02";
	g_autoptr(GPtrArray) codes = g_ptr_array_new();

	g_assert_cmphex(languages_of_text(names, strlen(names), LANGUAGES_ALL), ==, LANGUAGES_ALL);
	g_ptr_array_add(codes, (gpointer) "de");
	Languages german = languages_by_codes(codes);
	g_assert_cmphex(languages_of_text(names, strlen(names), german), ==,
	                german | LANGUAGES_ENGLISH);
	check_samples(
	    (const Sample[]){ { "es", "# Asistentes\n- Nora\n- Ben\n# Tareas\n- Karl" },
	                      { "de", "## Anwesend\nNora, Ben\n## Aufgaben\nBen: Leiter" },
	                      { "no", "# Til stades\nNora\n# Neste steg\n- Ben: stige" } },
	    3);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/vocabulary/whole", test_whole);
	g_test_add_func("/vocabulary/keywords", test_keywords);
	g_test_add_func("/vocabulary/spelling", test_spelling);
	g_test_add_func("/vocabulary/everybody_is_no_keyword", test_everybody_is_no_keyword);
	g_test_add_func("/vocabulary/everybody_is_no_label", test_everybody_is_no_label);
	g_test_add_func("/vocabulary/common_words_differ", test_common_words_differ);
	g_test_add_func("/vocabulary/language_of_short_notes", test_language_of_short_notes);
	g_test_add_func("/vocabulary/mixed_languages", test_mixed_languages);
	g_test_add_func("/vocabulary/english_stays_english", test_english_stays_english);
	g_test_add_func("/vocabulary/too_few_words", test_too_few_words);
	return g_test_run();
}
