/* test_config_manual.c - the manual page tells of every key that the tables know, with default and
 * example. */
#include "config/loader.h"

#include <string.h>

/* What the page says of each key of one section. */
typedef struct {
	const char *heading; /* that starts the section */
	const Schema *schema;
} Section;

static const Section sections[] = {
	{ ".Ss notes\n", &schema_notes },      { ".Ss people\n", &schema_person },
	{ ".Ss groups\n", &schema_group },     { ".Ss tracks\n", &schema_track },
	{ ".Ss mail\n", &schema_mail },        { ".Ss discord\n", &schema_webhook },
	{ ".Ss commands\n", &schema_command }, { ".Ss lint\n", &schema_lint },
	{ ".Ss forge\n", &schema_forge },      { ".Ss jobs\n", &schema_job },
	{ ".Ss answers\n", &schema_answers },  { ".Ss answers\n", &schema_login },
};

static const char page_path[] = "man/tidings.yaml.5";

/* The text from `start` to the next line that starts with one of the two macros. */
static char *
cut(const char *start, const char *end, const char *other_end)
{
	const char *stop = strstr(start, end), *other = strstr(start, other_end);

	if (other != NULL && (stop == NULL || other < stop))
		stop = other;
	return stop == NULL ? g_strdup(start) : g_strndup(start, (gsize)(stop - start));
}

static void
assert_told(const char *section, const Key *key)
{
	g_autofree char *item = g_strdup_printf("\n.It Ic %s\n", key->name);
	const char *start = strstr(section, item);

	g_test_message("%s", key->name);
	g_assert_nonnull(start);
	g_autofree char *said = cut(start + strlen(item), "\n.It", "\n.El");
	g_assert_nonnull(strstr(said, "Example:\n"));
	g_assert_true(strstr(said, "Default:") != NULL || strstr(said, "Required") != NULL);
}

static void
test_sections(void)
{
	g_autofree char *page = NULL;
	if (!g_file_get_contents(page_path, &page, NULL, NULL)) {
		g_test_skip("man/tidings.yaml.5 is not below the working folder");
		return;
	}

	for (gsize i = 0; i < G_N_ELEMENTS(sections); i++) {
		const char *start = strstr(page, sections[i].heading);
		g_assert_nonnull(start);
		g_autofree char *section =
		    cut(start + strlen(sections[i].heading), "\n.Ss", "\n.Sh");
		for (gsize k = 0; k < sections[i].schema->count; k++)
			assert_told(section, &sections[i].schema->keys[k]);
	}
}

/* A key of the top is told of as a setting or has a section of its own. */
static void
test_top(void)
{
	g_autofree char *page = NULL;
	if (!g_file_get_contents(page_path, &page, NULL, NULL)) {
		g_test_skip("man/tidings.yaml.5 is not below the working folder");
		return;
	}

	g_autofree char *general = cut(strstr(page, ".Ss General"), "\n.Ss", "\n.Sh");
	for (gsize k = 0; k < schema_top.count; k++) {
		g_autofree char *heading = g_strdup_printf("\n.Ss %s\n", schema_top.keys[k].name);
		if (strstr(page, heading) == NULL)
			assert_told(general, &schema_top.keys[k]);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/config/manual/sections", test_sections);
	g_test_add_func("/config/manual/top", test_top);
	return g_test_run();
}
