/* test_mustache.c - the core modules of the Mustache specification, by behaviour, in cases of our
 * own. */
#include "base/error.h"
#include "render/mustache.h"

#include <string.h>

typedef struct {
	const char *name;
	const char *template;
	const char *data;
	const char *expect;
	const char *partials[4]; /* name, source, name, source */
} Case;

static const Case comments[] = {
	{ "inside a line", "a{{! gone }}b", "{}", "ab", { NULL } },
	{ "over lines", "a{{!\n  gone\n  too\n}}b\n", "{}", "ab\n", { NULL } },
	{ "alone", "top\n{{! gone }}\nend\n", "{}", "top\nend\n", { NULL } },
	{ "alone, indented", "top\n\t {{! gone }}\t \nend\n", "{}", "top\nend\n", { NULL } },
	{ "alone, CRLF", "top\r\n{{! gone }}\r\nend", "{}", "top\r\nend", { NULL } },
	{ "alone on the first line", "  {{! gone }}\nend", "{}", "end", { NULL } },
	{ "alone on the last line", "top\n  {{! gone }}", "{}", "top\n", { NULL } },
	{ "alone over lines", "top\n  {{!\n gone\n  }}\nend\n", "{}", "top\nend\n", { NULL } },
	{ "text before", "  7 {{! gone }}\n", "{}", "  7 \n", { NULL } },
	{ "text around", "7 {{! gone }} 8", "{}", "7  8", { NULL } },
	{ "empty", "a{{!}}b", "{}", "ab", { NULL } },
	{ "is no name", ">{{! x }}{{!x}}<", "{\"! x\":1,\"!x\":2,\"x\":3}", "><", { NULL } },
	{ "holds other tags' openings", "a{{! {{#x }}b", "{}", "ab", { NULL } },
};

static const Case delimiters[] = {
	{ "change", "{{=<< >>=}}[<<x>>] {{x}}", "{\"x\":\"v\"}", "[v] {{x}}", { NULL } },
	{ "of one character", "({{=| |=}}|x|)", "{\"x\":\"v\"}", "(v)", { NULL } },
	{ "special characters", "{{=[ ]=}}([x])", "{\"x\":\"v\"}", "(v)", { NULL } },
	{ "change back", "{{=<% %>=}}<%x%><%={{ }}=%>{{x}}", "{\"x\":\"v\"}", "vv", { NULL } },
	{ "sections",
	  "{{#s}}{{x}}<x>{{/s}}{{=< >=}}<#s>{{x}}<x></s>",
	  "{\"s\":true,\"x\":1}",
	  "1<x>{{x}}1",
	  { NULL } },
	{ "inverted", "{{=< >=}}<^s>{{x}}<x></s>", "{\"s\":false,\"x\":1}", "{{x}}1", { NULL } },
	{ "raw", "{{=<% %>=}}<%& x%><%{x}%>", "{\"x\":\"&\"}", "&&", { NULL } },
	{ "a partial does not inherit",
	  "{{=<% %>=}}<%>p%>",
	  "{\"x\":1}",
	  "1<%x%>",
	  { "p", "{{x}}<%x%>" } },
	{ "a partial does not leak",
	  "{{>p}}.{{x}}",
	  "{\"x\":1}",
	  "1.1",
	  { "p", "{{=<% %>=}}<%x%>" } },
	{ "spaces around", "[ {{=@ @=}} ]", "{}", "[  ]", { NULL } },
	{ "spaces before", " [ {{=@ @=}}\n", "{}", " [ \n", { NULL } },
	{ "alone", "top\n{{=@ @=}}\nend\n", "{}", "top\nend\n", { NULL } },
	{ "alone, indented", "top\n  {{=@ @=}}\nend\n", "{}", "top\nend\n", { NULL } },
	{ "alone, CRLF", "|\r\n{{= @ @ =}}\r\n|", "{}", "|\r\n|", { NULL } },
	{ "alone on the first line", "  {{=@ @=}}\n=", "{}", "=", { NULL } },
	{ "alone on the last line", "=\n  {{=@ @=}}", "{}", "=\n", { NULL } },
	{ "padding", "[{{=   @@\t%%   =}}]@@x%%", "{\"x\":1}", "[]1", { NULL } },
};

static const Case interpolation[] = {
	{ "no tags", "{ plain } & <text>\n", "{}", "{ plain } & <text>\n", { NULL } },
	{ "a name", "Hello, {{who}}!\n", "{\"who\":\"sea\"}", "Hello, sea!\n", { NULL } },
	{ "once only", "{{x}}{{{x}}}", "{\"x\":\"{{y}}\",\"y\":\"no\"}", "{{y}}{{y}}", { NULL } },
	{ "escaped", "{{x}}", "{\"x\":\"<&>\\\"'\"}", "&lt;&amp;&gt;&quot;&#39;", { NULL } },
	{ "triple", "{{{x}}}", "{\"x\":\"<&>\\\"'\"}", "<&>\"'", { NULL } },
	{ "ampersand", "{{&x}}", "{\"x\":\"<&>\\\"'\"}", "<&>\"'", { NULL } },
	{ "whole number", "{{n}} {{{n}}} {{&n}}", "{\"n\":85}", "85 85 85", { NULL } },
	{ "negative", "{{n}}", "{\"n\":-9007199254740993}", "-9007199254740993", { NULL } },
	{ "decimal", "{{n}} {{{n}}} {{&n}}", "{\"n\":1.210}", "1.21 1.21 1.21", { NULL } },
	{ "whole decimal", "{{n}}", "{\"n\":2.0}", "2", { NULL } },
	{ "exact decimal", "{{n}}", "{\"n\":0.1000000000000000055}", "0.1", { NULL } },
	{ "zero", "{{n}}", "{\"n\":0}", "0", { NULL } },
	{ "null", "[{{n}}{{{n}}}{{&n}}]", "{\"n\":null}", "[]", { NULL } },
	{ "missing", "[{{n}}{{{n}}}{{&n}}]", "{}", "[]", { NULL } },
	{ "true", "{{b}}", "{\"b\":true}", "true", { NULL } },
	{ "object and list", "[{{o}}{{l}}]", "{\"o\":{\"a\":1},\"l\":[1]}", "[]", { NULL } },
	{ "dotted", "{{a.b}} {{{a.b}}} {{&a.b}}", "{\"a\":{\"b\":\"<\"}}", "&lt; < <", { NULL } },
	{ "dotted, deep",
	  "{{a.b.c.d.e.f}}",
	  "{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{\"f\":1}}}}}}",
	  "1",
	  { NULL } },
	{ "dotted, broken", "[{{a.b.c}}]", "{\"a\":{}}", "[]", { NULL } },
	{ "dotted, broken by a string", "[{{a.b.c}}]", "{\"a\":{\"b\":\"c\"}}", "[]", { NULL } },
	{ "dotted, parts are not looked for outside",
	  "[{{a.b.c}}]",
	  "{\"a\":{\"b\":{}},\"c\":1,\"b\":{\"c\":1}}",
	  "[]",
	  { NULL } },
	{ "dotted, the first part is",
	  "{{#s}}{{a.b}}{{/s}}",
	  "{\"a\":{\"b\":1},\"s\":{\"b\":2}}",
	  "1",
	  { NULL } },
	{ "dotted, the nearest counts",
	  "[{{#s}}{{a.b}}{{/s}}]",
	  "{\"s\":{\"a\":{}},\"a\":{\"b\":1}}",
	  "[]",
	  { NULL } },
	{ "dotted, no key with a dot", "[{{a.b}}]", "{\"a.b\":1}", "[]", { NULL } },
	{ "dotted, nor does it mask", "{{a.b}}", "{\"a.b\":1,\"a\":{\"b\":2}}", "2", { NULL } },
	{ "implicit", "{{.}} {{{.}}} {{&.}}", "\"<\"", "&lt; < <", { NULL } },
	{ "implicit number", "{{.}}", "85", "85", { NULL } },
	{ "spaces around", "| {{x}} {{{x}}} {{&x}} |", "{\"x\":1}", "| 1 1 1 |", { NULL } },
	{ "never alone",
	  "  {{x}}\n  {{{x}}}\n  {{&x}}\n",
	  "{\"x\":1}",
	  "  1\n  1\n  1\n",
	  { NULL } },
	{ "padding", "|{{ x }}{{{ x }}}{{& x }}{{\tx\n}}|", "{\"x\":1}", "|1111|", { NULL } },
	{ "null hides what is outside",
	  "[{{#s}}{{x}}{{/s}}]",
	  "{\"x\":1,\"s\":{\"x\":null}}",
	  "[]",
	  { NULL } },
};

static const Case sections[] = {
	{ "true", "{{#b}}yes{{/b}}", "{\"b\":true}", "yes", { NULL } },
	{ "false", "[{{#b}}yes{{/b}}]", "{\"b\":false}", "[]", { NULL } },
	{ "null", "[{{#b}}yes{{/b}}]", "{\"b\":null}", "[]", { NULL } },
	{ "missing", "[{{#b}}yes{{/b}}]", "{}", "[]", { NULL } },
	{ "empty string", "[{{#b}}yes{{/b}}]", "{\"b\":\"\"}", "[]", { NULL } },
	{ "zero is something", "[{{#b}}{{.}}{{/b}}]", "{\"b\":0}", "[0]", { NULL } },
	{ "object", "{{#o}}{{a}}{{/o}}", "{\"o\":{\"a\":1}}", "1", { NULL } },
	{ "empty object", "{{#o}}yes{{/o}}", "{\"o\":{}}", "yes", { NULL } },
	{ "string", "{{#s}}{{.}} is {{s}}{{/s}}", "{\"s\":\"v\"}", "v is v", { NULL } },
	{ "parents",
	  "{{#s}}{{a}},{{b}},{{c.d}}{{/s}}",
	  "{\"a\":1,\"b\":2,\"s\":{\"b\":3},\"c\":{\"d\":4}}",
	  "1,3,4",
	  { NULL } },
	{ "list of objects",
	  "{{#l}}{{n}};{{/l}}",
	  "{\"l\":[{\"n\":1},{\"n\":2},{\"n\":3}]}",
	  "1;2;3;",
	  { NULL } },
	{ "empty list", "[{{#l}}yes{{/l}}]", "{\"l\":[]}", "[]", { NULL } },
	{ "twice", "{{#b}}a{{/b}}-{{#b}}c{{/b}}", "{\"b\":true}", "a-c", { NULL } },
	{ "nested", "<{{#a}}1{{#b}}2{{/b}}3{{/a}}>", "{\"a\":true,\"b\":true}", "<123>", { NULL } },
	{ "nested, inner false",
	  "<{{#a}}1{{#b}}2{{/b}}3{{/a}}>",
	  "{\"a\":true,\"b\":false}",
	  "<13>",
	  { NULL } },
	{ "same name nested", "{{#a}}{{#a}}x{{/a}}{{/a}}", "{\"a\":true}", "x", { NULL } },
	{ "stack of contexts",
	  "{{#a}}{{#b}}{{x}}{{y}}{{z}}{{#c}}{{x}}{{y}}{{z}}{{/c}}{{/b}}{{x}}{{/a}}",
	  "{\"x\":0,\"a\":{\"x\":1,\"b\":{\"y\":2,\"c\":{\"x\":5,\"z\":3}}}}",
	  "125231",
	  { NULL } },
	{ "lists in lists by name",
	  "{{#top}}{{#mid}}{{t}}{{m}}{{#low}}.{{t}}{{m}}{{l}}{{/low}}{{/mid}}{{/top}}",
	  "{\"top\":{\"t\":\"A\",\"mid\":[{\"m\":1,\"low\":[{\"l\":\"x\"},{\"l\":\"y\"}]}]}}",
	  "A1.A1x.A1y",
	  { NULL } },
	{ "implicit: strings",
	  "{{#l}}({{.}}){{/l}}",
	  "{\"l\":[\"a\",\"<\"]}",
	  "(a)(&lt;)",
	  { NULL } },
	{ "implicit: raw", "{{#l}}{{{.}}}{{&.}}{{/l}}", "{\"l\":[\"&\",\"<\"]}", "&&<<", { NULL } },
	{ "implicit: numbers",
	  "{{#l}}({{.}}){{/l}}",
	  "{\"l\":[1,2.20,3.5]}",
	  "(1)(2.2)(3.5)",
	  { NULL } },
	{ "implicit: lists",
	  "{{#l}}({{#.}}{{.}}{{/.}}){{/l}}",
	  "{\"l\":[[1,2],[\"a\"],[]]}",
	  "(12)(a)()",
	  { NULL } },
	{ "implicit: the root",
	  "{{#.}}({{v}}){{/.}}",
	  "[{\"v\":1},{\"v\":2}]",
	  "(1)(2)",
	  { NULL } },
	{ "null inside a list", "[{{#l}}{{.}},{{/l}}]", "{\"l\":[null,1]}", "[,1,]", { NULL } },
	{ "dotted",
	  "[{{#a.b}}yes{{/a.b}}{{#a.x}}no{{/a.x}}{{#a.x.y}}no{{/a.x.y}}]",
	  "{\"a\":{\"b\":true}}",
	  "[yes]",
	  { NULL } },
	{ "spaces inside a line",
	  " [ {{#b}}\t|\t{{/b}} ] \n",
	  "{\"b\":true}",
	  " [ \t|\t ] \n",
	  { NULL } },
	{ "spaces over lines",
	  " | {{#b}} {{! x }}\n {{/b}} | \n",
	  "{\"b\":true}",
	  " |  \n  | \n",
	  { NULL } },
	{ "two in their lines",
	  " {{#b}}A{{/b}}\n {{#b}}B{{/b}}\n",
	  "{\"b\":true}",
	  " A\n B\n",
	  { NULL } },
	{ "alone", "top\n{{#b}}\nin\n{{/b}}\nend\n", "{\"b\":true}", "top\nin\nend\n", { NULL } },
	{ "alone, false",
	  "top\n{{#b}}\nin\n{{/b}}\nend\n",
	  "{\"b\":false}",
	  "top\nend\n",
	  { NULL } },
	{ "alone, indented",
	  "top\n  {{#b}}  \nin\n\t{{/b}}\nend\n",
	  "{\"b\":true}",
	  "top\nin\nend\n",
	  { NULL } },
	{ "alone, CRLF", "|\r\n{{#b}}\r\n{{/b}}\r\n|", "{\"b\":true}", "|\r\n|", { NULL } },
	{ "alone on the first line", "  {{#b}}\n#{{/b}}\n/", "{\"b\":true}", "#\n/", { NULL } },
	{ "alone on the last line", "#{{#b}}\n/\n  {{/b}}", "{\"b\":true}", "#\n/\n", { NULL } },
	{ "padding", "|{{# b }}={{/ b }}|", "{\"b\":true}", "|=|", { NULL } },
};

static const Case inverted[] = {
	{ "false", "{{^b}}no{{/b}}", "{\"b\":false}", "no", { NULL } },
	{ "true", "[{{^b}}no{{/b}}]", "{\"b\":true}", "[]", { NULL } },
	{ "null", "{{^b}}no{{/b}}", "{\"b\":null}", "no", { NULL } },
	{ "missing", "{{^b}}no{{/b}}", "{}", "no", { NULL } },
	{ "object", "[{{^o}}no{{/o}}]", "{\"o\":{\"a\":1}}", "[]", { NULL } },
	{ "list", "[{{^l}}no{{/l}}]", "{\"l\":[1]}", "[]", { NULL } },
	{ "empty list", "{{^l}}no{{x}}{{/l}}", "{\"l\":[],\"x\":1}", "no1", { NULL } },
	{ "empty string", "{{^s}}no{{/s}}", "{\"s\":\"\"}", "no", { NULL } },
	{ "twice", "{{^b}}a{{/b}}-{{^b}}c{{/b}}", "{\"b\":false}", "a-c", { NULL } },
	{ "nested", "<{{^a}}1{{^b}}2{{/b}}3{{/a}}>", "{\"a\":false,\"b\":true}", "<13>", { NULL } },
	{ "dotted",
	  "[{{^a.b}}no{{/a.b}}{{^a.x}}1{{/a.x}}{{^a.x.y}}2{{/a.x.y}}]",
	  "{\"a\":{\"b\":true}}",
	  "[12]",
	  { NULL } },
	{ "spaces inside a line",
	  " [ {{^b}}\t|\t{{/b}} ] \n",
	  "{\"b\":false}",
	  " [ \t|\t ] \n",
	  { NULL } },
	{ "two in their lines",
	  " {{^b}}A{{/b}}\n {{^b}}B{{/b}}\n",
	  "{\"b\":false}",
	  " A\n B\n",
	  { NULL } },
	{ "alone",
	  "top\n  {{^b}}\nin\n{{/b}}\nend\n",
	  "{\"b\":false}",
	  "top\nin\nend\n",
	  { NULL } },
	{ "alone, CRLF", "|\r\n{{^b}}\r\n{{/b}}\r\n|", "{\"b\":false}", "|\r\n|", { NULL } },
	{ "alone on the first line", "  {{^b}}\n^{{/b}}\n/", "{\"b\":false}", "^\n/", { NULL } },
	{ "alone on the last line", "^{{^b}}\n/\n  {{/b}}", "{\"b\":false}", "^\n/\n", { NULL } },
	{ "padding", "|{{^ b }}={{/ b }}|", "{\"b\":false}", "|=|", { NULL } },
};

static const Case partials[] = {
	{ "basic", "\"{{>p}}\"", "{}", "\"in\"", { "p", "in" } },
	{ "missing", "\"{{>p}}\"", "{}", "\"\"", { NULL } },
	{ "context", "\"{{>p}}\"", "{\"x\":1}", "\"*1*\"", { "p", "*{{x}}*" } },
	{ "recursion",
	  "{{>n}}",
	  "{\"v\":\"X\",\"k\":[{\"v\":\"Y\",\"k\":[]}]}",
	  "X<Y<>>",
	  { "n", "{{v}}<{{#k}}{{>n}}{{/k}}>" } },
	{ "nested",
	  "{{>o}}",
	  "{\"a\":1,\"b\":2}",
	  "*1 2!*",
	  { "o", "*{{a}} {{>i}}*", "i", "{{b}}!" } },
	{ "spaces around", "| {{>p}} |", "{}", "| \t|\t |", { "p", "\t|\t" } },
	{ "inside a line", "  {{x}}  {{> p}}\n", "{\"x\":\"|\"}", "  |  >\n>\n", { "p", ">\n>" } },
	{ "alone, CRLF", "|\r\n{{>p}}\r\n|", "{}", "|\r\n>|", { "p", ">" } },
	{ "alone on the first line", "  {{>p}}\n>", "{}", "  >\n  >>", { "p", ">\n>" } },
	{ "alone on the last line", ">\n  {{>p}}", "{}", ">\n  >\n  >", { "p", ">\n>" } },
	{ "alone: its lines are indented, its values not",
	  "\\\n {{>p}}\n/\n",
	  "{\"x\":\"<\\n->\"}",
	  "\\\n |\n <\n->\n |\n/\n",
	  { "p", "|\n{{{x}}}\n|\n" } },
	{ "alone: sections in it",
	  "  {{>p}}\n",
	  "{\"l\":[1,2]}",
	  "  a\n  1\n  2\n  b\n",
	  { "p", "a\n{{#l}}\n{{.}}\n{{/l}}\nb\n" } },
	{ "alone in one that is",
	  " {{>o}}\n",
	  "{}",
	  " a\n   b\n   c\n d\n",
	  { "o", "a\n  {{>i}}\nd\n", "i", "b\nc\n" } },
	{ "inside a line of one that is alone",
	  " {{>o}}\n",
	  "{}",
	  " a b\nc\n d\n",
	  { "o", "a {{>i}}\nd\n", "i", "b\nc" } },
	{ "alone: a false section keeps its indentation",
	  "  {{>p}}\n.",
	  "{}",
	  "  x\n.",
	  { "p", "{{#no}}y{{/no}}x\n" } },
	{ "padding", "|{{> p }}|", "{}", "|[]|", { "p", "[]" } },
	{ "name with a dot and a folder", "{{>a/b.c}}", "{}", "in", { "a/b.c", "in" } },
};

static const Case discord[] = {
	{ "markup",
	  "{{x}} {{{x}}}",
	  "{\"x\":\"*a*_~`|[b]<@1>\\\\\"}",
	  "\\*a\\*\\_\\~\\`\\|\\[b\\]\\<\\@1>\\\\ *a*_~`|[b]<@1>\\",
	  { NULL } },
	{ "line starts",
	  "{{a}}|{{b}}|{{c}}|{{d}}|{{e}}",
	  "{\"a\":\"# x\",\"b\":\"12. x\",\"c\":\"a\\n> b\\n  - c\",\"d\":\"-# y\",\"e\":\"a # b - "
	  "c 1. > d\"}",
	  "\\# x|12\\. x|a\n\\> b\n  \\- c|\\-# y|a # b - c 1. > d",
	  { NULL } },
	{ "a control character hides no line start",
	  "{{a}}",
	  "{\"a\":\"\\u0001# x\\u2028\"}",
	  "\\# x",
	  { NULL } },
	{ "URLs and emoji",
	  "{{x}}",
	  "{\"x\":\"see (https://a.b/c_d_e*f). :white_check_mark: a:b_c:_d:\"}",
	  "see (https://a.b/c_d_e*f). :white_check_mark: a:b_c:\\_d:",
	  { NULL } },
};

static const Case plain[] = {
	{ "as it is", "{{x}}", "{\"x\":\"<&>*_'\"}", "<&>*_'", { NULL } },
};

typedef struct {
	const char *name;
	const Case *cases;
	gsize count;
	Escape escape;
} Module;

#define MODULE(name, escape)                                                                       \
	{                                                                                          \
#name, name, G_N_ELEMENTS(name), (escape)                                          \
	}

static const Module modules[] = {
	MODULE(comments, ESCAPE_HTML),      MODULE(delimiters, ESCAPE_HTML),
	MODULE(interpolation, ESCAPE_HTML), MODULE(sections, ESCAPE_HTML),
	MODULE(inverted, ESCAPE_HTML),      MODULE(partials, ESCAPE_HTML),
	MODULE(discord, ESCAPE_DISCORD),    MODULE(plain, ESCAPE_NONE),
};

static char *
load_from_case(const char *name, char **path, gpointer data)
{
	const char *const *pairs = data;

	for (gsize i = 0; i < 4 && pairs[i] != NULL; i += 2) {
		if (!g_str_equal(pairs[i], name))
			continue;
		*path = g_strconcat(name, ".mustache", NULL);
		return g_strdup(pairs[i + 1]);
	}
	return NULL;
}

static void
check_case(const Case *one, Escape escape)
{
	g_autoptr(GError) error = NULL;
	json_t *data = json_loads(one->data, JSON_DECODE_ANY, NULL);
	g_assert_nonnull(data);
	g_autofree char *text = mustache_render(one->template, "t", data, escape, load_from_case,
	                                        (gpointer)one->partials, &error);
	json_decref(data);
	if (g_strcmp0(text, one->expect) != 0)
		g_test_message("case: %s%s%s", one->name, error != NULL ? ": " : "",
		               error != NULL ? error->message : "");
	g_assert_cmpstr(text, ==, one->expect);
}

static void
test_module(gconstpointer data)
{
	const Module *module = data;

	for (gsize i = 0; i < module->count; i++)
		check_case(&module->cases[i], module->escape);
}

static void
assert_fails(const char *template, const char *json, const char *partial, const char *expect)
{
	const char *pairs[4] = { partial != NULL ? "p" : NULL, partial, NULL, NULL };
	g_autoptr(GError) error = NULL;
	json_t *data = json_loads(json, 0, NULL);
	g_assert_nonnull(data);
	g_autofree char *text = mustache_render(template, "t.mustache", data, ESCAPE_HTML,
	                                        load_from_case, pairs, &error);
	json_decref(data);
	g_assert_null(text);
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA);
	if (!g_str_has_prefix(error->message, expect))
		g_assert_cmpstr(error->message, ==, expect);
}

static void
test_errors(void)
{
	assert_fails("a\nbă {{#open}}\n", "{}", NULL,
	             "t.mustache:2:4: the section \"open\" opened here is never closed");
	assert_fails("a\n{{/x}}", "{}", NULL,
	             "t.mustache:2:1: \"x\" is closed here but no section is open");
	assert_fails("{{#a}}\n {{/b}}", "{}", NULL,
	             "t.mustache:2:2: \"b\" is closed here but the section that is open is \"a\"");
	assert_fails("{{#a}}{{#b}}{{/a}}{{/b}}", "{}", NULL,
	             "t.mustache:1:13: \"a\" is closed here");
	assert_fails("x {{name", "{}", NULL,
	             "t.mustache:1:3: this tag has no end; close it with \"}}\"");
	assert_fails("{{{name}}", "{}", NULL,
	             "t.mustache:1:1: this tag has no end; close it with \"}}}\"");
	assert_fails("{{=<%=}}", "{}", NULL, "t.mustache:1:1: delimiters are two words");
	assert_fails("{{=a b c=}}", "{}", NULL, "t.mustache:1:1: delimiters are two words");
	assert_fails("{{=a= b=}}", "{}", NULL, "t.mustache:1:1: delimiters are two words");
	assert_fails("{{=<% %>}}", "{}", NULL, "t.mustache:1:1: this tag has no end");
	assert_fails("{{ }}", "{}", NULL, "t.mustache:1:1: this tag is empty");
	assert_fails("{{# }}", "{}", NULL, "t.mustache:1:1: this tag is empty");
	assert_fails("ab\xff", "{}", NULL, "t.mustache:1:3: this is not UTF-8");
	assert_fails("{{>p}}", "{}", "\n {{#q}}", "p.mustache:2:2: the section \"q\"");
}

static char *
repeat(const char *text, guint count)
{
	GString *out = g_string_new(NULL);

	while (count-- > 0)
		g_string_append(out, text);
	return g_string_free(out, FALSE);
}

static void
test_bounds(void)
{
	g_autofree char *sections100 = repeat("{{#a}}", 100);
	g_autofree char *ends100 = repeat("{{/a}}", 100);
	g_autofree char *fits = g_strconcat(sections100, "x", ends100, NULL);
	g_autofree char *deep = repeat("{{#a}}", 10000);
	g_autofree char *lists = g_strconcat(sections100, ends100, NULL);
	g_autofree char *doubling = repeat("{{#a}}{{#b}}", 30);
	g_autofree char *doubled = repeat("{{/b}}{{/a}}", 30);
	g_autofree char *body = repeat("0123456789abcdef", 256);
	g_autofree char *grows = g_strconcat(doubling, body, doubled, NULL);
	const Case whole = { "100 levels", fits, "{\"a\":true}", "x", { NULL } };

	check_case(&whole, ESCAPE_HTML);
	assert_fails(deep, "{\"a\":true}", NULL,
	             "t.mustache:1:601: sections nest deeper than 100 levels");
	assert_fails("{{>p}}", "{}", "\n{{>p}}",
	             "p.mustache:2:1: sections and partials nest deeper than 100 levels");
	assert_fails("  {{>p}}", "{}", "    {{>p}}\n",
	             "p.mustache:1:5: sections and partials nest deeper");
	assert_fails(lists, "{\"a\":[1,2]}", NULL,
	             "t.mustache:1:595: this takes over 20 million steps");
	assert_fails(grows, "{\"a\":[1,2],\"b\":[1,2]}", NULL,
	             "t.mustache:1:361: the output grows over");
	assert_fails("{{>p}}", "{}", "{{>p}}{{>p}}",
	             "p.mustache:1:1: sections and partials nest deeper");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(modules); i++) {
		g_autofree char *path = g_strconcat("/mustache/", modules[i].name, NULL);
		g_test_add_data_func(path, &modules[i], test_module);
	}
	g_test_add_func("/mustache/errors", test_errors);
	g_test_add_func("/mustache/bounds", test_bounds);
	return g_test_run();
}
