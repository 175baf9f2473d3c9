/* test_reader.c - files are read by several threads and handed over in order, whatever their sizes,
 * until it is stopped. */
#include "run/parse_pool.h"
#include "scratch.h"

enum {
	FILES = 150,
	LARGE = 6000 /* lines: of such files only a few are held */
};

typedef struct {
	Scratch scratch;
	Config *config;
	Walk *walk;
	ParseRequest files[FILES];
	guint seen, stop_at;
} Scene;

/* Every third file is large, and every seventh cannot be understood. */
static void
write_note(const Scene *scene, guint number)
{
	g_autofree char *name = g_strdup_printf("%s/n%03u.md", scene->scratch.folder, number);
	g_autoptr(GString) text = g_string_new(number % 7 == 6 ? "---\ntitle: [\n---\n" : "");

	g_string_append_printf(text, "## TODOs\n\n- Ana to read file %u\n", number);
	for (guint i = 0; number % 3 == 0 && i < LARGE; i++)
		g_string_append(text, "\nsome words\n");
	g_assert_true(g_file_set_contents(name, text->str, (gssize)text->len, NULL));
}

static Scene *
scene_new(guint stop_at)
{
	Scene *scene = g_new0(Scene, 1);
	g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GError) error = NULL;

	scene->stop_at = stop_at;
	scene->scratch = scratch_new();
	for (guint i = 0; i < FILES; i++)
		write_note(scene, i);
	scene->config = config_default(scene->scratch.folder);
	scene->walk = watch_walk(&scene->config->notes, known, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(scene->walk->events->len, ==, FILES);
	for (guint i = 0; i < FILES; i++)
		scene->files[i].path =
		    ((const FileEvent *)g_ptr_array_index(scene->walk->events, i))->path;
	return scene;
}

static void
scene_free(Scene *scene)
{
	walk_free(scene->walk);
	config_free(scene->config);
	scratch_clear(&scene->scratch);
	g_free(scene);
}

static gboolean
take(guint index, ParsedFile *reading, gpointer data)
{
	Scene *scene = data;
	g_autofree char *text = g_strdup_printf("to read file %u", index);

	g_assert_cmpuint(index, ==, scene->seen++);
	if (index % 7 == 6) {
		g_assert_nonnull(reading->error);
	} else {
		g_assert_no_error(reading->error);
		g_assert_cmpuint(reading->meetings[0].meeting->actions->len, ==, 1);
		g_assert_cmpstr(
		    ((Action *)g_ptr_array_index(reading->meetings[0].meeting->actions, 0))->text,
		    ==, text);
	}
	return scene->seen < scene->stop_at;
}

static void
test_in_order(void)
{
	Scene *scene = scene_new(G_MAXUINT);

	g_assert_true(parse_pool_run(scene->config, scene->walk, scene->files, FILES, take, scene));
	g_assert_cmpuint(scene->seen, ==, FILES);
	scene_free(scene);
}

/* At whatever place: at a batch's start, in the middle of one that is still being read, at the end.
 */
static void
test_stopped(void)
{
	static const guint places[] = { 1, 13, 32, 33, 70, 149 };

	for (gsize i = 0; i < G_N_ELEMENTS(places); i++) {
		Scene *scene = scene_new(places[i]);
		g_assert_false(
		    parse_pool_run(scene->config, scene->walk, scene->files, FILES, take, scene));
		g_assert_cmpuint(scene->seen, ==, places[i]);
		scene_free(scene);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/reader/in-order", test_in_order);
	g_test_add_func("/reader/stopped", test_stopped);
	return g_test_run();
}
