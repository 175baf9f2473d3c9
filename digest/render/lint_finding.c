/* lint_finding.c - one warning of lint as a line, for people and programs. */
#include "render/lint_finding.h"

#include "base/text.h"
#include "base/visible.h"
#include "render/model_json.h"

#include <string.h>

char *
lint_finding_text(const LintFinding *finding)
{
	const Warning *warning = finding->warning;
	g_autofree char *path = text_escape_for_terminal(finding->path, -1);
	g_autofree char *message = text_escape_for_terminal(warning->message, -1);

	return g_strdup_printf("%s:%u:%u: %s: %s [%s]", path, warning->line, warning->column,
	                       lint_severity_word(finding->severity), message, warning->code);
}

/*
 * Escapes text for a workflow command: `special` characters become %XX, and characters that are
 * invisible or that a terminal obeys are made visible.
 */
static char *
escape(const char *text, const char *special)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	GString *out = g_string_new(NULL);

	for (const char *p = valid, *next; *p != '\0'; p = next) {
		next = g_utf8_next_char(p);
		gunichar c = g_utf8_get_char(p);
		g_autofree char *alone = text_escape_for_terminal(p, next - p);
		if (c < 0x80 && strchr(special, (int)c) != NULL)
			g_string_append_printf(out, "%%%02X", c);
		else if (text_is_hidden(valid, p) || g_unichar_iscntrl(c))
			g_string_append(out, alone);
		else
			g_string_append_len(out, p, next - p);
	}
	return g_string_free(out, FALSE);
}

char *
lint_finding_github(const LintFinding *finding)
{
	const Warning *warning = finding->warning;
	g_autofree char *path = escape(finding->path, "%\r\n:,");
	g_autofree char *message = escape(warning->message, "%\r\n");

	return g_strdup_printf("::%s file=%s,line=%u,col=%u::%s [%s]",
	                       lint_severity_word(finding->severity), path, warning->line,
	                       warning->column, message, warning->code);
}

char *
lint_finding_json(const LintFinding *finding)
{
	const Warning *warning = finding->warning;
	g_autofree char *path = g_utf8_make_valid(finding->path, -1);
	g_autofree char *message = g_utf8_make_valid(warning->message, -1);
	json_t *object =
	    json_pack("{ss si si ss ss ss}", "path", path, "line", (int)warning->line, "column",
	              (int)warning->column, "severity", lint_severity_word(finding->severity),
	              "code", warning->code, "message", message);
	return json_to_line(object);
}

static const struct {
	const char *name;
	LintFindingFormat format;
} formats[] = {
	{ "text", lint_finding_text },
	{ "github", lint_finding_github },
	{ "json", lint_finding_json },
};

LintFindingFormat
lint_finding_format(const char *name)
{
	for (gsize i = 0; i < G_N_ELEMENTS(formats); i++)
		if (strcmp(formats[i].name, name) == 0)
			return formats[i].format;
	return NULL;
}
