/* watch.c - a walk's result: what is new, modified or gone; reading and hashing the files. */
#include "watch/watch.h"

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "walk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

static void
tree_clear(Tree *tree)
{
	if (tree->root_fd >= 0)
		close(tree->root_fd);
	g_clear_pointer(&tree->include, globs_free);
	g_clear_pointer(&tree->exclude, globs_free);
	g_clear_pointer(&tree->own, own_free);
	free(tree->real_root);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Tree, tree_clear)

static gboolean
tree_open(Tree *tree, const NotesSettings *settings, GHashTable *known, GError **error)
{
	tree->root = settings->root;
	tree->known = known;
	tree->max_size = settings->max_size;
	tree->include = globs_new(settings->include, GLOBS_INCLUDE);
	tree->exclude = globs_new(settings->exclude, GLOBS_EXCLUDE);
	tree->root_fd = open(tree->root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	tree->real_root = tree->root_fd >= 0 ? realpath(tree->root, NULL) : NULL;
	if (tree->real_root != NULL) {
		tree->own = own_new(settings, tree->real_root);
		return TRUE;
	}

	int saved = errno;
	g_autofree char *shown = text_escape_for_terminal(tree->root, -1);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_IO,
	            "%s: the notes folder cannot be read: %s; see notes.root in the configuration",
	            shown, g_strerror(saved));
	return FALSE;
}

static gboolean
is_below(const char *path, const GPtrArray *folders)
{
	for (guint i = 0; i < folders->len; i++) {
		const char *folder = g_ptr_array_index(folders, i);
		if (g_str_has_prefix(path, folder) && path[strlen(folder)] == '/')
			return TRUE;
	}
	return FALSE;
}

/* Adds an event for each known file that was not seen.  In most runs the count shows that there are
 * none. */
static void
add_gone(Walker *walker)
{
	GHashTable *known = walker->tree->known;
	if (walker->seen->len == g_hash_table_size(known))
		return;

	g_autoptr(GHashTable) seen = g_hash_table_new(g_direct_hash, g_direct_equal);
	GHashTableIter iter;
	gpointer file;
	for (guint i = 0; i < walker->seen->len; i++)
		g_hash_table_add(seen, g_ptr_array_index(walker->seen, i));
	g_hash_table_iter_init(&iter, known);
	while (g_hash_table_iter_next(&iter, NULL, &file)) {
		KnownFile *missing = file;
		if (g_hash_table_contains(seen, missing) ||
		    is_below(missing->path, walker->unreadable))
			continue;
		FileEvent *event = g_new0(FileEvent, 1);
		event->kind = FILE_GONE;
		event->path = g_strdup(missing->path);
		event->inode = missing->stat.inode;
		event->known = missing;
		g_ptr_array_add(walker->events, event);
	}
}

static gint
by_path(gconstpointer a, gconstpointer b)
{
	return strcmp((*(FileEvent *const *)a)->path, (*(FileEvent *const *)b)->path);
}

static gint
by_words(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/*
 * Sorts, and removes duplicates.  A name that is replaced while its folder is listed may be listed
 * twice (POSIX, readdir()), and each chosen file of one of tidings' own folders has the same
 * sentence.
 */
static void
sort_unique(GPtrArray *all, GCompareFunc compare)
{
	g_ptr_array_sort(all, compare);
	for (guint i = all->len; i > 1; i--)
		if (compare(&all->pdata[i - 1], &all->pdata[i - 2]) == 0)
			g_ptr_array_remove_index(all, i - 1);
}

static Walk *
report(Walker *walker, gint64 walked_ns)
{
	Walk *walk = g_new0(Walk, 1);

	add_gone(walker);
	sort_unique(walker->events, by_path);
	sort_unique(walker->problems, by_words);
	sort_unique(walker->notices, by_words);
	sort_unique(walker->exposed, by_words);
	walk->events = g_ptr_array_ref(walker->events);
	walk->problems = g_ptr_array_ref(walker->problems);
	walk->notices = g_ptr_array_ref(walker->notices);
	walk->exposed = g_ptr_array_ref(walker->exposed);
	walk->files = walker->files;
	walk->walked_ns = walked_ns;
	return walk;
}

Walk *
watch_walk(const NotesSettings *settings, GHashTable *known, GError **error)
{
	/* The real clock, even in tests: this is compared with times of the file system. */
	gint64 walked_ns = g_get_real_time() * 1000;
	g_auto(Tree) tree = { .root_fd = -1 };
	if (!tree_open(&tree, settings, known, error))
		return NULL;

	Walker *walker = walker_new(&tree);
	if (!walker_walk(walker)) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_IO,
		            "%s; see notes.root in the configuration",
		            (char *)g_ptr_array_index(walker->problems, 0));
		walker_free(walker);
		return NULL;
	}
	Walk *walk = report(walker, walked_ns);
	walk->root_fd = tree.root_fd;
	tree.root_fd = -1;
	walk->own = g_steal_pointer(&tree.own);
	walker_free(walker);
	return walk;
}

void
walk_free(Walk *walk)
{
	if (walk == NULL)
		return;
	g_ptr_array_unref(walk->events);
	g_ptr_array_unref(walk->problems);
	g_ptr_array_unref(walk->notices);
	g_ptr_array_unref(walk->exposed);
	own_free(walk->own);
	close(walk->root_fd);
	g_free(walk);
}

void
walk_drop(Walk *walk, GHashTable *events)
{
	g_autoptr(GPtrArray) dropped = g_ptr_array_new();
	gpointer *all = walk->events->pdata;
	guint kept = 0;

	for (guint i = 0; i < walk->events->len; i++) {
		if (g_hash_table_contains(events, all[i]))
			g_ptr_array_add(dropped, all[i]);
		else
			all[kept++] = all[i];
	}
	for (guint i = 0; i < dropped->len; i++)
		all[kept + i] = g_ptr_array_index(dropped, i);
	g_ptr_array_set_size(walk->events, (gint)kept);
}

GBytes *
watch_read(const Walk *walk, const NotesSettings *settings, const char *path, struct stat *st,
           GError **error)
{
	g_autoptr(GBytes) source =
	    file_read_beneath(walk->root_fd, settings->root, path, settings->max_size, st, error);
	const char *whose = NULL;
	if (source == NULL || own_find(walk->own, path, st, &whose) == OWN_NOT)
		return g_steal_pointer(&source);

	g_autofree char *whole = g_build_filename(settings->root, path, NULL);
	g_autofree char *shown = text_escape_for_terminal(whole, -1);
	g_autofree char *own = text_escape_for_terminal(whose, -1);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_IO,
	            "%s: became tidings' own %s and is not read", shown, own);
	return NULL;
}

gboolean
watch_stat(const Walk *walk, const char *path, struct stat *st)
{
	return file_stat_beneath(walk->root_fd, path, st) == 0;
}

gboolean
watch_chooses(const NotesSettings *settings, const char *path)
{
	g_autoptr(Globs) include = globs_new(settings->include, GLOBS_INCLUDE);
	g_autoptr(Globs) exclude = globs_new(settings->exclude, GLOBS_EXCLUDE);

	g_autofree char *name = g_path_get_basename(path);
	return walk_copy_sentence(name) == NULL && globs_choose(include, exclude, path);
}

void
watch_hash(GBytes *source, guint64 hash[2])
{
	gsize size;
	const void *data = g_bytes_get_data(source, &size);
	XXH128_hash_t sum = XXH3_128bits(data, size);

	hash[0] = sum.low64;
	hash[1] = sum.high64;
}

void
watch_hash_text(const guint64 hash[2], char text[HASH_TEXT_SIZE])
{
	g_snprintf(text, HASH_TEXT_SIZE, "%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x",
	           hash[0], hash[1]);
}
