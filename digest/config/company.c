/*
 * company.c - who tokens mean among the participants of a meeting.
 *
 * A group meets every week and writes its initials in every list: the same tokens among the same participants mean the
 * same persons, and are looked up once.
 */
#include "config/company.h"

#include "config/present.h"

#include <string.h>

enum {
	REMEMBERED_MAX = 4096 /* answers; then they are forgotten, so that memory does not follow the history */
};

typedef struct {
	TokenKind kind;
	GPtrArray *people; /* Person *, not owned */
} Answer;

struct Company {
	const Roster *roster;
	const GPtrArray *participants;
	Present *present;    /* of these, made when an answer is not known */
	GHashTable *answers; /* participants and token as written, a line each -> Answer * */
	GString *question;   /* the key: the participants, and behind them the token */
	gsize asked_of;      /* how much of it are the participants */
};

static void
answer_free(gpointer data)
{
	Answer *answer = data;

	g_ptr_array_unref(answer->people);
	g_free(answer);
}

Company *
company_new(const Roster *roster)
{
	Company *company = g_new0(Company, 1);

	company->roster = roster;
	company->answers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, answer_free);
	company->question = g_string_new(NULL);
	return company;
}

void
company_free(Company *company)
{
	if (company == NULL)
		return;
	present_free(company->present);
	g_hash_table_unref(company->answers);
	g_string_free(company->question, TRUE);
	g_free(company);
}

void
company_enter(Company *company, const GPtrArray *participants)
{
	g_clear_pointer(&company->present, present_free);
	company->participants = participants;
	g_string_truncate(company->question, 0);
	for (guint i = 0; i < participants->len; i++) {
		g_string_append(company->question, g_ptr_array_index(participants, i));
		g_string_append_c(company->question, '\n');
	}
	company->asked_of = company->question->len;
}

static Answer *
find_answer(Company *company, const char *token)
{
	Answer *answer = g_new(Answer, 1);

	if (company->present == NULL)
		company->present = present_new(company->roster, company->participants);
	answer->people = g_ptr_array_new();
	answer->kind = present_resolve(company->present, token, answer->people);
	return answer;
}

TokenKind
company_resolve(Company *company, const char *token, const GPtrArray **people)
{
	g_string_truncate(company->question, company->asked_of);
	g_string_append(company->question, token);
	Answer *answer = g_hash_table_lookup(company->answers, company->question->str);

	if (answer == NULL) {
		if (g_hash_table_size(company->answers) >= REMEMBERED_MAX)
			g_hash_table_remove_all(company->answers);
		answer = find_answer(company, token);
		g_hash_table_insert(company->answers, g_strdup(company->question->str), answer);
	}
	*people = answer->people;
	return answer->kind;
}
