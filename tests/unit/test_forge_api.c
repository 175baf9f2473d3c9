/* test_forge_api.c - what forges are asked, and what their answers say. */
#include "render/forge_api.h"

#include <string.h>

enum {
	COUNT = 3
};

typedef struct {
	Linked linked[COUNT];
	ForgeQuestion questions[COUNT];
	ForgeQuestion *pointers[COUNT];
} Scene;

static void
scene_init(Scene *scene, ForgeKind forge)
{
	static const char *const repos[COUNT] = { "acme/tool", "Acme/Tool", "acme/other" };

	memset(scene, 0, sizeof *scene);
	for (guint i = 0; i < COUNT; i++) {
		scene->linked[i] = (Linked){ .known = TRUE,
			                     .forge = forge,
			                     .repo = (char *)repos[i],
			                     .request = i == 1,
			                     .number = i + 1 };
		scene->questions[i].linked = &scene->linked[i];
		scene->pointers[i] = &scene->questions[i];
	}
}

static char *
body_of(Scene *scene, gsize count)
{
	g_autoptr(GBytes) body = forge_body((const ForgeQuestion *const *)scene->pointers, count);

	return g_strndup(g_bytes_get_data(body, NULL), g_bytes_get_size(body));
}

static ForgeAnswerKind
read_graphql(Scene *scene, const char *text)
{
	g_auto(ForgeAnswer) answer = { 0 };

	forge_read_graphql(text, strlen(text), scene->pointers, COUNT, &answer);
	return answer.kind;
}

static void
test_github(void)
{
	Scene scene;
	scene_init(&scene, FORGE_GITHUB);
	g_autofree char *body = body_of(&scene, COUNT);

	g_assert_nonnull(strstr(body, "r0:repository(owner:\\\"acme\\\",name:\\\"tool\\\"){"
	                              "n1:issueOrPullRequest(number:1){...F} "
	                              "n2:issueOrPullRequest(number:2){...F} }"));
	g_assert_nonnull(strstr(body, "r2:repository(owner:\\\"acme\\\",name:\\\"other\\\"){n3:"));
	g_assert_null(strstr(body, "title"));
	g_assert_cmpint(
	    read_graphql(&scene,
	                 "{\"data\":{\"r0\":{\"n1\":{\"state\":\"OPEN\",\"isDraft\":true},"
	                 "\"n2\":{\"state\":\"MERGED\",\"mergedAt\":\"2026-03-01T10:00:00Z\"}},"
	                 "\"r2\":null},\"errors\":[{\"type\":\"NOT_FOUND\",\"path\":[\"r2\"]}]}"),
	    ==, FORGE_SAID);
	g_assert_cmpint(scene.questions[0].state, ==, LINKED_DRAFT);
	g_assert_cmpint(scene.questions[1].state, ==, LINKED_MERGED);
	g_assert_cmpint(scene.questions[1].changed, ==, 1772359200);
	g_assert_cmpint(scene.questions[2].state, ==, LINKED_MISSING);
}

static void
test_github_refusals(void)
{
	Scene scene;
	scene_init(&scene, FORGE_GITHUB);

	g_assert_cmpint(read_graphql(&scene, "{\"errors\":[{\"type\":\"RATE_LIMITED\"}]}"), ==,
	                FORGE_LIMITED);
	g_assert_cmpint(read_graphql(&scene, "{\"errors\":[{\"message\":\"no\"}]}"), ==,
	                FORGE_REFUSED);
	g_assert_cmpint(read_graphql(&scene, "{\"data\":null}"), ==, FORGE_GARBLED);
	g_assert_cmpint(read_graphql(&scene, "[]"), ==, FORGE_GARBLED);
	g_assert_cmpint(read_graphql(&scene, ""), ==, FORGE_GARBLED);
	/* a null without an error about it, and one about something else, say nothing */
	g_assert_cmpint(
	    read_graphql(
	        &scene, "{\"data\":{\"r0\":{\"n1\":null,\"n2\":{\"state\":\"GONE\"}},\"r2\":7},"
	                "\"errors\":[{\"type\":\"NOT_FOUND\",\"path\":[\"r9\"]},7,{\"path\":{}}]}"),
	    ==, FORGE_SAID);
	for (guint i = 0; i < COUNT; i++)
		g_assert_cmpint(scene.questions[i].state, ==, LINKED_UNKNOWN);
}

static void
test_gitlab(void)
{
	Scene scene;
	scene_init(&scene, FORGE_GITLAB);
	g_autofree char *body = body_of(&scene, 2);

	g_assert_nonnull(strstr(body, "project(fullPath:\\\"acme/tool\\\")"));
	g_assert_nonnull(strstr(body, "issues(iids:[\\\"1\\\"])"));
	g_assert_nonnull(strstr(body, "mergeRequests(iids:[\\\"2\\\"])"));
	g_assert_cmpint(
	    read_graphql(&scene,
	                 "{\"data\":{\"project\":{\"issues\":{\"nodes\":[null,{\"iid\":\"9\"},"
	                 "{\"iid\":\"1\",\"state\":\"opened\"}]},\"mergeRequests\":{\"nodes\":"
	                 "[{\"iid\":\"2\",\"state\":\"merged\"}]}}}}"),
	    ==, FORGE_SAID);
	g_assert_cmpint(scene.questions[0].state, ==, LINKED_OPEN);
	g_assert_cmpint(scene.questions[1].state, ==, LINKED_MERGED);
	g_assert_cmpint(scene.questions[2].state, ==, LINKED_MISSING);
	scene_init(&scene, FORGE_GITLAB);
	/* with an error it is not known what a null means */
	(void)read_graphql(&scene,
	                   "{\"data\":{\"project\":null},\"errors\":[{\"message\":\"x\"}]}");
	g_assert_cmpint(scene.questions[0].state, ==, LINKED_UNKNOWN);
	(void)read_graphql(&scene, "{\"data\":{\"project\":null}}");
	g_assert_cmpint(scene.questions[0].state, ==, LINKED_MISSING);
}

static LinkedState
read_issue(const char *text, ForgeAnswerKind kind)
{
	ForgeQuestion question = { 0 };
	g_auto(ForgeAnswer) answer = { 0 };

	forge_read_issue(text, strlen(text), &question, &answer);
	g_assert_cmpint(answer.kind, ==, kind);
	return question.state;
}

static void
test_rest(void)
{
	g_assert_cmpint(read_issue("{\"state\":\"open\"}", FORGE_SAID), ==, LINKED_OPEN);
	g_assert_cmpint(read_issue("{\"state\":\"open\",\"draft\":true}", FORGE_SAID), ==,
	                LINKED_DRAFT);
	g_assert_cmpint(read_issue("{\"state\":\"closed\"}", FORGE_SAID), ==, LINKED_CLOSED);
	g_assert_cmpint(
	    read_issue("{\"state\":\"closed\",\"state_reason\":\"not_planned\"}", FORGE_SAID), ==,
	    LINKED_NOT_PLANNED);
	g_assert_cmpint(read_issue("{\"state\":\"closed\",\"pull_request\":{\"merged_at\":"
	                           "\"2026-03-01T10:00:00Z\"}}",
	                           FORGE_SAID),
	                ==, LINKED_MERGED);
	g_assert_cmpint(
	    read_issue("{\"state\":\"closed\",\"pull_request\":{\"merged_at\":null}}", FORGE_SAID),
	    ==, LINKED_CLOSED);
	g_assert_cmpint(read_issue("{\"state\":\"ajar\"}", FORGE_GARBLED), ==, LINKED_UNKNOWN);
	g_assert_cmpint(read_issue("<html>", FORGE_GARBLED), ==, LINKED_UNKNOWN);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/forge-api/github", test_github);
	g_test_add_func("/forge-api/github-refusals", test_github_refusals);
	g_test_add_func("/forge-api/gitlab", test_gitlab);
	g_test_add_func("/forge-api/rest", test_rest);
	return g_test_run();
}
