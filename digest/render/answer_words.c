/* answer_words.c - answers as people and links write them, in every language. */
#include "render/answer_words.h"

#include "base/text.h"
#include "render/words.h"

#include <string.h>

enum {
	LINE_MAX_BYTES = 500,
	ITEM_MIN = 5,
	ITEM_MAX = 12
};

static const char *const labels[] = {
	[ANSWER_DONE] = "answer_done",         [ANSWER_LATER] = "answer_later",
	[ANSWER_NOT_MINE] = "answer_not_mine", [ANSWER_STOP] = "answer_stop",
	[ANSWER_PAUSE] = "answer_pause",       [ANSWER_RESUME] = "answer_resume",
};

char *
answer_subject(const Catalogue *catalogue, const char *key, AnswerVerb verb, const char *item,
               const char *person, Day until)
{
	g_autofree char *token = answer_token(key, verb, item, person, until);

	return g_strdup_printf("%s%s%s [%s]", words_label(catalogue, labels[verb]),
	                       *item != '\0' ? " " : "", item, token);
}

/* Returns what is after `word` and before the next word; NULL when `text` does not begin with it.
 */
static const char *
after_word(const char *text, const char *word)
{
	g_autofree char *folded = text_fold(word);
	gsize length = strlen(folded);

	if (length == 0 || strncmp(text, folded, length) != 0)
		return NULL;
	const char *rest = text + length;
	if (*rest != '\0' && strchr(" :,.!", *rest) == NULL)
		return NULL;
	return rest + strspn(rest, " :,.!");
}

/* The same for a word of a label in any language. */
static const char *
after_label(const char *text, const char *label)
{
	const char *rest = after_word(text, words_label(NULL, label));

	for (const Catalogue *one = catalogues; rest == NULL && one->language != NULL; one++)
		rest = after_word(text, words_label(one, label));
	return rest;
}

/* Moves the token of "... [TOKEN]" into `answer`. */
static void
take_token(char *line, AnswerLine *answer)
{
	char *open = strrchr(line, '['), *close = open != NULL ? strchr(open, ']') : NULL;

	if (close == NULL || close[1 + strspn(close + 1, " .")] != '\0')
		return;
	*close = '\0';
	g_strlcpy(answer->token, open + 1, sizeof answer->token);
	*open = '\0';
}

/* Takes an id in whatever signs people put around it: "5ssvy", "(5ssvy)", "`5ssvy`". */
static const char *
take_item(const char *rest, AnswerLine *answer)
{
	rest += strspn(rest, "(`#'\"");
	gsize length = strspn(rest, "abcdefghijklmnopqrstuvwxyz0123456789");

	if (length < ITEM_MIN || length > ITEM_MAX)
		return NULL;
	memcpy(answer->item, rest, length);
	rest += length;
	rest += strspn(rest, ")`'\"");
	return *rest == '\0' || strchr(" :,.!", *rest) != NULL ? rest + strspn(rest, " :,.!")
	                                                       : NULL;
}

/* Returns the number of the month that `text` begins with, in any language; 0 for none. */
static int
month_at(const char *text, const char **rest)
{
	for (int month = 1; month <= 12; month++) {
		for (const Catalogue *one = catalogues;; one++) {
			const Catalogue *in = one->language != NULL ? one : NULL;
			for (int brief = 0; brief <= 1; brief++)
				if ((*rest = after_word(text, words_month(in, month, brief))) !=
				    NULL)
					return month;
			if (in == NULL)
				break;
		}
	}
	return 0;
}

/* Returns the day of "1 may" or "may 1" that comes next; DAY_NONE for other text. */
static Day
next_day(const char *text, Day today)
{
	char *end = NULL;
	const char *rest = NULL;
	gint64 number = g_ascii_strtoll(text, &end, 10);
	int month = 0;

	if (end != text) {
		month = month_at(end + strspn(end, " ."), &rest);
	} else if ((month = month_at(text, &rest)) != 0) {
		number = g_ascii_strtoll(rest, &end, 10);
		rest = end + strspn(end, " .");
	}
	GDate date;
	g_date_clear(&date, 1);
	g_date_set_julian(&date, today);
	GDateYear year = g_date_get_year(&date);
	for (guint tries = 0; month != 0 && *rest == '\0' && tries < 2; tries++, year++) {
		if (!g_date_valid_dmy((GDateDay)CLAMP(number, 0, 99), (GDateMonth)month, year))
			continue;
		g_date_set_dmy(&date, (GDateDay)number, (GDateMonth)month, year);
		if (g_date_get_julian(&date) > today)
			return g_date_get_julian(&date);
	}
	return DAY_NONE;
}

/* Reads what may be after the id: nothing, or for `later` a day. */
static gboolean
take_until(const char *rest, Day today, AnswerLine *answer)
{
	if (*rest == '\0')
		return TRUE;
	const char *day = answer->verb == ANSWER_LATER ? after_label(rest, "answer_until") : NULL;
	if (day == NULL)
		return FALSE;

	g_autofree char *iso = g_strndup(day, strcspn(day, " !"));
	while (g_str_has_suffix(iso, "."))
		iso[strlen(iso) - 1] = '\0';
	answer->until = day_from_iso(iso);
	if (answer->until == DAY_NONE)
		answer->until = next_day(day, today);
	return answer->until > today && answer->until <= today + 3660;
}

gboolean
answer_line_parse(const char *line, Day today, AnswerLine *answer)
{
	*answer = (AnswerLine){ 0 };
	if (strlen(line) > LINE_MAX_BYTES || !g_utf8_validate(line, -1, NULL))
		return FALSE;
	g_autofree char *copy = g_strstrip(g_strdup(line));
	take_token(copy, answer);
	g_autofree char *folded = text_fold(copy);
	const char *text = g_strstrip(folded);
	while (g_str_has_prefix(text, "re:"))
		text += strlen("re:") + strspn(text + strlen("re:"), " ");

	for (guint verb = 0; verb < ANSWER_VERBS_COUNT; verb++) {
		const char *rest = after_label(text, labels[verb]);
		if (rest == NULL)
			continue;
		answer->verb = (AnswerVerb)verb;
		if (!answer_is_of_item(answer->verb))
			return *rest == '\0';
		memset(answer->item, 0, sizeof answer->item);
		rest = take_item(rest, answer);
		if (rest != NULL && take_until(rest, today, answer))
			return TRUE;
	}
	return FALSE;
}
