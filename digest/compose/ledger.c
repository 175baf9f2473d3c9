/* ledger.c - which known action an item of the notes is. */
#include "compose/ledger.h"

#include "base/text.h"
#include "compose/nearness.h"

/* How many known items one look-up compares at most: the latest of those that share a word. */
enum {
	CANDIDATES_MAX = 64,
	FORGET_AT_LEAST = 16384
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
	Day latest;
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

static guint32
folded_hash(const char *text)
{
	g_autofree char *folded = text_fold(text);

	return g_str_hash(folded);
}

/* Hashes of what the owners are known by: their persons' ids, else the folded tokens; one 0 for nobody. */
static GArray *
owner_hashes(const Action *action)
{
	const GPtrArray *names = action->people->len > 0 ? action->people : action->owners;
	GArray *hashes = g_array_new(FALSE, FALSE, sizeof(guint32));

	for (guint i = 0; i < names->len; i++) {
		guint32 hash = folded_hash(g_ptr_array_index(names, i));
		g_array_append_val(hashes, hash);
	}
	if (hashes->len == 0) {
		guint32 nobody = 0;
		g_array_append_val(hashes, nobody);
	}
	return hashes;
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

/* Drops the items that have left the window, so that memory follows the window and not the history. */
static void
forget_old(Ledger *ledger)
{
	g_autofree guint *moved = g_new(guint, ledger->items->len);
	GArray *kept = items_new();

	for (guint i = 0; i < ledger->items->len; i++) {
		Item *item = &g_array_index(ledger->items, Item, i);
		gboolean keep = within(ledger, item->day, ledger->latest);
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
ledger_add(Ledger *ledger, gint64 row, Day day, const Action *action)
{
	g_autoptr(GArray) owners = owner_hashes(action);
	Item item = { .row = row, .day = day, .text = folded_hash(action->text), .owners = owners->len };

	word_set_init(&item.words, action->text);
	ledger->latest = MAX(ledger->latest, day);
	if (ledger->items->len >= ledger->forget_at)
		forget_old(ledger);
	guint place = ledger->items->len;
	g_array_append_val(ledger->items, item);
	guint prefix = word_set_prefix(&item.words);
	for (guint o = 0; o < owners->len; o++) {
		guint32 owner = g_array_index(owners, guint32, o);
		index_item(ledger, place, owner, item.text);
		for (guint w = 0; w < prefix; w++)
			index_item(ledger, place, owner, item.words.words[w]);
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
ledger_find(Ledger *ledger, Day day, const Action *action, GHashTable *taken)
{
	g_autoptr(GArray) owners = owner_hashes(action);
	Item wanted = { .day = day, .text = folded_hash(action->text), .owners = owners->len };
	Best best = { 0 };

	word_set_init(&wanted.words, action->text);
	guint prefix = word_set_prefix(&wanted.words);
	for (guint o = 0; o < owners->len; o++) {
		guint32 owner = g_array_index(owners, guint32, o);
		consider_word(ledger, owner, wanted.text, &wanted, taken, &best);
		for (guint w = 0; w < prefix && best.nearness < 2; w++)
			consider_word(ledger, owner, wanted.words.words[w], &wanted, taken, &best);
	}
	word_set_clear(&wanted.words);
	return best.row;
}
