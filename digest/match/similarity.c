/* similarity.c - how near two items' wordings are. */
#include "match/similarity.h"

#include "base/text.h"

#include <string.h>

static int
compare_hashes(gconstpointer a, gconstpointer b)
{
	guint32 x = *(const guint32 *)a, y = *(const guint32 *)b;

	return x < y ? -1 : x > y;
}

/* FNV-1a: spreads short words well, and is the same on every machine. */
static guint32
hash_word(const char *start, const char *end)
{
	guint32 hash = 2166136261u;

	for (const char *p = start; p < end; p++)
		hash = (hash ^ (guint8)*p) * 16777619u;
	return hash;
}

/* TRUE for a day of a month ("5", "17", "5th") or a year ("2026"). */
static gboolean
is_date_part(const char *start, const char *end)
{
	const char *digits = start;
	while (digits < end && g_ascii_isdigit(*digits))
		digits++;

	gsize count = (gsize)(digits - start), rest = (gsize)(end - digits);
	if (rest == 0)
		return count <= 2 ||
		       (count == 4 && (memcmp(start, "19", 2) == 0 || memcmp(start, "20", 2) == 0));
	return count >= 1 && count <= 2 && rest == 2 &&
	       (memcmp(digits, "st", 2) == 0 || memcmp(digits, "nd", 2) == 0 ||
	        memcmp(digits, "rd", 2) == 0 || memcmp(digits, "th", 2) == 0);
}

/* TRUE when what stands before a number says that it names something: `#17`, `PR 17`, `issue no.
 * 17`. */
static gboolean
is_named(const char *text, const char *number)
{
	static const char *const words[] = { "pr",     "mr",      "request", "issue", "bug",
		                             "ticket", "release", "version", "no" };
	const char *end = number;

	if (end > text && end[-1] == '#')
		return TRUE;
	while (end > text && (end[-1] == ' ' || end[-1] == '.'))
		end--;
	for (gsize i = 0; end < number && i < G_N_ELEMENTS(words); i++) {
		gsize length = strlen(words[i]);
		if ((gsize)(end - text) < length || memcmp(end - length, words[i], length) != 0)
			continue;
		if ((gsize)(end - text) == length || !g_ascii_isalnum(end[-1 - (gssize)length]))
			return TRUE;
	}
	return FALSE;
}

static gboolean
is_url(const char *p)
{
	return *p == 'h' && text_web_scheme(p) > 0;
}

static const char *
url_end(const char *p)
{
	const char *end = p + strcspn(p, " <>()[]\"`");

	while (end > p && strchr(".,;:!?'*_", end[-1]) != NULL)
		end--;
	return end;
}

/* A point counts within a number: 0.13 is one word. */
static const char *
word_end(const char *p, gboolean *has_digit)
{
	*has_digit = FALSE;
	for (;; p = g_utf8_next_char(p)) {
		while (g_ascii_isalpha(*p))
			p++;
		if (g_ascii_isdigit(*p))
			*has_digit = TRUE;
		else if ((guchar)*p < 0x80 ? *p != '.' || !*has_digit || !g_ascii_isdigit(p[1])
		                           : !g_unichar_isalnum(g_utf8_get_char(p)))
			return p;
	}
}

/* Sorts and drops what stands twice; most sets are short enough for the simple way.  Returns how
 * many are left. */
static guint
sort_once(guint32 *hashes, guint count)
{
	guint kept = 0;

	if (count > 64)
		qsort(hashes, count, sizeof *hashes, compare_hashes);
	for (guint i = 1; i < count && count <= 64; i++) {
		guint32 hash = hashes[i];
		guint j = i;
		for (; j > 0 && hashes[j - 1] > hash; j--)
			hashes[j] = hashes[j - 1];
		hashes[j] = hash;
	}
	for (guint i = 0; i < count; i++)
		if (i == 0 || hashes[i] != hashes[kept - 1])
			hashes[kept++] = hashes[i];
	return kept;
}

void
word_set_init(WordSet *set, const char *folded)
{
	/* a word takes two bytes at least, its own and the one that ends it */
	gsize most = strlen(folded) / 2 + 1;

	*set = (WordSet){ .words = g_new(guint32, most), .identifiers = NULL };
	for (const char *p = folded; *p != '\0';) {
		gboolean url = is_url(p), has_digit = FALSE;
		const char *end = url ? url_end(p) : word_end(p, &has_digit);
		if (end == p) {
			p = g_utf8_next_char(p);
			continue;
		}
		guint32 hash = hash_word(p, end);
		set->words[set->count++] = hash;
		if (url || (has_digit && (!is_date_part(p, end) || is_named(folded, p)))) {
			if (set->identifiers == NULL)
				set->identifiers = g_new(guint32, most);
			set->identifiers[set->identifier_count++] = hash;
		}
		p = end;
	}
	set->count = sort_once(set->words, set->count);
	set->identifier_count = sort_once(set->identifiers, set->identifier_count);
}

void
word_set_copy(WordSet *copy, const WordSet *set)
{
	*copy = *set;
	copy->words = g_memdup2(set->words, set->count * sizeof *set->words);
	copy->identifiers =
	    g_memdup2(set->identifiers, set->identifier_count * sizeof *set->identifiers);
}

void
word_set_clear(WordSet *set)
{
	g_clear_pointer(&set->words, g_free);
	g_clear_pointer(&set->identifiers, g_free);
	set->count = set->identifier_count = 0;
}

static guint
count_shared(const guint32 *a, guint a_count, const guint32 *b, guint b_count)
{
	guint shared = 0;

	for (guint i = 0, j = 0; i < a_count && j < b_count;) {
		if (a[i] == b[j]) {
			shared++;
			i++;
			j++;
		} else if (a[i] < b[j]) {
			i++;
		} else {
			j++;
		}
	}
	return shared;
}

double
word_set_similarity(const WordSet *a, const WordSet *b)
{
	if (a->count == 0 || b->count == 0)
		return 0;
	if (a->identifier_count > 0 && b->identifier_count > 0 &&
	    count_shared(a->identifiers, a->identifier_count, b->identifiers,
	                 b->identifier_count) == 0)
		return 0;

	guint shared = count_shared(a->words, a->count, b->words, b->count);
	return (double)shared / (double)(a->count + b->count - shared);
}

guint
word_set_prefix(const WordSet *set)
{
	guint needed = (guint)(SIMILARITY_SAME * (double)set->count + 0.999999);

	return set->count == 0 ? 0 : set->count - needed + 1;
}
