/* own_paths.c - what belongs to tidings itself and must never be read as notes. */
#include "loader.h"

#include <string.h>

static GPtrArray *
paths_new(void)
{
	return g_ptr_array_new_with_free_func(g_free);
}

/* The file of a secret, or the folder that takes the place of a server. */
static void
add_secret(NotesSettings *notes, const Secret *secret)
{
	static const char folder[] = "folder:";

	if (secret != NULL && secret->source == SECRET_FILE)
		g_ptr_array_add(notes->own_files, g_strdup(secret->value));
	else if (secret != NULL && secret->source == SECRET_LITERAL &&
	         g_str_has_prefix(secret->value, folder))
		g_ptr_array_add(notes->own_folders, g_strdup(secret->value + strlen(folder)));
}

void
own_paths_collect(Config *config)
{
	/* the lock, and what SQLite keeps beside a database (https://www.sqlite.org/tempfiles.html)
	 */
	static const char *const endings[] = { "", ".lock", "-wal", "-shm", "-journal" };
	NotesSettings *notes = &config->notes;

	notes->own_files = paths_new();
	notes->own_folders = paths_new();
	g_ptr_array_add(notes->own_files, g_strdup(config->path));
	for (gsize i = 0; i < G_N_ELEMENTS(endings); i++)
		g_ptr_array_add(notes->own_files, g_strconcat(config->state, endings[i], NULL));
	if (config->archive != NULL)
		g_ptr_array_add(notes->own_folders, g_strdup(config->archive));
	add_secret(notes, config->mail.via);
	add_secret(notes, config->mail.oauth);
	for (guint i = 0; i < config->endpoints->len; i++)
		add_secret(notes, ((const Endpoint *)g_ptr_array_index(config->endpoints, i))->via);
}
