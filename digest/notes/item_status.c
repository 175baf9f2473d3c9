/* item_status.c - what surrounds the text of an item. */
#include "item_status.h"

#include "base/scan.h"
#include "owners.h"
#include "vocabulary.h"

#include <string.h>

/* What is ticked, and what was given up, by the character in its box. */
static const char *const ended[] = { "x", "X", "✓", "✔", "✅", "☑", "√", "-", "~" };
/* What is open: `[/]` is half done, `[>]` was moved on, `[<]` has a date, `[!]` is important. */
static const char *const open_marks[] = { " ", "/", ">", "<", "!" };

/* Returns the length of the one of `count` marks that is in the box at `p`; 0 for another. */
static gsize
mark_in_box(const char *p, const char *const *marks, gsize count)
{
	for (gsize i = 0; i < count; i++)
		if (g_str_has_prefix(p, marks[i]) && p[strlen(marks[i])] == ']')
			return strlen(marks[i]);
	return 0;
}

/* `[ ] fix it`, `[x] fix it`, `[] fix it`, `[-] fix it`; but `[x](https://...)` is a link. */
static const char *
skip_box(const char *p, ItemStatus *status)
{
	if (*p != '[')
		return p;
	if (g_str_has_prefix(p, "[] ") && !g_str_has_prefix(p, "[] (")) {
		status->box = TRUE;
		return scan_skip_blanks(p + 2);
	}
	gsize closed = mark_in_box(p + 1, ended, G_N_ELEMENTS(ended));
	gsize length =
	    closed > 0 ? closed : mark_in_box(p + 1, open_marks, G_N_ELEMENTS(open_marks));
	const char *after = p + 1 + length + 1;
	if (length == 0 || (*after != ' ' && *after != '\t' && *after != '\0'))
		return p;
	status->box = TRUE;
	status->done |= closed > 0;
	return scan_skip_blanks(after);
}

/* `**DONE** fix it`, `**Done:** fix it`.  Returns `p` for another text. */
static const char *
skip_bold_sign(Languages languages, const char *p)
{
	const char *close = g_str_has_prefix(p, "**") ? strstr(p + 2, "**") : NULL;
	if (close == NULL || close[2] == '\0')
		return p;

	g_autofree char *word = g_strndup(p + 2, (gsize)(close - p - 2));
	g_strdelimit(word, "!.:", ' ');
	if (!vocabulary_has(languages, WORDS_DONE_STATUS, g_strstrip(word)))
		return p;
	return scan_skip_blanks(close + 2 + strspn(close + 2, ": -"));
}

/* `✅ fix it`, `[done] fix it`, `DONE: fix it`, `DONE RD: fix it`; but `DONE.` is a text. */
static const char *
skip_sign(Languages languages, const char *p, ItemStatus *status)
{
	const char *bold = skip_bold_sign(languages, p);
	if (bold > p) {
		status->done = TRUE;
		return bold;
	}
	const char *after = vocabulary_after_sign(languages, WORDS_DONE_SIGN, p);

	if (after == NULL) {
		after = vocabulary_after_sign(languages, WORDS_DONE_CAPITALS, p);
		if (after == NULL || *after == '\0' || strchr(": -", *after) == NULL)
			return p;
		after += strspn(after, ": -");
	}
	status->done = TRUE;
	return scan_skip_blanks(after);
}

/* TRUE if nothing is at `p` but full stops and done marks: `~~fix it~~. DONE` */
static gboolean
ends_with_signs(Languages languages, const char *p)
{
	for (ItemStatus status = { 0 };;) {
		const char *rest = skip_sign(languages, p + strspn(p, " .;"), &status);
		const char *done = vocabulary_after_sign(languages, WORDS_DONE_CAPITALS, rest);
		done =
		    done != NULL ? done : vocabulary_after_word(languages, WORDS_DONE_STATUS, rest);
		rest = done != NULL ? done : rest;
		if (*rest == '\0' || rest == p)
			return *rest == '\0';
		p = rest;
	}
}

/* `~~fix it~~` at `p`, to the end of the line; `~~fix it~~ oil it` is an item that was changed, and
 * not done. */
static const char *
skip_strike(Languages languages, const char *p, ItemStatus *status)
{
	if (!g_str_has_prefix(p, "~~"))
		return p;
	const char *close = strstr(p + 2, "~~");
	if (close == NULL || !ends_with_signs(languages, close + 2))
		return p;
	status->struck = status->done = TRUE;
	return scan_skip_blanks(p + 2);
}

/* Skips the number of an item, which is set off from its text: `**88.1** - x`, `**3:** x`, `88.1:
 * x`.
 */
static const char *
skip_number(const char *p)
{
	static const char *const separators[] = { "-", "–", "—", ":", ")" };
	if (g_ascii_isalpha(*p))
		return p;
	gsize marks = strspn(p, "*_"), digits = strspn(p + marks, "0123456789.");
	const char *end = p + marks + digits, *closed = end + strspn(end, "*_");

	if (digits == 0)
		return p;
	if (*end == ':' && scan_skip_emphasis(end + 1) > end + 1)
		return scan_skip_emphasis(end + 1);
	if (marks == 0 || closed == end)
		return p;
	const char *after = scan_skip_blanks(closed);
	for (gsize i = 0; i < G_N_ELEMENTS(separators); i++)
		if (g_str_has_prefix(after, separators[i]))
			return scan_skip_blanks(after + strlen(separators[i]));
	return p;
}

const char *
item_status_skip(Languages languages, const char *line, ItemStatus *status)
{
	const char *p = skip_number(skip_box(line, status));

	p = skip_sign(languages, p, status);
	return skip_strike(languages, p, status);
}

/* Cuts `end` off the end of the text; FALSE if it does not end with it. */
static gboolean
trim_end(GString *text, const char *end)
{
	gsize length = strlen(end);

	if (text->len < length || memcmp(text->str + text->len - length, end, length) != 0)
		return FALSE;
	g_string_truncate(text, text->len - length);
	return TRUE;
}

static void
trim_blanks(GString *text)
{
	while (text->len > 0 && strchr(" \t", text->str[text->len - 1]) != NULL)
		g_string_truncate(text, text->len - 1);
}

/* `Mend the net - DONE.` */
static void
trim_done(Languages languages, GString *text, ItemStatus *status)
{
	gsize length = text->len - (g_str_has_suffix(text->str, ".") ? 1 : 0);
	gsize size = vocabulary_sign_before(languages, WORDS_DONE_CAPITALS, text->str, length);

	if (size == 0 || size == length || text->str[length - size - 1] != ' ')
		return;
	status->done = TRUE;
	g_string_truncate(text, length - size);
	while (text->len > 0 && strchr(" -:", text->str[text->len - 1]) != NULL)
		g_string_truncate(text, text->len - 1);
}

/* Cuts off what follows the `~~` that closes: `fix it~~ done`. */
static void
cut_at_strike(GString *text)
{
	const char *close = strstr(text->str, "~~");

	if (close != NULL)
		g_string_truncate(text, (gsize)(close - text->str));
}

/* `Mend the net **Done**`: bold sets the word off from the sentence. */
static void
trim_bold_done(Languages languages, GString *text, ItemStatus *status)
{
	if (!g_str_has_suffix(text->str, "**"))
		return;
	const char *open = g_strrstr_len(text->str, (gssize)text->len - 2, "**");
	if (open == NULL || open == text->str)
		return;
	g_autofree char *word = g_strndup(open + 2, text->len - 4 - (gsize)(open - text->str));
	g_strdelimit(word, "!.:", ' ');
	if (!vocabulary_has(languages, WORDS_DONE_STATUS, g_strstrip(word)))
		return;
	status->done = TRUE;
	g_string_truncate(text, (gsize)(open - text->str));
	while (text->len > 0 && strchr(" -:", text->str[text->len - 1]) != NULL)
		g_string_truncate(text, text->len - 1);
}

void
item_status_trim(Languages languages, GString *text, ItemStatus *status)
{
	trim_blanks(text);
	for (gsize size; (size = vocabulary_sign_before(languages, WORDS_DONE_SIGN, text->str,
	                                                text->len)) > 0;) {
		status->done = TRUE;
		g_string_truncate(text, text->len - size);
	}
	trim_done(languages, text, status);
	trim_bold_done(languages, text, status);
	trim_blanks(text);
	if (status->struck)
		cut_at_strike(text);
	trim_blanks(text);
	/* This closes what was opened before the owners: `**RD: fix it**`. */
	if (text->len > 2 && g_str_has_suffix(text->str, "**") &&
	    strstr(text->str, "**") == text->str + text->len - 2)
		g_string_truncate(text, text->len - 2);
}

/* The bracket that the one before byte `end` closes, or NULL. */
static const char *
opening_bracket(const char *text, gsize end)
{
	int depth = 0;

	for (const char *p = text + end; p > text;) {
		p--;
		depth += (*p == ')' || *p == ']') - (*p == '(' || *p == '[');
		if (depth == 0)
			return p;
	}
	return NULL;
}

/*
 * Where the names at the end of a text begin, and `*end` where they end: `fix it (@rd, @fh).`, `fix
 * it [Ana]`, `fix it - @rd`, `fix it -> Ana`; NULL if nothing is set off so.  The text of a link
 * (`[docs](https://...)`) and a text that is nothing but brackets are not.
 */
static const char *
find_names(const char *text, gsize *end)
{
	static const char *const dashes[] = { " - ", " – ", " — ", " -> ", " → ", ": " };

	while (*end > 0 && strchr(" .", text[*end - 1]) != NULL)
		(*end)--;
	if (*end == 0)
		return NULL;
	if (text[*end - 1] == ')' || text[*end - 1] == ']') {
		const char *open = opening_bracket(text, *end);
		if (open == NULL || open == text || open[-1] == ']')
			return NULL;
		(*end)--;
		return open + 1;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(dashes); i++) {
		const char *dash = g_strrstr_len(text, (gssize)*end, dashes[i]);
		if (dash != NULL)
			return dash + strlen(dashes[i]);
	}
	return NULL;
}

/*
 * Whether what looks like people after a text are people: handles, participants, everyone in so
 * many words, those whom the file shows to be people, or several together: `Sweep (Nora and Ben)`.
 * Anything else may be in parentheses at the end of a sentence: `Upgrade the runner (Debian)`.
 */
static gboolean
are_known(const OwnerNames *names, const GPtrArray *owners)
{
	for (guint i = 0; i < owners->len; i++) {
		const char *owner = g_ptr_array_index(owners, i);
		/* `Check the nets (all)` may be about all nets. */
		gboolean everyone = g_ascii_strcasecmp(owner, "everyone") == 0 ||
		                    g_ascii_strcasecmp(owner, "everybody") == 0;
		if (everyone || owner_names_know(names, owner) ||
		    owner_names_looks_like_person(names, owner, strlen(owner)))
			return TRUE;
	}
	return owners->len > 1;
}

/* Cuts bytes `length` to `end` out of the text, and the bracket, dash or arrow around them. */
static void
cut_out(GString *text, gsize length, gsize end)
{
	static const char *const ends[] = { " ", "-", "(", "[", "→", "->", "–", "—", ":" };
	g_autofree char *rest = g_strdup(text->str + end + strspn(text->str + end, ")]. "));
	gboolean cut = TRUE;

	g_string_truncate(text, length);
	while (cut) {
		cut = FALSE;
		for (gsize i = 0; i < G_N_ELEMENTS(ends); i++)
			cut |= trim_end(text, ends[i]);
	}
	if (*rest != '\0')
		g_string_append_printf(text, " %s", rest);
}

/* `Ana, by March 1`: cuts off the deadline, which due_find() has read already. */
static void
cut_deadline(char *names)
{
	static const char *const words[] = { ", by ", ", due", ", until ", " by ", " until " };

	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		char *deadline = strstr(names, words[i]);
		if (deadline != NULL)
			*deadline = '\0';
	}
}

/* Reads `list`, which is where owners after a text are.  FALSE if it is something else. */
static gboolean
read_names(const OwnerNames *names, char *list, GPtrArray *owners)
{
	KeywordFound keyword;

	cut_deadline(list);
	if (g_str_has_prefix(list, "name=")) { /* `[name=nora]`, as pads write it */
		g_ptr_array_add(owners, g_strdup(list + strlen("name=")));
		return TRUE;
	}
	if (vocabulary_keyword_at(names->languages, g_strstrip(list), KEYWORD_MARKER, &keyword))
		return owner_list_read_likely(names, keyword.after + strspn(keyword.after, ": "),
		                              owners);
	if (owner_list_read_likely(names, list, owners) && are_known(names, owners))
		return TRUE;
	g_ptr_array_set_size(owners, 0);
	return owner_list_read_loosely(names, list, owners);
}

/* Cuts out the names that end at byte `end`, but for the bracket that may be there. */
static gboolean
cut_names_at(const OwnerNames *names, GString *text, gsize end, GPtrArray *owners)
{
	const char *first = find_names(text->str, &end);
	if (first == NULL || first >= text->str + end)
		return FALSE;

	g_autofree char *list = g_strndup(first, end - (gsize)(first - text->str));
	if (!read_names(names, list, owners)) {
		g_ptr_array_set_size(owners, 0);
		return FALSE;
	}
	cut_out(text, (gsize)(first - text->str), end);
	return TRUE;
}

/* Where the last dash or arrow of a text begins, which may separate a remark from the rest; 0 if
 * there is none. */
static gsize
last_dash(const char *text)
{
	static const char *const dashes[] = { " - ", " – ", " — ", "->", "→" };
	const char *last = text;

	for (gsize i = 0; i < G_N_ELEMENTS(dashes); i++) {
		const char *dash = g_strrstr(text, dashes[i]);
		last = dash != NULL && dash > last ? dash : last;
	}
	return (gsize)(last - text);
}

/* `(@rd, @fh)`, `[Ana]`, ` - @rd`, `-> Ana`, `: Ana`, `(action Ana)` at the end, or before a
 * remark: `Sweep (Nora) -> with the new broom`, `Sweep -> Nora (not the cellar)`. */
static gboolean
cut_names(const OwnerNames *names, GString *text, GPtrArray *owners)
{
	gsize dash = last_dash(text->str);

	if (cut_names_at(names, text, text->len, owners))
		return TRUE;
	if (text->len > 0 && text->str[text->len - 1] == ')') {
		const char *open = opening_bracket(text->str, text->len);
		if (open != NULL && open > text->str && open[-1] == ' ' &&
		    cut_names_at(names, text, (gsize)(open - text->str), owners))
			return TRUE;
	}
	while (dash > 0 && text->str[dash - 1] == ' ')
		dash--;
	return dash > 0 && strchr(")]", text->str[dash - 1]) != NULL &&
	       cut_names_at(names, text, dash, owners);
}

/* TRUE if a sentence ends, or something opens, separates or is emphasised right before `at`. */
static gboolean
is_set_off(const char *text, const char *at)
{
	if (at > text && at[-1] == '*')
		return TRUE;
	while (at > text && strchr(" *_", at[-1]) != NULL)
		at--;
	return at > text && (strchr("([|,;.-)]", at[-1]) != NULL || (guchar)at[-1] >= 0x80);
}

/*
 * Where the last `Owner:` or a relative of it begins that is set off from the text, and `*value`
 * what follows its colon: `fix it (Owner: RD)`, `fix it | **Assigned to:** RD`; but `Find owner: x`
 * is a task.  NULL if there is none.
 */
static char *
find_owner_label(Languages languages, GString *text, char **value)
{
	for (char *p = text->str + text->len; p > text->str; p--) {
		const char *after = vocabulary_after_word(languages, WORDS_OWNER_LABEL, p);
		if (after == NULL || *after != ':' || !is_set_off(text->str, p))
			continue;
		*value = text->str + (after + 1 - text->str);
		return p;
	}
	return NULL;
}

/*
 * `(Owner: X, Due: Y)`.  Whoever is named so is an owner, whatever the word looks like.  The date
 * goes, too: due_find() has read it.  An address after the colon is not an owner.
 */
static gboolean
cut_owner_label(const OwnerNames *names, GString *text, GPtrArray *owners)
{
	char *value = NULL;
	char *label = find_owner_label(names->languages, text, &value);
	if (label == NULL || strlen(value) > 200 || strstr(value, "://") != NULL)
		return FALSE;

	g_autofree char *list = g_strdup(scan_skip_emphasis(value));
	char *due = strstr(list, "Due");
	if (due == NULL)
		due = strstr(list, "due");
	if (due != NULL)
		*due = '\0';
	for (gsize end = strlen(list); end > 0 && strchr(" ,;.)]|*_-(", list[end - 1]) != NULL;
	     end--)
		list[end - 1] = '\0';
	if (*list == '\0')
		return FALSE;
	owner_list_read_field(names, list, owners);
	while (label > text->str && strchr(" (*_[|-,;", label[-1]) != NULL)
		label--;
	g_string_truncate(text, (gsize)(label - text->str));
	return TRUE;
}

gboolean
item_status_cut_known_owners(const OwnerNames *names, GString *text, GPtrArray *owners)
{
	g_autofree char *before = g_strdup(text->str);
	gboolean known = cut_names(names, text, owners);

	for (guint i = 0; known && i < owners->len; i++)
		known = owner_names_know(names, g_ptr_array_index(owners, i));
	if (!known)
		g_string_assign(text, before);
	return known;
}

gboolean
item_status_cut_owners(const OwnerNames *names, GString *text, GPtrArray *owners)
{
	return cut_owner_label(names, text, owners) || cut_names(names, text, owners);
}
