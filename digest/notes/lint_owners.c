/* lint_owners.c - owners whom nobody knows, or who are two. */
#include "base/text.h"
#include "base/text_hash.h"
#include "lint_checks.h"
#include "lint_util.h"

enum {
	OWNERS_MAX = 200, /* of one file that are looked at: each is looked for in the lines around
	                     its item */
	LINES_BEFORE = 8, /* owners may stand above the list of their items */
};

/* Owners are read from the item's line or from above it. */
static void
find_position(const Source *source, const Action *action, const char *token, guint *line,
              guint *column)
{
	*line = action->line;
	*column = source_column(source, action->line);
	for (guint up = 0; up <= LINES_BEFORE && up < action->line; up++)
		if (source_find(source, action->line - up, action->line - up, token, line, column))
			return;
}

static char *
count_more(guint count)
{
	if (count < 2)
		return g_strdup("");
	return g_strdup_printf(" (of %u items in this file)", count);
}

static void
warn_ambiguous(const LintInput *input, const char *token, const char *names, guint line,
               guint column, guint count)
{
	g_autofree char *items = count_more(count);

	meeting_warn(input->meeting, line, column, "ambiguous-owner",
	             "the owner \"%s\"%s may be %s; nobody is reminded until it says who", token,
	             items, names);
}

/* Whom an ambiguous owner may mean, those among them whom the configuration does not know, too. */
static char *
name_candidates(const LintInput *input, const char *token, const GPtrArray *people)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (guint i = 0; i < people->len; i++)
		g_ptr_array_add(names, ((Person *)g_ptr_array_index(people, i))->name);
	resolve_unmatched(input->resolver, token, input->meeting->participants, names);
	return lint_join(names);
}

static void
check_owner(const LintInput *input, const Action *action, const char *token, guint count)
{
	const GPtrArray *people;
	TokenKind kind =
	    resolve_token(input->resolver, token, input->meeting->participants, &people);
	guint line = 0, column = 0;
	if (kind != TOKEN_UNKNOWN && kind != TOKEN_AMBIGUOUS)
		return;

	find_position(input->source, action, token, &line, &column);
	if (kind == TOKEN_AMBIGUOUS) {
		g_autofree char *names = name_candidates(input, token, people);
		warn_ambiguous(input, token, names, line, column, count);
		return;
	}
	g_autofree char *namesakes = lint_namesakes(input->roster, token);
	if (namesakes != NULL) {
		warn_ambiguous(input, token, namesakes, line, column, count);
		return;
	}
	g_autofree char *items = count_more(count);
	const char *meant = lint_guess_person(input->roster, token);
	meeting_warn(input->meeting, line, column, "unknown-owner",
	             "the configuration knows no person for the owner \"%s\"%s%s%s%s", token, items,
	             meant != NULL ? "; did you mean \"" : "", meant != NULL ? meant : "",
	             meant != NULL ? "\"?" : "");
}

/* How many items each owner has: folded token -> count. */
static GHashTable *
count_items(const Meeting *meeting)
{
	GHashTable *counts = g_hash_table_new_full(text_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < meeting->actions->len; i++) {
		const Action *action = g_ptr_array_index(meeting->actions, i);
		for (guint j = 0; j < action->owners->len; j++) {
			char *key = text_fold(g_ptr_array_index(action->owners, j));
			guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, key));
			g_hash_table_replace(counts, key, GUINT_TO_POINTER(count + 1));
		}
	}
	return counts;
}

void
lint_owners(const LintInput *input)
{
	const Meeting *meeting = input->meeting;
	if (roster_people(input->roster)->len == 0)
		return;

	g_autoptr(GHashTable) counts = count_items(meeting);
	guint looked = 0;
	for (guint i = 0; i < meeting->actions->len; i++) {
		const Action *action = g_ptr_array_index(meeting->actions, i);
		for (guint j = 0; j < action->owners->len; j++) {
			const char *token = g_ptr_array_index(action->owners, j);
			g_autofree char *key = text_fold(token);
			guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, key));
			if (count > 0 && looked++ < OWNERS_MAX)
				check_owner(input, action, token, count);
			g_hash_table_remove(counts, key);
		}
	}
}
