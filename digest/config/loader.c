/*
 * loader.c - parses mappings by tables of keys, and collects every mistake, including clashing
 * names and dangling references.
 */
#include "loader.h"

#include "base/text.h"

#include <string.h>

enum {
	MAX_PROBLEMS = 100,
	MAX_KEYS = 32
};

typedef struct {
	guint line, column;
	char *text;
} Problem;

static void
problem_free(gpointer data)
{
	Problem *problem = data;

	g_free(problem->text);
	g_free(problem);
}

/* Something that must exist, checked once the whole configuration has been parsed. */
typedef struct {
	const YamlNode *node;
	ReferenceKind kind;
	char *value;
} Reference;

static void
reference_free(gpointer data)
{
	Reference *reference = data;

	g_free(reference->value);
	g_free(reference);
}

Loader *
loader_new(const char *path, const struct stat *st)
{
	Loader *loader = g_new0(Loader, 1);
	g_autofree char *absolute = g_canonicalize_filename(path, NULL);

	loader->path = path;
	loader->folder = g_path_get_dirname(absolute);
	loader->exposed = (st->st_mode & 0077) != 0;
	loader->config = config_default(loader->folder);
	g_free(loader->config->path);
	loader->config->path = g_steal_pointer(&absolute);
	loader->problems = g_ptr_array_new_with_free_func(problem_free);
	loader->references = g_ptr_array_new_with_free_func(reference_free);
	loader->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	return loader;
}

void
loader_free(Loader *loader)
{
	if (loader == NULL)
		return;
	g_hash_table_unref(loader->names);
	g_ptr_array_unref(loader->references);
	g_ptr_array_unref(loader->problems);
	config_free(loader->config);
	g_free(loader->folder);
	g_free(loader);
}

void
loader_problem(Loader *loader, const YamlNode *node, const char *format, ...)
{
	va_list arguments;
	Problem *problem = g_new0(Problem, 1);

	problem->line = node != NULL ? node->line : 1;
	problem->column = node != NULL ? node->column : 1;
	va_start(arguments, format);
	g_autofree char *text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	problem->text = text_escape_for_terminal(text, -1);
	g_ptr_array_add(loader->problems, problem);
}

static int
compare_problems(gconstpointer a, gconstpointer b)
{
	const Problem *left = *(Problem *const *)a, *right = *(Problem *const *)b;

	if (left->line != right->line)
		return left->line < right->line ? -1 : 1;
	if (left->column != right->column)
		return left->column < right->column ? -1 : 1;
	return strcmp(left->text, right->text);
}

char *
loader_report(Loader *loader)
{
	GString *report = g_string_new(NULL);
	g_autofree char *path = text_escape_for_terminal(loader->path, -1);

	g_ptr_array_sort(loader->problems, compare_problems);
	for (guint i = 0; i < loader->problems->len && i < MAX_PROBLEMS; i++) {
		const Problem *problem = g_ptr_array_index(loader->problems, i);
		g_string_append_printf(report, "%s%s:%u:%u: %s", i == 0 ? "" : "\n", path,
		                       problem->line, problem->column, problem->text);
	}
	if (loader->problems->len > MAX_PROBLEMS)
		g_string_append_printf(report, "\n%s: and %u more", path,
		                       loader->problems->len - MAX_PROBLEMS);
	return g_string_free(report, loader->problems->len == 0);
}

char *
loader_position(const Loader *loader, const YamlNode *node)
{
	g_autofree char *path = text_escape_for_terminal(loader->path, -1);

	return g_strdup_printf("%s:%u:%u", path, node->line, node->column);
}

gboolean
loader_expect(Loader *loader, const YamlNode *value, const char *name, YamlKind kind)
{
	static const char *const wanted[] = { [YAML_SCALAR] = "one value",
		                              [YAML_SEQUENCE] = "a list",
		                              [YAML_MAPPING] = "\"key: value\" pairs" };

	if (value->kind == kind)
		return TRUE;
	loader_problem(loader, value, "\"%s\" must be %s, not %s", name, wanted[kind],
	               value->kind == YAML_SCALAR && yaml_is_null(value) ? "nothing"
	                                                                 : wanted[value->kind]);
	return FALSE;
}

char *
loader_get_text(Loader *loader, const YamlNode *value, const char *name)
{
	if (!loader_expect(loader, value, name, YAML_SCALAR))
		return NULL;

	char *text = g_strstrip(g_strdup(value->text));
	const char *fault = *text == '\0' ? "is empty; write a value, or take the key out" : NULL;
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
		if (g_unichar_iscntrl(g_utf8_get_char(p)))
			fault =
			    "has a line break or a control character in it; write it on one line";
	if (fault == NULL)
		return text;
	loader_problem(loader, value, "\"%s\" %s", name, fault);
	g_free(text);
	return NULL;
}

int
loader_get_word(Loader *loader, const YamlNode *value, const char *name, const char *const *words,
                gsize count)
{
	g_autofree char *text = loader_get_text(loader, value, name);
	if (text == NULL)
		return -1;

	const char *candidates[MAX_KEYS + 1] = { NULL };
	for (gsize i = 0; i < count; i++) {
		if (g_ascii_strcasecmp(words[i], text) == 0)
			return (int)i;
		candidates[i] = words[i];
	}
	const char *guess = text_guess(text, candidates);
	g_autofree char *all = g_strjoinv(", ", (char **)candidates);
	if (guess != NULL)
		loader_problem(loader, value, "unknown %s \"%s\" (did you mean \"%s\"?)", name,
		               text, guess);
	else
		loader_problem(loader, value, "unknown %s \"%s\"; it is one of: %s", name, text,
		               all);
	return -1;
}

static const Key *
find_key(const Schema *schema, const char *name)
{
	for (gsize i = 0; i < schema->count; i++)
		if (strcmp(schema->keys[i].name, name) == 0)
			return &schema->keys[i];
	return NULL;
}

static void
report_unknown_key(Loader *loader, const YamlNode *key, const Schema *schema)
{
	const char *names[MAX_KEYS + 1] = { NULL };
	if (key->text == NULL) {
		loader_problem(
		    loader, key,
		    "a key must be a word; put quotes around text that starts with \"[\" or \"{\"");
		return;
	}

	for (gsize i = 0; i < schema->count; i++)
		names[i] = schema->keys[i].name;
	const char *guess = text_guess(key->text, names);
	g_autofree char *all = g_strjoinv(", ", (char **)names);
	if (guess != NULL)
		loader_problem(loader, key, "unknown key \"%s\" (did you mean \"%s\"?)", key->text,
		               guess);
	else
		loader_problem(loader, key, "unknown key \"%s\"; %s has: %s", key->text,
		               schema->name, all);
}

/* A key with an empty value ("root:") counts as missing. */
static void
report_missing_keys(Loader *loader, const YamlNode *node, const Schema *schema)
{
	for (gsize i = 0; i < schema->count; i++) {
		const Key *key = &schema->keys[i];
		if (key->required && yaml_is_null(yaml_get(node, key->name)))
			loader_problem(loader, node, "%s lacks \"%s\": %s", schema->name, key->name,
			               key->what);
	}
}

static void
report_repeated_keys(Loader *loader, const YamlNode *node)
{
	g_autoptr(GPtrArray) repeated = yaml_repeated_keys(node);

	for (guint i = 0; i < repeated->len; i++) {
		const YamlNode *key = g_ptr_array_index(repeated, i);
		loader_problem(loader, key, "\"%s\" appears here a second time; keep one of them",
		               key->text);
	}
}

void
loader_parse_mapping(Loader *loader, const YamlNode *node, const char *name, const Schema *schema,
                     gpointer into)
{
	if (!loader_expect(loader, node, name, YAML_MAPPING))
		return;

	report_repeated_keys(loader, node);
	report_missing_keys(loader, node, schema);
	for (guint i = 0; i < node->count; i++) {
		const YamlNode *name_node = node->keys[i];
		const Key *key = name_node->text == NULL ? NULL : find_key(schema, name_node->text);
		if (key == NULL)
			report_unknown_key(loader, name_node, schema);
		else if (node->items[i] == yaml_get(node, key->name) &&
		         !yaml_is_null(node->items[i]))
			key->parse(loader, node->items[i], key->name, (char *)into + key->offset);
	}
}

/* `names` maps "SPACE KEY" to the first owner, and "SPACE KEY OWNER" to each owner whose clash was
 * reported. */
void
loader_claim(Loader *loader, const YamlNode *node, const char *space, const char *key,
             const char *owner)
{
	g_autofree char *claim = g_strdup_printf("%s %s", space, key);
	const char *holder = g_hash_table_lookup(loader->names, claim);

	if (holder == NULL) {
		g_hash_table_insert(loader->names, g_steal_pointer(&claim), g_strdup(owner));
		return;
	}
	if (strcmp(holder, owner) == 0)
		return;
	g_autofree char *said = g_strdup_printf(
	    "%s %s", claim,
	    owner); /* reported only once: an id and an alias may be the same word */
	if (!g_hash_table_contains(loader->names, said))
		loader_problem(loader, node,
		               "\"%s\" stands for both %s and %s; take it from one of them",
		               node->text, holder, owner);
	g_hash_table_insert(loader->names, g_steal_pointer(&said), g_strdup(owner));
}

void
loader_add_reference(Loader *loader, const YamlNode *node, ReferenceKind kind, const char *value)
{
	Reference *reference = g_new(Reference, 1);

	*reference = (Reference){ node, kind, g_strdup(value) };
	g_ptr_array_add(loader->references, reference);
}

/* Reports a name without an item of that name, and suggests the closest of `names`. */
static void
report_dangling(Loader *loader, const Reference *reference, const char *name, const char *what,
                GPtrArray *names)
{
	g_ptr_array_add(names, NULL);
	const char *guess = text_guess(name, (const char *const *)names->pdata);

	if (guess != NULL)
		loader_problem(loader, reference->node,
		               "there is no %s \"%s\" (did you mean \"%s\"?)", what, name, guess);
	else
		loader_problem(loader, reference->node, "there is no %s \"%s\"", what, name);
}

static void
check_person(Loader *loader, const Reference *reference)
{
	const GPtrArray *people = roster_people(loader->config->roster);
	if (roster_person(loader->config->roster, reference->value) != NULL)
		return;

	g_autoptr(GPtrArray) names = g_ptr_array_new();
	for (guint i = 0; i < people->len; i++)
		g_ptr_array_add(names, ((Person *)g_ptr_array_index(people, i))->id);
	report_dangling(loader, reference, reference->value, "person with the id", names);
}

static void
check_endpoint(Loader *loader, const Reference *reference)
{
	const GPtrArray *endpoints = loader->config->endpoints;
	Channel channel;
	const char *name = channel_parse_target(reference->value, &channel);
	if (config_endpoint(loader->config, channel, name) != NULL)
		return;

	g_autoptr(GPtrArray) names = g_ptr_array_new();
	for (guint i = 0; i < endpoints->len; i++) {
		const Endpoint *endpoint = g_ptr_array_index(endpoints, i);
		if (endpoint->channel == channel)
			g_ptr_array_add(names, endpoint->name);
	}
	g_autofree char *what =
	    g_strdup_printf("%s under \"%s\" called", channel_traits(channel)->endpoint,
	                    channel_traits(channel)->section);
	report_dangling(loader, reference, name, what, names);
}

static void
check_archive(Loader *loader, const Reference *reference)
{
	if (loader->config->archive_url == NULL)
		loader_problem(loader, reference->node,
		               "a link to the calendar needs \"archive_url\": where the archive is "
		               "on the web");
}

static void
check_address(Loader *loader, const Reference *reference)
{
	const GPtrArray *people = roster_people(loader->config->roster);

	for (guint i = 0; i < people->len; i++)
		if (((Person *)g_ptr_array_index(people, i))->email != NULL)
			return;
	loader_problem(loader, reference->node,
	               "owners are mailed, but nobody under \"people\" has an \"email\"");
}

void
loader_check_references(Loader *loader)
{
	gboolean mail_said = FALSE;

	for (guint i = 0; i < loader->references->len; i++) {
		const Reference *reference = g_ptr_array_index(loader->references, i);
		if (reference->kind == REFERENCE_PERSON)
			check_person(loader, reference);
		else if (reference->kind == REFERENCE_ENDPOINT)
			check_endpoint(loader, reference);
		else if (reference->kind == REFERENCE_ARCHIVE)
			check_archive(loader, reference);
		else if (reference->kind == REFERENCE_ADDRESS)
			check_address(loader, reference);
		else if (!loader->has_sender && !mail_said) {
			loader_problem(loader, reference->node,
			               "this is mailed, but \"mail\" has no \"from\": the mailbox "
			               "that mail is from");
			mail_said = TRUE;
		}
	}
}
