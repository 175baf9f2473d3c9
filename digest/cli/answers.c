/* answers.c - `tidings answers`: reads what people answered, from standard input or a Maildir. */
#include "run/answers.h"

#include "base/error.h"
#include "base/fail_point.h"
#include "base/file.h"
#include "base/text.h"
#include "command.h"
#include "render/mail_read.h"
#include "state/answers.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Returns what is on standard input, at most one byte more than is read; NULL and `error`. */
static GBytes *
read_input(GError **error)
{
	g_autoptr(GByteArray) input = g_byte_array_new();
	guint8 chunk[16 * 1024];

	while (input->len <= MAIL_READ_MAX) {
		gssize got = read(STDIN_FILENO, chunk, sizeof chunk);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_IO, "standard input: %s",
			            g_strerror(errno));
			return NULL;
		}
		if (got == 0)
			break;
		g_byte_array_append(input, chunk, (guint)got);
	}
	/* mail programs that pipe to others put a line of mbox before the message */
	const guint8 *end = input->len > 5 ? memchr(input->data, '\n', input->len) : NULL;
	if (end != NULL && memcmp(input->data, "From ", 5) == 0)
		g_byte_array_remove_range(input, 0, (guint)(end - input->data) + 1);
	return g_byte_array_free_to_bytes(g_steal_pointer(&input));
}

/* Takes one message in a transaction of its own. */
static gboolean
take(const Context *context, const Config *config, State *state, const char *key, GBytes *mail,
     AnswerOutcome *outcome, GError **error)
{
	if (!state_begin(state, error))
		return FALSE;
	FAIL_POINT("answer");
	if (answers_take(state, config, key, mail, context->now, outcome, error) &&
	    state_commit(state, error))
		return TRUE;
	state_rollback(state);
	return FALSE;
}

static int
take_input(const Context *context, const Config *config, State *state, const char *key,
           GError **error)
{
	AnswerOutcome outcome = ANSWER_IGNORED;
	g_autoptr(GBytes) mail = read_input(error);
	if (mail == NULL || !take(context, config, state, key, mail, &outcome, error))
		return TIDINGS_ERROR_TEMPORARY;
	if (outcome != ANSWER_NO_MAIL)
		return 0;
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA,
	            "this is no mail, or one of more than 1 MiB");
	return TIDINGS_ERROR_DATA;
}

/* Takes a file of `new` and moves it to `cur`, as read. */
static gboolean
take_file(const Context *context, const Config *config, State *state, const char *key,
          const char *folder, const char *name, GError **error)
{
	g_autofree char *from = g_build_filename(folder, "new", name, NULL);
	g_autofree char *seen = g_strconcat(name, strchr(name, ':') == NULL ? ":2,S" : "", NULL);
	g_autofree char *to = g_build_filename(folder, "cur", seen, NULL);
	g_autoptr(GError) local = NULL;
	AnswerOutcome outcome;
	g_autoptr(GBytes) mail = file_read(from, MAIL_READ_MAX, &local);

	/* one that cannot be read, or is too long, is left to people */
	if (mail != NULL && !take(context, config, state, key, mail, &outcome, error))
		return FALSE;
	FAIL_POINT("answer-moved");
	if (g_rename(from, to) == 0)
		return TRUE;
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_IO, "%s: %s", from, g_strerror(errno));
	return FALSE;
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static int
take_maildir(const Context *context, const Config *config, State *state, const char *key,
             const char *folder, GError **error)
{
	g_autofree char *path = g_build_filename(folder, "new", NULL);
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	if (dir == NULL) {
		g_autofree char *shown = text_escape_for_terminal(folder, -1);
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOINPUT,
		            "%s: is no Maildir that can be read", shown);
		return TIDINGS_ERROR_NOINPUT;
	}
	for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir))
		if (*name != '.')
			g_ptr_array_add(names, g_strdup(name));
	g_ptr_array_sort(names, compare_names);
	for (guint i = 0; i < names->len; i++)
		if (!take_file(context, config, state, key, folder, g_ptr_array_index(names, i),
		               error))
			return (*error)->code;
	return 0;
}

static int
list_unheard(const Config *config, State *state, GError **error)
{
	g_autoptr(GPtrArray) all = unheard_load(state, error);
	if (all == NULL)
		return (*error)->code;

	for (guint i = 0; i < all->len; i++) {
		const Unheard *one = g_ptr_array_index(all, i);
		g_autofree char *day = day_to_iso(day_from_unix(one->at, config->timezone));
		g_print("%s  %s: %s\n            %s\n", day,
		        *one->sender != '\0' ? one->sender : "(nobody)", one->subject, one->why);
	}
	return 0;
}

int
cmd_answers(Context *context, int argc, char **argv, GError **error)
{
	g_autofree char *maildir = NULL;
	gboolean list = FALSE, imap = FALSE;
	const GOptionEntry entries[] = {
		{ "maildir", 0, 0, G_OPTION_ARG_FILENAME, &maildir, "read the new mails of DIR",
		  "DIR" },
		{ "imap", 0, 0, G_OPTION_ARG_NONE, &imap,
		  "read the configured mailbox, as run does", NULL },
		{ "list", 0, 0, G_OPTION_ARG_NONE, &list, "show what was not believed", NULL },
		{ 0 },
	};
	if (!command_options_only(entries, &argc, &argv, error))
		return TIDINGS_ERROR_USAGE;
	g_autoptr(Config) config = context_config(context, error);
	if (config == NULL)
		return (*error)->code;
	g_autoptr(State) state = context_open(config, list ? STATE_READ : STATE_WRITE, error);
	/* a mail server tries again with this status alone, and would send the mail back */
	if (state == NULL && maildir == NULL && !list && (*error)->code == TIDINGS_ERROR_IO)
		return TIDINGS_ERROR_TEMPORARY;
	if (state == NULL)
		return (*error)->code;
	if (list)
		return list_unheard(config, state, error);

	if (imap && config->answers.imap == NULL) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG,
		            "%s: has no answers: {imap: ...} to read", config->path);
		return TIDINGS_ERROR_CONFIG;
	}
	if (imap)
		return answers_fetch(state, config, context->now, error) ? 0 : (*error)->code;
	char *key = answers_key(config, error);
	if (key == NULL && *error != NULL)
		return (*error)->code;
	int status = maildir != NULL ? take_maildir(context, config, state, key, maildir, error)
	                             : take_input(context, config, state, key, error);
	secret_wipe(key);
	return status;
}
