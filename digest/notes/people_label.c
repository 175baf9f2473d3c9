/* people_label.c - labels and headings of people. */
#include "people_label.h"

#include "base/scan.h"
#include "base/text.h"
#include "headings.h"
#include "person_name.h"

#include <string.h>

enum {
	LABEL_MAX = 80,  /* bytes before a colon */
	MARKED_MAX = 160 /* the same with its Markdown */
};

/* TRUE if a text ends with a word of `list`: `Members not attending`. */
static gboolean
ends_with(Languages languages, WordList list, const char *text)
{
	for (const char *p = strchr(text, ' '); p != NULL; p = strchr(p + 1, ' ')) {
		const char *after = vocabulary_after_word(languages, list, p + 1);
		if (after != NULL && after[strspn(after, " :.()0123456789")] == '\0')
			return TRUE;
	}
	return FALSE;
}

/* `Absent`, `Regrets (2)`, `Members not attending`. */
static gboolean
is_absent(Languages languages, const char *label)
{
	const char *after = vocabulary_after_word(languages, WORDS_ABSENT, label);

	return (after != NULL && strlen(after) <= LABEL_MAX / 4) ||
	       ends_with(languages, WORDS_ABSENT, label);
}

/* TRUE if two words differ by one letter: `Atendees`, `Particpants`. */
static gboolean
is_misspelt(const char *word, const char *meant)
{
	gsize length = strlen(word), other = strlen(meant), shorter = MIN(length, other);
	gsize before = 0, after = 0;

	while (before < shorter && word[before] == meant[before])
		before++;
	while (after < shorter - before && word[length - 1 - after] == meant[other - 1 - after])
		after++;
	return before + after + 1 >= MAX(length, other);
}

/* TRUE if a label is one long word that heads those present, with a slip in it. */
static gboolean
is_misspelt_label(Languages languages, const char *label)
{
	enum {
		LONG = 8 /* letters */
	};
	if (strlen(label) < LONG || strchr(label, ' ') != NULL)
		return FALSE;

	g_autofree char *folded = text_fold(label);
	guint initial = vocabulary_initial(label);
	for (guint i = 0; vocabularies[i] != NULL; i++) {
		const WordTable *table = &vocabularies[i]->lists[WORDS_ATTENDANCE_HEADING];
		const guint16 *starts = &table->index.starts[initial];
		for (guint at = starts[0]; (languages >> i & 1) != 0 && at < starts[1]; at++)
			if (strlen(table->words[at]) >= LONG &&
			    is_misspelt(folded, table->words[at]))
				return TRUE;
	}
	return FALSE;
}

/* Whom a plain label without its colon is about. */
static About
about_label(Languages languages, const char *label)
{
	if (*label == '\0' || strlen(label) > LABEL_MAX)
		return ABOUT_OTHERS;
	if (is_absent(languages, label))
		return ABOUT_ABSENT;
	if (vocabulary_has(languages, WORDS_PEOPLE_LABEL, label) ||
	    heading_is_attendance(languages, label) || is_misspelt_label(languages, label))
		return ABOUT_PRESENT;
	return vocabulary_has(languages, WORDS_PEOPLE_GROUP, label) ? ABOUT_GROUP : ABOUT_OTHERS;
}

/* The same for a text without a colon, all of which must be a label: `Attendees`. */
static About
about_whole(Languages languages, const char *text)
{
	g_autofree char *bare = text_start(text, LABEL_MAX + 1);
	g_strstrip(bare);
	gsize length = strlen(bare);
	if (length > 0 && bare[length - 1] == ')' && strrchr(bare, '(') > bare) {
		*strrchr(bare, '(') = '\0';
		g_strchomp(bare);
	}
	if (vocabulary_has(languages, WORDS_ABSENT, bare))
		return ABOUT_ABSENT;
	if (vocabulary_has(languages, WORDS_PEOPLE_LABEL, bare) ||
	    vocabulary_has(languages, WORDS_ATTENDANCE_HEADING, bare))
		return ABOUT_PRESENT;
	return vocabulary_has(languages, WORDS_PEOPLE_GROUP, bare) ? ABOUT_GROUP : ABOUT_OTHERS;
}

/* Cuts a remark in parentheses, which a label ends with, off: `Present (add your name)`. */
static void
cut_remark(char *label)
{
	char *open = strrchr(label, '(');

	if (open != NULL && open > label)
		*open = '\0';
	g_strchomp(label);
}

/* Sets `about` for a label that may have a remark in parentheses. */
About
people_label_about(Languages languages, const char *label)
{
	g_autofree char *bare = text_start(label, LABEL_MAX + 1);
	g_strstrip(bare);
	About whole = about_label(languages, bare);
	if (whole != ABOUT_OTHERS || !g_str_has_suffix(bare, ")"))
		return whole;
	cut_remark(bare);
	return about_label(languages, bare);
}

/* Returns where the colon of a label is in plain text, outside of parentheses; NULL for none. */
const char *
people_label_colon(const char *text)
{
	int depth = 0;

	for (const char *p = text; *p != '\0' && p - text <= LABEL_MAX; p++) {
		depth += (*p == '(') - (*p == ')' && depth > 0);
		if (*p == ':' && depth == 0 && (p[1] == ' ' || p[1] == '\0' || p[1] == ':'))
			return p;
	}
	gsize length = strlen(text);
	return length > 0 && text[length - 1] == ':' ? text + length - 1 : NULL;
}

/* Skips what may be in front of a label: `> `, `- `, `| `, `#`. */
const char *
people_label_skip_marks(const char *line)
{
	line += strspn(line, "> \t|#");
	return scan_skip_bullet(line);
}

/*
 * Reads `**Present** Nora, Ben`, which has no colon, at `p`: the label is what is stressed.  FALSE
 * for another text.
 */
static gboolean
read_stressed(Languages languages, const char *p, PeopleLabel *label)
{
	gsize marks = strspn(p, "*_");
	if (marks == 0 || marks > 3)
		return FALSE;

	g_autofree char *mark = g_strndup(p, marks);
	const char *close = g_strstr_len(p + marks, LABEL_MAX, mark);
	if (close == NULL)
		return FALSE;
	g_autofree char *stressed = g_strndup(p + marks, (gsize)(close - p - (gssize)marks));
	g_autofree char *plain = person_plain_text(stressed);
	label->about = about_whole(languages, plain);
	if (label->about == ABOUT_OTHERS)
		return FALSE;
	label->value = person_plain_text(close + marks);
	return TRUE;
}

/* Returns whom `text`, plain and before a colon, is about.  In front of nothing it may end a
 * sentence: `Sign in, so that we know who was here. Roll call:`. */
static About
about_start(Languages languages, const char *text, gboolean alone)
{
	const char *sentence = alone ? g_strrstr(text, ". ") : NULL;

	return people_label_about(languages, sentence != NULL ? sentence + 2 : text);
}

/* Returns where the colon of a label is in Markdown, as people_label_colon() does in plain text. */
static const char *
marked_colon(const char *p)
{
	int depth = 0;

	for (const char *start = p; *p != '\0' && p - start <= MARKED_MAX; p++) {
		depth += (*p == '(') - (*p == ')' && depth > 0);
		if (*p == ':' && depth == 0 && strchr(" :*_", p[1]) != NULL)
			return p;
	}
	return NULL;
}

About
people_label_of_line(Languages languages, const char *line)
{
	const char *p = people_label_skip_marks(line), *colon = marked_colon(p);
	if (colon != NULL) {
		g_autofree char *marked = g_strndup(p, (gsize)(colon - p));
		g_autofree char *plain = person_plain_text(marked);
		return about_start(languages, plain, colon[strspn(colon, " :*_")] == '\0');
	}
	if (strnlen(p, MARKED_MAX) == MARKED_MAX && strchr("*_", *p) == NULL &&
	    g_strstr_len(p, MARKED_MAX, " - ") == NULL)
		return ABOUT_OTHERS;
	g_autofree char *start = text_start(p, MARKED_MAX);
	g_auto(PeopleLabel) label;
	people_label_read(languages, start, &label);
	return label.about;
}

void
people_label_read(Languages languages, const char *line, PeopleLabel *label)
{
	const char *p = people_label_skip_marks(line);
	g_autofree char *plain = person_plain_text(p);
	const char *colon = people_label_colon(plain);

	*label = (PeopleLabel){ 0 };
	if (colon == NULL) {
		/* `Attendees`, all of a line, or with a dash: `Present - Nora, Ben`. */
		const char *dash = strstr(plain, " - ");
		g_autofree char *start =
		    dash != NULL ? g_strndup(plain, (gsize)(dash - plain)) : g_strdup(plain);
		/* `[Attendance](#attendance)` is of a table of contents. */
		label->about = *p != '[' ? about_whole(languages, start) : ABOUT_OTHERS;
		if (label->about != ABOUT_OTHERS)
			label->value = g_strdup(dash != NULL ? dash + strlen(" - ") : "");
		else
			read_stressed(languages, p, label);
		return;
	}
	g_autofree char *start = g_strndup(plain, (gsize)(colon - plain));
	label->about = about_start(languages, start, colon[1] == '\0');
	label->other = label->about == ABOUT_OTHERS;
	label->value = g_strdup(colon + 1 + strspn(colon + 1, ": "));
}

void
people_label_clear(PeopleLabel *label)
{
	g_clear_pointer(&label->value, g_free);
}
