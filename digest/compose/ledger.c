/* ledger.c - which known action an item of the notes is. */
#include "compose/ledger.h"

#include "base/text.h"

#include <string.h>

/* How many known items one look-up compares at most: the latest of those that share a word. */
enum {
	CANDIDATES_MAX = 64,
	FORGET_AT_LEAST = 65536
};

typedef struct {
	gint64 row;
	Day day;
	guint32 text; /* hash of the folded text */
	guint owners; /* how many */
	WordSet words;
} Item;

struct Ledger {
	guint window;
	guint forget_at;   /* how many items start a clean-up */
	GArray *items;     /* Item */
	GHashTable *index; /* owner and word -> GArray of guint, places in `items`, oldest first */
};

static void
item_clear(Item *item)
{
	word_set_clear(&item->words);
}

static GArray *
items_new(void)
{
	GArray *items = g_array_new(FALSE, TRUE, sizeof(Item));

	g_array_set_clear_func(items, (GDestroyNotify)item_clear);
	return items;
}

Ledger *
ledger_new(guint window)
{
	Ledger *ledger = g_new0(Ledger, 1);

	ledger->window = window;
	ledger->forget_at = FORGET_AT_LEAST;
	ledger->items = items_new();
	ledger->index = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, (GDestroyNotify)g_array_unref);
	return ledger;
}

void
ledger_free(Ledger *ledger)
{
	if (ledger == NULL)
		return;
	g_array_unref(ledger->items);
	g_hash_table_unref(ledger->index);
	g_free(ledger);
}

static gpointer
bucket_key(guint32 owner, guint32 word)
{
	return GSIZE_TO_POINTER((gsize)(((guint64)owner << 32) ^ word));
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
ledger_key_init(LedgerKey *key, const Action *action)
{
	const GPtrArray *people = action->people, *tokens = action->owners;
	guint count = people->len > 0 ? people->len : tokens->len;
	g_autofree char *folded = text_fold(action->text);

	*key = (LedgerKey){ .identity = G_GUINT64_CONSTANT(14695981039346656037), .text = g_str_hash(folded) };
	key->owner_count = MAX(count, 1);
	key->owners = g_new0(guint32, key->owner_count);
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
}

void
ledger_key_clear(LedgerKey *key)
{
	g_clear_pointer(&key->owners, g_free);
	word_set_clear(&key->words);
}

static void
index_item(Ledger *ledger, guint place, guint32 owner, guint32 word)
{
	gpointer key = bucket_key(owner, word);
	GArray *bucket = g_hash_table_lookup(ledger->index, key);

	if (bucket == NULL) {
		bucket = g_array_sized_new(FALSE, FALSE, sizeof(guint), 1);
		g_hash_table_insert(ledger->index, key, bucket);
	}
	g_array_append_val(bucket, place);
}

/* `data` says where each item has moved to: G_MAXUINT for nowhere. */
static gboolean
forget_in_bucket(gpointer key G_GNUC_UNUSED, gpointer value, gpointer data)
{
	GArray *bucket = value;
	const guint *moved = data;
	guint kept = 0;

	for (guint i = 0; i < bucket->len; i++) {
		guint place = moved[g_array_index(bucket, guint, i)];
		if (place != G_MAXUINT)
			g_array_index(bucket, guint, kept++) = place;
	}
	g_array_set_size(bucket, kept);
	return kept == 0;
}

static gboolean
within(const Ledger *ledger, Day a, Day b)
{
	return (a > b ? a - b : b - a) <= ledger->window;
}

/* Drops the items that are out of the window of `day`, so that memory follows the window and not the history. */
static void
forget_old(Ledger *ledger, Day day)
{
	g_autofree guint *moved = g_new(guint, ledger->items->len);
	GArray *kept = items_new();

	for (guint i = 0; i < ledger->items->len; i++) {
		Item *item = &g_array_index(ledger->items, Item, i);
		gboolean keep = within(ledger, item->day, day);
		moved[i] = keep ? kept->len : G_MAXUINT;
		if (keep) {
			g_array_append_vals(kept, item, 1);
			item->words = (WordSet){ 0 };
		}
	}
	g_hash_table_foreach_remove(ledger->index, forget_in_bucket, moved);
	g_array_unref(ledger->items);
	ledger->items = kept;
	ledger->forget_at = MAX(FORGET_AT_LEAST, 2 * kept->len);
}

void
ledger_add(Ledger *ledger, gint64 row, Day day, LedgerKey *key)
{
	Item item = { .row = row, .day = day, .text = key->text, .owners = key->owner_count, .words = key->words };
	guint prefix = word_set_prefix(&item.words);

	key->words = (WordSet){ 0 };
	if (ledger->items->len >= ledger->forget_at)
		forget_old(ledger, day);
	guint place = ledger->items->len;
	g_array_append_val(ledger->items, item);
	for (guint o = 0; o < key->owner_count; o++) {
		index_item(ledger, place, key->owners[o], item.text);
		for (guint w = 0; w < prefix; w++)
			index_item(ledger, place, key->owners[o], item.words.words[w]);
	}
}

typedef struct {
	gint64 row;
	double nearness;
	Day day;
} Best;

static void
consider(const Ledger *ledger, const GArray *bucket, const Item *wanted, GHashTable *taken, Best *best)
{
	guint compared = 0;

	for (guint i = bucket->len; i > 0 && compared < CANDIDATES_MAX; i--) {
		const Item *item = &g_array_index(ledger->items, Item, g_array_index(bucket, guint, i - 1));
		if (!within(ledger, item->day, wanted->day) ||
		    (taken != NULL && g_hash_table_contains(taken, &item->row)))
			continue;
		compared++;
		double nearness = item->text == wanted->text ? 2 : word_set_nearness(&item->words, &wanted->words);
		/* as many owners breaks ties between items that are as near */
		if (nearness >= NEARNESS_SAME && item->owners == wanted->owners)
			nearness += 0.001;
		if (nearness < NEARNESS_SAME || nearness < best->nearness ||
		    (nearness == best->nearness && item->day < best->day))
			continue;
		*best = (Best){ item->row, nearness, item->day };
	}
}

static void
consider_word(const Ledger *ledger, guint32 owner, guint32 word, const Item *wanted, GHashTable *taken, Best *best)
{
	const GArray *bucket = g_hash_table_lookup(ledger->index, bucket_key(owner, word));

	if (bucket != NULL)
		consider(ledger, bucket, wanted, taken, best);
}

gint64
ledger_find(Ledger *ledger, Day day, const LedgerKey *key, GHashTable *taken)
{
	const Item wanted = { .day = day, .text = key->text, .owners = key->owner_count, .words = key->words };
	guint prefix = word_set_prefix(&wanted.words);
	Best best = { 0 };

	for (guint o = 0; o < key->owner_count; o++) {
		consider_word(ledger, key->owners[o], wanted.text, &wanted, taken, &best);
		for (guint w = 0; w < prefix && best.nearness < 2; w++)
			consider_word(ledger, key->owners[o], wanted.words.words[w], &wanted, taken, &best);
	}
	return best.row;
}
