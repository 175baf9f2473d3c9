/* text.h - what holds for whatever leaves: a fuzz target that sees otherwise ends with what it saw.
 */
#ifndef TIDINGS_TESTS_FUZZ_TEXT_H
#define TIDINGS_TESTS_FUZZ_TEXT_H

#include <glib.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static inline void
check_that(gboolean holds, const char *what, const char *where)
{
	if (holds)
		return;
	g_printerr("This does not hold: %s.  It was seen at:\n%.400s\n", what, where);
	abort();
}

/* Valid UTF-8 without control characters but those in `allowed`, and without U+2028 and U+2029. */
static inline void
check_text(const char *text, const char *allowed)
{
	check_that(text != NULL, "there is a text", "");
	check_that(g_utf8_validate(text, -1, NULL), "it is UTF-8", text);
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		gboolean control = g_unichar_iscntrl(c) || c == 0x2028 || c == 0x2029;
		check_that(!control || (c < 0x80 && strchr(allowed, (int)c) != NULL),
		           "there is no control character", p);
	}
}

/* One line for people: a reply in the outbox, a message, a subject. */
static inline void
check_line(const char *text)
{
	check_text(text, "");
}

/* JSON on one line; what its strings hold is for programs. */
static inline void
check_json_line(const char *line)
{
	json_t *value = json_loads(line, JSON_REJECT_DUPLICATES, NULL);

	check_that(value != NULL && strpbrk(line, "\r\n") == NULL, "it is JSON on one line", line);
	json_decref(value);
}

/* The start of the word that `at` is in: up to white space, a quote or a bracket. */
static inline const char *
word_begin(const char *text, const char *at)
{
	while (at > text && strchr(" \t\n\r\"<>", at[-1]) == NULL)
		at--;
	return at;
}

/* No mail address that harvesters would find; web addresses may hold what looks like one. */
static inline void
check_no_address(const char *text)
{
	for (const char *at = strchr(text, '@'); at != NULL; at = strchr(at + 1, '@')) {
		gsize label = strspn(at + 1, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-");
		if (at == text || !g_ascii_isalnum(at[-1]) || label == 0 || at[1 + label] != '.' ||
		    !g_ascii_isalnum(at[2 + label]))
			continue;
		const char *word = word_begin(text, at);
		g_autofree char *before = g_ascii_strdown(word, at - word);
		check_that(strstr(before, "http:") != NULL || strstr(before, "https:") != NULL,
		           "no mail address is published", word);
	}
}

#endif
