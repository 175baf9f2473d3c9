/*
 * templates.c - finds templates: in the user's folder first, file by file, then the shipped ones.
 */
#include "render/templates.h"

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "render/words.h"

#include <glib/gstdio.h>
#include <string.h>

GQuark
message_error_quark(void)
{
	return g_quark_from_static_string("tidings-message-error");
}

void
message_error_mark(GError **error)
{
	if (error != NULL && *error != NULL)
		(*error)->domain = MESSAGE_ERROR;
}

enum {
	TEMPLATE_MAX_BYTES = 4 * 1024 * 1024,
	DATA_MAX_BYTES = 16 * 1024 * 1024,
};

typedef struct {
	const char *suffix;
	Escape escape;
} FormatRow;

/* By Format. */
static const FormatRow formats[] = {
	{ ".txt.mustache", ESCAPE_NONE },
	{ ".html.mustache", ESCAPE_HTML },
	{ ".discord.mustache", ESCAPE_DISCORD },
	{ ".markdown.mustache", ESCAPE_DISCORD },
};

/* Other names that a single file may have. */
static const FormatRow file_formats[] = {
	{ ".txt", ESCAPE_NONE },
	{ ".mustache", ESCAPE_HTML },
};

struct Templates {
	char *folders[3];   /* in order of preference, NULL-terminated */
	GHashTable *parsed; /* file name -> MustacheTemplate *, or NULL for "there is none" */
	GHashTable *words;  /* const Catalogue * (NULL for English) -> json_t * */
};

/* Where the partials of one rendering are looked for. */
typedef struct {
	Templates *templates;
	const char *suffix;
} PartialLookup;

static void
free_parsed(gpointer template)
{
	mustache_template_free(template);
}

static void
free_words(gpointer words)
{
	json_decref(words);
}

static Templates *
templates_in(const char *first, const char *second)
{
	Templates *templates = g_new0(Templates, 1);

	templates->folders[0] = g_strdup(first != NULL ? first : second);
	templates->folders[1] = g_strdup(first != NULL ? second : NULL);
	templates->parsed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_parsed);
	templates->words = g_hash_table_new_full(NULL, NULL, NULL, free_words);
	return templates;
}

Templates *
templates_new(const char *folder)
{
	const char *shipped = g_getenv("TIDINGS_TEMPLATES");

	return templates_in(folder,
	                    shipped != NULL && *shipped != '\0' ? shipped : TIDINGS_TEMPLATES);
}

void
templates_free(Templates *templates)
{
	if (templates == NULL)
		return;
	for (gsize i = 0; i < G_N_ELEMENTS(templates->folders); i++)
		g_free(templates->folders[i]);
	g_hash_table_unref(templates->parsed);
	g_hash_table_unref(templates->words);
	g_free(templates);
}

json_t *
templates_words(Templates *templates, const Catalogue *catalogue)
{
	json_t *words = g_hash_table_lookup(templates->words, catalogue);

	if (words == NULL) {
		words = words_labels(catalogue);
		g_hash_table_insert(templates->words, (gpointer)catalogue, words);
	}
	return words;
}

/*
 * Reads a file.  The message about its size is made here, as file_read() would give advice about
 * notes.
 */
static GBytes *
slurp(const char *path, gsize max_bytes, GError **error)
{
	GStatBuf st;

	if (g_stat(path, &st) == 0 && S_ISREG(st.st_mode) && (guint64)st.st_size > max_bytes) {
		g_autofree char *shown = text_escape_for_terminal(path, -1);
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA,
		            "%s: is over the limit of %" G_GSIZE_FORMAT " MiB; make it smaller",
		            shown, max_bytes >> 20);
		return NULL;
	}
	return file_read(path, max_bytes, error);
}

static MustacheTemplate *
read_template(const char *path, GError **error)
{
	g_autoptr(GBytes) bytes = slurp(path, TEMPLATE_MAX_BYTES, error);
	if (bytes == NULL)
		return NULL;

	gsize length = 0;
	const char *data = g_bytes_get_data(bytes, &length);
	g_autofree char *source = g_strndup(data != NULL ? data : "", length);
	if (strlen(source) < length) {
		g_autofree char *shown = text_escape_for_terminal(path, -1);
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA,
		            "%s: holds a NUL byte; a template is text", shown);
		return NULL;
	}
	gboolean marked = g_str_has_prefix(
	    source, "\xef\xbb\xbf"); /* a byte order mark is not part of the text */
	return mustache_template_parse(source + (marked ? 3 : 0), path, error);
}

/*
 * Finds the template in `file` of the first folder that has one; `*template` stays NULL when none
 * has.
 */
static gboolean
find_file(Templates *templates, const char *file, const MustacheTemplate **template, GError **error)
{
	gpointer known = NULL;
	if (g_hash_table_lookup_extended(templates->parsed, file, NULL, &known)) {
		*template = known;
		return TRUE;
	}

	MustacheTemplate *parsed = NULL;
	for (char **folder = templates->folders; *folder != NULL && parsed == NULL; folder++) {
		g_autofree char *path = g_str_equal(*folder, ".")
		                            ? g_strdup(file)
		                            : g_build_filename(*folder, file, NULL);
		if (!g_file_test(path, G_FILE_TEST_EXISTS) || g_file_test(path, G_FILE_TEST_IS_DIR))
			continue;
		parsed = read_template(path, error);
		if (parsed == NULL)
			return FALSE;
	}
	g_hash_table_insert(templates->parsed, g_strdup(file), parsed);
	*template = parsed;
	return TRUE;
}

static gboolean
leads_out(const char *name)
{
	g_auto(GStrv) parts = g_strsplit(name, G_DIR_SEPARATOR_S, -1);

	return g_path_is_absolute(name) || g_strv_contains((const char *const *)parts, "..");
}

static gboolean
find_partial(const char *name, const MustacheTemplate **partial, gpointer data, GError **error)
{
	const PartialLookup *lookup = data;
	const char *suffixes[] = { lookup->suffix, ".mustache", "" };
	if (leads_out(name)) {
		g_autofree char *shown = text_escape_for_terminal(name, -1);
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
		            "the partial \"%s\" lies outside the folder of templates; name one "
		            "that is in it",
		            shown);
		return FALSE;
	}

	for (gsize i = 0; i < G_N_ELEMENTS(suffixes) && *partial == NULL; i++) {
		g_autofree char *file = g_strconcat(name, suffixes[i], NULL);
		if (!find_file(lookup->templates, file, partial, error))
			return FALSE;
	}
	return TRUE;
}

static void
set_missing_error(const Templates *templates, const char *file, GError **error)
{
	g_autofree char *folders = g_strjoinv(" or ", (char **)templates->folders);
	g_autofree char *shown = text_escape_for_terminal(folders, -1);

	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA, "there is no template %s in %s", file,
	            shown);
}

char *
templates_render(Templates *templates, const char *name, Format format, const json_t *data,
                 GError **error)
{
	const FormatRow *row = &formats[format];
	const MustacheTemplate *template = NULL;
	g_autofree char *file = g_strconcat(name, row->suffix, NULL);
	if (!find_file(templates, file, &template, error))
		return NULL;
	if (template == NULL) {
		set_missing_error(templates, file, error);
		return NULL;
	}

	PartialLookup lookup = { templates, row->suffix };
	gboolean too_much = FALSE;
	char *text = mustache_template_render(template, data, row->escape, find_partial, &lookup,
	                                      &too_much, error);
	if (too_much)
		message_error_mark(error);
	return text;
}

gboolean
templates_find(Templates *templates, const char *name, Format format, gboolean partial,
               const MustacheTemplate **template, GError **error)
{
	PartialLookup lookup = { templates, formats[format].suffix };
	g_autofree char *file = g_strconcat(name, lookup.suffix, NULL);

	*template = NULL;
	return partial ? find_partial(name, template, &lookup, error)
	               : find_file(templates, file, template, error);
}

Format
templates_format(const char *file)
{
	for (gsize i = 0; i < G_N_ELEMENTS(formats); i++)
		if (g_str_has_suffix(file, formats[i].suffix))
			return (Format)i;
	return FORMAT_HTML;
}

static FormatRow
format_of_file(const char *path)
{
	const FormatRow none = { "", ESCAPE_HTML };

	for (gsize i = 0; i < G_N_ELEMENTS(formats); i++) {
		if (g_str_has_suffix(path, formats[i].suffix))
			return formats[i];
	}
	for (gsize i = 0; i < G_N_ELEMENTS(file_formats); i++) {
		if (g_str_has_suffix(path, file_formats[i].suffix))
			return file_formats[i];
	}
	return none;
}

/* Loads any JSON value: a list or a string is data too, for {{.}}. */
static json_t *
load_data(const char *path, GError **error)
{
	g_autoptr(GBytes) bytes = slurp(path, DATA_MAX_BYTES, error);
	if (bytes == NULL)
		return NULL;

	gsize length = 0;
	const char *text = g_bytes_get_data(bytes, &length);
	json_error_t wrong = { .line = 1, .column = 1 };
	json_t *data = json_loadb(text != NULL ? text : "", length, JSON_DECODE_ANY, &wrong);
	if (data == NULL) {
		g_autofree char *shown = text_escape_for_terminal(path, -1);
		g_autofree char *message = text_escape_for_terminal(wrong.text, -1);
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA,
		            "%s:%d:%d: this is not JSON: %s", shown, MAX(wrong.line, 1),
		            MAX(wrong.column, 1), message);
	}
	return data;
}

char *
templates_render_file(const char *path, const char *data_path, GError **error)
{
	g_autoptr(MustacheTemplate) template = read_template(path, error);
	json_t *data = template != NULL ? load_data(data_path, error) : NULL;
	if (data == NULL)
		return NULL;

	FormatRow row = format_of_file(path);
	g_autofree char *folder = g_path_get_dirname(path);
	g_autoptr(Templates) templates = templates_in(folder, NULL);
	PartialLookup lookup = { templates, row.suffix };
	char *text = mustache_template_render(template, data, row.escape, find_partial, &lookup,
	                                      NULL, error);
	json_decref(data);
	return text;
}
