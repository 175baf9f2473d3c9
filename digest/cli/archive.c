/* archive.c - the archive's files, brought up to date with the state. */
#include "cli/archive.h"

#include "base/error.h"
#include "base/fail_point.h"
#include "base/file.h"
#include "base/text.h"
#include "compose/compose.h"
#include "compose/standing.h"
#include "render/archive.h"
#include "state/actions.h"
#include "state/editions.h"
#include "state/snapshots.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

enum {
	MEETINGS_DAYS = 366, /* how far back the pages of tracks and people go */
	FINISHED_DAYS = 56,
	ANNOUNCED_DAYS = 60 /* how far back meetings to come are looked for, as for digests */
};

static void
add_stat(GChecksum *checksum, const char *path)
{
	GStatBuf st;
	g_autofree char *seen = g_stat(path, &st) != 0 ? g_strdup("none")
	                                               : g_strdup_printf("%" G_GINT64_FORMAT ".%09ld %" G_GINT64_FORMAT
	                                                                 " %" G_GUINT64_FORMAT,
	                                                                 (gint64)st.st_mtim.tv_sec, st.st_mtim.tv_nsec,
	                                                                 (gint64)st.st_size, (guint64)st.st_ino);

	g_checksum_update(checksum, (const guchar *)path, (gssize)strlen(path) + 1);
	g_checksum_update(checksum, (const guchar *)seen, (gssize)strlen(seen) + 1);
}

static int
compare_paths(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* What is in a folder; of the folders in it only that something has come or gone. */
static void
add_folder(GChecksum *checksum, const char *folder)
{
	g_autoptr(GDir) dir = folder != NULL ? g_dir_open(folder, 0, NULL) : NULL;
	g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);

	for (const char *name = dir != NULL ? g_dir_read_name(dir) : NULL; name != NULL; name = g_dir_read_name(dir))
		g_ptr_array_add(paths, g_build_filename(folder, name, NULL));
	g_ptr_array_sort(paths, compare_paths);
	for (guint i = 0; i < paths->len; i++)
		add_stat(checksum, g_ptr_array_index(paths, i));
}

/* Whatever the pages are made from besides the state, and that they are there. */
static char *
mark_of(const Config *config, Day today)
{
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
	g_autofree char *day = day_to_iso(today);
	g_autofree char *head = g_strconcat(TIDINGS_VERSION, "\n", day, "\n", config->archive, NULL);

	g_checksum_update(checksum, (const guchar *)head, (gssize)strlen(head) + 1);
	if (config->path != NULL)
		add_stat(checksum, config->path);
	add_folder(checksum, config->templates);
	add_folder(checksum, config->archive); /* whoever takes a page away gets it anew */
	return g_strdup(g_checksum_get_string(checksum));
}

static gboolean
is_up_to_date(State *state, const char *mark, gboolean *fresh, GError **error)
{
	g_autoptr(GError) local = NULL;
	g_autofree char *known = archive_mark(state, &local);

	if (local != NULL) {
		g_propagate_error(error, g_steal_pointer(&local));
		return FALSE;
	}
	*fresh = g_strcmp0(known, mark) == 0;
	return TRUE;
}

typedef struct {
	Archive *archive;
	GHashTable *announced; /* of compose_announced_new() */
	const Roster *roster;
} Gathering;

/* What was said in it is not needed any more. */
static gboolean
take_meeting(Meeting *before, Meeting *after, gpointer data)
{
	const Gathering *gathering = data;
	Archive *archive = gathering->archive;

	meeting_free(before);
	if (after->day != DAY_NONE && after->day + ANNOUNCED_DAYS >= archive->today)
		compose_upcoming(archive->upcoming, gathering->announced, after, archive->today, gathering->roster);
	g_ptr_array_set_size(after->tracks, 0);
	g_ptr_array_set_size(after->actions, 0);
	g_ptr_array_set_size(after->notes, 0);
	g_ptr_array_add(archive->meetings, after);
	return TRUE;
}

/* What is open and not stale, and what was done lately; what was dropped or taken out of the notes is nobody's business. */
static gboolean
load_records(State *state, const Config *config, gint64 now, Archive *archive, GError **error)
{
	Day since = archive->today > config->expire_after_days ? archive->today - config->expire_after_days : 1;
	g_autoptr(GPtrArray) records = actions_load(state, now - FINISHED_DAYS * 86400, since, error);
	if (records == NULL)
		return FALSE;

	g_ptr_array_set_free_func(records, NULL);
	for (guint i = 0; i < records->len; i++) {
		ActionRecord *record = g_ptr_array_index(records, i);
		gboolean told = record->state == ACTION_OPEN || record->state == ACTION_DONE;
		if (told && record->first_day <= archive->today)
			g_ptr_array_add(archive->records, record);
		else
			action_record_free(record);
	}
	return TRUE;
}

static Archive *
gather(State *state, const Config *config, gint64 now, GError **error)
{
	Day today = day_from_unix(now, config->timezone);
	g_autoptr(Archive) archive = archive_new(today);
	g_autoptr(GHashTable) announced = compose_announced_new();
	Gathering gathering = { archive, announced, config->roster };

	g_ptr_array_unref(archive->editions);
	archive->editions = editions_load(state, error);
	if (archive->editions == NULL) {
		archive->editions = g_ptr_array_new();
		return NULL;
	}
	if (!snapshot_newest_time(state, &archive->told_at, error) ||
	    !snapshots_between(state, today - MEETINGS_DAYS, today, take_meeting, &gathering, error) ||
	    !load_records(state, config, now, archive, error))
		return NULL;
	standing_gather(archive, config->roster);
	return g_steal_pointer(&archive);
}

/* Where the files go, and which there are. */
typedef struct {
	const char *folder;
	GHashTable *paths; /* char *, relative */
} Writing;

static gboolean
write_file(const char *path, const char *text, gpointer data, GError **error)
{
	Writing *writing = data;
	g_autofree char *whole = g_build_filename(writing->folder, path, NULL);
	g_autofree char *folder = g_path_get_dirname(whole);

	FAIL_POINT("archive.file");
	g_hash_table_add(writing->paths, g_strdup(path));
	return file_make_folder(folder, 0755, error) && file_update(whole, text, strlen(text), 0644, error);
}

/* Of a track or a person that is none any more; the folder is this program's alone. */
static gboolean
sweep(const Writing *writing, const char *name, GError **error)
{
	g_autofree char *folder = g_build_filename(writing->folder, name, NULL);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);

	for (const char *file = dir != NULL ? g_dir_read_name(dir) : NULL; file != NULL; file = g_dir_read_name(dir)) {
		g_autofree char *path = g_build_filename(name, file, NULL);
		g_autofree char *whole = g_build_filename(folder, file, NULL);
		if (!g_str_has_suffix(file, ".html") || g_hash_table_contains(writing->paths, path))
			continue;
		if (g_unlink(whole) != 0 && errno != ENOENT) {
			g_autofree char *shown = text_show(whole, -1);
			g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_IO, "%s: cannot be taken away: %s", shown,
			            g_strerror(errno));
			return FALSE;
		}
	}
	return TRUE;
}

gboolean
archive_update(State *state, const Config *config, gint64 now, GError **error)
{
	if (config->archive == NULL)
		return TRUE;

	Day today = day_from_unix(now, config->timezone);
	g_autofree char *mark = mark_of(config, today);
	gboolean fresh = FALSE;
	if (!is_up_to_date(state, mark, &fresh, error))
		return FALSE;
	if (fresh)
		return TRUE;
	g_autoptr(Archive) archive = gather(state, config, now, error);
	if (archive == NULL)
		return FALSE;
	g_autoptr(Templates) templates = templates_new(config->templates);
	g_autoptr(GHashTable) paths = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	Writing writing = { config->archive, paths };
	if (!archive_render(archive, config, templates, write_file, &writing, error) ||
	    !sweep(&writing, "tracks", error) || !sweep(&writing, "people", error))
		return FALSE;
	g_autofree char *written = mark_of(config, today);
	return archive_done(state, written, error);
}
