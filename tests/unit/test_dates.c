/* test_dates.c - each language of notes knows its dates: whole, and in the shapes people write. */
#include "notes/dates.h"
#include "notes/due.h"
#include "notes/next_meeting.h"

#include <string.h>

/* A text of a meeting on Wednesday, 16 February 2022, in English and in the language `code`, and
 * the day it names ("" for none). */
typedef struct {
	const char *code, *text, *day;
} Case;

static NotesContext
context_of(const char *code)
{
	Languages languages = LANGUAGES_ENGLISH | language_by_code(code);

	return (NotesContext){ .languages = languages,
		               .day = day_from_ymd(2022, 2, 16),
		               .order = date_order_of_text("", 0, languages) };
}

static void
check_day(const Case *at, Day day)
{
	g_autofree char *found = day_to_iso(day);

	g_test_message("%s: %s", at->code, at->text);
	g_assert_cmpstr(found != NULL ? found : "", ==, at->day);
}

static void
check_found(const Case *cases, gsize count)
{
	for (gsize i = 0; i < count; i++) {
		NotesContext context = context_of(cases[i].code);
		DateFound found;
		gboolean any = date_find(cases[i].text, 0, &context, &found);
		check_day(&cases[i], any ? found.day : DAY_NONE);
	}
}

static void
check_due(const Case *cases, gsize count)
{
	for (gsize i = 0; i < count; i++) {
		NotesContext context = context_of(cases[i].code);
		Dates dates;
		dates_read(cases[i].text, &context, &dates);
		check_day(&cases[i], due_find(cases[i].text, &dates, context.languages));
	}
}

static void
check_next(const Case *cases, gsize count)
{
	for (gsize i = 0; i < count; i++) {
		NotesContext context = context_of(cases[i].code);
		Dates dates;
		dates_read(cases[i].text, &context, &dates);
		const DateFound *found = next_meeting_date(cases[i].text, &dates, &context);
		check_day(&cases[i], found != NULL ? found->day : DAY_NONE);
	}
}

/* Every name of a month and of a weekday makes a date. */
static void
check_names(const Vocabulary *language)
{
	NotesContext context = context_of(language->code);
	guint months = 0, weekdays = 0;

	for (const DateWord *row = language->date_words; row->words != NULL; row++) {
		DateFound found;
		g_autofree char *name = g_strdup(row->words);
		*name = g_ascii_toupper(*name);
		g_autofree char *text = row->kind == DATE_WORD_MONTH
		                            ? g_strdup_printf("5 %s 2023", name)
		                            : g_strdup_printf("%s 2022-02-20", name);
		if (row->kind != DATE_WORD_MONTH && row->kind != DATE_WORD_WEEKDAY)
			continue;
		g_test_message("%s: %s", language->code, text);
		g_assert_true(date_find(text, 0, &context, &found));
		g_assert_cmpuint(found.start, ==, 0);
		if (row->kind == DATE_WORD_MONTH) {
			/* One name may be of two: `mar` is Tuesday and March in Spanish. */
			g_assert_cmpuint(found.day, ==, day_from_ymd(2023, row->value, 5));
			months |= 1u << row->value;
			continue;
		}
		g_assert_cmpint(found.fault == DATE_FINE, ==, row->value == 7);
		weekdays |= 1u << row->value;
	}
	g_assert_cmphex(months, ==, 0x1ffe);
	g_assert_cmphex(weekdays, ==, 0xfe);
}

static void
test_whole(void)
{
	guint needed = DATE_WORD_MONTH | DATE_WORD_WEEKDAY | DATE_WORD_COUNT | DATE_WORD_ARTICLE |
	               DATE_WORD_JOINER | DATE_WORD_TODAY | DATE_WORD_TOMORROW |
	               DATE_WORD_DAY_AFTER | DATE_WORD_END_OF | DATE_WORD_THIS | DATE_WORD_NEXT |
	               DATE_WORD_WITHIN | DATE_WORD_DAY | DATE_WORD_WEEK | DATE_WORD_MONTHS |
	               DATE_WORD_YEAR | DATE_WORD_WEEKEND;

	for (guint i = 0; vocabularies[i] != NULL; i++) {
		guint kinds = 0, counts = 0;
		check_names(vocabularies[i]);
		for (const DateWord *row = vocabularies[i]->date_words; row->words != NULL; row++) {
			kinds |= row->kind;
			counts |= row->kind == DATE_WORD_COUNT ? 1u << row->value : 0;
		}
		g_test_message("%s", vocabularies[i]->code);
		g_assert_cmphex(kinds & needed, ==, needed);
		g_assert_cmphex(counts, ==, 0x1ffe);
		g_assert_cmpint(vocabularies[i]->date_order, ==,
		                i == 0 ? DATE_ORDER_UNKNOWN : DATE_ORDER_DAY_FIRST);
	}
}

static const Case calendar_cases[] = {
	{ "en", "4th April, 2024", "2024-04-04" },
	{ "en", "9th, May, 2024", "2024-05-09" },
	{ "en", "3-Apr-2014", "2014-04-03" },
	{ "en", "March 5–6, 2024", "2024-03-05" },
	{ "en", "20240530", "2024-05-30" },
	{ "en", "2014.03.08", "2014-03-08" },
	{ "en", "09-13-2023", "2023-09-13" },
	{ "en", "Tuesday 06/02/2024", "2024-02-06" },
	{ "en", "Tuesday 02/06/2024", "2024-02-06" },
	{ "en", "06/02/2024", "" },
	{ "en", "Saturday 26/02", "2022-02-26" },
	{ "en", "17/02", "" },
	{ "en", "24/7", "" },
	{ "en", "12345678", "" },
	{ "en", "version 2024.1.10", "" },
	{ "de", "4.3.2024", "2024-03-04" },
	{ "de", "04.03.24", "2024-03-04" },
	{ "de", "4. März 2024", "2024-03-04" },
	{ "de", "4.März 2024", "2024-03-04" },
	{ "de", "den 3. Maerz", "2022-03-03" },
	{ "de", "Mittwoch, den 17. Oktober 2018", "2018-10-17" },
	{ "de", "Mi., 23.2.", "2022-02-23" },
	{ "de", "am 7.11. um 19:30 Uhr", "2022-11-07" },
	{ "de", "MITTWOCH, 17. OKTOBER 2018", "2018-10-17" },
	{ "fr", "1er mai 2024", "2024-05-01" },
	{ "fr", "jeudi 4 avril 2024", "2024-04-04" },
	{ "fr", "le 16/05/2024", "2024-05-16" },
	{ "fr", "le 06/02/2024", "2024-02-06" },
	{ "fr", "12 févr. 2024", "2024-02-12" },
	{ "fr", "12 Fevrier 2024", "2024-02-12" },
	{ "fr", "le 15 août", "2022-08-15" },
	{ "fr", "mar. 22 févr.", "2022-02-22" },
	{ "es", "4 de abril de 2024", "2024-04-04" },
	{ "es", "4 de abril del 2024", "2024-04-04" },
	{ "es", "jueves 04/04/2024", "2024-04-04" },
	{ "es", "Martes 06/02/2024", "2024-02-06" },
	{ "es", "Domingo 20-02", "2022-02-20" },
	{ "es", "1º de mayo", "2022-05-01" },
	{ "es", "miercoles 23 de febrero", "2022-02-23" },
	{ "pt", "4 de abril de 2024", "2024-04-04" },
	{ "pt", "quinta-feira, 4 de abril de 2024", "2024-04-04" },
	{ "pt", "1º de março", "2022-03-01" },
	{ "pt", "06/02/2024", "2024-02-06" },
	{ "it", "4 aprile 2024", "2024-04-04" },
	{ "it", "l'11 maggio", "2022-05-11" },
	{ "it", "giovedì 4 aprile", "2022-04-04" },
	{ "it", "1º maggio 2024", "2024-05-01" },
	{ "it", "06/02/2024", "2024-02-06" },
	{ "ro", "4 aprilie 2024", "2024-04-04" },
	{ "ro", "4 aprilie din 2024", "2024-04-04" },
	{ "ro", "joi, 3 martie", "2022-03-03" },
	{ "ro", "06.02.2024", "2024-02-06" },
	{ "nl", "4 april 2024", "2024-04-04" },
	{ "nl", "donderdag 3 maart", "2022-03-03" },
	{ "nl", "06-02-2024", "2024-02-06" },
	{ "nl", "do. 3 mrt. 2022", "2022-03-03" },
	{ "no", "4. april 2024", "2024-04-04" },
	{ "no", "torsdag 3. mars", "2022-03-03" },
	{ "no", "lørdag 5.3.", "2022-03-05" },
	{ "no", "06.02.2024", "2024-02-06" },
};

static void
test_calendar(void)
{
	check_found(calendar_cases, G_N_ELEMENTS(calendar_cases));
}

static const Case due_cases[] = {
	{ "en", "Paint it by Friday", "2022-02-18" },
	{ "en", "Paint it by 20220530", "2022-05-30" },
	{ "en", "Paint it by the end of the weekend", "2022-02-20" },
	{ "en", "Paint it [due:: 2022-05-30]", "2022-05-30" },
	{ "en", "Paint it (@2022-05-30)", "2022-05-30" },
	{ "de", "Farbe besorgen bis Freitag", "2022-02-18" },
	{ "de", "Farbe besorgen bis zum 15.", "2022-03-15" },
	{ "de", "Farbe besorgen bis zum 3. März", "2022-03-03" },
	{ "de", "Farbe besorgen bis 3.3.", "2022-03-03" },
	{ "de", "Farbe besorgen bis morgen", "2022-02-17" },
	{ "de", "bis Ende Mai Farbe besorgen", "2022-05-31" },
	{ "de", "bis Ende der Woche Farbe besorgen", "2022-02-18" },
	{ "de", "bis Ende nächster Woche", "2022-02-25" },
	{ "de", "Frist: 1. April", "2022-04-01" },
	{ "de", "in drei Wochen liefern", "2022-03-09" },
	{ "de", "spätestens am Montag", "2022-02-21" },
	{ "de", "das Protokoll vom 3. März lesen", "" },
	{ "de", "am Morgen lüften", "" },
	{ "de", "vor zwei Wochen bestellt", "" },
	{ "fr", "Acheter la peinture d'ici vendredi", "2022-02-18" },
	{ "fr", "Acheter la peinture d’ici le 12 mai", "2022-05-12" },
	{ "fr", "Acheter la peinture avant le 15", "2022-03-15" },
	{ "fr", "au plus tard le lundi 28 février", "2022-02-28" },
	{ "fr", "d'ici fin mai", "2022-05-31" },
	{ "fr", "avant la fin de la semaine prochaine", "2022-02-25" },
	{ "fr", "dans deux semaines", "2022-03-02" },
	{ "fr", "pour demain", "2022-02-17" },
	{ "fr", "après-demain", "2022-02-18" },
	{ "fr", "lire le compte-rendu du 3 mars", "" },
	{ "es", "Comprar pintura antes del viernes", "2022-02-18" },
	{ "es", "Comprar pintura antes del 17/03", "2022-03-17" },
	{ "es", "Comprar pintura hasta el 4 de abril", "2022-04-04" },
	{ "es", "a más tardar el lunes", "2022-02-21" },
	{ "es", "para el próximo viernes", "2022-02-18" },
	{ "es", "para mañana", "2022-02-17" },
	{ "es", "pasado mañana", "2022-02-18" },
	{ "es", "dentro de tres semanas", "2022-03-09" },
	{ "es", "antes de fin de mes", "2022-02-28" },
	{ "es", "abrir el local por la mañana", "" },
	{ "es", "leer el acta del 3 de marzo", "" },
	{ "pt", "Comprar tinta até sexta", "2022-02-18" },
	{ "pt", "Comprar tinta até sexta-feira", "2022-02-18" },
	{ "pt", "Comprar tinta até ao dia 4 de abril", "2022-04-04" },
	{ "pt", "antes de amanhã", "2022-02-17" },
	{ "pt", "até o fim de maio", "2022-05-31" },
	{ "pt", "daqui a duas semanas", "2022-03-02" },
	{ "it", "Comprare la vernice entro venerdì", "2022-02-18" },
	{ "it", "Comprare la vernice entro il 4 aprile", "2022-04-04" },
	{ "it", "prima del 4 aprile", "2022-04-04" },
	{ "it", "entro l'11 maggio", "2022-05-11" },
	{ "it", "entro l’11 maggio", "2022-05-11" },
	{ "it", "entro fine mese", "2022-02-28" },
	{ "it", "fra tre settimane", "2022-03-09" },
	{ "it", "entro domani", "2022-02-17" },
	{ "ro", "Cumpără vopsea până vineri", "2022-02-18" },
	{ "ro", "Cumpără vopsea pana vineri", "2022-02-18" },
	{ "ro", "până la 4 aprilie", "2022-04-04" },
	{ "ro", "până mâine", "2022-02-17" },
	{ "ro", "termen: 4 aprilie", "2022-04-04" },
	{ "ro", "peste două săptămâni", "2022-03-02" },
	{ "ro", "până la sfârșitul lunii mai", "2022-05-31" },
	{ "ro", "până la sfârșitul săptămânii", "2022-02-18" },
	{ "nl", "Verf kopen voor vrijdag", "2022-02-18" },
	{ "nl", "Verf kopen vóór 4 april", "2022-04-04" },
	{ "nl", "uiterlijk op maandag", "2022-02-21" },
	{ "nl", "voor eind mei", "2022-05-31" },
	{ "nl", "binnen twee weken", "2022-03-02" },
	{ "nl", "voor morgen", "2022-02-17" },
	{ "no", "Kjøpe maling innen fredag", "2022-02-18" },
	{ "no", "Kjøpe maling innen 4. april", "2022-04-04" },
	{ "no", "frist: 4. april", "2022-04-04" },
	{ "no", "innen utgangen av mai", "2022-05-31" },
	{ "no", "om to uker", "2022-03-02" },
	{ "no", "senest i morgen", "2022-02-17" },
};

static void
test_due(void)
{
	check_due(due_cases, G_N_ELEMENTS(due_cases));
}

static void
test_later_weekdays(void)
{
	static const Case cases[] = {
		{ "en", "by Friday", "2022-02-18" },
		{ "en", "by next Friday", "2022-02-18" },
		{ "en", "by Friday this week", "2022-02-18" },
		{ "en", "by Friday next week", "2022-02-25" },
		{ "en", "by Friday, next week", "2022-02-25" },
		{ "en", "by Friday of next week", "2022-02-25" },
		{ "en", "by next week Friday", "2022-02-25" },
		{ "en", "by next week on Tuesday", "2022-02-22" },
		{ "en", "by Friday in two weeks", "2022-03-04" },
		{ "en", "by Friday in a week", "2022-02-25" },
		{ "en", "by Friday week", "2022-02-25" },
		{ "en", "by the Friday after next", "2022-02-25" },
		{ "en", "a week from Friday", "2022-02-25" },
		{ "en", "two weeks from Friday", "2022-03-04" },
		{ "de", "bis Freitag nächster Woche", "2022-02-25" },
		{ "de", "bis nächsten Freitag", "2022-02-18" },
		{ "de", "bis übernächsten Freitag", "2022-02-25" },
		{ "de", "bis nächste Woche Freitag", "2022-02-25" },
		{ "de", "bis Freitag in zwei Wochen", "2022-03-04" },
		{ "fr", "d'ici vendredi prochain", "2022-02-18" },
		{ "fr", "d'ici vendredi de la semaine prochaine", "2022-02-25" },
		{ "fr", "d'ici vendredi en huit", "2022-02-25" },
		{ "fr", "d'ici vendredi dans deux semaines", "2022-03-04" },
		{ "es", "antes del viernes de la próxima semana", "2022-02-25" },
		{ "es", "antes del viernes de la semana que viene", "2022-02-25" },
		{ "es", "antes del próximo viernes", "2022-02-18" },
		{ "pt", "até sexta da próxima semana", "2022-02-25" },
		{ "pt", "até sexta da semana que vem", "2022-02-25" },
		{ "it", "entro venerdì della prossima settimana", "2022-02-25" },
		{ "it", "entro venerdì prossimo", "2022-02-18" },
		{ "ro", "până vineri săptămâna viitoare", "2022-02-25" },
		{ "ro", "până vinerea viitoare", "2022-02-18" },
		{ "nl", "voor vrijdag volgende week", "2022-02-25" },
		{ "nl", "voor vrijdag over twee weken", "2022-03-04" },
		{ "no", "innen fredag neste uke", "2022-02-25" },
		{ "no", "innen neste fredag", "2022-02-18" },
	};
	check_due(cases, G_N_ELEMENTS(cases));
}

/* A weekday that is not the coming one. */
static void
test_other_weekdays(void)
{
	static const Case cases[] = {
		{ "en", "every Friday", "" },
		{ "en", "last Friday", "" },
		{ "en", "the first Tuesday of the month", "" },
		{ "en", "3rd Saturday 14:00", "" },
		{ "en", "last Friday, May 6, 2022", "2022-05-06" },
		{ "en", "this Friday", "2022-02-18" },
		{ "de", "jeden Freitag", "" },
		{ "de", "am letzten Freitag", "" },
		{ "fr", "vendredi dernier", "" },
		{ "fr", "le premier vendredi", "" },
		{ "es", "el viernes pasado", "" },
		{ "es", "cada viernes", "" },
		{ "pt", "sexta passada", "" },
		{ "it", "venerdì scorso", "" },
		{ "ro", "vinerea trecută", "" },
		{ "nl", "elke vrijdag", "" },
		{ "no", "hver fredag", "" },
		{ "no", "forrige fredag", "" },
	};
	check_found(cases, G_N_ELEMENTS(cases));
}

static void
test_next_meeting(void)
{
	static const Case cases[] = {
		{ "en", "Next meeting: ~~March 13~~ March 20", "2022-03-20" },
		{ "en", "Next meeting: <del>March 13</del> March 20", "2022-03-20" },
		{ "en", "~~Next meeting: March 13~~", "" },
		{ "en", "Next meeting: March 13 (cancelled)", "" },
		{ "en", "Cancel the meeting on 29 May", "" },
		{ "en", "No meeting on May 29, next meeting on June 5", "2022-06-05" },
		{ "en", "The meeting on May 29 is cancelled, the next one is on June 5",
		  "2022-06-05" },
		{ "en", "The meeting on March 13 is moved to March 20", "2022-03-20" },
		{ "en", "The meeting is moved from March 13 to March 20", "2022-03-20" },
		{ "en", "Next meeting: Monday, March 13", "" }, /* a Sunday */
		{ "en", "Next meeting: kick off on March 13", "2022-03-13" },
		{ "de", "Nächstes Treffen: Mittwoch, 23.2., 19 Uhr", "2022-02-23" },
		{ "de", "Nächste Sitzung am 3. März 2022", "2022-03-03" },
		{ "de", "Das Treffen am 3. März fällt aus", "" },
		{ "de", "Das nächste Treffen ist verschoben auf den 10. März", "2022-03-10" },
		{ "fr", "Prochaine réunion le jeudi 3 mars à 19h", "2022-03-03" },
		{ "fr", "La réunion du 3 mars est annulée", "" },
		{ "fr", "La prochaine réunion du 3 mars est reportée au 10 mars", "2022-03-10" },
		{ "es", "Próxima reunión: jueves 03/03/2022", "2022-03-03" },
		{ "es", "La próxima reunión del 3 de marzo está cancelada", "" },
		{ "pt", "Próxima reunião: 3 de março às 19h", "2022-03-03" },
		{ "it", "Prossima riunione: giovedì 3 marzo", "2022-03-03" },
		{ "it", "La prossima riunione del 3 marzo è annullata", "" },
		{ "ro", "Următoarea ședință: joi, 3 martie", "2022-03-03" },
		{ "nl", "Volgende vergadering: donderdag 3 maart", "2022-03-03" },
		{ "nl", "De volgende vergadering op 3 maart gaat niet door", "" },
		{ "no", "Neste møte: torsdag 3. mars", "2022-03-03" },
		{ "no", "Neste møte 3. mars er avlyst", "" },
	};
	check_next(cases, G_N_ELEMENTS(cases));
}

static void
test_cells(void)
{
	static const struct {
		const char *cell, *day;
		DateOrder order;
	} cases[] = {
		{ "10-03", "2022-03-10", DATE_ORDER_DAY_FIRST },
		{ "03-10", "2022-03-10", DATE_ORDER_MONTH_FIRST },
		{ "10/03", "2022-03-10", DATE_ORDER_DAY_FIRST },
		{ "25-03", "2022-03-25", DATE_ORDER_UNKNOWN },
		{ "03/25", "2022-03-25", DATE_ORDER_UNKNOWN },
		{ "10-03", "2022-03-10", DATE_ORDER_UNKNOWN }, /* 3 October is far off */
		{ "03/10", "2022-03-10", DATE_ORDER_UNKNOWN },
		{ "03-04", "", DATE_ORDER_UNKNOWN }, /* either is soon */
		{ "10.03.", "2022-03-10", DATE_ORDER_UNKNOWN },
		{ "**10-03**", "2022-03-10", DATE_ORDER_DAY_FIRST },
		{ "2022-03-10", "2022-03-10", DATE_ORDER_UNKNOWN },
		{ "Friday", "2022-02-18", DATE_ORDER_UNKNOWN },
		{ "soon", "", DATE_ORDER_UNKNOWN },
		{ "2-3 days", "", DATE_ORDER_DAY_FIRST },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		NotesContext context = context_of("en");
		context.order = cases[i].order;
		g_autofree char *day = day_to_iso(date_of_cell(cases[i].cell, &context));
		g_test_message("%s", cases[i].cell);
		g_assert_cmpstr(day != NULL ? day : "", ==, cases[i].day);
	}
}

static void
test_order(void)
{
	Languages german = LANGUAGES_ENGLISH | language_by_code("de");
	static const struct {
		const char *text;
		DateOrder english, german;
	} cases[] = {
		{ "", DATE_ORDER_UNKNOWN, DATE_ORDER_DAY_FIRST },
		{ "on 06/02/2024", DATE_ORDER_UNKNOWN, DATE_ORDER_DAY_FIRST },
		{ "on 26/02/2024", DATE_ORDER_DAY_FIRST, DATE_ORDER_DAY_FIRST },
		{ "on 02/26/2024", DATE_ORDER_MONTH_FIRST, DATE_ORDER_MONTH_FIRST },
		{ "| 25-05 |", DATE_ORDER_DAY_FIRST, DATE_ORDER_DAY_FIRST },
		{ "24/7, 1/25, 2024-05-26", DATE_ORDER_UNKNOWN, DATE_ORDER_DAY_FIRST },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		const char *text = cases[i].text;
		g_test_message("%s", text);
		g_assert_cmpint(date_order_of_text(text, strlen(text), LANGUAGES_ENGLISH), ==,
		                cases[i].english);
		g_assert_cmpint(date_order_of_text(text, strlen(text), german), ==,
		                cases[i].german);
	}
	g_assert_cmpint(date_order_of_text("", 0, LANGUAGES_ALL), ==, DATE_ORDER_UNKNOWN);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/dates/whole", test_whole);
	g_test_add_func("/dates/calendar", test_calendar);
	g_test_add_func("/dates/due", test_due);
	g_test_add_func("/dates/later-weekdays", test_later_weekdays);
	g_test_add_func("/dates/other-weekdays", test_other_weekdays);
	g_test_add_func("/dates/next-meeting", test_next_meeting);
	g_test_add_func("/dates/cells", test_cells);
	g_test_add_func("/dates/order", test_order);
	return g_test_run();
}
