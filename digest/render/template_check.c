/* template_check.c - finds names in a user's templates that the data never have. */
#include "render/template_check.h"

#include "base/text.h"
#include "data_model.h"
#include "render/words.h"

#include <string.h>

enum {
	STEPS_MAX = 20 * 1000 /* nodes visited: ends partials that include each other */
};

/* A name in one of the user's files. */
typedef struct {
	const MustacheTemplate *template;
	gsize offset;
	char *message; /* NULL once it was found somewhere */
} Lookup;

typedef struct {
	Templates *templates;
	const char *folder;
	Format format;
	json_t *words; /* the object "words": its names come from the catalogue */
	GPtrArray
	    *scopes; /* const char *: names of objects, the innermost last; NULL knows every name */
	GArray *lookups;   /* Lookup */
	GHashTable *index; /* "PATH:OFFSET" -> its number in `lookups`, from 1 */
	GHashTable *used;  /* paths of the templates that were visited */
	guint depth, steps;
} Check;

static gboolean
is_users(const Check *check, const MustacheTemplate *template)
{
	g_autofree char *folder = g_path_get_dirname(template->path);

	return strcmp(folder, check->folder) == 0;
}

static void
remember(Check *check, const MustacheTemplate *template, const Node *node, char *message)
{
	g_autofree char *key = g_strdup_printf("%s:%" G_GSIZE_FORMAT, template->path, node->offset);
	guint number = GPOINTER_TO_UINT(g_hash_table_lookup(check->index, key));

	if (number == 0) {
		Lookup lookup = { template, node->offset, message };
		g_array_append_val(check->lookups, lookup);
		g_hash_table_insert(check->index, g_steal_pointer(&key),
		                    GUINT_TO_POINTER(check->lookups->len));
		return;
	}
	Lookup *known = &g_array_index(check->lookups, Lookup, number - 1);
	if (message == NULL)
		g_clear_pointer(&known->message, g_free);
	g_free(message);
}

static void
add_names(const Check *check, const char *scope, GPtrArray *names)
{
	const ModelObject *object = model_object(scope);

	if (object != NULL)
		model_names(object, names);
	if (g_strcmp0(scope, "words") != 0)
		return;
	for (void *at = json_object_iter(check->words); at != NULL;
	     at = json_object_iter_next(check->words, at))
		g_ptr_array_add(names, (gpointer)json_object_iter_key(at));
}

/*
 * Finds `name` in `scope`.  `*into` becomes the object that it leads to, or "".  Returns FALSE when
 * there is no such name.
 */
static gboolean
step(const Check *check, const char *scope, const char *name, const char **into)
{
	const ModelObject *object = model_object(scope);
	const ModelField *field = object != NULL ? model_field(object, name) : NULL;

	*into = field != NULL && field->of != NULL ? field->of : "";
	return field != NULL ||
	       (g_strcmp0(scope, "words") == 0 && json_object_get(check->words, name) != NULL);
}

static char *
unknown(const Check *check, const char *name, const char *scope)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	g_autofree char *shown = text_escape_for_terminal(name, -1);

	for (guint i = check->scopes->len; scope == NULL && i > 0; i--)
		add_names(check, g_ptr_array_index(check->scopes, i - 1), names);
	if (scope != NULL)
		add_names(check, scope, names);
	g_ptr_array_add(names, NULL);
	const char *guess = text_guess(name, (const char *const *)names->pdata);
	if (guess != NULL)
		return g_strdup_printf("there is no \"%s\" here (did you mean \"%s\"?)", shown,
		                       guess);
	return g_strdup_printf("there is no \"%s\" here; tidings-templates(7) lists what there is",
	                       shown);
}

/*
 * Looks up a dotted name as rendering does: its first part from the inside out, the others below
 * it.  Returns a message when there is none.
 */
static char *
look_up(const Check *check, const Node *node, const char **into)
{
	const char *part = node->name;
	gboolean found = FALSE;

	*into = "";
	for (guint i = check->scopes->len; !found && i > 0; i--) {
		const char *scope = g_ptr_array_index(check->scopes, i - 1);
		if (scope == NULL) {
			*into = NULL;
			return NULL;
		}
		found = step(check, scope, part, into);
	}
	if (!found)
		return unknown(check, part, NULL);
	for (guint i = 1; i < node->parts; i++) {
		const char *scope = *into;
		part += strlen(part) + 1;
		if (!step(check, scope, part, into))
			return unknown(check, part, scope);
	}
	return NULL;
}

static void walk(Check *check, const MustacheTemplate *template, guint from, guint to);

static void
walk_partial(Check *check, const MustacheTemplate *template, const Node *node)
{
	const MustacheTemplate *partial = NULL;
	if (!templates_find(check->templates, node->name, check->format, TRUE, &partial, NULL))
		return;

	gboolean missing = partial == NULL;
	g_autofree char *shown = text_escape_for_terminal(node->name, -1);
	if (is_users(check, template))
		remember(check, template, node,
		         missing ? g_strdup_printf(
		                       "there is no partial \"%s\": nothing stands here", shown)
		                 : NULL);
	if (!missing)
		walk(check, partial, 0, partial->nodes->len);
}

static void
walk_name(Check *check, const MustacheTemplate *template, const Node *node, guint index)
{
	const char *into = "";
	char *message = node->parts == 0 ? NULL : look_up(check, node, &into);
	gboolean wrong = message != NULL;

	if (is_users(check, template))
		remember(check, template, node, message);
	else
		g_free(message);
	if (node->type != NODE_SECTION && node->type != NODE_INVERTED)
		return;
	/* names in a section of an unknown name are not judged */
	gboolean pushed = node->type == NODE_SECTION && (wrong || into == NULL || into[0] != '\0');
	if (pushed)
		g_ptr_array_add(check->scopes, wrong ? NULL : (gpointer)into);
	walk(check, template, index + 1, node->end);
	if (pushed)
		g_ptr_array_set_size(check->scopes, (gint)check->scopes->len - 1);
}

static void
walk(Check *check, const MustacheTemplate *template, guint from, guint to)
{
	if (check->depth >= MUSTACHE_DEPTH_MAX)
		return;
	check->depth++;
	g_hash_table_add(check->used, template->path);
	for (guint i = from; i < to && check->steps < STEPS_MAX; check->steps++) {
		const Node *node = &g_array_index(template->nodes, Node, i);
		gboolean section = node->type == NODE_SECTION || node->type == NODE_INVERTED;
		if (node->type == NODE_PARTIAL)
			walk_partial(check, template, node);
		else if (node->type != NODE_TEXT && node->type != NODE_INDENT)
			walk_name(check, template, node, i);
		i = section ? node->end : i + 1;
	}
	check->depth--;
}

static void
walk_kinds(Check *check)
{
	/* each is a template, rendered from the object of the same name */
	static const char *const kinds[] = { "digest",         "reminder",         "post",
		                             "posts",          "archive",          "archive_year",
		                             "archive_digest", "archive_standing", "archive_feed" };

	for (guint format = FORMAT_TEXT; format < FORMAT_COUNT; format++) {
		for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
			const MustacheTemplate *template = NULL;
			check->format = (Format)format;
			check->steps = 0;
			g_ptr_array_set_size(check->scopes, 0);
			g_ptr_array_add(check->scopes, (gpointer)kinds[i]);
			if (templates_find(check->templates, kinds[i], check->format, FALSE,
			                   &template, NULL) &&
			    template != NULL)
				walk(check, template, 0, template->nodes->len);
		}
	}
}

/* Checks files that no kind of message uses: future partials, or templates for `tidings render`. */
static void
walk_unused(Check *check, const GPtrArray *files)
{
	for (guint i = 0; i < files->len; i++) {
		const char *file = g_ptr_array_index(files, i);
		g_autofree char *path = g_build_filename(check->folder, file, NULL);
		const MustacheTemplate *template = NULL;
		check->format = templates_format(file);
		check->steps = 0;
		if (g_hash_table_contains(check->used, path) ||
		    !templates_find(check->templates, file, check->format, TRUE, &template, NULL) ||
		    template == NULL)
			continue;
		g_ptr_array_set_size(check->scopes, 0);
		for (gsize o = 0; model_object_at(o) != NULL; o++)
			g_ptr_array_add(check->scopes, (gpointer)model_object_at(o)->name);
		walk(check, template, 0, template->nodes->len);
	}
}

static gint
by_position(gconstpointer a, gconstpointer b)
{
	const Lookup *one = a, *other = b;
	int paths = strcmp(one->template->path, other->template->path);

	return paths != 0 ? paths : (one->offset > other->offset) - (one->offset < other->offset);
}

static void
report(GArray *lookups, GPtrArray *problems)
{
	g_array_sort(lookups, by_position);
	for (guint i = 0; i < lookups->len; i++) {
		const Lookup *lookup = &g_array_index(lookups, Lookup, i);
		g_autoptr(GError) error = NULL;
		if (lookup->message == NULL)
			continue;
		mustache_set_error(&error, lookup->template, lookup->offset, "%s", lookup->message);
		g_ptr_array_add(problems, g_strdup(error->message));
	}
}

static void
lookup_clear(gpointer lookup)
{
	g_free(((Lookup *)lookup)->message);
}

void
template_check(Templates *templates, const char *folder, const GPtrArray *files,
               GPtrArray *problems)
{
	g_autoptr(GPtrArray) scopes = g_ptr_array_new();
	g_autoptr(GArray) lookups = g_array_new(FALSE, FALSE, sizeof(Lookup));
	g_autoptr(GHashTable) index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GHashTable) used = g_hash_table_new(g_str_hash, g_str_equal);
	Check check = { .templates = templates,
		        .folder = folder,
		        .words = words_labels(NULL),
		        .scopes = scopes,
		        .lookups = lookups,
		        .index = index,
		        .used = used };

	g_array_set_clear_func(lookups, lookup_clear);
	walk_kinds(&check);
	walk_unused(&check, files);
	report(lookups, problems);
	json_decref(check.words);
}
