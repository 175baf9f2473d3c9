/* answers.h - takes what people answered to reminders, and what came back. */
#ifndef TIDINGS_RUN_ANSWERS_H
#define TIDINGS_RUN_ANSWERS_H

#include "config/config.h"
#include "state/state.h"

typedef enum {
	ANSWER_TAKEN,   /* it counts */
	ANSWER_BOUNCE,  /* mail to somebody came back */
	ANSWER_IGNORED, /* a program sent it, or it came before */
	ANSWER_UNHEARD, /* it is not believed or not understood: unheard_load() lists it */
	ANSWER_NO_MAIL, /* it is none, or longer than MAIL_READ_MAX */
} AnswerOutcome;

/*
 * Returns the key of the tokens, or NULL without `error` when the configuration has none.  NULL and
 * `error` (TIDINGS_ERROR_CONFIG) when it cannot be fetched or is too short.  Free with
 * secret_wipe().
 */
char *answers_key(const Config *config, GError **error);

/*
 * Takes one message.  What is believed: a token in its subject that `key` (maybe NULL) has made,
 * that is still good and was never used; or lines of a known person's own address when a host of
 * answers.trust says that the message is from there, about the person's own actions.  Everything
 * else changes nothing.  Call it in a transaction.  Returns FALSE and sets `error` only when the
 * state refuses.
 */
gboolean answers_take(State *state, const Config *config, const char *key, GBytes *mail, gint64 now,
                      AnswerOutcome *outcome, GError **error);

/*
 * Adds a sentence (char *) for each person whose mail came back three times or more for good.
 * Returns FALSE and sets `error` when the state refuses.
 */
gboolean answers_notices(State *state, const Config *config, GPtrArray *notices, GError **error);

/*
 * Reads what is new in the mailbox answers.imap, and takes it in one transaction with how far it
 * was read.  Call it outside of a transaction.  Returns FALSE and sets `error`:
 * TIDINGS_ERROR_UNAVAILABLE when the server cannot be asked, TIDINGS_ERROR_CONFIG for a secret, or
 * what the state says.
 */
gboolean answers_fetch(State *state, const Config *config, gint64 now, GError **error);

#endif
