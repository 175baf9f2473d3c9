/* verdict.c - whether an item is done when what it links to is. */
#include "forge/verdict.h"

#include "base/scan.h"
#include "base/text.h"
#include "find.h"

#include <string.h>

enum {
	LINKS_MAX = 20 /* an item that lists more is a list, and not one thing to do */
};

/*
 * The words that decide.  All are folded (text_fold()), and each stands here in the forms that
 * people write at the beginning of an item.
 */

/* An item that begins with one of these is about what it links to: "Review #683". */
static const char *const verbs[] = {
	"review",
	"reviews",
	"reviewing",
	"approve",
	"approves",
	"approving",
	"merge",
	"merges",
	"merging",
	"rebase",
	"rebases",
	"rebasing",
	"finish",
	"finishes",
	"finishing",
	"fix",
	"fixes",
	"fixing",
	"update",
	"updates",
	"updating",
	"close",
	"closes",
	"closing",
	"complete",
	"completes",
	"completing",
	"finalize",
	"finalizes",
	"finalizing",
	"land",
	"lands",
	"landing",
	"resolve",
	"resolves",
	"resolving",
	/* German, French, Spanish, Italian, Portuguese, Dutch, Romanian */
	"mergen",
	"rebasen",
	"reviewen",
	"schliessen",
	"fixen",
	"fusionner",
	"relire",
	"fermer",
	"corriger",
	"revisar",
	"fusionar",
	"cerrar",
	"corregir",
	"rivedere",
	"unire",
	"chiudere",
	"correggere",
	"rever",
	"fechar",
	"corrigir",
	"sluiten",
	"reviewt",
	"revizuieste",
	"inchide",
	"repara",
	"actualizeaza",
};

/* So is one that begins with two such words: "status of #12". */
static const char *const openings[][2] = {
	{ "status", "of" },  { "status", "on" },   { "state", "of" },  { "stand", "von" },
	{ "etat", "de" },    { "estado", "de" },   { "stato", "di" },  { "estado", "do" },
	{ "status", "van" }, { "stadiul", "lui" }, { "follow", "up" },
};

/* Words of no weight before the verb or beside the links: "please review PR #12 in acme". */
static const char *const fillers[] = {
	"please",  "pls",      "to",      "the",   "a",      "an",     "this",    "that",
	"our",     "my",       "his",     "her",   "their",  "will",   "todo",    "of",
	"on",      "in",       "by",      "pr",    "prs",    "mr",     "mrs",     "pull",
	"request", "requests", "merge",   "issue", "issues", "ticket", "tickets", "bug",
	"bugs",    "patch",    "patches", "bitte", "svp",
};

/*
 * A word that makes what it links to a condition or an example of something else to do, or adds
 * something else: "update the docs after #12", "review #12 and write the announcement".  Between
 * two links, or between two verbs of above, it changes nothing.
 */
static const char *const turns[] = {
	"after", "once",  "when",    "until",  "till",    "before",  "if",      "unless",
	"since", "like",  "as",      "from",   "based",   "using",   "because", "per",
	"then",  "also",  "and",     "or",     "plus",    "with",    "without", "for",
	"about", "where", "while",   "so",     "blocked", "instead", "similar", "see",
	"und",   "oder",  "nach",    "wenn",   "sobald",  "bis",     "bevor",   "fur",
	"et",    "ou",    "apres",   "quand",  "avant",   "pour",    "si",      "y",
	"e",     "o",     "despues", "cuando", "antes",   "para",    "dopo",    "quando",
	"prima", "per",   "depois",  "en",     "na",      "als",     "voordat", "voor",
	"si",    "sau",   "dupa",    "cand",   "inainte", "pentru",
};

/* Of these, the words that only join: "review #11 and #12", "review and merge #12". */
static const char *const joins[] = { "and", "or", "plus", "und", "oder", "et", "ou",
	                             "y",   "e",  "o",    "en",  "si",   "sau" };

static gboolean
has(const char *const *words, gsize count, const char *word)
{
	return text_index(words, count, word) >= 0;
}

#define HAS(words, word) has(words, G_N_ELEMENTS(words), word)

/* Returns the folded words of `rest`; a link is the word FORGE_PLACE. */
static GPtrArray *
split(const char *rest)
{
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *folded = text_fold(rest);

	for (const char *p = folded; *p != '\0';) {
		const char *start = p;
		while (scan_is_word_byte(*p))
			p++;
		if (p == start)
			p++;
		else
			g_ptr_array_add(words, g_strndup(start, (gsize)(p - start)));
		if (*start == FORGE_PLACE)
			g_ptr_array_add(words, g_strndup(start, 1));
	}
	return words;
}

static const char *
word_at(const GPtrArray *words, guint i)
{
	return i < words->len ? g_ptr_array_index(words, i) : "";
}

static gboolean
is_link(const char *word)
{
	return *word == FORGE_PLACE;
}

/* Says whether the words from `first` on turn to something besides the links. */
static gboolean
turns_away(const GPtrArray *words, guint first)
{
	for (guint i = first; i < words->len; i++) {
		if (!HAS(turns, word_at(words, i)))
			continue;
		guint next = i + 1;
		while (HAS(fillers, word_at(words, next)) && !HAS(verbs, word_at(words, next)))
			next++;
		const char *then = word_at(words, next);
		if (!HAS(joins, word_at(words, i)) || !(is_link(then) || HAS(verbs, then)))
			return TRUE;
	}
	return FALSE;
}

gboolean
verdict_is_about_links(const char *rest)
{
	g_autoptr(GPtrArray) words = split(rest);
	guint first = 0;

	while (HAS(fillers, word_at(words, first)) && !HAS(verbs, word_at(words, first)))
		first++;
	const char *verb = word_at(words, first), *second = word_at(words, first + 1);
	gboolean about = HAS(verbs, verb);
	for (gsize i = 0; i < G_N_ELEMENTS(openings); i++)
		about = about ||
		        (g_str_equal(verb, openings[i][0]) && g_str_equal(second, openings[i][1]));
	if (about)
		return !turns_away(words, first + 1);
	for (guint i = 0; i < words->len; i++)
		if (!is_link(word_at(words, i)) && !HAS(fillers, word_at(words, i)) &&
		    !g_str_equal(word_at(words, i), "and"))
			return FALSE;
	return words->len > 0;
}

gboolean
verdict_looks_done(const Config *config, const Action *action, Day today)
{
	const GPtrArray *all = action->linked;

	if (all == NULL || all->len > LINKS_MAX || action->done ||
	    (action->due != DAY_NONE && action->due >= today))
		return FALSE;
	for (guint i = 0; i < all->len; i++) {
		const Linked *linked = g_ptr_array_index(all, i);
		if (!linked->known || !linked_is_ended(linked->state) ||
		    !config->forges[linked->forge]->closes)
			return FALSE;
	}
	g_autofree char *rest = NULL;
	g_autoptr(GPtrArray) found = forge_find(config, action->text, &rest);
	return found != NULL && verdict_is_about_links(rest);
}

char *
verdict_by(const Action *action)
{
	gboolean seen[FORGE_COUNT] = { FALSE };
	g_autoptr(GString) names = g_string_new(NULL);

	for (guint i = 0; i < action->linked->len; i++)
		seen[((const Linked *)g_ptr_array_index(action->linked, i))->forge] = TRUE;
	for (guint i = 0; i < FORGE_COUNT; i++)
		if (seen[i])
			g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "",
			                       forge_name((ForgeKind)i));
	return g_strdup(names->str);
}
