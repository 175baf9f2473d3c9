/* test_languages.c - headings, markers, owners and signs of all languages but English. */
#include "notes/headings.h"
#include "notes/item_status.h"
#include "notes/marker.h"
#include "notes/owners.h"

#include <string.h>

/* Words of one language: its code, then texts. */
typedef struct {
	const char *code;
	const char *texts[12];
} Texts;

static Languages
languages_of(const char *code)
{
	Languages language = language_by_code(code);

	g_assert_cmpuint(language, !=, 0);
	return language | LANGUAGES_ENGLISH;
}

static SectionKind
section_of(const char *code, const char *heading)
{
	HeadingState state = { 0 };

	g_test_message("%s: %s", code, heading);
	return heading_begins_section(&state, languages_of(code), heading, 2, NULL);
}

static void
check_sections(const Texts *rows, gsize count, SectionKind kind)
{
	for (gsize i = 0; i < count; i++)
		for (const char *const *text = rows[i].texts; *text != NULL; text++)
			g_assert_cmpint(section_of(rows[i].code, *text), ==, kind);
}

static void
test_headings_of_actions(void)
{
	static const Texts rows[] = {
		{ "de",
		  { "Aufgaben", "Offene Aufgaben", "Aufgabenverteilung", "ToDo-Liste",
		    "Nächste Schritte", "naechste Schritte", "Maßnahmen", "MASSNAHMEN" } },
		{ "fr",
		  { "Actions à mener", "ACTIONS A MENER", "À faire", "Plan d’action", "Tâches",
		    "Prochaines étapes", "Relevé d'actions" } },
		{ "es",
		  { "Tareas", "Acciones pendientes", "Tareas y reparto", "Próximos pasos",
		    "Tareas asignadas", "Plan de acción", "Pendientes" } },
		{ "pt",
		  { "Tarefas", "Encaminhamentos", "Ações e prazos", "Próximos passos", "Pendências",
		    "Plano de ação" } },
		{ "it", { "Azioni", "Compiti", "Da fare", "Prossimi passi", "Azioni da fare" } },
		{ "ro",
		  { "Sarcini", "De făcut", "Acțiuni", "Pașii următori", "Sarcini de facut" } },
		{ "nl", { "Actiepunten", "Actielijst", "Acties", "Taken", "Vervolgstappen" } },
		{ "no",
		  { "Oppgaver", "Oppgåver", "Aksjonspunkter", "Neste steg", "Gjøremål",
		    "Veien videre", "Avtalt oppfølging" } },
	};
	check_sections(rows, G_N_ELEMENTS(rows), SECTION_ACTIONS);
}

static void
test_headings_of_decisions(void)
{
	static const Texts rows[] = {
		{ "de", { "Beschlüsse", "Entscheidungen und Aufgaben", "BESCHLUSS" } },
		{ "fr", { "Décisions", "Décisions et actions", "Délibérations" } },
		{ "es", { "Acuerdos", "Decisiones", "Puntos acordados" } },
		{ "pt", { "Decisões", "Discussões e Decisões", "Deliberações" } },
		{ "it", { "Decisioni", "Delibere" } },
		{ "ro", { "Decizii", "Hotărâri", "Decizii și acțiuni luate" } },
		{ "nl", { "Besluiten", "Afspraken", "Besluitenlijst" } },
		{ "no", { "Vedtak", "Beslutninger", "Avgjerder" } },
	};
	check_sections(rows, G_N_ELEMENTS(rows), SECTION_DECISIONS);
}

/* Reviews of earlier actions, and topics. */
static void
test_other_headings(void)
{
	static const Texts rows[] = {
		{ "de",
		  { "Aufgaben vom letzten Treffen: Rückblick", "Aufgabenbereiche", "Finanzen",
		    "Status der Aufgaben", "Unsere Aktionen im Sommer" } },
		{ "fr",
		  { "Suivi des actions", "Actions de la dernière réunion", "Trésorerie",
		    "Actions réalisées" } },
		{ "es", { "Revisión de tareas anteriores", "Tareas realizadas", "Presupuesto" } },
		{ "pt", { "Revisão das tarefas anteriores", "Tarefas concluídas", "Orçamento" } },
		{ "it", { "Verifica delle azioni precedenti", "Attività svolte", "Bilancio" } },
		{ "ro", { "Revizuirea sarcinilor: sarcini anterioare", "Buget" } },
		{ "nl", { "Actiepunten vorige vergadering", "Begroting" } },
		{ "no",
		  { "Gjennomgang av oppgaver", "Oppfølging av oppgåver frå førre møte",
		    "Økonomi" } },
	};
	check_sections(rows, G_N_ELEMENTS(rows), SECTION_NONE);
}

typedef gboolean HeadingTest(Languages languages, const char *heading);

static void
check_headings(HeadingTest *test, const Texts *rows, gsize count)
{
	for (gsize i = 0; i < count; i++) {
		for (const char *const *text = rows[i].texts; *text != NULL; text++) {
			g_test_message("%s: %s", rows[i].code, *text);
			g_assert_true(test(languages_of(rows[i].code), *text));
			g_assert_false(test(LANGUAGES_ENGLISH, *text));
		}
	}
}

static void
test_attendance(void)
{
	static const Texts rows[] = {
		{ "de", { "Anwesend", "Anwesende Mitglieder", "Teilnehmer*innen", "Anwesenheit" } },
		{ "fr", { "Présents", "Personnes présentes", "Présent·e·s", "PRESENTS (5)" } },
		{ "es", { "Asistentes", "Control asistencia", "Asisten a la reunión" } },
		{ "pt", { "Participantes", "Membros Presentes", "Lista de presença" } },
		{ "it", { "Presenti", "Partecipanti" } },
		{ "ro", { "Prezenți", "Participanți", "Prezenti" } },
		{ "nl", { "Aanwezig", "Aanwezigen", "Deelnemers" } },
		{ "no", { "Til stede", "Til stades", "Tilstede", "Deltakarar" } },
	};
	check_headings(heading_is_attendance, rows, G_N_ELEMENTS(rows));
}

static void
test_agenda(void)
{
	static const Texts rows[] = {
		{ "de", { "Tagesordnung", "Tagesordnungspunkte" } },
		{ "fr", { "Ordre du jour", "ODJ" } },
		{ "es", { "Orden del día", "Temas a tratar" } },
		{ "pt", { "Pauta", "Ordem de trabalhos" } },
		{ "it", { "Ordine del giorno", "OdG" } },
		{ "ro", { "Ordinea de zi" } },
		{ "nl", { "Agendapunten" } },
		{ "no", { "Saksliste", "Sakliste", "Dagsorden" } },
	};
	check_headings(heading_is_agenda, rows, G_N_ELEMENTS(rows));
}

static void
test_next_meeting(void)
{
	static const Texts rows[] = {
		{ "de", { "Nächstes Treffen", "Naechste Sitzung", "Termin der nächsten Sitzung" } },
		{ "fr", { "Prochaine réunion", "Prochain CA", "Date de la prochaine réunion" } },
		{ "es", { "Próxima reunión", "Proxima Reunion", "Siguiente reunión" } },
		{ "pt", { "Próxima reunião", "Data da próxima reunião" } },
		{ "it", { "Prossima riunione", "Prossimo incontro" } },
		{ "ro", { "Următoarea ședință", "Urmatoarea intalnire" } },
		{ "nl", { "Volgende vergadering", "Datum volgende vergadering" } },
		{ "no", { "Neste møte", "Neste styremøte" } },
	};
	check_headings(heading_is_next_meeting, rows, G_N_ELEMENTS(rows));
}

/* Each text begins with a marker; what follows it is `Nora ...`. */
static void
test_markers(void)
{
	static const Texts rows[] = {
		{ "de",
		  { "AUFGABE: Nora misst", "**Aufgabe:** Nora misst", "[AUFGABE] Nora misst" } },
		{ "fr",
		  { "À FAIRE : Nora mesure", "Tâche : Nora mesure", "[A FAIRE] Nora mesure" } },
		{ "es", { "TAREA: Nora mide", "**Acción:** Nora mide", "[ACCIÓN] Nora mide" } },
		{ "pt", { "TAREFA: Nora mede", "**Ação:** Nora mede", "A FAZER: Nora mede" } },
		{ "it", { "DA FARE: Nora misura", "**Azione:** Nora misura" } },
		{ "ro", { "SARCINĂ: Nora măsoară", "DE FĂCUT: Nora măsoară" } },
		{ "nl", { "ACTIE: Nora meet", "**Actiepunt:** Nora meet", "[ACTIE] Nora meet" } },
		{ "no",
		  { "OPPGAVE: Nora måler", "OPPGÅVE: Nora måler", "**Tiltak:** Nora måler" } },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		for (const char *const *text = rows[i].texts; *text != NULL; text++) {
			Marker marker;
			g_test_message("%s: %s", rows[i].code, *text);
			g_assert_true(marker_read(languages_of(rows[i].code), *text,
			                          MARKER_AT_START, &marker));
			g_assert_true(g_str_has_prefix(marker.text, "Nora "));
		}
	}
}

/* A line of a language, and the owners of it joined by `|`, NULL for none. */
typedef struct {
	const char *code, *line, *owners;
} Owned;

static void
check_owners(const Owned *cases, gsize count)
{
	static const char *const people[] = { "Nora Lind", "Ben Ash", "Jörg Weiß" };
	g_autoptr(GPtrArray) participants = g_ptr_array_new();

	for (gsize i = 0; i < G_N_ELEMENTS(people); i++)
		g_ptr_array_add(participants, (gpointer)people[i]);
	for (gsize i = 0; i < count; i++) {
		g_autoptr(OwnerNames) names =
		    owner_names_new(languages_of(cases[i].code), participants);
		g_autofree char *owners = NULL;
		OwnerPrefix prefix;
		if (owner_prefix_read(names, cases[i].line, &prefix)) {
			g_autoptr(GPtrArray) found = owner_prefix_owners(&prefix);
			g_ptr_array_add(found, NULL);
			owners = g_strjoinv("|", (char **)found->pdata);
		}
		g_test_message("%s: %s", cases[i].code, cases[i].line);
		g_assert_cmpstr(owners, ==, cases[i].owners);
	}
}

static void
test_owners(void)
{
	static const Owned cases[] = {
		{ "de", "Nora und Jörg: Farbe kaufen", "Nora|Jörg" },
		{ "de", "Für Nora: die Schlüssel", "Nora" },
		{ "de", "Alle: Termine eintragen", "Alle" },
		{ "de", "Alle Mitglieder: Termine eintragen", "Alle Mitglieder" },
		{ "fr", "Nora et Ben : acheter la peinture", "Nora|Ben" },
		{ "fr", "Pour Nora : les clés", "Nora" },
		{ "fr", "Tout le monde : venir samedi", "Tout le monde" },
		{ "fr", "Nora doit appeler", "Nora" },
		{ "es", "Nora y Ben: comprar pintura", "Nora|Ben" },
		{ "es", "Para Nora: las llaves", "Nora" },
		{ "es", "Todo el equipo: venir el sábado", "Todo el equipo" },
		{ "es", "Nora debe llamar", "Nora" },
		{ "pt", "Nora e Ben: comprar tinta", "Nora|Ben" },
		{ "pt", "Nora ficou de ligar", "Nora" },
		{ "pt", "Todos os membros: vir no sábado", "Todos os membros" },
		{ "it", "Nora e Ben: comprare la vernice", "Nora|Ben" },
		{ "it", "Per Nora: le chiavi", "Nora" },
		{ "it", "Tutti: compilare il calendario", "Tutti" },
		{ "ro", "Nora și Ben: cumpără vopsea", "Nora|Ben" },
		{ "ro", "Pentru Nora: cheile", "Nora" },
		{ "ro", "Toți: completați calendarul", "Toți" },
		{ "nl", "Nora en Ben: verf kopen", "Nora|Ben" },
		{ "nl", "Voor Nora: de sleutels", "Nora" },
		{ "nl", "Iedereen: de kalender invullen", "Iedereen" },
		{ "no", "Nora og Ben: kjøpe maling", "Nora|Ben" },
		{ "no", "Til Nora: nøklene", "Nora" },
		{ "no", "Alle: fylle ut kalenderen", "Alle" },
		{ "no", "Nora skal ringe", "Nora" },
	};
	check_owners(cases, G_N_ELEMENTS(cases));
}

/* Words with capitals or foreign letters that many lines begin with. */
static void
test_labels_own_nothing(void)
{
	static const Owned cases[] = {
		{ "de", "Küche: aufräumen", NULL },
		{ "de", "Datum: Donnerstag", NULL },
		{ "de", "Vorbereitung: Tische stellen", NULL },
		{ "de", "Beschlüsse: keine", NULL },
		{ "fr", "Trésorerie : vérifier la caisse", NULL },
		{ "fr", "Matériel : ranger", NULL },
		{ "fr", "Décision : oui", NULL },
		{ "es", "Lugar: la sede", NULL },
		{ "es", "Cocina: ordenar", NULL },
		{ "es", "Planificación: buscar una fecha", NULL },
		{ "pt", "Discussão: longa", NULL },
		{ "pt", "Responsáveis: os de sempre", NULL },
		{ "it", "Cucina: riordinare", NULL },
		{ "it", "Illuminazione: comprare le lampade", NULL },
		{ "ro", "Bucătărie: curățenie", NULL },
		{ "nl", "Keuken: opruimen", NULL },
		{ "no", "Økonomi: alt vel", NULL },
		{ "no", "Møteleder: den eldste", NULL },
	};
	check_owners(cases, G_N_ELEMENTS(cases));
}

static void
test_placeholders(void)
{
	static const Texts nothing[] = {
		{ "de", { "keine", "Keine.", "entfällt" } },
		{ "fr", { "aucune", "néant", "RAS" } },
		{ "es", { "ninguna", "Ninguno." } },
		{ "pt", { "nenhuma", "Não houve" } },
		{ "it", { "nessuna", "niente" } },
		{ "ro", { "nimic", "niciuna" } },
		{ "nl", { "geen", "n.v.t." } },
		{ "no", { "ingen", "ingenting" } },
	};
	static const Texts unfilled[] = {
		{ "de", { "noch offen" } },       { "fr", { "à définir", "A définir" } },
		{ "es", { "por determinar" } },   { "pt", { "a definir" } },
		{ "it", { "da definire" } },      { "ro", { "de stabilit" } },
		{ "nl", { "nader te bepalen" } }, { "no", { "ikke bestemt" } },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(nothing); i++)
		for (const char *const *text = nothing[i].texts; *text != NULL; text++) {
			g_test_message("%s", *text);
			g_assert_cmpint(
			    vocabulary_placeholder(languages_of(nothing[i].code), *text), ==,
			    PLACEHOLDER_NOTHING);
		}
	for (gsize i = 0; i < G_N_ELEMENTS(unfilled); i++)
		for (const char *const *text = unfilled[i].texts; *text != NULL; text++) {
			g_test_message("%s", *text);
			g_assert_cmpint(
			    vocabulary_placeholder(languages_of(unfilled[i].code), *text), ==,
			    PLACEHOLDER_UNFILLED);
		}
}

/* What is written after a text that is done. */
static void
test_done(void)
{
	static const Texts rows[] = {
		{ "de", { "Tor streichen ERLEDIGT", "Tor streichen (erledigt)" } },
		{ "fr", { "Peindre FAIT", "Peindre [fait]" } },
		{ "es", { "Pintar HECHO", "Pintar (hecho)" } },
		{ "pt", { "Pintar FEITO", "Pintar (feito)" } },
		{ "it", { "Dipingere FATTO", "Dipingere (fatto)" } },
		{ "ro", { "Vopsit GATA", "Vopsit (gata)" } },
		{ "nl", { "Verven KLAAR", "Verven (klaar)" } },
		{ "no", { "Male FERDIG", "Male (ferdig)" } },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
		for (const char *const *text = rows[i].texts; *text != NULL; text++) {
			g_autoptr(GString) trimmed = g_string_new(*text);
			ItemStatus status = { 0 };
			g_test_message("%s", *text);
			item_status_trim(languages_of(rows[i].code), trimmed, &status);
			g_assert_true(status.done);
			g_assert_null(strpbrk(trimmed->str, "(["));
		}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/languages/headings_of_actions", test_headings_of_actions);
	g_test_add_func("/languages/headings_of_decisions", test_headings_of_decisions);
	g_test_add_func("/languages/other_headings", test_other_headings);
	g_test_add_func("/languages/attendance", test_attendance);
	g_test_add_func("/languages/agenda", test_agenda);
	g_test_add_func("/languages/next_meeting", test_next_meeting);
	g_test_add_func("/languages/markers", test_markers);
	g_test_add_func("/languages/owners", test_owners);
	g_test_add_func("/languages/labels_own_nothing", test_labels_own_nothing);
	g_test_add_func("/languages/placeholders", test_placeholders);
	g_test_add_func("/languages/done", test_done);
	return g_test_run();
}
