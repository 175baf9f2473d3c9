/*
 * company.c - who tokens mean among the participants of a meeting.
 *
 * A group meets every week and writes its initials in every list: the same tokens among the same
 * participants mean the same persons, and are looked up once.
 */
#include "people/company.h"

#include "base/text_hash.h"
#include "present.h"

#include <string.h>

enum {
	REMEMBERED_MAX =
	    4096, /* answers; then they are forgotten, so that memory does not follow the history */
	LISTS_BYTES_MAX = 1 << 20 /* of lists of participants; then these are forgotten, too */
};

typedef struct {
	TokenKind kind;
	GPtrArray *people; /* Person *, not owned */
} Answer;

struct Company {
	const Roster *roster;
	GPtrArray *participants; /* NULL before the first */
	guint number;            /* theirs */
	Present *present;        /* of these, made when an answer is not known */
	GHashTable *lists;       /* participants as written, a line each -> their number, not 0 */
	gsize lists_bytes;
	guint numbers;       /* that are given */
	GHashTable *answers; /* number of the participants, and token as written -> Answer * */
	GString *question;   /* such a key */
	gsize asked_of;      /* how much of it is the number */
	GPtrArray *found; /* Person *, of the action being looked at; here, so that it is not made
	                     for each */
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
	company->lists = g_hash_table_new_full(text_hash, g_str_equal, g_free, NULL);
	company->answers = g_hash_table_new_full(text_hash, g_str_equal, g_free, answer_free);
	company->question = g_string_new(NULL);
	company->found = g_ptr_array_new();
	return company;
}

void
company_free(Company *company)
{
	if (company == NULL)
		return;
	g_clear_pointer(&company->participants, g_ptr_array_unref);
	present_free(company->present);
	g_hash_table_unref(company->lists);
	g_hash_table_unref(company->answers);
	g_string_free(company->question, TRUE);
	g_ptr_array_unref(company->found);
	g_free(company);
}

/* The number of a list of participants, which it takes: one number, one list. */
static guint
number_of(Company *company, char *list)
{
	guint number = GPOINTER_TO_UINT(g_hash_table_lookup(company->lists, list));
	if (number != 0) {
		g_free(list);
		return number;
	}
	if (company->lists_bytes > LISTS_BYTES_MAX) {
		g_hash_table_remove_all(company->lists);
		g_hash_table_remove_all(company->answers);
		company->lists_bytes = 0;
	}
	company->lists_bytes += strlen(list);
	g_hash_table_insert(company->lists, list, GUINT_TO_POINTER(++company->numbers));
	return company->numbers;
}

void
company_enter(Company *company, const GPtrArray *participants)
{
	/* the items of one meeting share their participants, and there may be thousands of both */
	if (participants == company->participants)
		return;

	GString *list = g_string_new(NULL);
	for (guint i = 0; i < participants->len; i++) {
		g_string_append(list, g_ptr_array_index(participants, i));
		g_string_append_c(list, '\n');
	}
	guint number = number_of(company, g_string_free(list, FALSE));
	if (number != company->number)
		g_clear_pointer(&company->present, present_free);
	company->number = number;
	g_clear_pointer(&company->participants, g_ptr_array_unref);
	company->participants = g_ptr_array_ref((GPtrArray *)participants);
	g_string_printf(company->question, "%u ", number);
	company->asked_of = company->question->len;
}

static const Present *
present_of(Company *company)
{
	if (company->present == NULL)
		company->present = present_new(company->roster, company->participants);
	return company->present;
}

static Answer *
find_answer(Company *company, const char *token)
{
	Answer *answer = g_new(Answer, 1);

	answer->people = g_ptr_array_new();
	answer->kind = present_resolve(present_of(company), token, answer->people);
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

void
company_strangers(Company *company, const char *token, GPtrArray *strangers)
{
	present_strangers(present_of(company), token, strangers);
}

Meant *
company_resolve_owners(Company *company, Action *action)
{
	GPtrArray *found = company->found;
	Meant *meant = g_new(Meant, action->owners->len);

	g_ptr_array_set_size(found, 0);
	for (guint i = 0; i < action->owners->len; i++) {
		const GPtrArray *people;
		TokenKind kind =
		    company_resolve(company, g_ptr_array_index(action->owners, i), &people);
		for (guint j = 0; kind != TOKEN_AMBIGUOUS && j < people->len; j++)
			people_add(found, g_ptr_array_index(people, j));
		meant[i] =
		    (Meant){ kind, kind == TOKEN_PERSON ? g_ptr_array_index(people, 0) : NULL };
	}
	g_ptr_array_set_size(action->people, 0);
	for (guint i = 0; i < found->len; i++)
		g_ptr_array_add(action->people,
		                g_strdup(((Person *)g_ptr_array_index(found, i))->id));
	return meant;
}

void
company_resolve_people(Company *company, Action *action)
{
	g_free(company_resolve_owners(company, action));
}
