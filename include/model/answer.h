/* answer.h - what a person may answer to a reminder, and the token that shows who was asked. */
#ifndef TIDINGS_MODEL_ANSWER_H
#define TIDINGS_MODEL_ANSWER_H

#include "base/day.h"

/* ANSWER_VERBS(X): the enum, the word in tokens, in the state file and in JSON, and whether it is
 * about one item. */
#define ANSWER_VERBS(X)                                                                            \
	X(ANSWER_DONE, "done", TRUE)                                                               \
	X(ANSWER_LATER, "later", TRUE)                                                             \
	X(ANSWER_NOT_MINE, "not mine", TRUE)                                                       \
	X(ANSWER_STOP, "stop", FALSE)   /* no reminders any more */                                \
	X(ANSWER_PAUSE, "pause", FALSE) /* none for a month */                                     \
	X(ANSWER_RESUME, "resume", FALSE)

typedef enum {
#define X(verb, word, item) verb,
	ANSWER_VERBS(X)
#undef X
	ANSWER_VERBS_COUNT
} AnswerVerb;

enum {
	ANSWER_LATER_DAYS = 14,
	ANSWER_PAUSE_DAYS = 30,
	ANSWER_VALID_DAYS = 60, /* how long a link can be answered */
	ANSWER_KEY_MIN = 16     /* bytes of the secret */
};

const char *answer_word(AnswerVerb verb);
gboolean answer_is_of_item(AnswerVerb verb);

/*
 * Returns the token of a link by which a person answers, newly allocated:
 * "ana.20604.3kq7...", which is the person's id, the day until which it is good (as a number), and
 * 26 letters of an HMAC by SHA-256 (RFC 2104) over these, the verb and the item.  `item` is "" for
 * a verb that is about none.
 */
char *answer_token(const char *key, AnswerVerb verb, const char *item, const char *person,
                   Day until);

/*
 * Returns the id of the person to whom the token was given for that verb and item, newly allocated;
 * NULL when it was not made with `key`, or is not good on `today` any more.
 */
char *answer_token_check(const char *key, AnswerVerb verb, const char *item, const char *token,
                         Day today);

#endif
