/* ask.h - asks a forge for the state of issues and pull requests: references in, states out. */
#ifndef TIDINGS_FORGE_ASK_H
#define TIDINGS_FORGE_ASK_H

#include "config/config.h"

/* One reference, and what is known of it. */
typedef struct {
	Linked *linked; /* not owned; an answer changes its state, `changed` and `checked` */
	char *etag;     /* owned: of the last answer, or NULL; an answer changes it */
	gboolean answered;
} ForgeReference;

typedef struct {
	gint64
	    rest_until; /* Unix seconds: the forge wants to be left alone until then; 0 otherwise */
	char *trouble;  /* a sentence about the forge when it did not answer, or NULL; no secrets */
} ForgeOutcome;

void forge_outcome_clear(ForgeOutcome *outcome);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ForgeOutcome, forge_outcome_clear)

/*
 * Asks the forge for the references (ForgeReference *, the most important first), all of that
 * forge, at `now`, until the monotonic time `deadline` in microseconds.  What is not answered stays
 * as it was.  `token` may be NULL; it is sent to the host of the settings and to no other.
 *
 * GitHub with a token and GitLab are asked by GraphQL, GitHub without one and Forgejo by REST.
 */
void forge_ask(const ForgeSettings *forge, const char *token, const GPtrArray *references,
               gint64 now, gint64 deadline, ForgeOutcome *outcome);

/* Returns a sentence about a token that cannot be sent, or NULL. */
const char *forge_token_fault(const char *token);

#endif
