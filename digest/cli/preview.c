/* preview.c - `tidings preview`: writes what run would send as files. */
#include "base/error.h"
#include "base/file.h"
#include "command.h"
#include "render/payload.h"
#include "run/answers.h"
#include "run/community.h"
#include "run/job.h"
#include "run/scan.h"
#include "state/jobs.h"

#include <stdio.h>
#include <string.h>

/* Returns a recipient as part of a file name.  Newly allocated. */
static char *
safe_name(const char *name)
{
	char *safe = g_strdup(name);

	return g_strcanon(safe, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "@._-", '_');
}

static gboolean
write_part(const char *folder, const char *stem, const char *suffix, const void *data, gsize length,
           GError **error)
{
	g_autofree char *name = g_strconcat(stem, suffix, NULL);
	g_autofree char *path = g_build_filename(folder, name, NULL);
	if (!file_write_durably(path, data, length, 0644, error))
		return FALSE;
	g_print("%s\n", path);
	return TRUE;
}

/* Returns what the names of one message's files begin with.  Newly allocated. */
static char *
stem_of(const RenderedMessage *rendered, guint number)
{
	g_autofree char *recipient = safe_name(rendered->message->recipient);

	return g_strdup_printf("%s-%02u-%s", rendered->message->job, number, recipient);
}

static gboolean
write_message(const char *folder, const char *stem, const RenderedMessage *rendered, GError **error)
{
	const Message *message = rendered->message;
	gsize length;
	const void *body = g_bytes_get_data(message->body, &length);
	g_autofree char *suffix = g_strconcat(".", payload_extension(rendered->payload), NULL);

	if (!write_part(folder, stem, ".data.json", rendered->data, strlen(rendered->data), error))
		return FALSE;
	if (rendered->html != NULL &&
	    !write_part(folder, stem, ".html", rendered->html, strlen(rendered->html), error))
		return FALSE;
	if (rendered->text != NULL &&
	    !write_part(folder, stem, ".txt", rendered->text, strlen(rendered->text), error))
		return FALSE;
	return write_part(folder, stem, suffix, body, length, error);
}

static gboolean
write_all(const char *folder, const JobContext *context, const Job *job, const GPtrArray *rendered,
          GError **error)
{
	g_autoptr(GPtrArray) stems = g_ptr_array_new_with_free_func(g_free);
	g_autofree PreviewMessage *messages = g_new0(PreviewMessage, rendered->len);

	if (!file_make_folder(folder, 0755, error))
		return FALSE;
	for (guint i = 0; i < rendered->len; i++) {
		const RenderedMessage *one = g_ptr_array_index(rendered, i);
		char *stem = stem_of(one, i + 1);
		g_ptr_array_add(stems, stem);
		messages[i] = (PreviewMessage){ one->message, one->payload, one->text, stem };
		if (!write_message(folder, stem, one, error))
			return FALSE;
	}
	g_autofree char *page = preview_page(context->templates, job->name, messages, rendered->len,
	                                     context->config->timezone, error);
	return page != NULL && write_part(folder, "index", ".html", page, strlen(page), error);
}

/* Forgets a success that is later than `now`: a clock in the past shows what was composed then. */
static gboolean
forget_future(State *state, const Job *job, gint64 now, GError **error)
{
	const JobCursor never = { 0 };
	JobCursor cursor = { 0 };

	return job_cursor_get(state, job->name, &cursor, error) &&
	       (cursor.last_success <= now || job_cursor_put(state, job->name, &never, error));
}

static gboolean
collect_message(RenderedMessage *rendered, gpointer data, GError **error G_GNUC_UNUSED)
{
	g_ptr_array_add(data, rendered);
	return TRUE;
}

/* Works on a copy of the state in memory, so that nothing is remembered. */
static gboolean
preview(const Context *context, const Config *config, const Job *job, const char *folder,
        GError **error)
{
	g_autoptr(State) state = context_open(config, STATE_SCRATCH, error);
	g_autoptr(Templates) templates = templates_new(config->templates);
	g_autoptr(GPtrArray) rendered =
	    g_ptr_array_new_with_free_func((GDestroyNotify)rendered_message_free);
	g_autoptr(GPtrArray) notices = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) unkeyed = NULL;
	g_autofree char *key = config->mail.answers != NULL ? answers_key(config, &unkeyed) : NULL;
	if (unkeyed != NULL)
		g_ptr_array_add(notices, g_strdup(unkeyed->message));
	JobContext job_context = { .state = state,
		                   .config = config,
		                   .templates = templates,
		                   .now = context->now,
		                   .with_data = TRUE,
		                   .answer_key = key,
		                   .notices = notices };
	const MessageSink sink = { collect_message, rendered };
	const ScanOptions options = { .now = context->now };
	ScanSummary summary = { 0 };

	gboolean scanned = state != NULL && state_begin(state, error) &&
	                   community_claim(state, config, error) &&
	                   scan_notes(state, config, &options, &summary, error);
	for (guint i = 0; scanned && i < summary.problems->len; i++)
		fprintf(stderr, "tidings: %s\n", (char *)g_ptr_array_index(summary.problems, i));
	scan_summary_clear(&summary);
	if (!scanned || !forget_future(state, job, context->now, error) ||
	    !job_compose(&job_context, job, &sink, NULL, error))
		return FALSE;
	for (guint i = 0; i < notices->len; i++)
		fprintf(stderr, "tidings: %s\n", (char *)g_ptr_array_index(notices, i));
	if (rendered->len == 0) {
		g_print("job \"%s\" has nothing to say now\n", job->name);
		return TRUE;
	}
	return write_all(folder, &job_context, job, rendered, error);
}

int
cmd_preview(Context *context, int argc, char **argv, GError **error)
{
	g_autofree char *folder = NULL;
	const GOptionEntry entries[] = { { "out", 'o', 0, G_OPTION_ARG_FILENAME, &folder,
		                           "write the files there", "DIR" },
		                         G_OPTION_ENTRY_NULL };
	if (!command_options(entries, &argc, &argv, error))
		return TIDINGS_ERROR_USAGE;
	if (argc != 2) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
		            "preview takes one job; `tidings help preview`");
		return TIDINGS_ERROR_USAGE;
	}
	g_autoptr(Config) config = context_config(context, error);
	if (config == NULL)
		return TIDINGS_ERROR_CONFIG;
	const Job *job = job_named(config, argv[1], error);
	if (job == NULL)
		return TIDINGS_ERROR_USAGE;
	return preview(context, config, job, folder != NULL ? folder : "preview", error)
	           ? 0
	           : (*error)->code;
}
