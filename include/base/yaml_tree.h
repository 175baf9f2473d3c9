/*
 * yaml_tree.h - YAML as a tree of nodes with positions, for tidings.yaml and for front matter.
 * Hides libyaml.
 */
#ifndef TIDINGS_BASE_YAML_TREE_H
#define TIDINGS_BASE_YAML_TREE_H

#include <glib.h>

typedef enum {
	YAML_SCALAR,
	YAML_SEQUENCE,
	YAML_MAPPING,
} YamlKind;

/* A node, owned by its tree.  Lines and columns count from 1, columns in characters. */
typedef struct YamlNode YamlNode;
struct YamlNode {
	YamlKind kind;
	guint line;
	guint column;
	const char *text; /* scalar: its value, valid UTF-8 without NUL; otherwise NULL */
	gboolean
	    plain;   /* scalar written without quotes, so that `null`, `~` and `` mean no value */
	guint count; /* sequence: items; mapping: pairs */
	YamlNode *const *items; /* sequence: count nodes; mapping: count values */
	YamlNode *const *keys;  /* mapping: count keys */
};

typedef struct YamlTree YamlTree;

/*
 * Parses the first document of `text` (UTF-8; a BOM is skipped).  `first_line` is the line number
 * of the first line of `text` within its file (1 for a whole file).  An empty document has a root
 * of NULL. Bounds: 64 levels and 100,000 nodes; aliases (`*name`), anchors and local types
 * (`!name`) are refused, so that no document can expand beyond its own size.  Returns NULL and sets
 * `error` (TIDINGS_ERROR_DATA, message "LINE:COLUMN: problem and advice"); the caller prefixes the
 * file's name.
 */
YamlTree *yaml_tree_parse(const char *text, gsize length, guint first_line, GError **error);

/* As yaml_tree_parse() for a whole file, which must not contain a second document. */
YamlTree *yaml_tree_parse_single(const char *text, gsize length, GError **error);
void yaml_tree_free(YamlTree *tree);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YamlTree, yaml_tree_free)

const YamlNode *yaml_tree_root(const YamlTree *tree);

/*
 * Returns the value of `key` in a mapping, the first one if the key is repeated; NULL if there is
 * none, and if `node` is NULL or not a mapping.
 */
const YamlNode *yaml_get(const YamlNode *node, const char *key);

/*
 * Returns the repeated keys of a mapping, without their first occurrences: YamlNode * owned by the
 * tree.  Free with g_ptr_array_unref().
 */
GPtrArray *yaml_repeated_keys(const YamlNode *node);

/* Returns TRUE for a plain `null`, `~` or empty scalar, and for NULL. */
gboolean yaml_is_null(const YamlNode *node);

#endif
