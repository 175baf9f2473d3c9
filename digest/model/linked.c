/* linked.c - what an item links to. */
#include "model/linked.h"

#include "base/text.h"

#include <string.h>

static const char *const forge_words[] = {
#define X(forge, word, name) [forge] = word,
	FORGES(X)
#undef X
};

static const char *const forge_names[] = {
#define X(forge, word, name) [forge] = name,
	FORGES(X)
#undef X
};

static const char *const state_words[] = {
#define X(state, word) [state] = word,
	LINKED_STATES(X)
#undef X
};

const char *
forge_word(ForgeKind forge)
{
	return forge_words[forge];
}

const char *
forge_name(ForgeKind forge)
{
	return forge_names[forge];
}

const char *
linked_state_word(LinkedState state)
{
	return state_words[state];
}

gboolean
linked_state_from_word(const char *word, LinkedState *state)
{
	int index = text_index(state_words, G_N_ELEMENTS(state_words), word);

	if (index >= 0)
		*state = (LinkedState)index;
	return index >= 0;
}

gboolean
linked_is_ended(LinkedState state)
{
	return state == LINKED_MERGED || state == LINKED_CLOSED || state == LINKED_NOT_PLANNED;
}

Linked *
linked_new(void)
{
	return g_new0(Linked, 1);
}

void
linked_free(Linked *linked)
{
	if (linked == NULL)
		return;
	g_free(linked->repo);
	g_free(linked->key);
	g_free(linked);
}

static gpointer
copy_one(gconstpointer item, gpointer data G_GNUC_UNUSED)
{
	Linked *copy = g_memdup2(item, sizeof(Linked));

	copy->repo = g_strdup(copy->repo);
	copy->key = g_strdup(copy->key);
	return copy;
}

GPtrArray *
linked_copy_all(const GPtrArray *all)
{
	GPtrArray *copies = g_ptr_array_new_with_free_func((GDestroyNotify)linked_free);

	g_ptr_array_extend(copies, (GPtrArray *)all, copy_one, NULL);
	return copies;
}

gboolean
linked_is_possible(const char *text)
{
	return strpbrk(text, "#!") != NULL || strstr(text, "://") != NULL;
}

char *
linked_label(const Linked *linked)
{
	gboolean merge_request = linked->forge == FORGE_GITLAB && linked->request;

	return g_strdup_printf("%c%u", merge_request ? '!' : '#', linked->number);
}

char *
linked_place(const Linked *linked)
{
	g_autofree char *label = linked_label(linked);

	return g_strconcat(linked->repo, label, NULL);
}
