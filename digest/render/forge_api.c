/* forge_api.c - what forges are asked, and what they answer. */
#include "render/forge_api.h"

#include "base/day.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum {
	MESSAGE_MAX = 200 /* bytes of what a forge says that are shown */
};

static const char github_fields[] =
    "fragment F on IssueOrPullRequest{__typename ...on Issue{state stateReason closedAt} ...on "
    "PullRequest{state isDraft mergedAt closedAt}}";

void
forge_answer_clear(ForgeAnswer *answer)
{
	g_clear_pointer(&answer->message, g_free);
}

static gboolean
is_same_repo(const ForgeQuestion *a, const ForgeQuestion *b)
{
	return g_ascii_strcasecmp(a->linked->repo, b->linked->repo) == 0;
}

/* Returns the index of the first question about the same repository, which names it: "r3". */
static gsize
repo_index(const ForgeQuestion *const *questions, gsize i)
{
	gsize first = 0;

	while (!is_same_repo(questions[first], questions[i]))
		first++;
	return first;
}

/* The names consist of letters, digits, dots, lines and slashes (Linked.repo). */
static void
add_github(GString *query, const ForgeQuestion *const *questions, gsize count)
{
	g_string_append(query, "query{");
	for (gsize i = 0; i < count; i++) {
		if (repo_index(questions, i) != i)
			continue;
		g_auto(GStrv) parts = g_strsplit(questions[i]->linked->repo, "/", 2);
		g_string_append_printf(query,
		                       "r%" G_GSIZE_FORMAT ":repository(owner:\"%s\",name:"
		                       "\"%s\"){",
		                       i, parts[0], parts[1] != NULL ? parts[1] : "");
		for (gsize k = i; k < count; k++)
			if (is_same_repo(questions[k], questions[i]))
				g_string_append_printf(
				    query, "n%u:issueOrPullRequest(number:%u){...F} ",
				    questions[k]->linked->number, questions[k]->linked->number);
		g_string_append(query, "} ");
	}
	g_string_append_printf(query, "} %s", github_fields);
}

static void
add_iids(GString *query, const ForgeQuestion *const *questions, gsize count, gboolean requests,
         const char *start, const char *end)
{
	guint added = 0;

	for (gsize i = 0; i < count; i++) {
		if (questions[i]->linked->request != requests)
			continue;
		g_string_append_printf(query, "%s\"%u\"", added == 0 ? start : ",",
		                       questions[i]->linked->number);
		added++;
	}
	if (added > 0)
		g_string_append(query, end);
}

static void
add_gitlab(GString *query, const ForgeQuestion *const *questions, gsize count)
{
	g_string_append_printf(query, "query{project(fullPath:\"%s\"){id ",
	                       questions[0]->linked->repo);
	add_iids(query, questions, count, FALSE, "issues(iids:[", "]){nodes{iid state closedAt}} ");
	add_iids(query, questions, count, TRUE, "mergeRequests(iids:[",
	         "]){nodes{iid state draft mergedAt}}");
	g_string_append(query, "}}");
}

GBytes *
forge_body(const ForgeQuestion *const *questions, gsize count)
{
	g_autoptr(GString) query = g_string_new(NULL);

	if (questions[0]->linked->forge == FORGE_GITLAB)
		add_gitlab(query, questions, count);
	else
		add_github(query, questions, count);
	json_t *body = json_pack("{s:s}", "query", query->str);
	char *text = json_dumps(body, JSON_COMPACT);
	GBytes *bytes = g_bytes_new(text, strlen(text));
	free(text);
	json_decref(body);
	return bytes;
}

static const char *
text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text != NULL ? text : "";
}

static char *
copy_message(const json_t *object)
{
	const char *text = text_of(object, "message");
	if (*text == '\0')
		return NULL;

	g_autofree char *cut = g_strndup(text, MESSAGE_MAX);
	return g_utf8_make_valid(cut, -1);
}

/* Unix seconds of a date of the API, such as "2026-03-01T10:00:00Z"; 0 for anything else. */
static gint64
time_of(const json_t *object, const char *key)
{
	const char *text = text_of(object, key);
	g_autoptr(GDateTime) time =
	    strlen(text) < 40 ? g_date_time_new_from_iso8601(text, NULL) : NULL;
	gint64 seconds = time != NULL ? g_date_time_to_unix(time) : 0;

	return seconds > 0 && g_date_time_get_year(time) < 9999 ? seconds : 0;
}

static void
set_open(ForgeQuestion *question, gboolean draft)
{
	question->state = draft ? LINKED_DRAFT : LINKED_OPEN;
	question->changed = 0;
}

static void
set_ended(ForgeQuestion *question, LinkedState state, const json_t *object, const char *first,
          const char *second)
{
	question->state = state;
	question->changed = time_of(object, first);
	if (question->changed == 0 && second != NULL)
		question->changed = time_of(object, second);
}

/* Reads an object of GraphQL: of GitHub in capitals, of GitLab in small letters. */
static void
read_node(const json_t *node, ForgeQuestion *question)
{
	const char *state = text_of(node, "state"), *reason = text_of(node, "stateReason");
	gboolean draft = json_is_true(json_object_get(node, "isDraft")) ||
	                 json_is_true(json_object_get(node, "draft"));

	if (g_ascii_strcasecmp(state, "open") == 0 || g_ascii_strcasecmp(state, "opened") == 0 ||
	    g_ascii_strcasecmp(state, "locked") == 0)
		set_open(question, draft);
	else if (g_ascii_strcasecmp(state, "merged") == 0)
		set_ended(question, LINKED_MERGED, node, "mergedAt", "closedAt");
	else if (g_ascii_strcasecmp(state, "closed") == 0)
		set_ended(question,
		          strcmp(reason, "NOT_PLANNED") == 0 || strcmp(reason, "DUPLICATE") == 0
		              ? LINKED_NOT_PLANNED
		              : LINKED_CLOSED,
		          node, "closedAt", NULL);
}

/* Says whether an error of GraphQL is that of a thing that is not there, or not to be seen. */
static gboolean
is_missing_error(const json_t *error)
{
	const char *type = text_of(error, "type");

	return strcmp(type, "NOT_FOUND") == 0 || strcmp(type, "FORBIDDEN") == 0;
}

/* Says whether an error's path is that of a repository, or of a number in it. */
static gboolean
has_path(const json_t *error, const char *repo, const char *number)
{
	const json_t *path = json_object_get(error, "path");
	const char *first = json_string_value(json_array_get(path, 0));
	const char *second = json_string_value(json_array_get(path, 1));

	return first != NULL && strcmp(first, repo) == 0 &&
	       (second == NULL || strcmp(second, number) == 0);
}

static gboolean
is_missing(const json_t *errors, const char *repo, const char *number)
{
	for (gsize i = 0; i < json_array_size(errors); i++) {
		const json_t *error = json_array_get(errors, i);
		if (is_missing_error(error) && has_path(error, repo, number))
			return TRUE;
	}
	return FALSE;
}

static void
read_github(const json_t *data, const json_t *errors, ForgeQuestion *const *questions, gsize count)
{
	for (gsize i = 0; i < count; i++) {
		gsize at = repo_index((const ForgeQuestion *const *)questions, i);
		g_autofree char *repo = g_strdup_printf("r%" G_GSIZE_FORMAT, at);
		g_autofree char *number = g_strdup_printf("n%u", questions[i]->linked->number);
		const json_t *node = json_object_get(json_object_get(data, repo), number);
		if (json_is_object(node))
			read_node(node, questions[i]);
		else if (is_missing(errors, repo, number))
			questions[i]->state = LINKED_MISSING;
	}
}

/* Finds the node of a number, which GitLab gives as text. */
static const json_t *
find_iid(const json_t *nodes, guint number)
{
	for (gsize i = 0; i < json_array_size(nodes); i++) {
		const json_t *node = json_array_get(nodes, i);
		guint64 iid = 0;
		if (g_ascii_string_to_unsigned(text_of(node, "iid"), 10, 1, G_MAXUINT, &iid,
		                               NULL) &&
		    iid == number)
			return node;
	}
	return NULL;
}

/* GitLab leaves out what is not there, and what may not be seen. */
static void
read_gitlab(const json_t *data, const json_t *errors, ForgeQuestion *const *questions, gsize count)
{
	const json_t *project = json_object_get(data, "project");

	if (json_array_size(errors) > 0 || !(json_is_null(project) || json_is_object(project)))
		return;
	for (gsize i = 0; i < count; i++) {
		const char *kind = questions[i]->linked->request ? "mergeRequests" : "issues";
		const json_t *nodes = json_object_get(json_object_get(project, kind), "nodes");
		const json_t *node = find_iid(nodes, questions[i]->linked->number);
		if (node != NULL)
			read_node(node, questions[i]);
		else if (json_is_null(project) || json_is_array(nodes))
			questions[i]->state = LINKED_MISSING;
	}
}

void
forge_read_graphql(const char *text, gsize length, ForgeQuestion *const *questions, gsize count,
                   ForgeAnswer *answer)
{
	json_t *root = json_loadb(text, length, 0, NULL);
	const json_t *data = json_object_get(root, "data"),
	             *errors = json_object_get(root, "errors");
	const json_t *first = json_array_get(errors, 0);

	*answer = (ForgeAnswer){ .kind = FORGE_GARBLED, .message = copy_message(first) };
	if (strcmp(text_of(first, "type"), "RATE_LIMITED") == 0) {
		answer->kind = FORGE_LIMITED;
	} else if (json_is_object(data)) {
		answer->kind = FORGE_SAID;
		if (questions[0]->linked->forge == FORGE_GITLAB)
			read_gitlab(data, errors, questions, count);
		else
			read_github(data, errors, questions, count);
	} else if (first != NULL) {
		answer->kind = FORGE_REFUSED;
	}
	json_decref(root);
}

void
forge_read_issue(const char *text, gsize length, ForgeQuestion *question, ForgeAnswer *answer)
{
	json_t *root = json_loadb(text, length, 0, NULL);
	const json_t *request = json_object_get(root, "pull_request");
	const char *state = text_of(root, "state"), *reason = text_of(root, "state_reason");
	gboolean merged = *text_of(request, "merged_at") != '\0' ||
	                  json_is_true(json_object_get(request, "merged"));
	gboolean draft = json_is_true(json_object_get(root, "draft")) ||
	                 json_is_true(json_object_get(request, "draft"));

	*answer = (ForgeAnswer){ .kind = FORGE_SAID };
	if (strcmp(state, "open") == 0)
		set_open(question, draft);
	else if (strcmp(state, "closed") == 0 && merged)
		set_ended(question, LINKED_MERGED, request, "merged_at", NULL);
	else if (strcmp(state, "closed") == 0)
		set_ended(question,
		          strcmp(reason, "not_planned") == 0 || strcmp(reason, "duplicate") == 0
		              ? LINKED_NOT_PLANNED
		              : LINKED_CLOSED,
		          root, "closed_at", NULL);
	else
		answer->kind = FORGE_GARBLED;
	json_decref(root);
}

char *
forge_read_message(const char *text, gsize length)
{
	json_t *root = json_loadb(text, length, 0, NULL);
	char *message = copy_message(root);

	json_decref(root);
	return message;
}
