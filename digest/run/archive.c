/* archive.c - brings the archive's files up to date with the state. */
#include "archive.h"

#include "base/error.h"
#include "base/fail_point.h"
#include "base/folder.h"
#include "base/text_hash.h"
#include "compose/compose.h"
#include "compose/overview.h"
#include "notes/skeleton.h"
#include "render/archive.h"
#include "run/follow.h"
#include "state/actions.h"
#include "state/editions.h"
#include "state/snapshots.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

enum {
	MEETINGS_DAYS = 366, /* how far back the pages of tracks and people go */
	FINISHED_DAYS = 56   /* how long a finished action is shown */
};

/* Adds the size, time and inode of `path`.  `look` is g_stat(), or g_lstat() for a link itself. */
static void
add_stat(GChecksum *checksum, const char *path, int (*look)(const char *, GStatBuf *))
{
	GStatBuf st;
	g_autofree char *seen = look(path, &st) != 0
	                            ? g_strdup("none")
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

/* Adds all files of a folder.  Of the folders in it, only what has come or gone changes the sum. */
static void
add_folder(GChecksum *checksum, const char *folder, int (*look)(const char *, GStatBuf *))
{
	g_autoptr(GDir) dir = folder != NULL ? g_dir_open(folder, 0, NULL) : NULL;
	g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);

	for (const char *name = dir != NULL ? g_dir_read_name(dir) : NULL; name != NULL;
	     name = g_dir_read_name(dir))
		g_ptr_array_add(paths, g_build_filename(folder, name, NULL));
	g_ptr_array_sort(paths, compare_paths);
	for (guint i = 0; i < paths->len; i++)
		add_stat(checksum, g_ptr_array_index(paths, i), look);
}

/* Returns a checksum of everything besides the state that the pages depend on, and of the pages
 * that are there.  Newly allocated. */
static char *
mark_of(const Config *config, Day today)
{
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
	g_autofree char *day = day_to_iso(today);
	g_autofree char *head =
	    g_strconcat(TIDINGS_VERSION, "\n", day, "\n", config->archive, NULL);

	g_checksum_update(checksum, (const guchar *)head, (gssize)strlen(head) + 1);
	if (config->path != NULL)
		add_stat(checksum, config->path, g_stat);
	add_folder(checksum, config->templates, g_stat);
	add_folder(checksum, config->archive, g_lstat); /* a page that was deleted comes back */
	return g_strdup(g_checksum_get_string(checksum));
}

/*
 * Sets `*known` to whether the pages were made for this mark, and `*failure` to what was wrong
 * then, or NULL.  With the same mark, which has the day in it, another attempt would fail in the
 * same way.
 */
static gboolean
look_up_mark(State *state, const char *mark, gboolean *known, char **failure, GError **error)
{
	g_autoptr(GError) local = NULL;
	g_autofree char *kept = archive_mark(state, &local);

	if (local != NULL) {
		g_propagate_error(error, g_steal_pointer(&local));
		return FALSE;
	}
	*known = kept != NULL && g_str_has_prefix(kept, mark);
	if (*known && kept[strlen(mark)] == '\n')
		*failure = g_strdup(kept + strlen(mark) + 1);
	return TRUE;
}

typedef struct {
	Archive *archive;
	GHashTable *announced; /* of compose_announced_new() */
	const Roster *roster;
} ArchiveBuilder;

/* Adds a meeting, without its items: the pages only name it. */
static gboolean
add_meeting(Meeting *before, Meeting *after, gpointer data)
{
	const ArchiveBuilder *builder = data;
	Archive *archive = builder->archive;

	meeting_free(before);
	if (after->day >= archive->today && notes_is_skeleton(after)) {
		meeting_free(after);
		return TRUE;
	}
	if (after->day != DAY_NONE && after->day + ANNOUNCED_DAYS >= archive->today)
		compose_upcoming(archive->upcoming, builder->announced, after, archive->today,
		                 builder->roster);
	g_ptr_array_set_size(after->topics, 0);
	g_ptr_array_set_size(after->actions, 0);
	g_ptr_array_set_size(after->decisions, 0);
	g_ptr_array_add(archive->meetings, after);
	return TRUE;
}

/* Loads the actions that are open and not stale or were done lately, but not those that were
 * dropped or removed from the notes. */
static gboolean
load_records(State *state, const Config *config, gint64 now, Archive *archive, GError **error)
{
	Day since = config_expiry(config, archive->today);
	g_autoptr(Followed) followed = NULL;
	g_autoptr(GPtrArray) records =
	    actions_load(state, now - FINISHED_DAYS * 86400, since, error);
	if (records == NULL || !followed_load(state, config, &followed, error))
		return FALSE;

	follow_attach_records(followed, records);
	g_ptr_array_set_free_func(records, NULL);
	for (guint i = 0; i < records->len; i++) {
		ActionRecord *record = g_ptr_array_index(records, i);
		gboolean shown = record->state == ACTION_OPEN || record->state == ACTION_DONE ||
		                 record->state == ACTION_LOOKS_DONE;
		if (shown && record->first_day <= archive->today)
			g_ptr_array_add(archive->records, record);
		else
			action_record_free(record);
	}
	return TRUE;
}

static Archive *
load_archive(State *state, const Config *config, gint64 now, GError **error)
{
	Day today = day_from_unix(now, config->timezone);
	g_autoptr(Archive) archive = archive_new(today);
	g_autoptr(GHashTable) announced = compose_announced_new();
	ArchiveBuilder builder = { archive, announced, config->roster };

	g_ptr_array_unref(archive->editions);
	archive->editions = editions_load(state, error);
	if (archive->editions == NULL) {
		archive->editions = g_ptr_array_new();
		return NULL;
	}
	if (!snapshot_newest_time(state, &archive->seen_at, error) ||
	    !snapshots_between(state, today - MEETINGS_DAYS, today, add_meeting, &builder, error) ||
	    !load_records(state, config, now, archive, error))
		return NULL;
	archive_build_overviews(archive, config->roster);
	return g_steal_pointer(&archive);
}

/* The writing of all pages. */
typedef struct {
	Folder *root;
	GHashTable *paths;   /* char *, relative: the pages of today, written or not */
	GHashTable *folders; /* char *: names of the folders that contain only pages */
	GError *failure;     /* the first one, or NULL */
	guint failures;      /* how many files stay as they were */
	gboolean lasting;    /* all failures come again as long as nothing changes */
} PageWriter;

static void
handle_failure(const char *path, const GError *error, gpointer data)
{
	PageWriter *writer = data;

	if (path != NULL)
		g_hash_table_add(writer->paths, g_strdup(path));
	if (writer->failure == NULL)
		writer->failure = g_error_copy(error);
	writer->failures += path != NULL ? 1 : 0;
	/* the next run would meet the same fault of the data, whichever room reports it */
	writer->lasting = writer->lasting && error->code == TIDINGS_ERROR_DATA;
}

static gboolean
write_file(const char *path, const char *text, gpointer data, GError **error)
{
	PageWriter *writer = data;
	const char *slash = strchr(path, '/'), *name = slash != NULL ? slash + 1 : path;

	FAIL_POINT("archive.file");
	g_hash_table_add(writer->paths, g_strdup(path));
	if (slash == NULL)
		return folder_update(writer->root, name, text, strlen(text), 0644, error);
	g_autofree char *folder_name = g_strndup(path, (gsize)(slash - path));
	g_autoptr(Folder) folder = folder_open_in(writer->root, folder_name, error);
	g_hash_table_add(writer->folders, g_steal_pointer(&folder_name));
	return folder != NULL && folder_update(folder, name, text, strlen(text), 0644, error);
}

/*
 * Says whether a file is left over: a new file of a run that was killed, or the page of a former
 * track or person.  The folders `tracks` and `people` belong to this program alone.
 */
static gboolean
is_left_over(const PageWriter *writer, const char *folder_name, const char *name)
{
	g_autofree char *path = g_build_filename(folder_name, name, NULL);

	if (g_str_equal(name, FOLDER_NEW_FILE))
		return TRUE;
	return (g_str_equal(folder_name, "tracks") || g_str_equal(folder_name, "people")) &&
	       g_str_has_suffix(name, ".html") && !g_hash_table_contains(writer->paths, path);
}

static gboolean
sweep(const PageWriter *writer, const Folder *folder, const char *folder_name, GError **error)
{
	g_autoptr(GPtrArray) names = folder_names(folder, error);
	if (names == NULL)
		return FALSE;

	for (guint i = 0; i < names->len; i++) {
		const char *name = g_ptr_array_index(names, i);
		if (is_left_over(writer, folder_name, name) && !folder_remove(folder, name, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
sweep_inner(const PageWriter *writer, const char *name, GError **error)
{
	g_autoptr(Folder) folder = folder_open_in(writer->root, name, error);

	return folder != NULL && sweep(writer, folder, name, error);
}

static void
sweep_all(PageWriter *writer)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) names = folder_names(writer->root, &error);

	if (names == NULL || !sweep(writer, writer->root, "", &error))
		handle_failure(NULL, error, writer);
	for (guint i = 0; names != NULL && i < names->len; i++) {
		const char *name = g_ptr_array_index(names, i);
		g_autoptr(GError) local = NULL;
		if (g_hash_table_contains(writer->folders, name) &&
		    !sweep_inner(writer, name, &local))
			handle_failure(NULL, local, writer);
	}
}

static PageWriter
page_writer_new(Folder *root)
{
	PageWriter writer = { .root = root,
		              .paths = g_hash_table_new_full(text_hash, g_str_equal, g_free, NULL),
		              .folders =
		                  g_hash_table_new_full(text_hash, g_str_equal, g_free, NULL),
		              .lasting = TRUE };

	/* also when no page of today is in them */
	g_hash_table_add(writer.folders, g_strdup("tracks"));
	g_hash_table_add(writer.folders, g_strdup("people"));
	return writer;
}

static void
page_writer_clear(PageWriter *writer)
{
	g_hash_table_unref(writer->paths);
	g_hash_table_unref(writer->folders);
	g_clear_error(&writer->failure);
}

static char *
failure_words(const PageWriter *writer)
{
	const char *first = writer->failure->message;
	guint others = writer->failures > 0 ? writer->failures - 1 : 0;

	if (others == 0)
		return g_strdup_printf("%s; it stays as it was", first);
	return g_strdup_printf("%s; it and %u other file%s stay as they were", first, others,
	                       others == 1 ? "" : "s");
}

/* A page that cannot be written does not keep the others from being written. */
static gboolean
write_all(State *state, const Config *config, const Archive *archive, PageWriter *writer,
          GError **error)
{
	g_autoptr(Templates) templates = templates_new(config->templates);
	const ArchiveSink sink = { write_file, handle_failure, writer };

	archive_render(archive, config, templates, &sink);
	sweep_all(writer);
	g_autofree char *mark = mark_of(config, archive->today);
	if (writer->failure == NULL)
		return archive_done(state, mark, error);

	g_autofree char *words = failure_words(writer);
	g_autofree char *failed = g_strconcat(mark, "\n", words, NULL);
	g_set_error_literal(error, TIDINGS_ERROR, writer->failure->code, words);
	if (writer->lasting)
		(void)archive_done(state, failed, NULL); /* otherwise the next run tries again */
	return FALSE;
}

gboolean
archive_update(State *state, const Config *config, gint64 now, GError **error)
{
	if (config->archive == NULL)
		return TRUE;

	g_autofree char *mark = mark_of(config, day_from_unix(now, config->timezone)),
	                *failure = NULL;
	gboolean known = FALSE;
	if (!look_up_mark(state, mark, &known, &failure, error))
		return FALSE;
	if (failure != NULL)
		g_set_error_literal(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA, failure);
	if (known)
		return failure == NULL;
	g_autoptr(Archive) archive = load_archive(state, config, now, error);
	g_autoptr(Folder) root = archive != NULL ? folder_open(config->archive, error) : NULL;
	if (root == NULL)
		return FALSE;
	PageWriter writer = page_writer_new(root);
	gboolean written = write_all(state, config, archive, &writer, error);
	page_writer_clear(&writer);
	return written;
}
