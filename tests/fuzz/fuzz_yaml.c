/* fuzz_yaml.c - any bytes as a YAML document and as a whole tidings.yaml. */
#define _GNU_SOURCE /* memfd_create() */
#include "base/error.h"
#include "base/yaml_tree.h"
#include "config/config.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const guint8 *bytes, gsize size);

static guint
count_lines(const guint8 *bytes, gsize size)
{
	guint lines = 1;

	for (gsize i = 0; i < size; i++)
		if (bytes[i] == '\n' || bytes[i] == '\r')
			lines++;
	return lines;
}

/* Recurses no deeper than the tree's own bound. */
static guint
walk(const YamlNode *node, guint lines, guint level)
{
	guint nodes = 1;

	g_assert(level <= 65);
	g_assert(node->line >= 1 && node->line <= lines && node->column >= 1);
	g_assert((node->kind == YAML_SCALAR) == (node->text != NULL));
	g_assert(node->text == NULL || g_utf8_validate(node->text, -1, NULL));
	for (guint i = 0; i < node->count; i++) {
		nodes += walk(node->items[i], lines, level + 1);
		if (node->kind == YAML_MAPPING)
			nodes += walk(node->keys[i], lines, level + 1);
	}
	g_autoptr(GPtrArray) repeated = yaml_repeated_keys(node);
	g_assert(repeated->len == 0 || node->kind == YAML_MAPPING);
	return nodes;
}

static void
read_tree(const guint8 *bytes, gsize size)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(YamlTree) tree = yaml_tree_parse((const char *)bytes, size, 1, &error);

	g_assert((tree != NULL) == (error == NULL));
	if (tree != NULL && yaml_tree_root(tree) != NULL)
		g_assert(walk(yaml_tree_root(tree), count_lines(bytes, size), 1) <= 100000);
	if (error == NULL)
		return;
	guint line = 0, column = 0;
	g_assert(g_utf8_validate(error->message, -1, NULL));
	g_assert(sscanf(error->message, "%u:%u: ", &line, &column) == 2);
	g_assert(line >= 1 && line <= count_lines(bytes, size) && column >= 1);
}

/* A file in memory, read by its path. */
static void
read_config(const guint8 *bytes, gsize size)
{
	int fd = memfd_create("tidings.yaml", MFD_CLOEXEC);
	g_autofree char *path = g_strdup_printf("/proc/self/fd/%d", fd);
	g_assert(write(fd, bytes, size) == (gssize)size);

	g_autoptr(GError) error = NULL;
	g_autoptr(Config) config = config_load(path, &error);
	g_assert((config != NULL) == (error == NULL));
	if (error != NULL) {
		g_assert(g_error_matches(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG));
		g_assert(g_utf8_validate(error->message, -1, NULL));
		g_assert(g_str_has_prefix(error->message, path));
	}
	close(fd);
}

int
LLVMFuzzerTestOneInput(const guint8 *bytes, gsize size)
{
	read_tree(bytes, size);
	read_config(bytes, size);
	return 0;
}
