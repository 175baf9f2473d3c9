/*
 * walk.c - a walk over the tree of notes.  Folders wait in a list instead of a recursion, so a deep
 * tree costs no stack, and only one folder is open at a time.
 */
#include "walk.h"

#include "base/file.h"
#include "base/text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MS     ((gint64)1000 * 1000)
#define SECOND (1000 * MS)

enum {
	DEEPEST = 64, /* folders */
	TICK_MS =
	    20, /* how far the time of a file may lag behind the clock: a tick of the kernel */
	COARSE_SECONDS = 2, /* the same on a file system that has whole seconds: two of them */
};

void
file_event_free(FileEvent *event)
{
	g_free(event->path);
	g_free(event);
}

/* A folder that waits to be read. */
struct Folder {
	char *path; /* relative; "" for the root */
	guint depth;
	GlobsState states[]; /* of include, then of exclude */
};

static Folder *
folder_new(const Tree *tree, const char *path, guint depth)
{
	guint count = globs_count(tree->include) + globs_count(tree->exclude);
	Folder *folder = g_malloc0(sizeof *folder + count * sizeof folder->states[0]);

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

	globs_start(tree->include, top->states);
	globs_start(tree->exclude, top->states + globs_count(tree->include));
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
 * Git's racy rule: a file that was written while it was read may change once more within the same
 * tick and keep its time.  So an equal time proves nothing unless it is clearly before the reading.
 */
static gboolean
may_be_racy(const KnownFile *known)
{
	gboolean coarse = known->stat.mtime_ns % SECOND == 0;
	gint64 lag = coarse ? COARSE_SECONDS * SECOND : TICK_MS * MS;

	return known->stat.mtime_ns >= known->checked_ns - lag;
}

/* Returns TRUE when the file was not read because of its size, and notes.max_size was raised since.
 */
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

/* Adds an event when the file may differ from what is known of it. */
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

/* Adds "PATH: sentence" for the entry at walker->path, with the root before it. */
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

static void
add_notice(Walker *walker, const char *sentence)
{
	add_sentence(walker, walker->notices, sentence);
}

/* Adds the problem "PATH: what: words of errno". */
static void
add_errno_problem(Walker *walker, const char *what)
{
	g_autofree char *sentence = g_strdup_printf("%s: %s", what, g_strerror(errno));

	add_problem(walker, sentence);
}

static KnownFile *
known_here(const Walker *walker)
{
	return g_hash_table_lookup(walker->tree->known, walker->path->str);
}

/*
 * Adds to `exposed` when walker->path, which is not read any more, has the inode of the file that
 * is known under that path: an earlier version of tidings read what links lead to, and its own
 * files.
 */
static void
add_exposed(Walker *walker, const struct stat *st)
{
	static const char sentence[] =
	    "was read as notes before; if there is a secret in it, replace the "
	    "secret, and look through what was sent and published";
	const KnownFile *known = known_here(walker);
	FileStat now = file_stat_of(st);

	if (known != NULL && known->stat.inode == now.inode && known->stat.device == now.device)
		add_sentence(walker, walker->exposed, sentence);
}

/* Counts a file that is there but cannot be compared as seen, so that it is not taken for gone. */
static void
keep_known(Walker *walker)
{
	KnownFile *known = known_here(walker);

	if (known != NULL)
		g_ptr_array_add(walker->seen, known);
}

/* Returns TRUE when include and exclude choose the file `name` of the folder. */
static gboolean
chooses_file(Walker *walker, const Folder *folder, const char *name)
{
	const Tree *tree = walker->tree;
	guint includes = globs_count(tree->include);
	GlobsState *next = walker->scratch;

	if (!globs_step(tree->include, folder->states, name, next) ||
	    !globs_match(tree->include, next))
		return FALSE;
	return !globs_step(tree->exclude, folder->states + includes, name, next + includes) ||
	       !globs_match(tree->exclude, next + includes);
}

/* Adds the folder `name` to `todo` unless nothing below it can be chosen. */
static void
queue_folder(Walker *walker, const Folder *folder, const char *name)
{
	const Tree *tree = walker->tree;
	guint includes = globs_count(tree->include);
	GlobsState *next = walker->scratch;

	if (!globs_step(tree->include, folder->states, name, next))
		return;
	(void)globs_step(tree->exclude, folder->states + includes, name, next + includes);
	if (globs_match_below(tree->exclude, next + includes))
		return;
	if (folder->depth >= DEEPEST) {
		add_problem(walker, "is more than 64 folders deep and not looked into");
		g_ptr_array_add(walker->unreadable, g_strdup(walker->path->str));
		return;
	}
	Folder *below = folder_new(tree, walker->path->str, folder->depth + 1);
	memcpy(below->states, next, (includes + globs_count(tree->exclude)) * sizeof next[0]);
	g_ptr_array_add(walker->todo, below);
}

/*
 * Adds one notice for all files in a folder of tidings' own.  Equal notices become one in the end;
 * those in a row are not even added.
 */
static void
add_own_folder_notice(Walker *walker, const char *folder)
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
add_alias_notice(Walker *walker, const char *file)
{
	g_autofree char *shown = text_escape_for_terminal(file, -1);
	g_autofree char *sentence = g_strdup_printf("is another name (a hard link) of %s, which is "
	                                            "tidings' own; it is not read: take it away",
	                                            shown);

	add_notice(walker, sentence);
}

/*
 * Returns TRUE when the entry is tidings' own, and adds the notice that it needs: none for a file
 * such as tidings.yaml at its own path, which nobody expects to be a meeting.
 */
static gboolean
is_own(Walker *walker, const struct stat *st)
{
	const char *whose = NULL;
	OwnKind kind = own_find(walker->tree->own, walker->path->str, st, &whose);

	if (kind == OWN_FOLDER)
		add_own_folder_notice(walker, whose);
	if (kind == OWN_ALIAS)
		add_alias_notice(walker, whose);
	if (kind != OWN_NOT && kind != OWN_FOLDER && st != NULL)
		add_exposed(walker, st);
	return kind != OWN_NOT;
}

/*
 * Only a file that is known, or that may be tidings' own, needs a stat here: a new one gets it when
 * it is read, and a second one would cost a tenth of a first run.  What is tidings' own is not even
 * opened, because closing a database file releases the locks on it (POSIX, fcntl()).
 */
static void
look_at_file(Walker *walker, int folder_fd, const struct dirent *entry)
{
	KnownFile *known = known_here(walker);
	gboolean needs_stat =
	    known != NULL || own_has_inode(walker->tree->own, (guint64)entry->d_ino);
	struct stat st;

	if (needs_stat && fstatat(folder_fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0) {
		if (errno == ENOENT)
			return;
		add_errno_problem(walker, "cannot be looked at");
		keep_known(walker);
		return;
	}
	if ((needs_stat && !S_ISREG(st.st_mode)) || is_own(walker, needs_stat ? &st : NULL))
		return;
	if (known != NULL)
		compare(walker, known, &st);
	else
		add_new(walker, (guint64)entry->d_ino);
}

/* Returns DT_REG and so on, by fstatat(2) on file systems whose readdir(3) leaves it out. */
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

static gboolean
is_hidden(const char *path)
{
	return *path == '.' || strstr(path, "/.") != NULL;
}

/*
 * Returns why the file at `target`, below the root and without links, must not be read through a
 * link; NULL when it is read under its own name.
 */
static const char *
refusal(const Tree *tree, const char *target, const struct stat *st)
{
	const char *whose = NULL;

	if (own_find(tree->own, target, st, &whose) != OWN_NOT)
		return "is tidings' own";
	if (!globs_choose(tree->include, tree->exclude, target))
		return "include and exclude do not choose";
	return is_hidden(target) ? "is hidden: a name of its path begins with a dot" : NULL;
}

static void
add_target_notice(Walker *walker, const char *target, const char *why, const char *advice)
{
	g_autofree char *shown = text_escape_for_terminal(target, -1);
	g_autofree char *sentence =
	    g_strdup_printf("is a link to %s, which %s; it is not read: %s", shown, why, advice);

	add_notice(walker, sentence);
}

static const char remove_it[] = "take the link away, or put the file itself there";

static void
add_outside_notice(Walker *walker)
{
	g_autofree char *sentence = g_strdup_printf(
	    "is a link that leads out of the notes folder; it is not read: %s", remove_it);

	add_notice(walker, sentence);
}

/* Finds out from its text where a link leads whose target is not there. */
static void
look_at_dangling_link(Walker *walker, int folder_fd, const char *name)
{
	char text[PATH_MAX];
	gssize length = readlinkat(folder_fd, name, text, sizeof text - 1);
	if (length < 0)
		return; /* it was removed meanwhile */

	text[length] = '\0';
	g_autofree char *whole = g_build_filename(walker->tree->real_root, walker->path->str, NULL);
	g_autofree char *folder = g_path_get_dirname(whole);
	g_autofree char *written = g_canonicalize_filename(text, folder);
	g_autofree char *target = path_real(written);
	const char *below = path_below(walker->tree->real_root, target);
	if (below != NULL)
		add_target_notice(walker, below, "is not there", "take the link away, or mend it");
	else
		add_outside_notice(walker);
}

static void
look_at_broken_link(Walker *walker, int folder_fd, const char *name)
{
	if (errno == ENOENT) {
		look_at_dangling_link(walker, folder_fd, name);
		return;
	}
	g_autofree char *sentence = g_strdup_printf(
	    "is a link that cannot be followed: %s; it is not read: take it away, or mend it",
	    g_strerror(errno));
	add_notice(walker, sentence);
}

/*
 * Looks at a symbolic link that include and exclude choose.  It is never read: one that leads to a
 * file they choose is a second name of that meeting and needs no notice, any other gets one.
 */
static void
look_at_link(Walker *walker, int folder_fd, const char *name)
{
	const Tree *tree = walker->tree;
	struct stat st;

	if (fstatat(folder_fd, name, &st, 0) != 0) {
		look_at_broken_link(walker, folder_fd, name);
		return;
	}
	if (!S_ISREG(st.st_mode))
		return;
	g_autofree char *whole = g_build_filename(tree->real_root, walker->path->str, NULL);
	g_autofree char *target = path_real(whole);
	const char *below = path_below(tree->real_root, target);
	const char *why = below != NULL ? refusal(tree, below, &st) : NULL;
	if (below != NULL && why == NULL)
		return;

	if (below != NULL)
		add_target_notice(walker, below, why, remove_it);
	else
		add_outside_notice(walker);
	add_exposed(walker, &st);
}

/* TRUE if `words` are in `name`, and a digit follows them. */
static gboolean
has_before_digit(const char *name, const char *words)
{
	const char *found = strstr(name, words);

	return found != NULL && g_ascii_isdigit(found[strlen(words)]);
}

/* TRUE for the name of a file that an editor keeps beside the one it edits: `~$a.md`, `.#a.md`,
 * `#a.md#`, `a.md~`, `a.md.orig`. */
static gboolean
is_of_editor(const char *name)
{
	gsize length = strlen(name);
	gsize stem = length - (g_str_has_suffix(name, ".md") ? strlen(".md") : 0);

	return g_str_has_prefix(name, "~$") || g_str_has_prefix(name, ".#") ||
	       g_str_has_suffix(name, "~") || g_str_has_suffix(name, ".orig") ||
	       (*name == '#' && stem > 1 && name[stem - 1] == '#');
}

/*
 * TRUE for the name that a sync program gives to the other version of a file that was changed in
 * two places:
 *
 *	a.sync-conflict-20240305-101010-ABCDEFG.md     Syncthing
 *	a (conflicted copy 2024-03-05 101010).md       Nextcloud
 *	a (Nora's conflicted copy 2024-03-05).md       Dropbox
 *	a_conflict-20240305-101010.md                  ownCloud
 *	a (SFConflict nora@example.org 2024-03-05-10-10-10).md    Seafile
 */
static gboolean
is_of_sync_program(const char *name)
{
	const char *open = strchr(name, '(');

	return has_before_digit(name, ".sync-conflict-") || has_before_digit(name, "_conflict-") ||
	       (open != NULL && (strstr(open, "conflicted copy") != NULL ||
	                         g_str_has_prefix(open, "(SFConflict ")));
}

const char *
walk_copy_sentence(const char *name)
{
	if (is_of_editor(name))
		return "is what an editor keeps beside the file that it edits; it is not read: "
		       "delete it if nobody edits that file";
	if (is_of_sync_program(name))
		return "is a copy that a sync program left, because the file was changed in two "
		       "places; it is not read: take over what is only here, and delete it";
	return NULL;
}

/* TRUE for a copy, which gets a notice. */
static gboolean
is_copy(Walker *walker, const char *name)
{
	const char *sentence = walk_copy_sentence(name);

	if (sentence != NULL)
		add_notice(walker, sentence);
	return sentence != NULL;
}

static void
look_at(Walker *walker, const Folder *folder, int folder_fd, const struct dirent *entry)
{
	const char *name = entry->d_name;
	unsigned char kind = kind_of(folder_fd, entry);

	if (kind == DT_DIR)
		queue_folder(walker, folder, name);
	if ((kind != DT_REG && kind != DT_LNK) || !chooses_file(walker, folder, name) ||
	    is_copy(walker, name))
		return;
	if (kind == DT_REG)
		look_at_file(walker, folder_fd, entry);
	else
		look_at_link(walker, folder_fd, name);
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

/* Says that the files known below the folder cannot be compared, so they are not taken for gone. */
static void
mark_unreadable(Walker *walker, const Folder *folder)
{
	g_string_assign(walker->path, folder->path);
	add_errno_problem(walker, "the folder cannot be read");
	g_ptr_array_add(walker->unreadable, g_strdup(folder->path));
}

/* Compares the files of the folder, and adds its folders to `todo`. */
static gboolean
read_folder(Walker *walker, const Folder *folder)
{
	const char *path = folder->depth == 0 ? "." : folder->path;
	int fd = file_open_beneath(walker->tree->root_fd, path, O_RDONLY | O_DIRECTORY);

	/* It was removed, or became something other than a folder, since its name was read. */
	if (fd < 0 && folder->depth > 0 && (errno == ENOENT || errno == ENOTDIR || errno == ELOOP))
		return TRUE;
	DIR *stream = fd >= 0 ? fdopendir(fd) : NULL;
	if (stream == NULL) {
		mark_unreadable(walker, folder);
		if (fd >= 0)
			close(fd);
		return FALSE;
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
		gboolean looked = read_folder(walker, folder) || folder->depth > 0;
		folder_free(folder);
		if (!looked)
			return FALSE;
	}
	return TRUE;
}
