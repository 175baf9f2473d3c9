/* scan.c - from the folder of notes to snapshots and actions in the state. */
#include "cli/scan.h"

#include "base/error.h"
#include "base/stop.h"
#include "base/text.h"
#include "cli/intake.h"
#include "cli/moved.h"
#include "cli/reader.h"
#include "state/files.h"
#include "state/snapshots.h"
#include "watch/watch.h"

/* How long a file that went away is remembered as the possible origin of a rename. */
enum {
	RENAME_MEMORY_SECONDS = 90 * 86400
};

/* After so many files it is asked whether the run shall stop. */
enum {
	STOP_EVERY = 16
};

/* So many may go whatever the share: a small folder is tidied up. */
enum {
	GONE_ANYWAY = 5
};

/* A file to read. */
typedef struct {
	Day day; /* that its path names, or DAY_NONE */
	const Sight *sight;
} Task;

typedef struct {
	State *state;
	const Config *config;
	gint64 now;
	gboolean accept_missing;
	guint known; /* files that were there */
	Day today;
	const Walk *walk;
	GArray *to_read;   /* Task: the new and touched ones */
	GHashTable *gone;  /* hash as text -> GPtrArray of KnownFile *, not owned: what may have been renamed */
	gboolean any_gone; /* now or ever: only then can a new path be that of a file from before */
	ScanSummary *summary;
	Intake *intake;
	GError *error;
} Scan;

void
scan_summary_clear(ScanSummary *summary)
{
	g_clear_pointer(&summary->problems, g_ptr_array_unref);
	g_clear_pointer(&summary->notices, g_ptr_array_unref);
}

/* The row of a new path whose content is known under a path that is gone: then it is a rename. */
static gboolean
find_renamed(Scan *scan, const Reading *reading, KnownFile *file)
{
	char key[HASH_TEXT_SIZE];
	watch_hash_text(reading->hash, key);
	GPtrArray *gone = g_hash_table_lookup(scan->gone, key);

	if (gone != NULL && gone->len > 0) {
		const KnownFile *was = g_ptr_array_steal_index(gone, 0);
		file->id = was->id;
	} else if (!files_find_gone(scan->state, reading->hash, scan->now - RENAME_MEMORY_SECONDS, &file->id,
	                            &scan->error)) {
		return FALSE;
	}
	scan->summary->renamed += file->id != 0 ? 1 : 0;
	return TRUE;
}

/* `added`: it was never seen before. */
static gboolean
put_file(Scan *scan, const Sight *sight, const Reading *reading, KnownFile *file, gboolean *added)
{
	*added = sight->kind == SIGHT_NEW && !scan->any_gone;
	if (*added)
		return files_add(scan->state, file, &scan->error);
	return (sight->kind != SIGHT_NEW || find_renamed(scan, reading, file)) &&
	       files_put(scan->state, file, &scan->error);
}

static gboolean
save_snapshot(Scan *scan, const KnownFile *file, gboolean added, Reading *reading)
{
	g_autofree char *known = added ? NULL : snapshot_fingerprint(scan->state, file->id, &scan->error);
	if (scan->error != NULL)
		return FALSE;
	if (g_strcmp0(known, reading->fingerprint) == 0)
		return TRUE;

	/* a meeting that tells no date counts from the day it was first seen */
	Version version = { .file = file->id,
		            .first = known == NULL,
		            .fingerprint = reading->fingerprint,
		            .day = reading->meeting->day != DAY_NONE ? reading->meeting->day : scan->today,
		            .encoded = reading->encoded };
	scan->summary->fresh++;
	return intake_file(scan->intake, &version, reading->meeting, reading->keys, &scan->error);
}

/*
 * A file that cannot be understood is remembered as it is, so that it is complained about once and not in each run.
 * One that cannot be read is not: its rights may be mended without a trace in its stat.
 */
static gboolean
note_problem(Scan *scan, KnownFile *file, const Reading *reading)
{
	g_ptr_array_add(scan->summary->problems, text_show(reading->error->message, -1));
	if (!g_error_matches(reading->error, TIDINGS_ERROR, TIDINGS_ERROR_DATA))
		return TRUE;
	return files_put(scan->state, file, &scan->error);
}

/*
 * A file that is emptied says nothing, and not that all of it is void: a program may be about to write it, or a disk was full.
 * It is remembered as it is, like one that cannot be understood.  A new one begins when it has something in it.
 */
static gboolean
note_blank(Scan *scan, KnownFile *file)
{
	if (!files_put(scan->state, file, &scan->error))
		return FALSE;
	g_autofree char *known = snapshot_fingerprint(scan->state, file->id, &scan->error);
	if (known == NULL)
		return scan->error == NULL;

	g_autofree char *path = g_build_filename(scan->config->notes.root, file->path, NULL);
	g_autofree char *shown = text_show(path, -1);
	g_ptr_array_add(
	    scan->summary->notices,
	    g_strdup_printf("%s: is empty now; what was known of it stays until something is written into it "
	                    "or it is deleted",
	                    shown));
	return TRUE;
}

static gboolean
take_reading(guint index, Reading *reading, gpointer data)
{
	Scan *scan = data;
	const Sight *sight = g_array_index(scan->to_read, Task, index).sight;
	KnownFile file = {
		.id = sight->known != NULL ? sight->known->id : 0,
		.path = sight->path,
		.stat = reading->stat,
		.hash = {reading->hash[0], reading->hash[1]},
		.checked_ns = scan->walk->walked_ns
	};

	/* not for each: it is a system call */
	if (index % STOP_EVERY == 0 && stop_error(&scan->error))
		return FALSE;
	scan->summary->read++;
	if (reading->error != NULL)
		return note_problem(scan, &file, reading);
	if (reading->blank && !reading->same)
		return note_blank(scan, &file);
	gboolean added;
	if (!put_file(scan, sight, reading, &file, &added))
		return FALSE;
	return reading->same || save_snapshot(scan, &file, added, reading);
}

/* The first "2022-02-16" of a path, or DAY_NONE. */
static Day
day_of_path(const char *path)
{
	for (; *path != '\0'; path++) {
		char iso[sizeof "2022-02-16"] = { 0 };
		if (!g_ascii_isdigit(*path))
			continue;
		g_strlcpy(iso, path, sizeof iso);
		Day day = day_from_iso(iso);
		if (day != DAY_NONE)
			return day;
	}
	return DAY_NONE;
}

/*
 * By the days that the paths name: actions are carried on from one meeting to the next, and are known by their first one
 * when that is read first.  The sort is stable, and the walk is in the order of the paths.
 */
static int
compare_tasks(gconstpointer a, gconstpointer b)
{
	const Task *x = a, *y = b;

	return (x->day > y->day) - (x->day < y->day);
}

/* Copies of one file may go together. */
static void
add_gone(Scan *scan, KnownFile *file)
{
	char key[HASH_TEXT_SIZE];
	watch_hash_text(file->hash, key);
	GPtrArray *same = g_hash_table_lookup(scan->gone, key);

	if (same == NULL) {
		same = g_ptr_array_new();
		g_hash_table_insert(scan->gone, g_strdup(key), same);
	}
	g_ptr_array_add(same, file);
}

static void
sort_sights(Scan *scan)
{
	for (guint i = 0; i < scan->walk->sights->len; i++) {
		Sight *sight = g_ptr_array_index(scan->walk->sights, i);
		if (sight->kind == SIGHT_GONE) {
			add_gone(scan, sight->known);
			continue;
		}
		Task task = { day_of_path(sight->path), sight };
		g_array_append_val(scan->to_read, task);
	}
	g_array_sort(scan->to_read, compare_tasks);
}

static gboolean
read_files(Scan *scan)
{
	g_autofree ToRead *files = g_new0(ToRead, scan->to_read->len + 1);

	for (guint i = 0; i < scan->to_read->len; i++) {
		const Sight *sight = g_array_index(scan->to_read, Task, i).sight;
		files[i].path = sight->path;
		files[i].known_hash = sight->known != NULL ? sight->known->hash : NULL;
	}
	return reader_read_all(scan->config, scan->walk->root_fd, files, scan->to_read->len, take_reading, scan);
}

static guint
count_gone(const Scan *scan)
{
	guint count = 0;
	GHashTableIter iter;
	gpointer same;

	g_hash_table_iter_init(&iter, scan->gone);
	while (g_hash_table_iter_next(&iter, NULL, &same))
		count += ((const GPtrArray *)same)->len;
	return count;
}

/* Once it is known what was renamed. */
static gboolean
check_missing(Scan *scan)
{
	guint gone = count_gone(scan);
	gboolean empty = scan->walk->files == 0, many = gone > GONE_ANYWAY && gone > scan->known / 2;
	if (scan->accept_missing || gone == 0 || (!empty && !many))
		return TRUE;

	g_autofree char *root = text_show(scan->config->notes.root, -1);
	g_set_error(&scan->error, TIDINGS_ERROR, TIDINGS_ERROR_NOINPUT,
	            "%s: %u of the %u files that were there are gone at once, so nothing was taken out and nothing new "
	            "was told.  See that the folder is mounted, that its checkout is whole, and what notes.include "
	            "chooses; if they are gone for good: tidings run --accept-missing",
	            root, gone, scan->known);
	return FALSE;
}

static gboolean
mark_gone(Scan *scan)
{
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, scan->gone);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const GPtrArray *same = value;
		for (guint i = 0; i < same->len; i++) {
			const KnownFile *file = g_ptr_array_index(same, i);
			if (!files_gone(scan->state, file->id, scan->now, &scan->error))
				return FALSE;
			scan->summary->gone++;
		}
	}
	return TRUE;
}

static gboolean
take_in(Scan *scan)
{
	g_autoptr(Intake) intake = intake_new(scan->state, scan->config, scan->now, &scan->error);

	scan->intake = intake;
	return intake != NULL && read_files(scan) && check_missing(scan) && mark_gone(scan) &&
	       intake_finish(intake, &scan->error);
}

gboolean
scan_notes(State *state, const Config *config, const ScanOptions *options, ScanSummary *summary, GError **error)
{
	*summary = (ScanSummary){ .problems = g_ptr_array_new_with_free_func(g_free),
		                  .notices = g_ptr_array_new_with_free_func(g_free) };
	g_autoptr(GHashTable) known = files_load(state, error);
	if (known == NULL)
		return FALSE;
	g_autoptr(Walk) walk = watch_walk(&config->notes, known, error);
	if (walk == NULL)
		return FALSE;

	summary->files = walk->files;
	for (guint i = 0; i < walk->problems->len; i++)
		g_ptr_array_add(summary->problems, g_strdup(g_ptr_array_index(walk->problems, i)));
	if (!moved_take(state, config, walk, &summary->renamed, &summary->read, error))
		return FALSE;
	if (walk->sights->len == 0)
		return TRUE;

	g_autoptr(GArray) to_read = g_array_new(FALSE, FALSE, sizeof(Task));
	g_autoptr(GHashTable) gone =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
	Scan scan = { .state = state,
		      .config = config,
		      .now = options->now,
		      .accept_missing = options->accept_missing,
		      .known = g_hash_table_size(known),
		      .today = day_from_unix(options->now, config->timezone),
		      .walk = walk,
		      .to_read = to_read,
		      .gone = gone,
		      .summary = summary };
	sort_sights(&scan);
	gboolean done =
	    state_expect(state, to_read->len, &scan.error) && files_any_gone(state, &scan.any_gone, &scan.error);
	scan.any_gone = scan.any_gone || g_hash_table_size(gone) > 0;
	done = done && take_in(&scan);
	if (scan.error != NULL)
		g_propagate_error(error, scan.error);
	return done;
}
