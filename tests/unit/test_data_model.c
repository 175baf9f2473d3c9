/* test_data_model.c - the table of what templates can name tells the truth about the data, and the
 * manual page about it. */
#include "compose/overview.h"
#include "render/archive_data.h"
#include "render/data.h"
#include "render/data_model.h"
#include "render/template_check.h"
#include "sample_archive.h"

#include <glib/gstdio.h>
#include <string.h>

static const char page_path[] = "man/tidings-templates.7";

static const Sample samples[] = {
	{ "list", JOB_DIGEST, 4, 3, 4, NULL, NULL, 0 },
	{ "brief", JOB_DIGEST, 1, 1, 0, NULL, NULL, 0 },
	{ "many", JOB_DIGEST, 60, 30, 60, NULL, NULL, 0 },
	{ "reminder", JOB_REMINDER, 1, 9, 0, NULL, NULL, 0 },
	{ "post", JOB_POST, 0, 0, 1, NULL, NULL, 0 },
	{ "posts", JOB_POST, 0, 0, 70, NULL, NULL, 0 },
};

static void
assert_shape(const json_t *value, const ModelField *field, const char *path)
{
	gboolean fits = json_is_null(value);

	fits = fits || (field->shape == MODEL_TEXT && json_is_string(value));
	fits = fits || (field->shape == MODEL_NUMBER && json_is_integer(value));
	fits = fits || (field->shape == MODEL_FLAG && json_is_boolean(value));
	fits = fits || (field->shape == MODEL_OBJECT && json_is_object(value));
	fits = fits || (field->shape == MODEL_LIST && json_is_array(value));
	if (!fits)
		g_error("%s is no %s", path, model_shape_words(field));
}

/* Every key of the data is in the table; `seen` gathers the fields that were met. */
static void
compare(json_t *value, const char *name, const char *path, GHashTable *seen)
{
	const ModelObject *object = model_object(name);
	const char *key;
	json_t *inner;

	g_assert_nonnull(object);
	json_object_foreach(value, key, inner)
	{
		const ModelField *field = model_field(object, key);
		g_autofree char *index = g_strdup_printf("%s.%s", path, key);
		if (field == NULL)
			g_error("the table has no %s (of %s)", index, name);
		assert_shape(inner, field, index);
		g_hash_table_add(seen, (gpointer)field);
		if (json_is_object(inner) && strcmp(key, "words") != 0)
			compare(inner, field->of, index, seen);
		for (size_t i = 0; i < json_array_size(inner); i++)
			compare(json_array_get(inner, i), field->of, index, seen);
	}
}

/* Lets the record look done by a pull request. */
static void
add_looking(Digest *digest, ActionRecord *record)
{
	Linked *linked = linked_new();

	linked->known = TRUE;
	linked->state = LINKED_MERGED;
	linked->number = 12;
	record->action->linked = g_ptr_array_new_with_free_func((GDestroyNotify)linked_free);
	g_ptr_array_add(record->action->linked, linked);
	g_ptr_array_add(digest->looking, record);
}

static void
compare_sample(const Sample *sample, gboolean changed, GHashTable *seen)
{
	g_autoptr(Config) config = sample_config();
	g_autoptr(Digest) digest = sample_digest(sample, config);
	g_autoptr(Footnotes) links = footnotes_new();
	Target target = { .kind = TARGET_LIST, .value = (char *)"all@lists.example.org" };
	sample_set_discussion(config, DISCUSSION_FULL);
	if (changed) {
		digest->answer_key = "0123456789abcdef";
		config->mail.answers = g_strdup("answers@example.org");
	}
	if (changed && digest->changes->len > 0) {
		Change *change = g_ptr_array_index(digest->changes, 0);
		if (change->before == NULL)
			change->before = meeting_new("before.md");
	}

	if (changed && digest->records->len > 0)
		add_looking(digest, g_ptr_array_index(digest->records, 0));
	if (changed && digest->upcoming->len > 0)
		((Upcoming *)g_ptr_array_index(digest->upcoming, 0))->start = digest->now;
	for (guint level = 0; level < DATA_LEVELS; level++) {
		json_t *data = data_build(digest, &target, config, level, links, NULL, NULL);
		compare(data, digest_is_list(digest) ? "posts" : job_kind_word(sample->kind),
		        sample->name, seen);
		json_decref(data);
	}
}

static void
compare_page(json_t *page, const char *name, GHashTable *seen)
{
	compare(page, name, name, seen);
	json_decref(page);
}

static void
compare_archive(GHashTable *seen)
{
	g_autoptr(Config) config = sample_config();
	g_autoptr(Archive) archive = sample_archive(config);
	ArchiveContext context;

	archive_build_overviews(archive, config->roster);
	archive_context_init(&context, archive, config);
	compare_page(archive_context_index(&context), "archive", seen);
	compare_page(archive_context_year(&context, "2025"), "archive_year", seen);
	for (guint i = 0; i < archive->editions->len; i++)
		compare_page(archive_context_edition(&context, i), "archive_digest", seen);
	for (guint i = 0; i < archive->people->len; i++)
		compare_page(
		    archive_context_overview(&context, g_ptr_array_index(archive->people, i), TRUE),
		    "archive_standing", seen);
	json_t *feed = archive_context_feed(&context), *entry = archive_context_entry(&context, 0);
	json_object_set_new(entry, "content", json_string(""));
	json_array_append_new(json_object_get(feed, "entries"), entry);
	compare_page(feed, "archive_feed", seen);
	archive_context_clear(&context);
}

static void
test_data(void)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(samples); i++) {
		compare_sample(&samples[i], FALSE, seen);
		compare_sample(&samples[i], TRUE, seen);
	}
	compare_archive(seen);
	for (gsize o = 0; model_object_at(o) != NULL; o++) {
		const ModelObject *object = model_object_at(o);
		for (gsize f = 0; f < object->count; f++)
			if (!g_hash_table_contains(seen, &object->fields[f]))
				g_error("no sample has the field %s of %s", object->fields[f].name,
				        object->name);
	}
}

/* As the page writes it: `.It Va name Pq shape`, and the meaning as a sentence. */
static void
append_page(GString *page, const ModelObject *object)
{
	g_string_append_printf(page, ".Ss %s\n%s\n", object->name, object->meaning);
	for (gsize i = 0; i < G_N_ELEMENTS(object->also) && object->also[i] != NULL; i++)
		g_string_append_printf(page, "It has all of\n.Va %s ,\ntoo.\n", object->also[i]);
	if (object->count > 0)
		g_string_append(page, ".Bl -tag -width Ds\n");
	for (gsize i = 0; i < object->count; i++) {
		const ModelField *field = &object->fields[i];
		g_autofree char *shape = model_shape_words(field);
		g_auto(GStrv) parts = g_strsplit(field->meaning, "\"", -1);
		g_autofree char *meaning = g_strjoinv("\\(dq", parts);
		g_auto(GStrv) pieces = g_strsplit(meaning, "; ", -1);
		g_autofree char *lines = g_strjoinv(";\n", pieces);
		g_string_append_printf(page, ".It Va %s Pq %s\n%s.\n", field->name, shape, lines);
	}
	if (object->count > 0)
		g_string_append(page, ".El\n");
}

static void
test_manual(void)
{
	g_autofree char *page = NULL;
	g_autoptr(GString) told = g_string_new(NULL);
	if (!g_file_get_contents(page_path, &page, NULL, NULL)) {
		g_test_skip("man/tidings-templates.7 is not below the working folder");
		return;
	}

	for (gsize i = 0; model_object_at(i) != NULL; i++)
		append_page(told, model_object_at(i));
	const char *start = strstr(page, ".Ss digest\n");
	g_assert_nonnull(start);
	const char *end = strstr(start, ".\\\" Here it ends.\n");
	g_assert_nonnull(end);
	g_autofree char *found = g_strndup(start, (gsize)(end - start));
	g_auto(GStrv) found_lines = g_strsplit(found, "\n", -1);
	g_auto(GStrv) told_lines = g_strsplit(told->str, "\n", -1);
	for (guint i = 0; told_lines[i] != NULL; i++)
		g_assert_cmpstr(found_lines[i], ==, told_lines[i]);
	g_assert_cmpuint(strlen(found), ==, told->len);
}

static int
print_manual(void)
{
	g_autoptr(GString) told = g_string_new(NULL);

	for (gsize i = 0; model_object_at(i) != NULL; i++)
		append_page(told, model_object_at(i));
	g_print("%s", told->str);
	return 0;
}

/* The shipped templates name nothing that is not there: as a user's folder they have no problem. */
static void
test_shipped(void)
{
	const char *folder = g_getenv("TIDINGS_TEMPLATES");
	g_autofree char *shipped = g_strdup(folder != NULL ? folder : "templates");
	g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GDir) dir = g_dir_open(shipped, 0, NULL);
	if (dir == NULL) {
		g_test_skip("the templates are not below the working folder");
		return;
	}

	for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir))
		if (strstr(name, "preview") == NULL)
			g_ptr_array_add(files, g_strdup(name));
	g_autoptr(Templates) templates = templates_new(shipped);
	template_check(templates, shipped, files, problems);
	for (guint i = 0; i < problems->len; i++)
		g_test_message("%s", (char *)g_ptr_array_index(problems, i));
	g_assert_cmpuint(files->len, >, 20);
	g_assert_cmpuint(problems->len, ==, 0);
}

int
main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "--print-manual") == 0)
		return print_manual();
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/data-model/data", test_data);
	g_test_add_func("/data-model/manual", test_manual);
	g_test_add_func("/data-model/shipped", test_shipped);
	return g_test_run();
}
