/* forge_api.h - what forges are asked, and what they answer: GraphQL and REST as JSON.  Pure. */
#ifndef TIDINGS_RENDER_FORGE_API_H
#define TIDINGS_RENDER_FORGE_API_H

#include "model/linked.h"

/* One question, and its answer. */
typedef struct {
	const Linked *linked; /* not owned; its forge, repo, request and number are asked for */
	LinkedState state;    /* what it is now; LINKED_UNKNOWN when nobody answered */
	gint64 changed;       /* as in Linked */
} ForgeQuestion;

typedef enum {
	FORGE_SAID,    /* an answer, maybe a partial one */
	FORGE_LIMITED, /* it refuses because of its limits */
	FORGE_REFUSED, /* it refuses all that was asked, in the words of `message` */
	FORGE_GARBLED, /* it is no answer of this forge */
} ForgeAnswerKind;

typedef struct {
	ForgeAnswerKind kind;
	char *message; /* of the first error, or NULL; never with what was sent */
} ForgeAnswer;

void forge_answer_clear(ForgeAnswer *answer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ForgeAnswer, forge_answer_clear)

/*
 * Returns the body of a GraphQL request for `count` questions: of GitHub with an alias for each
 * repository and number; of GitLab, whose questions are all about one project.  No titles are asked
 * for.
 */
GBytes *forge_body(const ForgeQuestion *const *questions, gsize count);

/*
 * Reads the answer to such a request, `length` bytes, into the questions.  One that is null because
 * the repository or number does not exist, or may not be seen, is LINKED_MISSING; any other that
 * has no state stays as it is.  Never fails: what is no answer says FORGE_GARBLED.
 */
void forge_read_graphql(const char *text, gsize length, ForgeQuestion *const *questions,
                        gsize count, ForgeAnswer *answer);

/* Reads what GitHub's and Forgejo's REST say of one issue or pull request: GET .../issues/N. */
void forge_read_issue(const char *text, gsize length, ForgeQuestion *question, ForgeAnswer *answer);

/* Returns the `message` of a refusal as JSON, or NULL.  Newly allocated. */
char *forge_read_message(const char *text, gsize length);

#endif
