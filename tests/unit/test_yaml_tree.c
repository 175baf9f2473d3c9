/* test_yaml_tree.c - YAML as a tree: places, bounds and sentences. */
#include "base/error.h"
#include "base/yaml_tree.h"

#include <string.h>

static YamlTree *
parse(const char *text)
{
	g_autoptr(GError) error = NULL;
	YamlTree *tree = yaml_tree_parse(text, strlen(text), 1, &error);

	g_assert_no_error(error);
	return tree;
}

static void
assert_refused(const char *text, gsize length, guint first_line, const char *message)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(YamlTree) tree = yaml_tree_parse(text, length, first_line, &error);

	g_assert_null(tree);
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA);
	g_assert_cmpstr(error->message, ==, message);
}

static void
test_places(void)
{
	g_autoptr(YamlTree) tree =
	    parse("a: 1\nț: ['șx', y]\nb:\n  - k: |\n      line\n      two\n");
	const YamlNode *root = yaml_tree_root(tree);

	g_assert_cmpint(root->kind, ==, YAML_MAPPING);
	g_assert_cmpuint(root->count, ==, 3);
	const YamlNode *list = yaml_get(root, "ț");
	g_assert_cmpint(list->kind, ==, YAML_SEQUENCE);
	g_assert_cmpuint(list->items[1]->line, ==, 2);
	g_assert_cmpuint(list->items[1]->column, ==, 11);
	g_assert_cmpstr(list->items[0]->text, ==, "șx");
	g_assert_false(list->items[0]->plain);
	g_assert_true(list->items[1]->plain);
	g_assert_cmpstr(yaml_get(yaml_get(root, "b")->items[0], "k")->text, ==, "line\ntwo\n");
	g_assert_null(yaml_get(root, "c"));
	g_assert_null(yaml_get(list, "c"));
	g_assert_null(yaml_get(NULL, "c"));
}

static void
test_first_document(void)
{
	g_autoptr(YamlTree) tree = parse("\xef\xbb\xbf---\r\na: x\r\n---\r\nb: [\r\n");
	const YamlNode *a = yaml_get(yaml_tree_root(tree), "a");

	g_assert_cmpstr(a->text, ==, "x");
	g_assert_cmpuint(a->line, ==, 2);
	g_autoptr(YamlTree) empty = parse("# nothing\n");
	g_assert_null(yaml_tree_root(empty));
	g_autoptr(YamlTree) marked = parse("\xef\xbb\xbf"
	                                   "a: 1");
	g_assert_cmpuint(yaml_tree_root(marked)->column, ==, 1);
}

/* Comments and the mark of its end may stand behind the only document. */
static void
test_only_document(void)
{
	static const char *const fine[] = { "a: 1\n...\n", "a: 1\n... # the end\n# of it",
		                            "---\na: 1",   "",
		                            "# c",         "---\n" };

	for (gsize i = 0; i < G_N_ELEMENTS(fine); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(YamlTree) tree = yaml_tree_parse_single(fine[i], strlen(fine[i]), &error);
		g_assert_no_error(error);
		g_assert_nonnull(tree);
	}
	g_autoptr(GError) error = NULL;
	g_assert_null(yaml_tree_parse_single("a: 1\n---\n", 9, &error));
	g_assert_true(g_str_has_prefix(error->message, "2:1: a second document"));
}

static void
test_null(void)
{
	g_autoptr(YamlTree) tree = parse("[~, null, 'null', '', !!str null, nil, [], {a: }]");
	const YamlNode *root = yaml_tree_root(tree);
	static const gboolean want[] = { TRUE, TRUE, FALSE, FALSE, FALSE, FALSE, FALSE };

	for (gsize i = 0; i < G_N_ELEMENTS(want); i++)
		g_assert_cmpint(yaml_is_null(root->items[i]), ==, want[i]);
	g_assert_true(yaml_is_null(yaml_get(root->items[7], "a")));
	g_assert_true(yaml_is_null(NULL));
}

static void
test_repeated(void)
{
	g_autoptr(YamlTree) tree = parse("a: 1\nb: 2\na: 3\n[a]: 4\n[a]: 5\n");
	g_autoptr(GPtrArray) repeated = yaml_repeated_keys(yaml_tree_root(tree));

	g_assert_cmpstr(yaml_get(yaml_tree_root(tree), "a")->text, ==, "1");
	g_assert_cmpuint(repeated->len, ==, 1);
	g_assert_cmpuint(((YamlNode *)g_ptr_array_index(repeated, 0))->line, ==, 3);
}

static void
test_sentences(void)
{
	static const struct {
		const char *text, *message;
	} cases[] = {
		{ "a: b: c", "1:5: \": \" is not allowed here; put quotes around the value, or fix "
		             "the indentation" },
		{ "a: &x 1",
		  "1:4: \"&\" starts an anchor for aliases, which are not supported here; "
		  "put quotes around the value" },
		{ "a: *x",
		  "1:4: \"*\" starts an alias, which is not supported here; write the value "
		  "out, or put quotes around it" },
		{ "a: !x 1",
		  "1:4: \"!\" starts a type, which is not supported here; put quotes around "
		  "the value" },
		{ "a: @rd", "1:4: a value cannot start with \"@\"; put quotes around it" },
		{ "ț: 1\nb:\n\t- x", "3:1: a tab is not allowed here; use spaces" },
		{ "a: \"x\nb: 1\n", "1:4: this quote is never closed" },
		{ "a: [1, 2\nb: 3\n",
		  "1:4: this list has no \",\" between two items, or its \"]\" is missing" },
		{ "a: {b: 2\nc: 3\n",
		  "1:4: this mapping has no \",\" between two pairs, or its \"}\" is missing" },
		{ "a: 1\nword\nb: 2\n",
		  "2:1: this is not a \"key: value\": the \":\" with a space after it is missing" },
		{ "a: 1\n  b: 2\n", "2:4: \": \" is not allowed here; put quotes around the value, "
		                    "or fix the indentation" },
		{ "- a\nb: 1\n", "2:1: a \"- item\" was expected here; fix the indentation" },
		{ "a: \"x\\0y\"",
		  "1:4: holds a NUL character; take the \"\\0\" out of the quoted text" },
		{ "a: 1\nb: \x01", "2:4: holds a control character; take it out" },
		{ "a: 1\nbș: x\xff", "2:6: is not UTF-8 from here on; save the file as UTF-8" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_refused(cases[i].text, strlen(cases[i].text), 1, cases[i].message);
	assert_refused("a: b: c", 7, 10,
	               "10:5: \": \" is not allowed here; put quotes around the value, or fix the "
	               "indentation");
	assert_refused("a: \0", 4, 1, "1:4: holds a NUL byte; take it out");
}

static void
test_bounds(void)
{
	g_autofree char *deep = g_strnfill(64, '[');
	g_autofree char *closed = g_strnfill(64, ']');
	g_autofree char *fits = g_strconcat(deep, closed, NULL);
	g_autofree char *deeper = g_strnfill(10000, '[');
	g_autoptr(YamlTree) tree = parse(fits);
	g_assert_nonnull(tree);
	assert_refused(deeper, 10000, 1,
	               "1:65: is nested deeper than 64 levels; put quotes around text that starts "
	               "with \"[\" or \"{\"");

	GString *many = g_string_new("");
	for (guint i = 0; i < 99999; i++)
		g_string_append(many, "-\n");
	g_autoptr(YamlTree) most = parse(many->str);
	g_assert_cmpuint(yaml_tree_root(most)->count, ==, 99999);
	g_string_append(many, "- one\n");
	assert_refused(many->str, many->len, 1,
	               "100000:3: has more than 100000 values; split it into smaller files");
	g_string_free(many, TRUE);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/yaml/places", test_places);
	g_test_add_func("/yaml/first-document", test_first_document);
	g_test_add_func("/yaml/only-document", test_only_document);
	g_test_add_func("/yaml/null", test_null);
	g_test_add_func("/yaml/repeated", test_repeated);
	g_test_add_func("/yaml/sentences", test_sentences);
	g_test_add_func("/yaml/bounds", test_bounds);
	return g_test_run();
}
