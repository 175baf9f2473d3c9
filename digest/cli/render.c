/* render.c - `tidings render`: one template with one file of data, for template authors. */
#include "base/error.h"
#include "command.h"
#include "render/templates.h"

#include <stdio.h>
#include <string.h>

static gboolean
print(const char *text, GError **error)
{
	gsize length = strlen(text);

	if (fwrite(text, 1, length, stdout) == length && fflush(stdout) == 0)
		return TRUE;
	g_set_error_literal(error, TIDINGS_ERROR, TIDINGS_ERROR_IO,
	                    "standard output cannot be written");
	return FALSE;
}

static gboolean
render(const char *template, const char *data, GError **error)
{
	g_autofree char *text = templates_render_file(template, data, error);

	return text != NULL && print(text, error);
}

int
cmd_render(Context *context G_GNUC_UNUSED, int argc, char **argv, GError **error)
{
	g_autofree char *template = NULL;
	g_autofree char *data = NULL;
	const GOptionEntry entries[] = {
		{ "template", 't', 0, G_OPTION_ARG_FILENAME, &template, "the template", "FILE" },
		{ "data", 'd', 0, G_OPTION_ARG_FILENAME, &data, "the data, as JSON", "FILE.json" },
		G_OPTION_ENTRY_NULL,
	};
	if (!command_options(entries, &argc, &argv, error))
		return TIDINGS_ERROR_USAGE;
	if (template == NULL || data == NULL || argc > 1) {
		g_set_error_literal(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
		                    "render takes a template and its data: tidings render "
		                    "--template FILE --data FILE.json");
		return TIDINGS_ERROR_USAGE;
	}
	g_autoptr(GError) local = NULL;
	if (render(template, data, &local))
		return 0;
	int status = local->code;
	g_propagate_error(error, g_steal_pointer(&local));
	return status;
}
