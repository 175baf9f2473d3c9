/*
 * walker.c - walking a tree.  Folders wait on one list instead of a recursion, so a deep tree costs
 * no stack, and one folder is open at a time.
 */
#include "walker.h"

#include "base/file.h"
#include "base/text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum {
	DEEPEST = 64
};

#define MS     ((gint64)1000 * 1000)
#define SECOND (1000 * MS)

/* How far a file's time may lag behind the clock: a tick of the kernel; on file systems with whole
 * seconds, two of them. */
enum {
	TICK_MS = 20,
	COARSE_SECONDS = 2
};

void
file_event_free(FileEvent *event)
{
	g_free(event->path);
	g_free(event);
}

/* A folder to look into. */
struct Folder {
	char *path; /* relative; "" for the root */
	guint depth;
	GlobsState places[]; /* where it stands: of include, then of exclude */
};

static Folder *
folder_new(const Tree *tree, const char *path, guint depth)
{
	guint places = globs_count(tree->include) + globs_count(tree->exclude);
	Folder *folder = g_malloc0(sizeof *folder + places * sizeof folder->places[0]);

	folder->path = g_strdup(path);
	folder->depth = depth;
	return folder;
}

static void
folder_free(gpointer data)
{
	Folder *folder = data;

	g_free(folder->path);
	g_free(folder);
}

static Folder *
top_folder(const Tree *tree)
{
	Folder *top = folder_new(tree, "", 0);

	globs_start(tree->include, top->places);
	globs_start(tree->exclude, top->places + globs_count(tree->include));
	return top;
}

Walker *
walker_new(const Tree *tree)
{
	Walker *walker = g_new0(Walker, 1);

	walker->tree = tree;
	walker->events = g_ptr_array_new_with_free_func((GDestroyNotify)file_event_free);
	walker->problems = g_ptr_array_new_with_free_func(g_free);
	walker->notices = g_ptr_array_new_with_free_func(g_free);
	walker->exposed = g_ptr_array_new_with_free_func(g_free);
	walker->unreadable = g_ptr_array_new_with_free_func(g_free);
	walker->seen = g_ptr_array_new();
	walker->todo = g_ptr_array_new_with_free_func(folder_free);
	walker->scratch =
	    g_new0(GlobsState, globs_count(tree->include) + globs_count(tree->exclude));
	walker->path = g_string_new(NULL);
	return walker;
}

void
walker_free(Walker *walker)
{
	g_ptr_array_unref(walker->events);
	g_ptr_array_unref(walker->problems);
	g_ptr_array_unref(walker->notices);
	g_ptr_array_unref(walker->exposed);
	g_ptr_array_unref(walker->unreadable);
	g_ptr_array_unref(walker->seen);
	g_ptr_array_unref(walker->todo);
	g_free(walker->scratch);
	g_string_free(walker->path, TRUE);
	g_free(walker);
}

/*
 * Git's racy rule: a file that was written in the moment in which it was read may have changed once
 * more in the same tick, without another time.  So equal times prove nothing unless the time is
 * clearly before the reading.
 */
static gboolean
may_be_racy(const KnownFile *known)
{
	gboolean coarse = known->stat.mtime_ns % SECOND == 0;
	gint64 lag = coarse ? COARSE_SECONDS * SECOND : TICK_MS * MS;

	return known->stat.mtime_ns >= known->checked_ns - lag;
}

/* It was too long to be read, and is not any more: notes.max_size was raised. */
static gboolean
was_too_long(const KnownFile *known, const FileStat *now, gsize max_size)
{
	return known->hash[0] == 0 && known->hash[1] == 0 && (guint64)now->size <= max_size;
}

static void
add_event(Walker *walker, FileEventKind kind, guint64 inode, KnownFile *known)
{
	FileEvent *event = g_new0(FileEvent, 1);

	event->kind = kind;
	event->path = g_strndup(walker->path->str, walker->path->len);
	event->inode = inode;
	event->known = known;
	g_ptr_array_add(walker->events, event);
}

static void
add_new(Walker *walker, guint64 inode)
{
	walker->files++;
	add_event(walker, FILE_NEW, inode, NULL);
}

static void
compare(Walker *walker, KnownFile *known, const struct stat *st)
{
	FileStat now = file_stat_of(st);

	walker->files++;
	g_ptr_array_add(walker->seen, known);
	if (!file_stat_is_same(&known->stat, &now) || may_be_racy(known) ||
	    was_too_long(known, &now, walker->tree->max_size))
		add_event(walker, FILE_MODIFIED, now.inode, known);
}

static void
add_sentence(const Walker *walker, GPtrArray *sentences, const char *sentence)
{
	g_autofree char *whole = g_build_filename(walker->tree->root, walker->path->str, NULL);
	g_autofree char *shown = text_escape_for_terminal(whole, -1);

	g_ptr_array_add(sentences, g_strdup_printf("%s: %s", shown, sentence));
}

static void
add_problem(Walker *walker, const char *sentence)
{
	add_sentence(walker, walker->problems, sentence);
}

void
walker_tell(Walker *walker, const char *sentence)
{
	add_sentence(walker, walker->notices, sentence);
}

void
walker_complain(Walker *walker, const char *what)
{
	g_autofree char *sentence = g_strdup_printf("%s: %s", what, g_strerror(errno));

	add_problem(walker, sentence);
}

static KnownFile *
known_here(const Walker *walker)
{
	return g_hash_table_lookup(walker->tree->known, walker->path->str);
}

void
walker_tell_exposed(Walker *walker, const struct stat *st)
{
	static const char sentence[] =
	    "was read as notes before; if there is a secret in it, replace the "
	    "secret, and look through what was sent and published";
	const KnownFile *known = known_here(walker);
	FileStat now = file_stat_of(st);

	if (known != NULL && known->stat.inode == now.inode && known->stat.device == now.device)
		add_sentence(walker, walker->exposed, sentence);
}

/* A file that is there but cannot be judged: it is not gone. */
static void
keep(Walker *walker)
{
	KnownFile *known = known_here(walker);

	if (known != NULL)
		g_ptr_array_add(walker->seen, known);
}

/* Whether include and exclude choose the name as a file of the folder. */
static gboolean
chooses_file(Walker *walker, const Folder *folder, const char *name)
{
	const Tree *tree = walker->tree;
	guint includes = globs_count(tree->include);
	GlobsState *place = walker->scratch;

	if (!globs_step(tree->include, folder->places, name, place) ||
	    !globs_match(tree->include, place))
		return FALSE;
	return !globs_step(tree->exclude, folder->places + includes, name, place + includes) ||
	       !globs_match(tree->exclude, place + includes);
}

/* Puts a folder on the list unless nothing below it can be chosen. */
static void
find_folder(Walker *walker, const Folder *folder, const char *name)
{
	const Tree *tree = walker->tree;
	guint includes = globs_count(tree->include);
	GlobsState *place = walker->scratch;

	if (!globs_step(tree->include, folder->places, name, place))
		return;
	(void)globs_step(tree->exclude, folder->places + includes, name, place + includes);
	if (globs_match_below(tree->exclude, place + includes))
		return;
	if (folder->depth >= DEEPEST) {
		add_problem(walker, "is more than 64 folders deep and not looked into");
		g_ptr_array_add(walker->unreadable, g_strdup(walker->path->str));
		return;
	}
	Folder *below = folder_new(tree, walker->path->str, folder->depth + 1);
	memcpy(below->places, place, (includes + globs_count(tree->exclude)) * sizeof place[0]);
	g_ptr_array_add(walker->todo, below);
}

/* One sentence for all that is chosen in such a folder: those that are equal are one in the end. */
static void
tell_folder(Walker *walker, const char *folder)
{
	g_autofree char *shown = text_escape_for_terminal(folder, -1);
	g_autofree char *sentence = g_strdup_printf(
	    "%s: what include chooses in this folder is not read, because tidings writes "
	    "there itself; exclude it, or keep the notes elsewhere",
	    shown);
	guint count = walker->notices->len;

	if (count == 0 || strcmp(g_ptr_array_index(walker->notices, count - 1), sentence) != 0)
		g_ptr_array_add(walker->notices, g_steal_pointer(&sentence));
}

static void
tell_alias(Walker *walker, const char *file)
{
	g_autofree char *shown = text_escape_for_terminal(file, -1);
	g_autofree char *sentence = g_strdup_printf("is another name (a hard link) of %s, which is "
	                                            "tidings' own; it is not read: take it away",
	                                            shown);

	walker_tell(walker, sentence);
}

/* Says what is worth it: that tidings.yaml is not a meeting is not, whatever include says. */
static gboolean
is_own(Walker *walker, const struct stat *st)
{
	const char *whose = NULL;
	OwnKind kind = own_find(walker->tree->own, walker->path->str, st, &whose);

	if (kind == OWN_FOLDER)
		tell_folder(walker, whose);
	if (kind == OWN_ALIAS)
		tell_alias(walker, whose);
	if (kind != OWN_NOT && kind != OWN_FOLDER && st != NULL)
		walker_tell_exposed(walker, st);
	return kind != OWN_NOT;
}

/*
 * A new file is looked at by who reads it: to do so twice would cost a tenth of a first run.  What
 * is tidings' own is not even opened: to close a database file gives up the locks on it (POSIX,
 * fcntl()).
 */
static void
look_at_file(Walker *walker, int folder_fd, const struct dirent *entry)
{
	KnownFile *known = known_here(walker);
	gboolean look = known != NULL || own_has_inode(walker->tree->own, (guint64)entry->d_ino);
	struct stat st;

	if (look && fstatat(folder_fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0) {
		if (errno == ENOENT)
			return;
		walker_complain(walker, "cannot be looked at");
		keep(walker);
		return;
	}
	if ((look && !S_ISREG(st.st_mode)) || is_own(walker, look ? &st : NULL))
		return;
	if (known != NULL)
		compare(walker, known, &st);
	else
		add_new(walker, (guint64)entry->d_ino);
}

/* What readdir(3) says it is; some file systems leave it to fstatat(2). */
static unsigned char
kind_of(int folder_fd, const struct dirent *entry)
{
	struct stat st;

	if (entry->d_type != DT_UNKNOWN)
		return entry->d_type;
	return fstatat(folder_fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0
	           ? (unsigned char)IFTODT(st.st_mode)
	           : DT_UNKNOWN;
}

static void
look_at(Walker *walker, const Folder *folder, int folder_fd, const struct dirent *entry)
{
	const char *name = entry->d_name;
	unsigned char kind = kind_of(folder_fd, entry);

	if (kind == DT_DIR)
		find_folder(walker, folder, name);
	else if (kind == DT_REG && chooses_file(walker, folder, name))
		look_at_file(walker, folder_fd, entry);
	else if (kind == DT_LNK && chooses_file(walker, folder, name))
		walker_look_at_link(walker, folder_fd, name);
}

static gboolean
read_entries(Walker *walker, const Folder *folder, DIR *stream)
{
	gsize prefix = walker->path->len;
	const struct dirent *entry;

	while (errno = 0, (entry = readdir(stream)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		g_string_append(walker->path, entry->d_name);
		look_at(walker, folder, dirfd(stream), entry);
		g_string_truncate(walker->path, prefix);
	}
	return errno == 0;
}

/* What is known below this folder cannot be judged. */
static gboolean
mark_unreadable(Walker *walker, const Folder *folder)
{
	g_string_assign(walker->path, folder->path);
	walker_complain(walker, "the folder cannot be read");
	g_ptr_array_add(walker->unreadable, g_strdup(folder->path));
	return FALSE;
}

/* Compares the files, and adds the folders to `todo`. */
static gboolean
look_into(Walker *walker, const Folder *folder)
{
	const char *path = folder->depth == 0 ? "." : folder->path;
	int fd = file_open_beneath(walker->tree->root_fd, path, O_RDONLY | O_DIRECTORY);

	/* It went, or became something else, since its name was read. */
	if (fd < 0 && folder->depth > 0 && (errno == ENOENT || errno == ENOTDIR || errno == ELOOP))
		return TRUE;
	DIR *stream = fd >= 0 ? fdopendir(fd) : NULL;
	if (stream == NULL) {
		gboolean looked = mark_unreadable(walker, folder);
		if (fd >= 0)
			close(fd);
		return looked;
	}
	g_string_assign(walker->path, folder->path);
	if (folder->depth > 0)
		g_string_append_c(walker->path, '/');
	gboolean whole = read_entries(walker, folder, stream);
	if (!whole)
		mark_unreadable(walker, folder);
	closedir(stream);
	return whole;
}

gboolean
walker_walk(Walker *walker)
{
	g_ptr_array_add(walker->todo, top_folder(walker->tree));
	while (walker->todo->len > 0) {
		Folder *folder = g_ptr_array_steal_index_fast(walker->todo, walker->todo->len - 1);
		gboolean looked = look_into(walker, folder) || folder->depth > 0;
		folder_free(folder);
		if (!looked)
			return FALSE;
	}
	return TRUE;
}
