/* community.c - says whether a state file belongs to the community of the configuration. */
#include "run/community.h"

#include "base/error.h"
#include "base/text.h"
#include "state/files.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* How many of the files that a state knows are in the notes. */
typedef struct {
	guint known;
	guint here; /* in the notes folder, and of the same size */
} Presence;

/* Returns `path` without links, or as it is when it cannot be looked at. */
static char *
real_path(const char *path)
{
	g_autofree char *real = realpath(path, NULL);

	return g_strdup(real != NULL ? real : path);
}

static void
add_globs(GChecksum *sum, const char *what, const GPtrArray *globs)
{
	g_checksum_update(sum, (const guchar *)what, -1);
	for (guint i = 0; i < globs->len; i++) {
		const char *glob = g_ptr_array_index(globs, i);
		g_checksum_update(sum, (const guchar *)"\n", 1);
		g_checksum_update(sum, (const guchar *)glob, -1);
	}
}

Identity
community_identity(const Config *config)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);

	add_globs(sum, "include", config->notes.include);
	add_globs(sum, "\n\nexclude", config->notes.exclude);
	return (Identity){ .configuration = real_path(config->path),
		           .root = real_path(config->notes.root),
		           .choice = g_strdup(g_checksum_get_string(sum)) };
}

static void
set_refusal(const Config *config, const Identity *owner, const Identity *ours, GError **error)
{
	gboolean same_root = g_strcmp0(owner->root, ours->root) == 0;
	g_autofree char *state = text_escape_for_terminal(config->state, -1);
	g_autofree char *their_root =
	    text_escape_for_terminal(owner->root != NULL ? owner->root : "?", -1);
	g_autofree char *their_file = text_escape_for_terminal(owner->configuration, -1);
	g_autofree char *our_root = text_escape_for_terminal(ours->root, -1);
	g_autofree char *our_file = text_escape_for_terminal(ours->configuration, -1);

	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG,
	            "%s: is the memory of the notes in %s by the configuration %s; this is %s, %s "
	            "%s.  Name another file "
	            "under `state`, or let this configuration take it over: tidings adopt",
	            state, their_root, their_file, our_file,
	            same_root ? "which chooses other files of" : "with the notes in", our_root);
}

gboolean
community_check(State *state, const Config *config, GError **error)
{
	g_auto(Identity) owner = { 0 };
	if (!identity_get(state, &owner, error))
		return FALSE;
	if (owner.configuration == NULL)
		return TRUE;

	g_auto(Identity) ours = community_identity(config);
	if (identity_is_same(&owner, &ours))
		return TRUE;
	set_refusal(config, &owner, &ours, error);
	return FALSE;
}

static gboolean
is_here(int root_fd, const KnownFile *file)
{
	struct stat st;

	return fstatat(root_fd, file->path, &st, 0) == 0 && S_ISREG(st.st_mode) &&
	       st.st_size == file->stat.size;
}

static gboolean
look_for_files(State *state, const Config *config, Presence *presence, GError **error)
{
	g_autoptr(GHashTable) files = files_load(state, error);
	if (files == NULL)
		return FALSE;

	GHashTableIter iter;
	gpointer file;
	int root_fd = open(config->notes.root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	*presence = (Presence){ .known = g_hash_table_size(files) };
	g_hash_table_iter_init(&iter, files);
	while (root_fd >= 0 && g_hash_table_iter_next(&iter, NULL, &file))
		presence->here += is_here(root_fd, file) ? 1 : 0;
	if (root_fd >= 0)
		close(root_fd);
	return TRUE;
}

static gboolean
is_equal(const Identity *a, const Identity *b)
{
	return g_strcmp0(a->configuration, b->configuration) == 0 &&
	       g_strcmp0(a->root, b->root) == 0 && g_strcmp0(a->choice, b->choice) == 0;
}

gboolean
community_claim(State *state, const Config *config, GError **error)
{
	g_auto(Identity) owner = { 0 };
	g_auto(Identity) ours = community_identity(config);
	Presence presence = { 0 };

	if (!community_check(state, config, error) || !identity_get(state, &owner, error))
		return FALSE;
	if (is_equal(&owner, &ours))
		return TRUE;
	if (owner.configuration == NULL && !look_for_files(state, config, &presence, error))
		return FALSE;
	if (presence.here * 2 > presence.known || presence.known == 0)
		return identity_put(state, &ours, error);

	g_autofree char *shown = text_escape_for_terminal(config->state, -1);
	g_autofree char *root = text_escape_for_terminal(ours.root, -1);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG,
	            "%s: remembers %u files, of which %u are as they were in %s, so it seems to be "
	            "the memory of other "
	            "notes.  Name another file under `state`, or, when it is of these, say so: "
	            "tidings adopt",
	            shown, presence.known, presence.here, root);
	return FALSE;
}

/* Says whether a folder proves nothing: it cannot be read, or it is empty. */
static gboolean
is_empty(const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);

	return dir == NULL || g_dir_read_name(dir) == NULL;
}

/* Says whether the former state belongs to the configuration.  When in doubt it does: to begin with
 * an empty state would send everything again, and a run looks closer. */
static gboolean
is_ours(const Config *config)
{
	g_autoptr(State) state = state_open(config->former_state, STATE_PEEK, NULL);
	g_auto(Identity) owner = { 0 };
	Presence presence = { 0 };
	if (state == NULL || !identity_get(state, &owner, NULL))
		return TRUE;
	if (owner.configuration != NULL)
		return community_check(state, config, NULL);
	return !look_for_files(state, config, &presence, NULL) || presence.here > 0 ||
	       is_empty(config->notes.root);
}

void
community_find_state(Config *config)
{
	if (config->former_state == NULL || g_file_test(config->state, G_FILE_TEST_EXISTS) ||
	    !g_file_test(config->former_state, G_FILE_TEST_EXISTS) || !is_ours(config))
		return;
	g_free(config->state);
	config->state = g_strdup(config->former_state);
}
