/*
 * crew.c - walking a tree with two walkers.
 *
 * Folders wait on one list instead of a recursion, so a deep tree costs no stack and each walker
 * has one folder open at a time.  Nearly all of a walk is waiting for the kernel to look up names,
 * which it does for two as fast as for one.
 */
#include "crew.h"

/* So many folders must wait before a second walker is worth its start. */
enum {
	WORTH_HELP = 4
};

typedef struct {
	GMutex lock;
	GCond changed;
	GPtrArray *todo; /* Folder *, owned */
	guint busy;      /* how many walkers are in a folder, and may find more */
} Crew;

static void
folder_free(Folder *folder)
{
	g_free(folder->path);
	g_free(folder);
}

/* The next folder, waiting while another walker may still find one; NULL when all is done.  Called
 * with the lock. */
static Folder *
next_folder(Crew *crew)
{
	while (crew->todo->len == 0 && crew->busy > 0)
		g_cond_wait(&crew->changed, &crew->lock);
	if (crew->todo->len == 0)
		return NULL;
	crew->busy++;
	return g_ptr_array_steal_index_fast(crew->todo, crew->todo->len - 1);
}

/* Looks into one folder and puts what it found on the list.  Called with the lock, which is let go
 * meanwhile. */
static gboolean
visit(Crew *crew, Walker *walker, Folder *folder)
{
	g_mutex_unlock(&crew->lock);
	gboolean looked = walker_look_into(walker, folder);
	folder_free(folder);
	g_mutex_lock(&crew->lock);

	for (guint i = 0; i < walker->found->len; i++)
		g_ptr_array_add(crew->todo, g_ptr_array_index(walker->found, i));
	g_ptr_array_set_size(walker->found, 0);
	crew->busy--;
	g_cond_broadcast(&crew->changed);
	return looked;
}

typedef struct {
	Crew *crew;
	Walker *walker;
} Helper;

static gpointer
help(gpointer data)
{
	const Helper *helper = data;
	Folder *folder;

	g_mutex_lock(&helper->crew->lock);
	while ((folder = next_folder(helper->crew)) != NULL)
		(void)visit(helper->crew, helper->walker, folder);
	g_mutex_unlock(&helper->crew->lock);
	return NULL;
}

static Folder *
top_folder(const Tree *tree)
{
	Folder *top = folder_new(tree, "", 0);

	globs_start(tree->include, top->places);
	globs_start(tree->exclude, top->places + globs_count(tree->include));
	return top;
}

/* The list until it is empty.  A thread that cannot be started is done without. */
static GThread *
work_off(Crew *crew, Walker *walker, Helper *helper)
{
	GThread *thread = NULL;
	gboolean alone = g_get_num_processors() < 2;
	Folder *folder;

	while ((folder = next_folder(crew)) != NULL) {
		if (!alone && thread == NULL && crew->todo->len >= WORTH_HELP) {
			thread = g_thread_try_new("walker", help, helper, NULL);
			alone = thread == NULL;
		}
		(void)visit(crew, walker, folder);
	}
	return thread;
}

gboolean
crew_walk(Walker *walker)
{
	g_autoptr(GPtrArray) todo = g_ptr_array_new_with_free_func((GDestroyNotify)folder_free);
	Crew crew = { .todo = todo, .busy = 1 };
	Helper helper = { &crew, walker_new(walker->tree) };

	g_mutex_init(&crew.lock);
	g_cond_init(&crew.changed);
	g_mutex_lock(&crew.lock);
	gboolean looked = visit(&crew, walker, top_folder(walker->tree));
	GThread *thread = looked ? work_off(&crew, walker, &helper) : NULL;
	g_mutex_unlock(&crew.lock);
	if (thread != NULL)
		g_thread_join(thread);
	walker_merge(walker, helper.walker);
	walker_free(helper.walker);
	g_mutex_clear(&crew.lock);
	g_cond_clear(&crew.changed);
	return looked;
}
