/* action_index.c - finds the known action that an item of the notes repeats. */
#include "match/action_index.h"

#include "base/text.h"
#include "base/text_hash.h"

#include <string.h>

/*
 * A long meeting can have ten thousand items of one owner that differ in a single word.  These
 * limits keep a look-up from comparing each with all others.
 */
enum {
	COMPARED_MAX = 64,  /* items compared for one owner and word, the latest first */
	VISITED_MAX = 256,  /* and items visited on the way, which are taken or out of the window */
	POSTINGS_MAX = 128, /* of one item, over all its owners and words */
	WINDOW_MAX = 1 << 24,  /* days, so that sums of days do not overflow */
	FORGET_AT_LEAST = 1024 /* items that are kept whatever their days */
};

typedef struct {
	gint64 row;
	Day day;
	guint32 text; /* hash of the folded text */
	guint owner_count;
	WordSet words;
	guint search;      /* the last search that compared it: several words can lead to it */
	double similarity; /* that the search found */
} Item;

/* One owner and one word of an item.  Postings of the same hash form a list. */
typedef struct {
	guint32 owner, word;
	guint item;     /* index into `items` */
	guint previous; /* the posting before it: its index + 1, or 0 at the end of the list */
} Posting;

/*
 * The items of `window + 1` days in a row.  The window of a look-up touches three periods at most,
 * so a look-up costs the same however long the history is, and old periods are dropped whole.
 */
typedef struct {
	GArray *items;      /* Item */
	GArray *postings;   /* Posting */
	GHashTable *latest; /* hash of owner and word -> index + 1 of the latest posting */
} Period;

struct ActionIndex {
	guint window;
	GHashTable *periods; /* number of the period -> Period * */
	guint count;         /* of items */
	guint forget_at;     /* how many items make action_index_forget() look for old ones */
	Day newest;          /* of all items that were ever added */
	gboolean ordered;    /* so far no item was older than one that was added before it */
	guint32 seed;        /* of the hashes, so that nobody can make notes that collide */
	guint searches;      /* numbers the searches */
};

static void
item_clear(gpointer data)
{
	word_set_clear(&((Item *)data)->words);
}

static Period *
period_new(void)
{
	Period *period = g_new(Period, 1);

	period->items = g_array_new(FALSE, FALSE, sizeof(Item));
	g_array_set_clear_func(period->items, item_clear);
	period->postings = g_array_new(FALSE, FALSE, sizeof(Posting));
	period->latest = g_hash_table_new(NULL, NULL);
	return period;
}

static void
period_free(gpointer data)
{
	Period *period = data;

	g_array_unref(period->items);
	g_array_unref(period->postings);
	g_hash_table_unref(period->latest);
	g_free(period);
}

ActionIndex *
action_index_new(guint window)
{
	ActionIndex *index = g_new0(ActionIndex, 1);

	index->window = MIN(window, WINDOW_MAX);
	index->periods = g_hash_table_new_full(NULL, NULL, NULL, period_free);
	index->forget_at = FORGET_AT_LEAST;
	index->ordered = TRUE;
	index->seed = text_hash("");
	return index;
}

void
action_index_free(ActionIndex *index)
{
	if (index == NULL)
		return;
	g_hash_table_unref(index->periods);
	g_free(index);
}

/* Continues a 64-bit FNV-1a hash with `text` and an end mark. */
static guint64
fnv_add(guint64 hash, const char *text)
{
	for (; *text != '\0'; text++)
		hash = (hash ^ (guint8)*text) * G_GUINT64_CONSTANT(1099511628211);
	return (hash ^ '\n') * G_GUINT64_CONSTANT(1099511628211);
}

void
action_key_init(ActionKey *key, const Action *action)
{
	const GPtrArray *people = action->people, *tokens = action->owners;
	guint count = people->len > 0 ? people->len : tokens->len;
	g_autofree char *folded = text_fold(action->text);

	*key = (ActionKey){ .identity = G_GUINT64_CONSTANT(14695981039346656037),
		            .text = g_str_hash(folded) };
	key->owner_count = MAX(count, 1);
	key->owners = g_new(guint32, key->owner_count);
	key->owners[0] = 0; /* stays when the item has no owner */
	for (guint i = 0; i < tokens->len; i++) {
		g_autofree char *token = text_fold(g_ptr_array_index(tokens, i));
		key->identity = fnv_add(key->identity, token);
		if (people->len == 0)
			key->owners[i] = g_str_hash(token);
	}
	for (guint i = 0; i < people->len; i++)
		key->owners[i] = g_str_hash(g_ptr_array_index(people, i));
	key->identity = fnv_add(fnv_add(key->identity, ""), folded);
	word_set_init(&key->words, folded);
}

void
action_key_clear(ActionKey *key)
{
	g_clear_pointer(&key->owners, g_free);
	word_set_clear(&key->words);
}

static guint
period_of(const ActionIndex *index, Day day)
{
	return day / (index->window + 1);
}

static Day
window_start(const ActionIndex *index, Day day)
{
	return day > index->window ? day - index->window : 0;
}

gboolean
action_index_forget(ActionIndex *index, Day day, Day *from, Day *to)
{
	guint first = period_of(index, window_start(index, day));
	guint last = period_of(index, day + index->window);
	guint had = index->count;
	GHashTableIter iter;
	gpointer number, period;

	if (had < index->forget_at)
		return FALSE;
	g_hash_table_iter_init(&iter, index->periods);
	while (g_hash_table_iter_next(&iter, &number, &period)) {
		if (GPOINTER_TO_UINT(number) >= first && GPOINTER_TO_UINT(number) <= last)
			continue;
		index->count -= ((Period *)period)->items->len;
		g_hash_table_iter_remove(&iter);
	}
	/* where days go back and forth, the same items would be dropped and added for each file */
	index->forget_at = 2 * (index->ordered ? MAX(index->count, FORGET_AT_LEAST / 2) : had);
	*from = first * (index->window + 1);
	*to = (last + 1) * (index->window + 1) - 1;
	return TRUE;
}

Day
action_index_newest(const ActionIndex *index)
{
	return index->newest;
}

static gpointer
posting_hash(const ActionIndex *index, guint32 owner, guint32 word)
{
	guint32 hash = (word ^ owner * 0x9e3779b1u ^ index->seed) * 0x85ebca6bu;

	return GUINT_TO_POINTER(hash ^ hash >> 15);
}

static guint
latest_posting(const ActionIndex *index, const Period *period, guint32 owner, guint32 word)
{
	return GPOINTER_TO_UINT(
	    g_hash_table_lookup(period->latest, posting_hash(index, owner, word)));
}

/* Returns how many of its words each owner of the item is looked up with. */
static guint
words_looked_up(const ActionKey *key)
{
	return MIN(word_set_prefix(&key->words), MAX(POSTINGS_MAX / key->owner_count, 1));
}

/* Adds a posting of the item that is added next. */
static void
add_posting(const ActionIndex *index, Period *period, guint32 owner, guint32 word)
{
	Posting posting = { owner, word, period->items->len,
		            latest_posting(index, period, owner, word) };

	g_array_append_val(period->postings, posting);
	g_hash_table_insert(period->latest, posting_hash(index, owner, word),
	                    GUINT_TO_POINTER(period->postings->len));
}

void
action_index_add(ActionIndex *index, gint64 row, Day day, const ActionKey *key)
{
	gpointer number = GUINT_TO_POINTER(period_of(index, day));
	Period *period = g_hash_table_lookup(index->periods, number);
	guint prefix = words_looked_up(key);
	Item item = { .row = row, .day = day, .text = key->text, .owner_count = key->owner_count };

	if (period == NULL) {
		period = period_new();
		g_hash_table_insert(index->periods, number, period);
	}
	for (guint o = 0; o < key->owner_count; o++) {
		add_posting(index, period, key->owners[o], key->text);
		for (guint w = 0; w < prefix; w++)
			add_posting(index, period, key->owners[o], key->words.words[w]);
	}
	word_set_copy(&item.words, &key->words);
	g_array_append_val(period->items, item);
	index->count++;
	index->ordered = index->ordered && day >= index->newest;
	index->newest = MAX(day, index->newest);
}

/* What is looked for, and the best so far. */
typedef struct {
	ActionIndex *index;
	const ActionKey *wanted;
	Day from, to;      /* the window */
	GHashTable *taken; /* rows that are passed over, or NULL */
	gint64 row;
	double similarity;
	Day day;
} Search;

static double
similarity_of(const Search *search, Item *item)
{
	if (item->text == search->wanted->text)
		return 2;
	if (item->search != search->index->searches) {
		item->search = search->index->searches;
		item->similarity = word_set_similarity(&item->words, &search->wanted->words);
	}
	return item->similarity;
}

static void
consider_item(Search *search, Item *item)
{
	double similarity = similarity_of(search, item);

	/* of items that are equally similar, prefer those with as many owners */
	if (similarity >= SIMILARITY_SAME && item->owner_count == search->wanted->owner_count)
		similarity += 0.001;
	if (similarity < SIMILARITY_SAME || similarity < search->similarity ||
	    (similarity == search->similarity && item->day < search->day))
		return;
	search->row = item->row;
	search->similarity = similarity;
	search->day = item->day;
}

/* What one owner and word have cost so far, over all periods. */
typedef struct {
	guint compared, visited;
} Steps;

static void
consider_period(Search *search, const Period *period, guint32 owner, guint32 word, Steps *steps)
{
	const Posting *posting;

	for (guint next = latest_posting(search->index, period, owner, word);
	     next != 0 && steps->compared < COMPARED_MAX && steps->visited < VISITED_MAX;
	     next = posting->previous) {
		posting = &g_array_index(period->postings, Posting, next - 1);
		Item *item = &g_array_index(period->items, Item, posting->item);
		steps->visited++;
		if (posting->word != word || posting->owner != owner || item->day < search->from ||
		    item->day > search->to ||
		    (search->taken != NULL &&
		     g_hash_table_contains(search->taken, ROW_KEY(item->row))))
			continue;
		steps->compared++;
		consider_item(search, item);
	}
}

static void
consider_word(Search *search, guint32 owner, guint32 word)
{
	const ActionIndex *index = search->index;
	guint first = period_of(index, search->from), last = period_of(index, search->to);
	Steps steps = { 0, 0 };

	for (guint number = last + 1; number-- > first;) {
		const Period *period =
		    g_hash_table_lookup(index->periods, GUINT_TO_POINTER(number));
		if (period != NULL)
			consider_period(search, period, owner, word, &steps);
	}
}

gint64
action_index_find(ActionIndex *index, Day day, const ActionKey *key, GHashTable *taken)
{
	Search search = { .index = index,
		          .wanted = key,
		          .from = window_start(index, day),
		          .to = day + index->window,
		          .taken = taken };
	guint prefix = words_looked_up(key);

	index->searches++;
	for (guint o = 0; o < key->owner_count; o++) {
		consider_word(&search, key->owners[o], key->text);
		for (guint w = 0; w < prefix && search.similarity < 2; w++)
			consider_word(&search, key->owners[o], key->words.words[w]);
	}
	return search.row;
}

static guint
hash_key(gconstpointer data)
{
	const ActionKey *key = data;
	guint32 hash = 0;

	/* owners in whatever order */
	for (guint i = 0; i < key->owner_count; i++)
		hash += key->owners[i];
	for (guint i = 0; i < key->words.count; i++)
		hash += key->words.words[i];
	return hash;
}

static gboolean
has_owner(const ActionKey *key, guint32 owner)
{
	for (guint i = 0; i < key->owner_count; i++)
		if (key->owners[i] == owner)
			return TRUE;
	return FALSE;
}

/* The first byte from there on that is of a letter, a digit or a character beyond ASCII. */
static const char *
next_in_word(const char *p)
{
	while (*p != '\0' && (guchar)*p < 0x80 && !g_ascii_isalnum(*p))
		p++;
	return p;
}

/* The same words, in whatever order. */
static gboolean
same_key(gconstpointer a, gconstpointer b)
{
	const ActionKey *x = a, *y = b;

	if (x->words.count != y->words.count || x->owner_count != y->owner_count ||
	    memcmp(x->words.words, y->words.words, x->words.count * sizeof *x->words.words) != 0)
		return FALSE;
	for (guint i = 0; i < x->owner_count; i++)
		if (!has_owner(y, x->owners[i]) || !has_owner(x, y->owners[i]))
			return FALSE;
	return TRUE;
}

/* In the same order, too: "Ask Ana for Dan" is not "Ask Dan for Ana".  Only what is between words
 * may differ. */
static gboolean
same_text(const char *a, const char *b)
{
	g_autofree char *x = text_fold(a);
	g_autofree char *y = text_fold(b);
	const char *p = next_in_word(x), *q = next_in_word(y);

	while (*p != '\0' && *p == *q) {
		p = next_in_word(p + 1);
		q = next_in_word(q + 1);
	}
	return *p == *q;
}

static void
join(Action *first, Action *twin)
{
	first->done = first->done || twin->done;
	if (first->due == DAY_NONE)
		first->due = twin->due;
	if (first->detail == NULL)
		first->detail = g_steal_pointer(&twin->detail);
	action_free(twin);
}

void
actions_dedupe(Meeting *meeting, ActionKey *keys)
{
	g_autoptr(GHashTable) firsts = g_hash_table_new(hash_key, same_key); /* key -> its Action */
	GPtrArray *actions = meeting->actions;
	guint kept = 0;

	for (guint i = 0; i < actions->len; i++) {
		Action *action = g_ptr_array_index(actions, i);
		Action *first = g_hash_table_lookup(firsts, &keys[i]);
		if (first != NULL && same_text(first->text, action->text)) {
			join(first, action);
			action_key_clear(&keys[i]);
			continue;
		}
		if (kept < i) {
			keys[kept] = keys[i];
			keys[i] = (ActionKey){ 0 };
			actions->pdata[kept] = action;
		}
		if (first == NULL)
			g_hash_table_insert(firsts, &keys[kept], action);
		kept++;
	}
	/* those behind have moved, or are freed */
	for (guint i = kept; i < actions->len; i++)
		actions->pdata[i] = NULL;
	g_ptr_array_set_size(actions, (gint)kept);
}
