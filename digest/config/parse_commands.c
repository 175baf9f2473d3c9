/* parse_commands.c - programs that messages are piped to. */
#include "loader.h"

#include <string.h>

enum {
	TIMEOUT = 60 /* seconds */
};

static const char *const formats[] = { "text", "markdown", "json" }; /* from PAYLOAD_TEXT on */

static void
command_finish(gpointer data)
{
	g_strfreev(((CommandEndpoint *)data)->argv);
}

static CommandEndpoint *
command_new(const char *name)
{
	CommandEndpoint *command = g_new0(CommandEndpoint, 1);

	endpoint_init(&command->endpoint, CHANNEL_COMMAND, name);
	command->endpoint.finish = command_finish;
	command->timeout = TIMEOUT;
	return command;
}

/* Takes ownership of `via`, which is not secret, and of `position`. */
static void
set_via(Endpoint *endpoint, char *via, char *position)
{
	secret_free(endpoint->via);
	endpoint->via = g_new0(Secret, 1);
	endpoint->via->source = SECRET_LITERAL;
	endpoint->via->value = via;
	endpoint->via->position = position;
}

/* Arguments are passed as written; only the program is a path or a name. */
static char *
parse_argument(Loader *loader, const YamlNode *item, const char *name, guint index)
{
	if (index > 0)
		return loader_expect(loader, item, name, YAML_SCALAR) ? g_strdup(item->text) : NULL;

	g_autofree char *program = loader_get_text(loader, item, name);
	gboolean path = program != NULL && strchr(program, '/') != NULL;

	return path ? path_from(loader->folder, program) : g_steal_pointer(&program);
}

static void
parse_argv(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	CommandEndpoint *command = to;
	g_auto(GStrv) argv = NULL;
	if (!loader_expect(loader, value, name, YAML_SEQUENCE))
		return;
	if (value->count == 0) {
		loader_problem(loader, value,
		               "\"%s\" is empty; write the program, then its arguments", name);
		return;
	}

	argv = g_new0(char *, value->count + 1);
	for (guint i = 0; i < value->count; i++) {
		argv[i] = parse_argument(loader, value->items[i], name, i);
		if (argv[i] == NULL)
			return;
	}
	set_via(&command->endpoint, g_strconcat("command:", argv[0], NULL),
	        loader_position(loader, value->items[0]));
	g_strfreev(command->argv);
	command->argv = g_steal_pointer(&argv);
}

static const Key via_keys[] = {
	{ "command", parse_argv, 0, TRUE, "the program and its arguments: [PROGRAM, ARGUMENT]" },
};

static const Schema schema_via = SCHEMA("this way to send", via_keys);

static void
parse_via(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	CommandEndpoint *command = to;
	if (value->kind == YAML_MAPPING) {
		loader_parse_mapping(loader, value, name, &schema_via, command);
		return;
	}
	g_autofree char *text = loader_get_text(loader, value, name);
	if (text == NULL)
		return;

	if (!g_str_has_prefix(text, "folder:") || text[7] == '\0') {
		loader_problem(loader, value,
		               "\"%s\" is not a way to send; write {command: [PROGRAM, "
		               "ARGUMENT]} or \"folder:DIR\"",
		               name);
		return;
	}
	g_autofree char *folder = path_from(loader->folder, text + 7);
	set_via(&command->endpoint, g_strconcat("folder:", folder, NULL),
	        loader_position(loader, value));
}

static void
parse_format(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	int index = loader_get_word(loader, value, name, formats, G_N_ELEMENTS(formats));

	if (index >= 0)
		*(Payload *)to = (Payload)(index + PAYLOAD_TEXT);
}

static const Key command_keys[] = {
	{ "via", parse_via, 0, TRUE, "{command: [PROGRAM, ARGUMENT]}, or folder:DIR" },
	{ "format", parse_format, offsetof(CommandEndpoint, endpoint.payload), FALSE,
	  "text, markdown or json" },
	{ "timeout", parse_seconds, offsetof(CommandEndpoint, timeout), FALSE,
	  "how long the program may take" },
};

const Schema schema_command = SCHEMA("a command", command_keys);

static void
parse_command(Loader *loader, const YamlNode *key, const YamlNode *item)
{
	CommandEndpoint *command = command_new(key->text);

	loader_parse_mapping(loader, item, key->text, &schema_command, command);
	g_ptr_array_add(loader->config->endpoints, command);
}

void
parse_commands(Loader *loader, const YamlNode *value, const char *name, gpointer to G_GNUC_UNUSED)
{
	parse_named(loader, value, name, "a command", parse_command);
}
