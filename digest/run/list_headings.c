/* list_headings.c - headings that recur above lists of people and what they say or do. */
#include "list_headings.h"

#include "base/text.h"
#include "base/text_hash.h"

#include <string.h>

enum {
	MEETINGS_LEAST = 3,
	STATEMENTS_LEAST = 2,
	CHOSEN_MAX = 5
};

typedef struct {
	char *name; /* as it was first written */
	guint meetings, statements, spoken;
} ListHeading;

static void
list_heading_free(gpointer data)
{
	ListHeading *heading = data;

	g_free(heading->name);
	g_free(heading);
}

ListHeadings *
list_headings_new(void)
{
	return g_hash_table_new_full(text_hash, g_str_equal, g_free, list_heading_free);
}

static ListHeading *
heading_named(ListHeadings *headings, const char *name)
{
	g_autofree char *key = text_fold(name);
	ListHeading *heading = g_hash_table_lookup(headings, key);

	if (heading == NULL) {
		heading = g_new0(ListHeading, 1);
		heading->name = g_strdup(name);
		g_hash_table_insert(headings, g_steal_pointer(&key), heading);
	}
	return heading;
}

void
list_headings_add(ListHeadings *headings, const Meeting *meeting)
{
	for (guint i = 0; i < meeting->topics->len; i++) {
		const Topic *topic = g_ptr_array_index(meeting->topics, i);
		/* a quote or a comma would need care in the configuration */
		if (topic->entries->len < STATEMENTS_LEAST || *topic->name == '\0' ||
		    strpbrk(topic->name, "\"'\\,[]#!") != NULL)
			continue;
		ListHeading *heading = heading_named(headings, topic->name);
		heading->meetings++;
		heading->statements += topic->entries->len;
		for (guint j = 0; j < topic->entries->len; j++) {
			const Entry *entry = g_ptr_array_index(topic->entries, j);
			heading->spoken += entry->speaker != NULL ? 1 : 0;
		}
	}
}

static gint
compare_headings(gconstpointer a, gconstpointer b)
{
	const ListHeading *first = *(ListHeading *const *)a, *second = *(ListHeading *const *)b;

	if (first->meetings != second->meetings)
		return first->meetings > second->meetings ? -1 : 1;
	return strcmp(first->name, second->name);
}

GPtrArray *
list_headings_choose(const ListHeadings *headings)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new();
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, (GHashTable *)headings);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const ListHeading *heading = value;
		if (heading->meetings >= MEETINGS_LEAST &&
		    heading->spoken * 3 >= heading->statements * 2)
			g_ptr_array_add(found, value);
	}
	g_ptr_array_sort(found, compare_headings);
	for (guint i = 0; i < found->len && i < CHOSEN_MAX; i++)
		g_ptr_array_add(names,
		                g_strdup(((ListHeading *)g_ptr_array_index(found, i))->name));
	return names;
}
