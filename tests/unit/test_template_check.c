/* test_template_check.c - what is said of templates that no sample has; and the likeness of
 * Discord's Markdown. */
#include "render/discord_preview.h"
#include "render/template_check.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
	char *folder;
	GPtrArray *files;
	GPtrArray *problems;
} Scene;

static void
set_up(Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	scene->folder = g_dir_make_tmp("tidings-check-XXXXXX", NULL);
	scene->files = g_ptr_array_new_with_free_func(g_free);
	scene->problems = g_ptr_array_new_with_free_func(g_free);
	g_setenv("TIDINGS_TEMPLATES", "/nowhere", TRUE);
}

static void
tear_down(Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	for (guint i = 0; i < scene->files->len; i++) {
		g_autofree char *path =
		    g_build_filename(scene->folder, g_ptr_array_index(scene->files, i), NULL);
		g_assert_cmpint(g_remove(path), ==, 0);
	}
	g_assert_cmpint(g_rmdir(scene->folder), ==, 0);
	g_ptr_array_unref(scene->files);
	g_ptr_array_unref(scene->problems);
	g_free(scene->folder);
}

static void
put(Scene *scene, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(scene->folder, name, NULL);

	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	g_ptr_array_add(scene->files, g_strdup(name));
}

static void
check(Scene *scene)
{
	g_autoptr(Templates) templates = templates_new(scene->folder);

	template_check(templates, scene->folder, scene->files, scene->problems);
}

static void
assert_problem(const Scene *scene, guint number, const char *expect)
{
	g_assert_cmpuint(number, <, scene->problems->len);
	const char *found = g_ptr_array_index(scene->problems, number);
	if (strstr(found, expect) == NULL)
		g_assert_cmpstr(found, ==, expect);
}

/* Partials that hold each other, and themselves twice, end. */
static void
test_loops(Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	put(scene, "digest.txt.mustache",
	    "{{#owners}}{{#list}}{{> a}}{{> digest}}{{/list}}{{/owners}}");
	put(scene, "a.txt.mustache", "{{#actions}}{{> b}}{{> a}}{{/actions}}{{nmae}}");
	put(scene, "b.txt.mustache", "{{> a}}{{> b}}{{> a}}");
	check(scene);
	g_assert_cmpuint(scene->problems->len, ==, 1);
	assert_problem(scene, 0,
	               "a.txt.mustache:1:39: there is no \"nmae\" here (did you mean \"name\"?)");
}

/* A partial may name what only one of its places has. */
static void
test_places(Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	put(scene, "digest.txt.mustache", "{{#owners}}{{#list}}{{> p}}{{/list}}{{/owners}}{{> p}}");
	put(scene, "p.txt.mustache", "{{summary}}{{title}}{{n}}");
	put(scene, "other.txt.mustache", "{{n}}{{#due}}{{when}}{{/due}}{{whne}}");
	check(scene);
	g_assert_cmpuint(scene->problems->len, ==, 2);
	assert_problem(
	    scene, 0,
	    "other.txt.mustache:1:30: there is no \"whne\" here (did you mean \"when\"?)");
	assert_problem(scene, 1, "p.txt.mustache:1:21: there is no \"n\" here");
}

/* A section of no name is told of once; what cannot be parsed is told of elsewhere. */
static void
test_cascades(Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	put(scene, "digest.html.mustache",
	    "{{#onwers}}{{#list}}{{nothing.at.all}}{{/list}}{{/onwers}}{{^brief}}{{x}}{{/brief}}");
	put(scene, "post.txt.mustache", "{{#open}}{{never}}");
	check(scene);
	g_assert_cmpuint(scene->problems->len, ==, 2);
	assert_problem(
	    scene, 0,
	    "digest.html.mustache:1:1: there is no \"onwers\" here (did you mean \"owners\"?)");
	assert_problem(scene, 1, "digest.html.mustache:1:69: there is no \"x\" here");
}

static void
assert_html(const char *markdown, const char *expect)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Bucharest");
	g_autofree char *html = discord_markdown_html(markdown, zone);

	if (strstr(html, expect) == NULL)
		g_assert_cmpstr(html, ==, expect);
}

static void
test_likeness(void)
{
	assert_html("## Two", "<div class=\"h2\">Two</div>");
	assert_html("-# small **b**", "<div class=\"sub\">small <strong>b</strong></div>");
	assert_html(
	    "- a\n  -# b",
	    "<div class=\"li\">a</div>\n<div class=\"sub\" style=\"margin-left:20px\">b</div>");
	assert_html("<t:1739779200:F>", "Monday, 17 February 2025 10:00");
	assert_html("a <t:1739779200> b", "a Monday, 17 February 2025 10:00 b");
	assert_html("<t:1739779200:d><t:1739779200:t>", "17/02/202510:00");
	assert_html("<t:-7200:t>", "00:00");
	assert_html("<t:999999999999:F>", "999999999999");
	assert_html("<t:99999999999999999999>", "&lt;t:9");
	assert_html("<t:1739779200:x> <t:1739779200:", "&lt;t:1739779200:x&gt; &lt;t:1739779200:");
	assert_html("<t:> <t:-> <t:12", "&lt;t:&gt; &lt;t:-&gt; &lt;t:12");
	assert_html("```\n# <b>\n```", "<pre># &lt;b&gt;\n</pre>");
	assert_html("```\nopen", "<pre>open\n</pre>");
	assert_html("<script>x</script> \\*plain\\*", "&lt;script&gt;x&lt;/script&gt; *plain*");
	assert_html("[x](javascript:alert)", "<div class=\"p\">x</div>");
}

#define ADD(path, test) g_test_add(path, Scene, NULL, set_up, test, tear_down)

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD("/template-check/loops", test_loops);
	ADD("/template-check/places", test_places);
	ADD("/template-check/cascades", test_cascades);
	g_test_add_func("/discord-likeness", test_likeness);
	return g_test_run();
}
