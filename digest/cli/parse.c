/* parse.c - `tidings parse`: shows what is understood of meeting files. */
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "command.h"
#include "notes/notes.h"
#include "people/resolve.h"
#include "render/model_json.h"

#include <stdio.h>

static void
print_topic(const Topic *topic)
{
	g_autofree char *name =
	    text_escape_for_terminal(*topic->name != '\0' ? topic->name : "(discussions)", -1);

	g_print("  track   %s: %u %s, line %u\n", name, topic->entries->len,
	        topic->entries->len == 1 ? "entry" : "entries", topic->line);
}

static void
print_action(const Action *action)
{
	GString *owners = g_string_new(NULL);
	g_autofree char *due = day_to_iso(action->due);
	g_autofree char *text = text_escape_for_terminal(action->text, -1);

	for (guint i = 0; i < action->owners->len; i++)
		g_string_append_printf(owners, "%s%s", i > 0 ? ", " : "",
		                       (char *)g_ptr_array_index(action->owners, i));
	g_autofree char *shown =
	    text_escape_for_terminal(owners->len > 0 ? owners->str : "(nobody)", -1);
	g_print("  action  %s: %s%s%s%s%s, line %u\n", shown, text, due != NULL ? " [due " : "",
	        due != NULL ? due : "", due != NULL ? "]" : "", action->done ? " [done]" : "",
	        action->line);
	g_string_free(owners, TRUE);
}

static void
print_decision(const Decision *decision)
{
	g_autofree char *next = day_to_iso(decision->next_meeting);
	g_autofree char *time = decision_next_time(decision);
	g_autofree char *text = text_escape_for_terminal(decision->text, -1);

	g_print("  note    %s", text);
	if (next != NULL)
		g_print(" [next meeting %s%s%s]", next, time != NULL ? " " : "",
		        time != NULL ? time : "");
	g_print(", line %u\n", decision->line);
}

static void
print_summary(const Meeting *meeting, const char *path)
{
	g_autofree char *label = meeting_label(meeting);
	g_autofree char *title = text_escape_for_terminal(label, -1);

	g_autofree char *line =
	    meeting->line > 0 ? g_strdup_printf(":%u", meeting->line) : g_strdup("");

	g_print("%s%s: %s%s%s\n", path, line, title, meeting->datetime != NULL ? ", " : "",
	        meeting->datetime != NULL ? meeting->datetime : "");
	for (guint i = 0; i < meeting->topics->len; i++)
		print_topic(g_ptr_array_index(meeting->topics, i));
	for (guint i = 0; i < meeting->actions->len; i++)
		print_action(g_ptr_array_index(meeting->actions, i));
	for (guint i = 0; i < meeting->decisions->len; i++)
		print_decision(g_ptr_array_index(meeting->decisions, i));
	for (guint i = 0; i < meeting->warnings->len; i++) {
		const Warning *warning = g_ptr_array_index(meeting->warnings, i);
		g_autofree char *message = text_escape_for_terminal(warning->message, -1);
		g_print("%s:%u:%u: warning: %s [%s]\n", path, warning->line, warning->column,
		        message, warning->code);
	}
}

static void
print_meeting(const Meeting *meeting, const char *path, gboolean json)
{
	if (json) {
		g_autofree char *line = meeting_to_json(meeting);
		fputs(line, stdout);
		putchar('\n');
	} else {
		g_autofree char *shown = text_escape_for_terminal(path, -1);
		print_summary(meeting, shown);
	}
}

static gboolean
parse_file(const Config *config, const char *path, gboolean json, GError **error)
{
	g_autoptr(GBytes) source = file_read(path, config->notes.max_size, error);
	if (source == NULL)
		return FALSE;
	const NotesOptions options = { config->timezone, config->notes.action_headings,
		                       config->notes.languages };
	g_autoptr(GPtrArray) meetings = notes_parse_all(path, source, &options, error);
	if (meetings == NULL)
		return FALSE;

	g_autoptr(Resolver) resolver = resolver_new(config->roster);
	for (guint i = 0; i < meetings->len; i++) {
		Meeting *meeting = ((NotesMeeting *)g_ptr_array_index(meetings, i))->meeting;
		resolve_meeting(resolver, meeting);
		print_meeting(meeting, path, json);
	}
	return TRUE;
}

int
cmd_parse(Context *context, int argc, char **argv, GError **error)
{
	gboolean json = FALSE;
	int status = 0;
	const GOptionEntry entries[] = {
		{ "json", 'j', 0, G_OPTION_ARG_NONE, &json,
		  "one JSON object a line for each meeting", NULL },
		G_OPTION_ENTRY_NULL,
	};
	if (!command_options(entries, &argc, &argv, error))
		return TIDINGS_ERROR_USAGE;
	if (argc < 2) {
		g_set_error_literal(
		    error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
		    "parse takes the files to read: tidings parse [--json] FILE...");
		return TIDINGS_ERROR_USAGE;
	}
	g_autoptr(Config) config = context_config_if_any(context, error);
	if (config == NULL)
		return TIDINGS_ERROR_CONFIG;

	for (int i = 1; i < argc; i++) {
		g_autoptr(GError) local = NULL;
		if (parse_file(config, argv[i], json, &local))
			continue;
		g_printerr("tidings: %s\n", local->message);
		/* a file that cannot be read (74) weighs more than one that is wrong (65) */
		status = MAX(status, local->code);
	}
	if (fflush(stdout) != 0 || ferror(stdout)) {
		g_set_error_literal(error, TIDINGS_ERROR, TIDINGS_ERROR_IO,
		                    "standard output cannot be written");
		return TIDINGS_ERROR_IO;
	}
	return status;
}
