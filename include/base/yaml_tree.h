/* yaml_tree.h - YAML as a tree with places: the only door to libyaml, for tidings.yaml and for
 * front matter. */
#ifndef TIDINGS_BASE_YAML_TREE_H
#define TIDINGS_BASE_YAML_TREE_H

#include <glib.h>

typedef enum {
	YAML_SCALAR,
	YAML_SEQUENCE,
	YAML_MAPPING,
} YamlKind;

/* A node; belongs to its tree.  Lines and columns count from 1, columns in characters. */
typedef struct YamlNode YamlNode;
struct YamlNode {
	YamlKind kind;
	guint line;
	guint column;
	const char *text; /* scalar: its value, valid UTF-8 without NUL; else NULL */
	gboolean plain;   /* scalar written without quotes, so `null`, `~` and `` mean nothing */
	guint count;      /* sequence: items; mapping: pairs */
	YamlNode *const *items; /* sequence: count nodes; mapping: count values */
	YamlNode *const *keys;  /* mapping: count keys */
};

typedef struct YamlTree YamlTree;

/*
 * Reads the first document of `text` (UTF-8; a BOM is passed over).  Bounds: 64 levels, 100,000
 * nodes, and an alias (`*name`) is refused, as are anchors and local types (`!name`), so no
 * document can grow beyond its own size.  Returns NULL and sets `error` (TIDINGS_ERROR_DATA,
 * message "LINE:COLUMN: what is wrong and what to do") - the caller puts the file before it.
 * `first_line` is the line number of the first line of `text` within its file (1 for a whole file).
 * An empty document has a root of NULL.
 */
YamlTree *yaml_tree_parse(const char *text, gsize length, guint first_line, GError **error);

/* Likewise a whole file, in which nothing may stand behind the document. */
YamlTree *yaml_tree_parse_only(const char *text, gsize length, GError **error);
void yaml_tree_free(YamlTree *tree);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YamlTree, yaml_tree_free)

const YamlNode *yaml_tree_root(const YamlTree *tree);

/* The value of `key` in a mapping, or NULL (also when `node` is NULL or no mapping).  The first, if
 * it stands twice. */
const YamlNode *yaml_get(const YamlNode *node, const char *key);

/* The keys of a mapping that stood in it before, for a warning: YamlNode * that belong to the tree.
 * Free with g_ptr_array_unref(). */
GPtrArray *yaml_repeated_keys(const YamlNode *node);

/* TRUE for a plain `null`, `~` or empty scalar, and for NULL. */
gboolean yaml_is_null(const YamlNode *node);

#endif
