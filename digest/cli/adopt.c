/* adopt.c - `tidings adopt`: lets this configuration take over a state file that was made for other
 * notes, or one that was lost and put back from an old copy. */
#include "base/error.h"
#include "base/text.h"
#include "command.h"
#include "run/community.h"
#include "run/scan.h"
#include "state/editions.h"
#include "state/jobs.h"
#include "state/outbox.h"
#include "state/snapshots.h"

#include <stdio.h>

typedef struct {
	const Context *context;
	const Config *config;
	State *state;
	gboolean accept_missing;
	ScanSummary summary;
	guint settled; /* deliveries that waited */
} Adoption;

static gboolean
scan(Adoption *adoption, GError **error)
{
	const ScanOptions options = { adoption->context->now, adoption->accept_missing };

	if (!scan_notes(adoption->state, adoption->config, &options, &adoption->summary, error))
		return FALSE;
	for (guint i = 0; i < adoption->summary.problems->len; i++)
		fprintf(stderr, "tidings: %s\n",
		        (char *)g_ptr_array_index(adoption->summary.problems, i));
	for (guint i = 0; i < adoption->summary.notices->len; i++)
		fprintf(stderr, "tidings: %s\n",
		        (char *)g_ptr_array_index(adoption->summary.notices, i));
	return archive_outdate(adoption->state, error);
}

/* Scans, and moves every job past all there is.  What waits in the outbox is settled as well: it
 * was sent meanwhile, or nobody wants it any more. */
static gboolean
adopt_as_told(Adoption *adoption, GError **error)
{
	JobCursor cursor = { .last_success = adoption->context->now };

	if (!outbox_recover(adoption->state, adoption->context->now, error) ||
	    !scan(adoption, error) || !snapshot_newest(adoption->state, &cursor.snapshot, error))
		return FALSE;
	for (guint i = 0; i < adoption->config->jobs->len; i++) {
		const Job *job = g_ptr_array_index(adoption->config->jobs, i);
		if (!job_cursor_put(adoption->state, job->name, &cursor, error))
			return FALSE;
	}
	return outbox_take_as_told(adoption->state, adoption->context->now, &adoption->settled,
	                           error);
}

static void
print_adopted(const Config *config, const Identity *owner, const Identity *ours)
{
	gboolean was_ours = owner->configuration != NULL && identity_is_same(owner, ours);
	g_autofree char *state = text_escape_for_terminal(config->state, -1);
	g_autofree char *root = text_escape_for_terminal(ours->root, -1);
	g_autofree char *file = text_escape_for_terminal(ours->configuration, -1);
	g_autofree char *their_root =
	    text_escape_for_terminal(owner->root != NULL ? owner->root : "", -1);

	g_print("%s %s: the memory of the notes in %s by %s", was_ours ? "known   " : "adopted ",
	        state, root, file);
	if (owner->configuration != NULL && !was_ours)
		g_print(", no longer of those in %s", their_root);
	g_print("\n");
}

static void
print_told(const Adoption *adoption)
{
	g_print("as told  %u file%s, %u job%s: nothing of it is sent any more",
	        adoption->summary.files, adoption->summary.files == 1 ? "" : "s",
	        adoption->config->jobs->len, adoption->config->jobs->len == 1 ? "" : "s");
	if (adoption->settled > 0)
		g_print("; %u deliver%s that waited: tidings outbox list --all", adoption->settled,
		        adoption->settled == 1 ? "y" : "ies");
	g_print("\n");
}

static gboolean
adopt(Adoption *adoption, gboolean as_told, GError **error)
{
	g_auto(Identity) owner = { 0 };
	g_auto(Identity) ours = community_identity(adoption->config);

	if (!state_begin(adoption->state, error) || !identity_get(adoption->state, &owner, error) ||
	    !identity_put(adoption->state, &ours, error) ||
	    (as_told && !adopt_as_told(adoption, error)) || !state_commit(adoption->state, error))
		return FALSE;
	print_adopted(adoption->config, &owner, &ours);
	if (as_told)
		print_told(adoption);
	return TRUE;
}

int
cmd_adopt(Context *context, int argc, char **argv, GError **error)
{
	gboolean as_told = FALSE, accept_missing = FALSE;
	const GOptionEntry entries[] = {
		{ "as-told", 0, 0, G_OPTION_ARG_NONE, &as_told, "take all there is as told", NULL },
		{ "accept-missing", 0, 0, G_OPTION_ARG_NONE, &accept_missing,
		  "go on when most files are gone", NULL },
		G_OPTION_ENTRY_NULL
	};
	if (!command_options_only(entries, &argc, &argv, error))
		return TIDINGS_ERROR_USAGE;
	g_autoptr(Config) config = context_config(context, error);
	if (config == NULL)
		return TIDINGS_ERROR_CONFIG;

	/* not context_open(), which refuses a state that belongs to others */
	g_autoptr(State) state = state_open(config->state, STATE_WRITE, error);
	if (state == NULL)
		return (*error)->code;
	Adoption adoption = { .context = context,
		              .config = config,
		              .state = state,
		              .accept_missing = accept_missing };
	gboolean done = adopt(&adoption, as_told, error);
	gboolean whole = !done || !as_told || adoption.summary.problems->len == 0;
	scan_summary_clear(&adoption.summary);
	if (!done)
		return (*error)->code;
	return whole ? 0 : TIDINGS_ERROR_DATA;
}
