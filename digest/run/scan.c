/* scan.c - brings snapshots and actions in the state up to date with the folder of notes. */
#include "run/scan.h"

#include "base/error.h"
#include "base/stop.h"
#include "base/text.h"
#include "meeting_rows.h"
#include "notes/notes.h"
#include "parse_pool.h"
#include "reconcile.h"
#include "rename_detect.h"
#include "state/editions.h"
#include "state/files.h"
#include "state/parts.h"
#include "state/snapshots.h"
#include "watch/watch.h"

#include <string.h>

enum {
	/* So many links and other files that are not read are named in notices. */
	NOTICES_MAX = 20,
	/* So many files may go at once, whatever their share: somebody tidies up a small folder. */
	GONE_ANYWAY = 5
};

/* A file to read. */
typedef struct {
	Day day; /* the one in its path, or DAY_NONE */
	const FileEvent *event;
} Task;

typedef struct {
	State *state;
	const Config *config;
	gint64 now;
	Day today;
	const Walk *walk;
	gboolean many;   /* the state has files with many meetings */
	GArray *to_read; /* Task: new and modified files, in the order in which they are read */
	ScanSummary *summary;
	Reconciler *reconciler;
	GError *error;
} Scan;

void
scan_summary_clear(ScanSummary *summary)
{
	g_clear_pointer(&summary->problems, g_ptr_array_unref);
	g_clear_pointer(&summary->notices, g_ptr_array_unref);
}

/* Says whether two versions have the same items in the same order. */
static gboolean
has_same_items(const Meeting *a, const Meeting *b)
{
	if (a->actions->len != b->actions->len)
		return FALSE;
	for (guint i = 0; i < a->actions->len; i++) {
		const Action *one = g_ptr_array_index(a->actions, i);
		const Action *other = g_ptr_array_index(b->actions, i);
		if (strcmp(one->text, other->text) != 0)
			return FALSE;
	}
	return TRUE;
}

/* A meeting that nobody touched moves when a new one is written above it: then links lead to where
 * it is now. */
static gboolean
renew_lines(Scan *scan, gint64 row, const ParsedMeeting *parsed)
{
	g_autoptr(Meeting) before = NULL;
	g_autoptr(GBytes) bytes = NULL;
	if (parsed->meeting->section == NULL)
		return TRUE;
	if (!snapshot_of_file(scan->state, row, &before, &scan->error))
		return FALSE;
	if (before == NULL)
		return TRUE;

	bytes = meeting_to_bytes(before);
	return g_bytes_equal(bytes, parsed->encoded) || !has_same_items(before, parsed->meeting) ||
	       (snapshot_renew(scan->state, row, parsed->encoded, &scan->error) &&
	        archive_outdate(scan->state, &scan->error));
}

static gboolean
save_snapshot(Scan *scan, gint64 row, gint64 origin, ParsedMeeting *parsed)
{
	g_autofree char *known = snapshot_fingerprint(scan->state, row, &scan->error);
	if (scan->error != NULL)
		return FALSE;
	if (g_strcmp0(known, parsed->fingerprint) == 0)
		return renew_lines(scan, row, parsed);

	/* a meeting without a date counts from the day on which it was first seen */
	Version version = { .file = row,
		            .first = known == NULL,
		            .origin = origin,
		            .fingerprint = parsed->fingerprint,
		            .day = parsed->meeting->day != DAY_NONE ? parsed->meeting->day
		                                                    : scan->today,
		            .encoded = parsed->encoded };
	scan->summary->fresh++;
	return reconciler_update_file(scan->reconciler, &version, parsed->meeting, parsed->keys,
	                              &scan->error);
}

/* Saves the meetings of a file in the order of their days; last the one that had the items of all,
 * from which the others take theirs. */
static gboolean
save_meetings(Scan *scan, const KnownFile *file, ParsedFile *parsed)
{
	g_auto(MeetingRows) found = { 0 };
	if (!meeting_rows_find(&found, scan->state, file->id, parsed, scan->many, scan->now,
	                       &scan->error))
		return FALSE;

	scan->many = scan->many || parsed->count > 1;
	for (guint last = 0; last < 2; last++)
		for (guint i = 0; i < parsed->count; i++)
			if ((found.rows[i] == found.origin) == (last == 1) &&
			    !save_snapshot(scan, found.rows[i], found.origin, &parsed->meetings[i]))
				return FALSE;
	return TRUE;
}

/*
 * A file that cannot be parsed is remembered as it is, so that it is reported once and not in each
 * run.  One that cannot be read is not remembered: its permissions may be corrected without a trace
 * in its stat.
 */
static gboolean
note_problem(Scan *scan, KnownFile *file, const ParsedFile *parsed)
{
	g_ptr_array_add(scan->summary->problems,
	                text_escape_for_terminal(parsed->error->message, -1));
	if (!g_error_matches(parsed->error, TIDINGS_ERROR, TIDINGS_ERROR_DATA))
		return TRUE;
	return files_put(scan->state, file, &scan->error);
}

/*
 * An empty file does not mean that everything in it is void: a program may be about to write it, or
 * the disk was full.  It is remembered as it is, like one that cannot be parsed, and its last
 * snapshot stays.  A new file counts only when it has something in it.
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
	g_autofree char *shown = text_escape_for_terminal(path, -1);
	g_ptr_array_add(
	    scan->summary->notices,
	    g_strdup_printf(
	        "%s: is empty now; what was known of it stays until something is written into it "
	        "or it is deleted",
	        shown));
	return TRUE;
}

static gboolean
handle_parsed_file(guint index, ParsedFile *parsed, gpointer data)
{
	Scan *scan = data;
	const FileEvent *event = g_array_index(scan->to_read, Task, index).event;
	KnownFile file = { .id = event->known != NULL ? event->known->id : 0,
		           .path = event->path,
		           .stat = parsed->stat,
		           .hash = { parsed->hash[0], parsed->hash[1] },
		           .checked_ns = scan->walk->walked_ns };

	if (stop_error(&scan->error))
		return FALSE;
	scan->summary->read++;
	if (parsed->error != NULL)
		return note_problem(scan, &file, parsed);
	if (parsed->blank && !parsed->same)
		return note_blank(scan, &file);
	if (!files_put(scan->state, &file, &scan->error))
		return FALSE;
	return parsed->same || save_meetings(scan, &file, parsed);
}

/*
 * Orders files by the days in their paths, because an action is carried on from one meeting to the
 * next and is named after the first one, which must be read first.  The sort is stable, and the
 * walk has the order of the paths.
 */
static int
compare_tasks(gconstpointer a, gconstpointer b)
{
	const Task *x = a, *y = b;

	return (x->day > y->day) - (x->day < y->day);
}

static void
list_files_to_read(Scan *scan)
{
	for (guint i = 0; i < scan->walk->events->len; i++) {
		const FileEvent *event = g_ptr_array_index(scan->walk->events, i);
		Task task = { notes_day_of_path(event->path), event };
		g_array_append_val(scan->to_read, task);
	}
	g_array_sort(scan->to_read, compare_tasks);
}

static gboolean
read_files(Scan *scan)
{
	g_autofree ParseRequest *files = g_new0(ParseRequest, scan->to_read->len + 1);

	for (guint i = 0; i < scan->to_read->len; i++) {
		const FileEvent *event = g_array_index(scan->to_read, Task, i).event;
		files[i].path = event->path;
		files[i].known_hash = event->known != NULL ? event->known->hash : NULL;
	}
	return parse_pool_run(scan->config, scan->walk, files, scan->to_read->len,
	                      handle_parsed_file, scan);
}

static gboolean
reconcile_files(Scan *scan)
{
	g_autoptr(Reconciler) reconciler =
	    reconciler_new(scan->state, scan->config, scan->now, &scan->error);

	scan->reconciler = reconciler;
	return reconciler != NULL && parts_any(scan->state, &scan->many, &scan->error) &&
	       read_files(scan) && reconciler_finish(reconciler, &scan->error);
}

/*
 * Copies the notices of the walk into the summary.  Their number is limited, so that a pull request
 * with ten thousand links does not make a mail of ten thousand sentences; what it would hide
 * (`exposed`) is always named.
 */
static void
collect_notices(ScanSummary *summary, const Walk *walk, const char *root)
{
	guint count = MIN(walk->notices->len, NOTICES_MAX);
	g_autofree char *shown = text_escape_for_terminal(root, -1);

	for (guint i = 0; i < walk->exposed->len; i++)
		g_ptr_array_add(summary->notices, g_strdup(g_ptr_array_index(walk->exposed, i)));
	for (guint i = 0; i < count; i++)
		g_ptr_array_add(summary->notices, g_strdup(g_ptr_array_index(walk->notices, i)));
	if (count < walk->notices->len)
		g_ptr_array_add(
		    summary->notices,
		    g_strdup_printf("%s: there are more than %u links and other files that are not "
		                    "read; `tidings check` names them all",
		                    shown, count));
}

static char *
gone_sentence(guint gone, guint known)
{
	if (known == 1)
		return g_strdup("the only file that was there is gone");
	if (gone == known)
		return g_strdup_printf("all %u files that were there are gone at once", known);
	return g_strdup_printf("%u of the %u files that were there are gone at once", gone, known);
}

/*
 * Refuses to go on when no file is left, or when more than GONE_ANYWAY files and over half of the
 * known ones are gone: the folder may not be mounted, or a checkout may have failed, and their
 * actions must not end because of that.
 */
static gboolean
check_missing(const Config *config, const ScanOptions *options, const ScanSummary *summary,
              guint known, GError **error)
{
	guint gone = summary->gone;
	gboolean empty = summary->files == 0, many = gone > GONE_ANYWAY && gone > known / 2;
	if (options->accept_missing || gone == 0 || (!empty && !many))
		return TRUE;

	g_autofree char *root = text_escape_for_terminal(config->notes.root, -1);
	g_autofree char *what = gone_sentence(gone, known);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOINPUT,
	            "%s: %s, so nothing was taken out and nothing new was told.  See that the "
	            "folder is mounted, "
	            "that its checkout is whole, and what notes.include chooses; if they are gone "
	            "for good: tidings "
	            "run --accept-missing",
	            root, what);
	return FALSE;
}

gboolean
scan_notes(State *state, const Config *config, const ScanOptions *options, ScanSummary *summary,
           GError **error)
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
	collect_notices(summary, walk, config->notes.root);
	for (guint i = 0; i < walk->problems->len; i++)
		g_ptr_array_add(summary->problems, g_strdup(g_ptr_array_index(walk->problems, i)));
	g_auto(Renames) renames = { 0 };
	if (!renames_detect(state, config, options->now, walk, &renames, error))
		return FALSE;
	summary->read = renames.read;
	summary->renamed = renames.renamed;
	summary->gone = renames.gone;
	if (!check_missing(config, options, summary, g_hash_table_size(known), error))
		return FALSE;
	if (walk->events->len == 0)
		return TRUE;

	g_autoptr(GArray) to_read = g_array_new(FALSE, FALSE, sizeof(Task));
	Scan scan = { .state = state,
		      .config = config,
		      .now = options->now,
		      .today = day_from_unix(options->now, config->timezone),
		      .walk = walk,
		      .to_read = to_read,
		      .summary = summary };
	list_files_to_read(&scan);
	gboolean done = reconcile_files(&scan);
	if (scan.error != NULL)
		g_propagate_error(error, scan.error);
	return done;
}
