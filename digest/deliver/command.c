/* command.c - messages to the standard input of a program, one run of it for each message. */
#define _GNU_SOURCE /* memfd_create() */
#include "command.h"

#include "base/fail_point.h"
#include "base/stop.h"
#include "base/text.h"
#include "deliver/channel_exit.h"

#include <errno.h>
#include <glib-unix.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

enum {
	WORDS_MAX = 200, /* UTF-16 units of the program's words */
	ERRORS_KEPT = 4096,
	LOOK_MS = 20,            /* between two looks whether the program has ended */
	LAST_READS = 64,         /* of what it has left, which a child of it may still write */
	HELD_FOR = 24 * 60 * 60, /* what the owner acts on may be no setting of ours */
	STOP_PATIENCE = STOP_GRACE - 1, /* seconds of a program that runs when we are to stop */
};

/* A program that runs. */
typedef struct {
	GPid pid;
	int errors; /* the reading end of its standard error; -1 after its end */
	GString *tail;
	gint64 until; /* monotonic, microseconds; 0: it is not ended by time */
	gint64 stop_until;
	CommandEnd end;
} Child;

static OutcomeKind
kind_of(int exit_status)
{
	switch (exit_status) {
	case EX_OK:
		return OUTCOME_SENT;
	case EX_UNAVAILABLE:
	case EX_OSERR:
	case EX_OSFILE:
	case EX_CANTCREAT:
	case EX_IOERR:
	case EX_TEMPFAIL:
		return OUTCOME_TEMPORARY;
	case EX_NOPERM:
	case EX_CONFIG:
		return OUTCOME_HELD;
	default:
		return OUTCOME_PERMANENT;
	}
}

/* The last line that has something in it, safe to show; "" when there is none. */
static char *
last_words(const CommandEnd *end)
{
	gsize length = end->length;

	while (length > 0 && g_ascii_isspace(end->errors[length - 1]))
		length--;
	gsize start = length;
	while (start > 0 && end->errors[start - 1] != '\n')
		start--;
	g_autofree char *line =
	    text_escape_for_terminal(end->errors + start, (gssize)(length - start));
	return text_cut_utf16(g_strstrip(line), WORDS_MAX);
}

void
command_outcome(const CommandEnd *end, Outcome *outcome)
{
	gboolean ended = end->killed == NULL && WIFEXITED(end->status);
	g_autofree char *words = last_words(end);
	g_autofree char *how = NULL;

	outcome->kind = ended ? kind_of(WEXITSTATUS(end->status)) : OUTCOME_UNKNOWN;
	if (outcome->kind == OUTCOME_SENT)
		return;
	if (ended)
		how = g_strdup_printf("the program ended with status %d", WEXITSTATUS(end->status));
	else if (end->killed != NULL)
		how = g_strdup(end->killed);
	else
		how = g_strdup_printf("the program was ended by signal %d", WTERMSIG(end->status));
	outcome->reply = g_strdup_printf(
	    "%s%s%s%s", how, *words != '\0' ? ": " : "", words,
	    outcome->kind == OUTCOME_HELD
	        ? "; it is tried again in a day, or once the program or its settings change"
	        : "");
}

/* Nothing of ours but what a program needs anywhere: no secret that tidings was given. */
static char **
environment_of(const Message *message)
{
	static const char *const kept[] = { "PATH", "HOME", "LANG" };
	char **environment = NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(kept); i++)
		if (g_getenv(kept[i]) != NULL)
			environment =
			    g_environ_setenv(environment, kept[i], g_getenv(kept[i]), TRUE);
	environment = g_environ_setenv(environment, "TIDINGS_JOB", message->job, TRUE);
	return g_environ_setenv(environment, "TIDINGS_KEY", message->key, TRUE);
}

/* A file without a name: a program that reads nothing of it leaves nobody waiting. */
static int
open_payload(GBytes *body)
{
	gsize size = 0, written = 0;
	const char *data = g_bytes_get_data(body, &size);
	int fd = memfd_create("tidings", MFD_CLOEXEC);

	while (fd >= 0 && written < size) {
		gssize got = write(fd, data + written, size - written);
		if (got < 0 && errno != EINTR) {
			int saved = errno;
			close(fd);
			errno = saved;
			return -1;
		}
		written += got > 0 ? (gsize)got : 0;
	}
	if (fd >= 0)
		(void)lseek(fd, 0, SEEK_SET);
	return fd;
}

/* In the child: a group of its own, so that all of it can be ended, and signals as usual. */
static void
prepare_child(gpointer data G_GNUC_UNUSED)
{
	setpgid(0, 0);
	(void)signal(SIGPIPE, SIG_DFL);
	stop_unblock_signals();
}

static gboolean
start(const CommandEndpoint *command, const Message *message, Child *child, GError **error)
{
	const GSpawnFlags flags = G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD |
	                          G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_CLOEXEC_PIPES;
	g_auto(GStrv) environment = environment_of(message);
	int payload = open_payload(message->body);
	if (payload < 0) {
		g_set_error(error, G_SPAWN_ERROR, G_SPAWN_ERROR_FAILED,
		            "the message cannot be held ready: %s", g_strerror(errno));
		return FALSE;
	}

	gboolean started = g_spawn_async_with_pipes_and_fds(
	    NULL, (const char *const *)command->argv, (const char *const *)environment, flags,
	    prepare_child, NULL, payload, -1, -1, NULL, NULL, 0, &child->pid, NULL, NULL,
	    &child->errors, error);
	close(payload);
	if (started)
		(void)g_unix_set_fd_nonblocking(child->errors, TRUE, NULL);
	return started;
}

/* Reads once; FALSE when there is nothing, or nothing more. */
static gboolean
read_errors(Child *child)
{
	char buffer[4096];
	gssize got = child->errors >= 0 ? read(child->errors, buffer, sizeof buffer) : 0;

	if (got > 0) {
		g_string_append_len(child->tail, buffer, got);
		if (child->tail->len > ERRORS_KEPT)
			g_string_erase(child->tail, 0, (gssize)child->tail->len - ERRORS_KEPT);
		return TRUE;
	}
	if (child->errors >= 0 && (got == 0 || (errno != EAGAIN && errno != EINTR))) {
		close(child->errors);
		child->errors = -1;
	}
	return FALSE;
}

/* Why the program may run no longer, or NULL. */
static const char *
find_reason_to_kill(Child *child)
{
	gint64 now = g_get_monotonic_time();

	if (stop_requested() && child->stop_until == 0)
		child->stop_until = now + STOP_PATIENCE * G_USEC_PER_SEC;
	if (child->stop_until != 0 && now >= child->stop_until)
		return "this run had to end before the program did";
	return now >= child->until ? "the program took longer than its timeout and was ended"
	                           : NULL;
}

static void
kill_group(Child *child)
{
	kill(-child->pid, SIGKILL);
	kill(child->pid, SIGKILL);
	while (waitpid(child->pid, &child->end.status, 0) < 0 && errno == EINTR)
		;
}

/*
 * Until the program itself has ended.  What it left running may hold its standard error, so the end
 * of that is not waited for.
 */
static void
watch(Child *child)
{
	for (;;) {
		struct pollfd poller = { .fd = child->errors, .events = POLLIN };
		(void)poll(&poller, 1, LOOK_MS);
		(void)read_errors(child);
		pid_t got = waitpid(child->pid, &child->end.status, WNOHANG);
		if (got == child->pid)
			return;
		if (got < 0 && errno != EINTR) {
			child->end.killed = "nobody can tell how the program ended";
			return;
		}
		child->end.killed = find_reason_to_kill(child);
		if (child->end.killed != NULL) {
			kill_group(child);
			return;
		}
	}
}

/* What could not even be started was not handed over. */
static void
refuse(const GError *error, Outcome *outcome)
{
	gboolean passing = g_error_matches(error, G_SPAWN_ERROR, G_SPAWN_ERROR_FORK) ||
	                   g_error_matches(error, G_SPAWN_ERROR, G_SPAWN_ERROR_NOMEM) ||
	                   g_error_matches(error, G_SPAWN_ERROR, G_SPAWN_ERROR_FAILED);

	outcome->kind = passing ? OUTCOME_TEMPORARY : OUTCOME_HELD;
	outcome->reply = text_escape_for_terminal(error->message, -1);
}

static void
run_command(const CommandEndpoint *command, const Message *message, Outcome *outcome)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) tail = g_string_new(NULL);
	Child child = { .errors = -1, .tail = tail };

	if (!start(command, message, &child, &error)) {
		refuse(error, outcome);
		return;
	}
	FAIL_POINT("command.started");
	child.until = g_get_monotonic_time() + (gint64)command->timeout * G_USEC_PER_SEC;
	watch(&child);
	for (guint i = 0; i < LAST_READS && read_errors(&child); i++)
		;
	if (child.errors >= 0)
		close(child.errors);
	FAIL_POINT("command.ended");
	child.end.errors = tail->str;
	child.end.length = tail->len;
	command_outcome(&child.end, outcome);
}

/* In order: nothing is handed over after what was not sent. */
static gboolean
send_all(const Route *route, GPtrArray *deliveries, const DeliveryJournal *journal)
{
	const CommandEndpoint *command = (const CommandEndpoint *)route->endpoint;

	/* Whoever started us may have it ignored: then nobody learns how a program ended. */
	(void)signal(SIGCHLD, SIG_DFL);
	for (guint i = 0; i < deliveries->len && !stop_requested(); i++) {
		const Delivery *delivery = g_ptr_array_index(deliveries, i);
		Outcome outcome = { .kind = OUTCOME_UNKNOWN };
		if (!journal_begin(journal, delivery))
			return FALSE;
		run_command(command, delivery->message, &outcome);
		gboolean next =
		    journal_settle(journal, delivery, &outcome) && outcome.kind == OUTCOME_SENT;
		outcome_clear(&outcome);
		if (!next)
			return FALSE;
	}
	return TRUE;
}

const Transport transport_command = { .send = send_all };

static const Transport *
choose(const char *via, Starttls starttls G_GNUC_UNUSED, GError **error)
{
	static const char prefix[] = "command:";
	if (!g_str_has_prefix(via, prefix))
		return transport_refuse(error, "is neither a command nor folder:DIR");

	g_autofree char *program = g_find_program_in_path(via + strlen(prefix));
	if (program != NULL)
		return &transport_command;
	g_autofree char *shown = text_escape_for_terminal(via + strlen(prefix), -1);
	g_autofree char *why = g_strdup_printf(
	    "the program \"%s\" cannot be run: it is not there, or not executable", shown);
	return transport_refuse(error, why);
}

/* Of what is run, and the program's file: an owner may have replaced it. */
static char *
settings_sum(const Endpoint *endpoint, const char *via G_GNUC_UNUSED)
{
	const CommandEndpoint *command = (const CommandEndpoint *)endpoint;
	g_autofree char *program = g_find_program_in_path(command->argv[0]);
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	struct stat st = { 0 };

	for (char **argument = command->argv; *argument != NULL; argument++)
		g_checksum_update(sum, (const guchar *)*argument, (gssize)strlen(*argument) + 1);
	if (program != NULL)
		(void)stat(program, &st);
	g_autofree char *rest = g_strdup_printf(
	    "%d %u %" G_GINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld", (int)endpoint->payload,
	    command->timeout, (gint64)st.st_size, (gint64)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
	g_checksum_update(sum, (const guchar *)rest, -1);
	return g_strdup(g_checksum_get_string(sum));
}

const ChannelExit exit_command = { .choose = choose,
	                           .settings_sum = settings_sum,
	                           .held_for = HELD_FOR };
