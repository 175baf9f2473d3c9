/* index.c - which known action an item of the notes is. */
#include "match/action_index.h"

#include "base/text.h"

#include <string.h>

/*
 * How many known items one look-up compares at most: the latest of those that share a word; and how
 * many it passes on the way to them, because they are taken or of another time.  By how many owners
 * and words together an item is found at most. And how many items there must be before old ones are
 * forgotten: more while days go back and forth, since an old one may be asked for again.
 */
enum {
	CANDIDATES_MAX = 64,
	PASSED_MAX = 256,
	LINKS_MAX = 128,
	FORGET_AT_LEAST = 1024,
	FORGET_UNORDERED = 65536,
	HEADS_AT_LEAST = 256
};

typedef struct {
	gint64 row;
	Day day;
	guint32 text; /* hash of the folded text */
	guint owners; /* how many */
	guint words;  /* where they begin in the index's pool, the identifiers behind them */
	guint word_count, identifier_count;
	guint
	    search; /* the last one that compared it: most words of what is near lead to it again */
	double nearness; /* found then */
} Item;

/*
 * That an item has this owner and word.  Links of one hash are a chain, the latest first; the
 * period of the day is in the hash, so that a chain does not grow with the history.  The day and
 * the number of words are repeated here, so that most candidates are passed over without a look at
 * the item itself.
 */
typedef struct {
	guint32 owner, word;
	guint place; /* in `items` */
	guint next;  /* in `links`; NO_LINK at the end */
	Day day;
	guint count;       /* of words */
	guint32 signature; /* word_set_signature() */
} Link;

#define NO_LINK G_MAXUINT

struct ActionIndex {
	guint window;
	guint period;     /* days; long against the window, so that few look-ups fall into two */
	guint forget_at;  /* how many items start a clean-up */
	Day newest;       /* of all items */
	gboolean ordered; /* every item was the newest when it came: what is too old ends a chain */
	GArray *items;    /* Item */
	GArray *pool;     /* guint32: the words of all items, one behind the other */
	GArray *links;    /* Link, oldest first */
	guint *heads;     /* where the chain of each hash begins */
	guint mask;       /* number of heads, a power of two, minus 1 */
	guint searches;   /* how many there were */
};

/* Appends words to the pool; returns where they begin. */
static guint
pool_add(GArray *pool, const WordSet *set)
{
	guint place = pool->len;

	g_array_append_vals(pool, set->words, set->count);
	if (set->identifier_count > 0)
		g_array_append_vals(pool, set->identifiers, set->identifier_count);
	return place;
}

/* The words of an item; they live until the next one is added. */
static WordSet
item_words(const GArray *pool, const Item *item)
{
	guint32 *words = &g_array_index(pool, guint32, item->words);

	return (WordSet){ words, item->word_count, words + item->word_count,
		          item->identifier_count };
}

static guint *
head_of(const ActionIndex *index, guint32 owner, guint32 word, guint period)
{
	guint32 hash = (word ^ owner * 0x9e3779b1u ^ period * 0xc2b2ae35u) * 0x85ebca6bu;

	return &index->heads[(hash ^ hash >> 15) & index->mask];
}

/* Chains all links anew in as many heads. */
static void
set_heads(ActionIndex *index, guint count)
{
	g_free(index->heads);
	index->heads = g_new(guint, count);
	index->mask = count - 1;
	memset(index->heads, 0xff, count * sizeof *index->heads); /* NO_LINK */
	for (guint i = 0; i < index->links->len; i++) {
		Link *link = &g_array_index(index->links, Link, i);
		guint *head = head_of(index, link->owner, link->word, link->day / index->period);
		link->next = *head;
		*head = i;
	}
}

ActionIndex *
action_index_new(guint window)
{
	ActionIndex *index = g_new0(ActionIndex, 1);

	index->window = window;
	index->period = window < G_MAXUINT / 8 ? 4 * (window + 1) : G_MAXUINT;
	index->forget_at = FORGET_AT_LEAST;
	index->ordered = TRUE;
	index->items = g_array_new(FALSE, FALSE, sizeof(Item));
	index->pool = g_array_new(FALSE, FALSE, sizeof(guint32));
	index->links = g_array_new(FALSE, FALSE, sizeof(Link));
	set_heads(index, HEADS_AT_LEAST);
	return index;
}

void
action_index_free(ActionIndex *index)
{
	if (index == NULL)
		return;
	g_array_unref(index->items);
	g_array_unref(index->pool);
	g_array_unref(index->links);
	g_free(index->heads);
	g_free(index);
}

/* FNV-1a, 64 bits, going on from `hash`. */
static guint64
hash_on(guint64 hash, const char *text)
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
	key->owners[0] = 0; /* of an item that nobody has */
	for (guint i = 0; i < tokens->len; i++) {
		g_autofree char *token = text_fold(g_ptr_array_index(tokens, i));
		key->identity = hash_on(key->identity, token);
		if (people->len == 0)
			key->owners[i] = g_str_hash(token);
	}
	for (guint i = 0; i < people->len; i++)
		key->owners[i] = g_str_hash(g_ptr_array_index(people, i));
	key->identity = hash_on(hash_on(key->identity, ""), folded);
	word_set_init(&key->words, folded);
	key->signature = word_set_signature(&key->words);
}

void
action_key_clear(ActionKey *key)
{
	g_clear_pointer(&key->owners, g_free);
	word_set_clear(&key->words);
}

static void
add_link(ActionIndex *index, guint32 owner, guint32 word, const Item *item, guint32 signature)
{
	if (index->links->len > index->mask)
		set_heads(index, 2 * (index->mask + 1));
	guint *head = head_of(index, owner, word, item->day / index->period);
	Link link = {
		owner, word, index->items->len, *head, item->day, item->word_count, signature
	};

	*head = index->links->len;
	g_array_append_val(index->links, link);
}

/* `moved` says where each item has moved to: G_MAXUINT for nowhere. */
static void
forget_links(ActionIndex *index, const guint *moved)
{
	guint kept = 0;

	for (guint i = 0; i < index->links->len; i++) {
		Link link = g_array_index(index->links, Link, i);
		link.place = moved[link.place];
		if (link.place != G_MAXUINT)
			g_array_index(index->links, Link, kept++) = link;
	}
	g_array_set_size(index->links, kept);
	set_heads(index, index->mask + 1);
}

static gboolean
within(const ActionIndex *index, Day a, Day b)
{
	return (a > b ? a - b : b - a) <= index->window;
}

static void
forget_old(ActionIndex *index, Day day)
{
	g_autofree guint *moved = g_new(guint, index->items->len);
	GArray *kept = g_array_new(FALSE, FALSE, sizeof(Item)),
	       *pool = g_array_new(FALSE, FALSE, sizeof(guint32));

	for (guint i = 0; i < index->items->len; i++) {
		Item item = g_array_index(index->items, Item, i);
		gboolean keep = within(index, item.day, day);
		moved[i] = keep ? kept->len : G_MAXUINT;
		if (!keep)
			continue;
		WordSet words = item_words(index->pool, &item);
		item.words = pool_add(pool, &words);
		g_array_append_val(kept, item);
	}
	forget_links(index, moved);
	g_array_unref(index->items);
	g_array_unref(index->pool);
	index->items = kept;
	index->pool = pool;
	index->forget_at = MAX(FORGET_AT_LEAST, 2 * kept->len);
}

gboolean
action_index_forget(ActionIndex *index, Day day)
{
	guint had = index->items->len;

	if (had < (index->ordered ? index->forget_at : MAX(index->forget_at, FORGET_UNORDERED)))
		return FALSE;
	forget_old(index, day);
	/* days that go back and forth would have the same ones forgotten and added again for each
	 * file */
	if (!index->ordered)
		index->forget_at = 2 * had;
	return TRUE;
}

Day
action_index_newest(const ActionIndex *index)
{
	return index->newest;
}

/* How many of its words each owner of an item is found by. */
static guint
words_looked_up(const ActionKey *key)
{
	return MIN(word_set_prefix(&key->words), MAX(LINKS_MAX / key->owner_count, 1));
}

void
action_index_add(ActionIndex *index, gint64 row, Day day, const ActionKey *key)
{
	const WordSet *words = &key->words;
	guint prefix = words_looked_up(key);

	index->ordered = index->ordered && day >= index->newest;
	index->newest = MAX(day, index->newest);
	Item item = { row,
		      day,
		      key->text,
		      key->owner_count,
		      pool_add(index->pool, words),
		      words->count,
		      words->identifier_count,
		      0,
		      0 };
	for (guint o = 0; o < key->owner_count; o++) {
		add_link(index, key->owners[o], item.text, &item, key->signature);
		for (guint w = 0; w < prefix; w++)
			add_link(index, key->owners[o], words->words[w], &item, key->signature);
	}
	g_array_append_val(index->items, item);
}

/* What is looked for, and the best so far. */
typedef struct {
	ActionIndex *index;
	const ActionKey *wanted;
	Day today;
	const IdSet *taken;
	Day oldest; /* in the window */
	gint64 row;
	double nearness;
	Day day;
} Search;

static double
nearness_of(const Search *search, Item *item)
{
	const ActionKey *wanted = search->wanted;

	if (item->text == wanted->text)
		return 2;
	if (item->search != search->index->searches) {
		WordSet words = item_words(search->index->pool, item);
		item->search = search->index->searches;
		item->nearness = word_set_similarity(&words, &wanted->words);
	}
	return item->nearness;
}

static void
consider_item(Search *search, Item *item)
{
	const ActionKey *wanted = search->wanted;
	double nearness = nearness_of(search, item);

	/* as many owners breaks ties between items that are as near */
	if (nearness >= NEARNESS_SAME && item->owners == wanted->owner_count)
		nearness += 0.001;
	if (nearness < NEARNESS_SAME || nearness < search->nearness ||
	    (nearness == search->nearness && item->day < search->day))
		return;
	search->row = item->row;
	search->nearness = nearness;
	search->day = item->day;
}

/* What one owner and word led to so far. */
typedef struct {
	guint compared, passed;
} Steps;

/* The links of one period; `steps` goes on over all of them. */
static void
consider_chain(Search *search, guint32 owner, guint32 word, guint period, Steps *steps)
{
	const ActionIndex *index = search->index;
	const Link *link;

	for (guint i = *head_of(index, owner, word, period);
	     i != NO_LINK && steps->compared < CANDIDATES_MAX && steps->passed < PASSED_MAX;
	     i = link->next) {
		link = &g_array_index(index->links, Link, i);
		if (index->ordered && link->day < search->oldest)
			return;
		steps->passed++;
		if (link->word != word || link->owner != owner ||
		    link->day / index->period != period || !within(index, link->day, search->today))
			continue;
		steps->compared++;
		if (!word_set_may_be_similar(link->count, link->signature,
		                             search->wanted->words.count,
		                             search->wanted->signature))
			continue;
		Item *item = &g_array_index(index->items, Item, link->place);
		if (search->taken != NULL && id_set_has(search->taken, item->row))
			steps->compared--;
		else
			consider_item(search, item);
	}
}

static void
consider_word(Search *search, guint32 owner, guint32 word)
{
	const ActionIndex *index = search->index;
	Day day = search->today;
	guint first = search->oldest / index->period;
	guint last = (guint)(((guint64)day + index->window) / index->period);
	Steps steps = { 0, 0 };

	for (guint i = 0; i <= last - first; i++)
		consider_chain(search, owner, word, last - i, &steps);
}

gint64
action_index_find(ActionIndex *index, Day day, const ActionKey *key, const IdSet *taken)
{
	Search search = { .index = index,
		          .wanted = key,
		          .today = day,
		          .taken = taken,
		          .oldest = day > index->window ? day - index->window : 0 };
	guint prefix = words_looked_up(key);

	index->searches++;
	for (guint o = 0; o < key->owner_count; o++) {
		consider_word(&search, key->owners[o], key->text);
		for (guint w = 0; w < prefix && search.nearness < 2; w++)
			consider_word(&search, key->owners[o], key->words.words[w]);
	}
	return search.row;
}
