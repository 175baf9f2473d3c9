/* test_templates.c - where templates and partials are found, and the files of `tidings render`. */
#include "base/error.h"
#include "render/templates.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
	char *folder;
	char *shipped;
	char *user;
} Folders;

static void
put(const char *folder, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void
set_up(Folders *folders, gconstpointer data G_GNUC_UNUSED)
{
	folders->folder = g_dir_make_tmp("tidings-templates-XXXXXX", NULL);
	folders->shipped = g_build_filename(folders->folder, "shipped", NULL);
	folders->user = g_build_filename(folders->folder, "user", NULL);
	g_assert_cmpint(g_mkdir(folders->shipped, 0700), ==, 0);
	g_assert_cmpint(g_mkdir(folders->user, 0700), ==, 0);
	g_setenv("TIDINGS_TEMPLATES", folders->shipped, TRUE);
}

static void
empty_folder(const char *path)
{
	GDir *dir = g_dir_open(path, 0, NULL);
	const char *name;

	while ((name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *file = g_build_filename(path, name, NULL);
		g_assert_cmpint(g_remove(file), ==, 0);
	}
	g_dir_close(dir);
	g_assert_cmpint(g_rmdir(path), ==, 0);
}

static void
tear_down(Folders *folders, gconstpointer data G_GNUC_UNUSED)
{
	empty_folder(folders->shipped);
	empty_folder(folders->user);
	empty_folder(folders->folder);
	g_free(folders->shipped);
	g_free(folders->user);
	g_free(folders->folder);
}

static void
assert_renders(Templates *templates, Format format, const char *expect)
{
	g_autoptr(GError) error = NULL;
	json_t *data = json_pack("{s:s}", "x", "<*>");
	g_autofree char *text = templates_render(templates, "digest", format, data, &error);
	json_decref(data);
	g_assert_no_error(error);
	g_assert_cmpstr(text, ==, expect);
}

static void
test_overrides(Folders *folders, gconstpointer data G_GNUC_UNUSED)
{
	put(folders->shipped, "digest.html.mustache", "shipped {{x}} {{>part}}");
	put(folders->shipped, "digest.txt.mustache", "shipped {{x}} {{>part}}");
	put(folders->shipped, "digest.discord.mustache", "\xef\xbb\xbf{{x}}");
	put(folders->shipped, "part.html.mustache", "html part");
	put(folders->shipped, "part.mustache", "any part");
	g_autoptr(Templates) alone = templates_new(NULL);
	assert_renders(alone, FORMAT_HTML, "shipped &lt;*&gt; html part");
	assert_renders(alone, FORMAT_TEXT, "shipped <*> any part");
	assert_renders(alone, FORMAT_DISCORD, "\\<\\*>");

	put(folders->user, "part.html.mustache", "my part");
	put(folders->user, "digest.txt.mustache", "mine {{x}} {{>part}}{{>part}}");
	g_autoptr(Templates) both = templates_new(folders->user);
	assert_renders(both, FORMAT_HTML, "shipped &lt;*&gt; my part");
	assert_renders(both, FORMAT_TEXT, "mine <*> any partany part");
}

static void
test_missing(Folders *folders, gconstpointer data G_GNUC_UNUSED)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Templates) templates = templates_new(folders->user);
	g_autofree char *text = templates_render(templates, "digest", FORMAT_TEXT, NULL, &error);
	g_assert_null(text);
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA);
	g_assert_nonnull(strstr(error->message, "digest.txt.mustache"));
	g_assert_nonnull(strstr(error->message, folders->user));
	g_assert_nonnull(strstr(error->message, folders->shipped));
}

/* Renders a file with a partial beside it; `expect` is the output or a part of the message. */
static void
assert_file(const Folders *folders, const char *name, const char *template, const char *json,
            const char *expect)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *path = g_build_filename(folders->user, name, NULL);
	g_autofree char *data = g_build_filename(folders->user, "data.json", NULL);
	put(folders->user, name, template);
	put(folders->user, "data.json", json);
	g_autofree char *text = templates_render_file(path, data, &error);
	if (text != NULL) {
		g_assert_cmpstr(text, ==, expect);
		return;
	}
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA);
	if (strstr(error->message, expect) == NULL)
		g_assert_cmpstr(error->message, ==, expect);
}

static void
test_file(Folders *folders, gconstpointer data G_GNUC_UNUSED)
{
	put(folders->user, "p.mustache", "p{{x}}");
	put(folders->user, "q.txt.mustache", "text {{x}}");
	put(folders->user, "bare", "bare");
	put(folders->folder, "secret.mustache", "secret");
	assert_file(folders, "a.mustache", "{{x}} {{>p}} {{>bare}}{{>q}}", "{\"x\":\"<\"}",
	            "&lt; p&lt; bare");
	assert_file(folders, "a.html.mustache", "{{x}} {{>p}} {{>q}}", "{\"x\":\"<\"}",
	            "&lt; p&lt; ");
	assert_file(folders, "a.html", "{{x}} {{>p}}", "{\"x\":\"<\"}", "&lt; p&lt;");
	assert_file(folders, "a.txt.mustache", "{{x}} {{>p}} {{>q}}", "{\"x\":\"<\"}",
	            "< p< text <");
	assert_file(folders, "a.txt", "{{x}} {{>p}}", "{\"x\":\"<\"}", "< p<");
	assert_file(folders, "a.discord.mustache", "{{x}}", "{\"x\":\"<*\"}", "\\<\\*");
	assert_file(folders, "a.mustache", "{{.}}", "[]", "");
	assert_file(folders, "a.mustache", "{{.}}\n", "\"s\"", "s\n");
	assert_file(folders, "a.mustache", "x\n {{>../secret}}", "{}",
	            "a.mustache:2:2: the partial \"../secret\" lies outside");
	assert_file(folders, "a.mustache", "{{>x/../../secret}}", "{}", "lies outside");
	assert_file(folders, "a.mustache", "{{>/etc/passwd}}", "{}", "lies outside");
	assert_file(folders, "a.mustache", "x{{>a}}", "{}",
	            "a.mustache:1:2: sections and partials nest deeper");
	assert_file(folders, "a.mustache", "", "{\"x\":\n 1,, }", "data.json:2:");
	assert_file(folders, "a.mustache", "", "", "data.json:1:1: this is not JSON");
	assert_file(folders, "a.mustache", "", "{} x", "data.json:1:");
}

static void
test_bytes(Folders *folders, gconstpointer data G_GNUC_UNUSED)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *path = g_build_filename(folders->user, "nul.mustache", NULL);
	g_assert_true(g_file_set_contents(path, "a\0b", 3, NULL));
	assert_file(folders, "a.mustache", "{{>nul}}", "{}", "nul.mustache: holds a NUL byte");
	g_autofree char *text = templates_render_file(path, folders->user, &error);
	g_assert_null(text);
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA);
}

static void
test_too_large(Folders *folders, gconstpointer data G_GNUC_UNUSED)
{
	g_autofree char *template = g_strnfill(4 * 1024 * 1024 + 1, 'x');
	g_autofree char *json = g_strnfill(16 * 1024 * 1024 + 1, ' ');

	assert_file(folders, "a.mustache", template, "{}",
	            "a.mustache: is over the limit of 4 MiB");
	assert_file(folders, "a.mustache", "x", json, "data.json: is over the limit of 16 MiB");
}

#define ADD(path, test) g_test_add(path, Folders, NULL, set_up, test, tear_down)

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD("/templates/overrides", test_overrides);
	ADD("/templates/missing", test_missing);
	ADD("/templates/file", test_file);
	ADD("/templates/bytes", test_bytes);
	ADD("/templates/too-large", test_too_large);
	return g_test_run();
}
