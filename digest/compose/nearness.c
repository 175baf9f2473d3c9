/* nearness.c - how near two items' wordings are. */
#include "compose/nearness.h"

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
		return count <= 2 || (count == 4 && (memcmp(start, "19", 2) == 0 || memcmp(start, "20", 2) == 0));
	return count >= 1 && count <= 2 && rest == 2 &&
	       (memcmp(digits, "st", 2) == 0 || memcmp(digits, "nd", 2) == 0 || memcmp(digits, "rd", 2) == 0 ||
	        memcmp(digits, "th", 2) == 0);
}

static gboolean
is_url(const char *p)
{
	return g_str_has_prefix(p, "http://") || g_str_has_prefix(p, "https://");
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
	for (; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		gboolean point = c == '.' && *has_digit && g_ascii_isdigit(p[1]);
		if (!g_unichar_isalnum(c) && !point)
			break;
		if (c < 0x80 && g_ascii_isdigit((char)c))
			*has_digit = TRUE;
	}
	return p;
}

static void
sort_once(GArray *hashes)
{
	guint kept = 0;

	g_array_sort(hashes, compare_hashes);
	for (guint i = 0; i < hashes->len; i++)
		if (i == 0 || g_array_index(hashes, guint32, i) != g_array_index(hashes, guint32, kept - 1))
			g_array_index(hashes, guint32, kept++) = g_array_index(hashes, guint32, i);
	g_array_set_size(hashes, kept);
}

void
word_set_init(WordSet *set, const char *text)
{
	g_autofree char *folded = text_fold(text);
	GArray *words = g_array_new(FALSE, FALSE, sizeof(guint32));
	GArray *identifiers = g_array_new(FALSE, FALSE, sizeof(guint32));

	for (const char *p = folded; *p != '\0';) {
		gboolean url = is_url(p), has_digit = FALSE;
		const char *end = url ? url_end(p) : word_end(p, &has_digit);
		if (end == p) {
			p = g_utf8_next_char(p);
			continue;
		}
		guint32 hash = hash_word(p, end);
		g_array_append_val(words, hash);
		if (url || (has_digit && !is_date_part(p, end)))
			g_array_append_val(identifiers, hash);
		p = end;
	}
	sort_once(words);
	sort_once(identifiers);
	set->count = words->len;
	set->identifier_count = identifiers->len;
	set->words = (guint32 *)(gpointer)g_array_free(words, FALSE);
	set->identifiers = (guint32 *)(gpointer)g_array_free(identifiers, FALSE);
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
word_set_nearness(const WordSet *a, const WordSet *b)
{
	if (a->count == 0 || b->count == 0)
		return 0;
	if (a->identifier_count > 0 && b->identifier_count > 0 &&
	    count_shared(a->identifiers, a->identifier_count, b->identifiers, b->identifier_count) == 0)
		return 0;

	guint shared = count_shared(a->words, a->count, b->words, b->count);
	return (double)shared / (double)(a->count + b->count - shared);
}

guint
word_set_prefix(const WordSet *set)
{
	guint needed = (guint)(NEARNESS_SAME * (double)set->count + 0.999999);

	return set->count == 0 ? 0 : set->count - needed + 1;
}
