/* answer_words.h - answers as people and links write them, in every language. */
#ifndef TIDINGS_RENDER_ANSWER_WORDS_H
#define TIDINGS_RENDER_ANSWER_WORDS_H

#include "model/answer.h"
#include "render/catalogue.h"

/* One line of an answer, or its subject. */
typedef struct {
	AnswerVerb verb;
	char item[16]; /* the id of the action in small letters; "" for a verb that is about none */
	Day until;     /* that `later` names; or DAY_NONE */
	char token[256]; /* of a link's subject; or "" */
} AnswerLine;

/* Returns the subject of a link: "done 5ssvy [ana.20604.3kq7...]".  Newly allocated. */
char *answer_subject(const Catalogue *catalogue, const char *key, AnswerVerb verb, const char *item,
                     const char *person, Day until);

/*
 * Understands a line such as "done 5ssvy", "Later 5ssvy until 1 May", "not mine: 5ssvy" or "stop",
 * in English and in the languages of the catalogues, with a token in brackets at its end or
 * without, and after "Re:".  A day is written as 2030-05-01, or as "1 May", which is the next such
 * day after `today`.  Returns FALSE for anything else: what is only nearly such a line is none.
 */
gboolean answer_line_parse(const char *line, Day today, AnswerLine *answer);

#endif
