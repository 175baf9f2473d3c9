/*
 * fuzz_forge.c - what forges may answer, and what notes may link to.
 *
 * The first letter says what the rest is: G of GitHub's GraphQL, L of GitLab's, R of REST, M a
 * refusal, T the text of an item.
 */
#include "forge/find.h"
#include "forge/verdict.h"
#include "render/forge_api.h"

#include <string.h>

enum {
	COUNT = 4
};

int LLVMFuzzerTestOneInput(const guint8 *bytes, gsize size);

static void
check_question(const ForgeQuestion *question)
{
	g_assert(question->state <= LINKED_MISSING);
	g_assert(question->changed >= 0);
	g_assert(question->changed == 0 || linked_is_ended(question->state));
}

static void
check_answer(const ForgeAnswer *answer)
{
	g_assert(answer->kind <= FORGE_GARBLED);
	g_assert(answer->message == NULL || g_utf8_validate(answer->message, -1, NULL));
}

static void
graphql(ForgeKind forge, const char *text, gsize length)
{
	Linked linked[COUNT] = { 0 };
	ForgeQuestion questions[COUNT] = { 0 }, *pointers[COUNT];
	g_auto(ForgeAnswer) answer = { 0 };

	for (guint i = 0; i < COUNT; i++) {
		linked[i] = (Linked){ .forge = forge,
			              .repo = (char *)(i < 3 ? "acme/tool" : "acme/other"),
			              .request = i == 2,
			              .number = i + 1 };
		questions[i].linked = &linked[i];
		pointers[i] = &questions[i];
	}
	forge_read_graphql(text, length, pointers, COUNT, &answer);
	check_answer(&answer);
	for (guint i = 0; i < COUNT; i++) {
		check_question(&questions[i]);
		g_assert(answer.kind == FORGE_SAID || questions[i].state == LINKED_UNKNOWN);
	}
}

static void
rest(const char *text, gsize length)
{
	ForgeQuestion question = { 0 };
	g_auto(ForgeAnswer) answer = { 0 };
	g_autofree char *message = forge_read_message(text, length);

	forge_read_issue(text, length, &question, &answer);
	check_answer(&answer);
	check_question(&question);
	g_assert((question.state != LINKED_UNKNOWN) == (answer.kind == FORGE_SAID));
	g_assert(message == NULL || g_utf8_validate(message, -1, NULL));
}

/* What is found can be asked for: it has a repository and a number, and nothing else gets into a
 * URL or a query. */
static void
check_known(const Linked *linked)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	                              "0123456789._-/";

	g_assert(linked->number > 0 && linked->key != NULL);
	g_assert(strspn(linked->repo, allowed) == strlen(linked->repo));
	g_assert(strchr(linked->repo, '/') != NULL && strstr(linked->repo, "//") == NULL);
	g_auto(GStrv) parts = g_strsplit(linked->repo, "/", -1);
	for (char **part = parts; *part != NULL; part++)
		g_assert(**part != '\0' && strcmp(*part, ".") != 0 && strcmp(*part, "..") != 0);
}

static void
item(const char *text)
{
	ForgeSettings forges[FORGE_COUNT] = { 0 };
	Config config = { 0 };
	g_autofree char *left = NULL;
	g_autoptr(GPtrArray) owners = g_ptr_array_new();

	g_ptr_array_add(owners, (gpointer) "acme");
	for (guint i = 0; i < FORGE_COUNT; i++) {
		forges[i] = (ForgeSettings){ .kind = (ForgeKind)i,
			                     .web = (char *)(i == 0   ? "https://github.com"
			                                     : i == 1 ? "https://gitlab.com"
			                                              : "https://codeberg.org"),
			                     .owners = owners };
		config.forges[i] = &forges[i];
	}
	g_autoptr(GPtrArray) found = forge_find(&config, text, &left);
	for (guint i = 0; found != NULL && i < found->len; i++) {
		const Linked *linked = g_ptr_array_index(found, i);
		if (linked->known)
			check_known(linked);
	}
	(void)verdict_is_about_links(left);
}

int
LLVMFuzzerTestOneInput(const guint8 *bytes, gsize size)
{
	if (size < 1 || size > 4096)
		return 0;
	const char *text = (const char *)bytes + 1;
	g_autofree char *line = g_utf8_make_valid(text, (gssize)size - 1);

	if (bytes[0] == 'G')
		graphql(FORGE_GITHUB, text, size - 1);
	else if (bytes[0] == 'L')
		graphql(FORGE_GITLAB, text, size - 1);
	else if (bytes[0] == 'T')
		item(line);
	else
		rest(text, size - 1);
	return 0;
}
