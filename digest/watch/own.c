/* own.c - finds tidings' own files and folders among the notes, by their paths and by device and
 * inode.
 */
#include "own.h"

#include "base/file.h"

#include <string.h>

typedef struct {
	char *path;
	char *below; /* the notes' folder, without links; NULL when it is elsewhere */
	OwnKind kind;
	gboolean there;
	dev_t device;
	ino_t inode;
} OwnPath;

struct Own {
	GArray *entries;
};

static void
entry_clear(gpointer data)
{
	OwnPath *entry = data;

	g_free(entry->path);
	g_free(entry->below);
}

static void
add_all(Own *own, const GPtrArray *paths, OwnKind kind, const char *real_root)
{
	for (guint i = 0; paths != NULL && i < paths->len; i++) {
		const char *path = g_ptr_array_index(paths, i);
		g_autofree char *real = path_real(path);
		struct stat st = { 0 };
		gboolean there = stat(path, &st) == 0;
		OwnPath entry = { .path = g_strdup(path),
			          .below = g_strdup(path_below(real_root, real)),
			          .kind = kind,
			          .there = there && S_ISREG(st.st_mode),
			          .device = st.st_dev,
			          .inode = st.st_ino };
		g_array_append_val(own->entries, entry);
	}
}

Own *
own_new(const NotesSettings *settings, const char *real_root)
{
	Own *own = g_new0(Own, 1);

	own->entries = g_array_new(FALSE, FALSE, sizeof(OwnPath));
	g_array_set_clear_func(own->entries, entry_clear);
	add_all(own, settings->own_files, OWN_FILE, real_root);
	add_all(own, settings->own_folders, OWN_FOLDER, real_root);
	return own;
}

void
own_free(Own *own)
{
	if (own == NULL)
		return;
	g_array_unref(own->entries);
	g_free(own);
}

static gboolean
is_at(const OwnPath *entry, const char *path)
{
	if (entry->below == NULL)
		return FALSE;
	return entry->kind == OWN_FOLDER ? path_below(entry->below, path) != NULL
	                                 : strcmp(entry->below, path) == 0;
}

OwnKind
own_find(const Own *own, const char *path, const struct stat *st, const char **whose)
{
	OwnKind kind = OWN_NOT;

	for (guint i = 0; i < own->entries->len && (kind == OWN_NOT || kind == OWN_ALIAS); i++) {
		const OwnPath *entry = &g_array_index(own->entries, OwnPath, i);
		gboolean same = st != NULL && entry->there && st->st_ino == entry->inode &&
		                st->st_dev == entry->device;
		if (is_at(entry, path))
			kind = entry->kind;
		else if (same)
			kind = OWN_ALIAS;
		else
			continue;
		*whose = entry->path;
	}
	return kind;
}

gboolean
own_has_inode(const Own *own, guint64 inode)
{
	for (guint i = 0; i < own->entries->len; i++) {
		const OwnPath *entry = &g_array_index(own->entries, OwnPath, i);
		if (entry->there && (guint64)entry->inode == inode)
			return TRUE;
	}
	return FALSE;
}
