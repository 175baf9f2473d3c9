/*
 * mustache.h - templates: the core modules of the Mustache specification (comments, delimiters,
 * interpolation, inverted, partials, sections) with their white-space rules, dotted names, and
 * escaping by format.
 */
#ifndef TIDINGS_RENDER_MUSTACHE_H
#define TIDINGS_RENDER_MUSTACHE_H

#include <glib.h>
#include <jansson.h>

typedef enum {
	ESCAPE_HTML,    /* & < > " ' : the specification's */
	ESCAPE_NONE,    /* text */
	ESCAPE_DISCORD, /* Discord's Markdown */
} Escape;

/*
 * Returns the source of a template or partial by name, newly allocated, or NULL when there is none;
 * `*path` (newly allocated) names it in errors.
 */
typedef char *(*TemplateLoader)(const char *name, char **path, gpointer data);

/*
 * Renders `source` with `data` (a JSON object).  `path` names the template in errors.  Bounds: 100
 * levels of sections and partials, 16 MiB of output.  A missing partial or name renders as nothing.
 * false, null, "", [] and missing names are false; a number is true.  Returns newly allocated
 * UTF-8, or NULL and sets `error` (TIDINGS_ERROR_DATA, "PATH:LINE:COLUMN: ...").
 */
char *mustache_render(const char *source, const char *path, const json_t *data, Escape escape,
                      TemplateLoader loader, gpointer loader_data, GError **error);

enum {
	MUSTACHE_DEPTH_MAX = 100,               /* levels of sections and partials */
	MUSTACHE_OUTPUT_MAX = 16 * 1024 * 1024, /* bytes */
	MUSTACHE_STEPS_MAX =
	    20 * 1000 * 1000, /* nodes visited and contexts asked: what bounds time */
};

typedef enum {
	NODE_TEXT,      /* verbatim */
	NODE_INDENT,    /* the start of a line: where a standalone partial's indentation goes */
	NODE_ESCAPED,   /* {{name}} */
	NODE_UNESCAPED, /* {{{name}}} or {{&name}} */
	NODE_SECTION,   /* {{#name}}: its children are the nodes up to `end` */
	NODE_INVERTED,  /* {{^name}}: likewise */
	NODE_PARTIAL,   /* {{>name}} */
} NodeType;

typedef struct {
	NodeType type;
	guint parts; /* of a dotted name; 0 for the implicit iterator "." */
	guint end;   /* section: the index after its last child */
	gboolean
	    standalone; /* a partial that is alone on its line: `text` is that line's indentation */
	gsize offset;   /* of the tag in the source, for messages */
	const char *text; /* a slice of the source */
	gsize length;     /* of `text`, in bytes */
	const char *
	    name; /* the parts of the name, each ended by a NUL; a partial's name is in one piece */
} Node;

/*
 * A parsed template.  The nodes are flat: a section's children follow it.  The template owns the
 * memory of texts and names.
 */
typedef struct {
	char *path; /* for messages */
	char *source;
	GArray *nodes;       /* Node */
	GStringChunk *names; /* what Node.name points to */
} MustacheTemplate;

/*
 * Parses `source`; `path` names it in errors.  Time and memory are linear in its length.  Returns
 * NULL and sets `error` (TIDINGS_ERROR_DATA, "PATH:LINE:COLUMN: ...") for a section that is not
 * closed, a closing tag without its section, a tag without an end, an empty name, bad delimiters,
 * sections nested too deeply, or bytes that are not UTF-8.
 */
MustacheTemplate *mustache_template_parse(const char *source, const char *path, GError **error);
void mustache_template_free(MustacheTemplate *template);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MustacheTemplate, mustache_template_free)

/*
 * Sets "PATH:LINE:COLUMN: " and the message; the position is that of `offset`, counted from 1, with
 * columns in characters.
 */
void mustache_set_error(GError **error, const MustacheTemplate *template, gsize offset,
                        const char *format, ...) G_GNUC_PRINTF(4, 5);

/*
 * Finds a partial: `*partial` stays the finder's and must live until the rendering ends; NULL when
 * there is none.  Returns FALSE and sets `error` when there is one that cannot be used; a message
 * without a position gets that of the tag.
 */
typedef gboolean (*PartialFinder)(const char *name, const MustacheTemplate **partial, gpointer data,
                                  GError **error);

/*
 * Like mustache_render(), for a parsed template.  `finder` may be NULL: then there are no partials.
 * `*too_much` (may be NULL) says whether the error is due to the data: they take the template over
 * its bounds of output or steps.
 */
char *mustache_template_render(const MustacheTemplate *template, const json_t *data, Escape escape,
                               PartialFinder finder, gpointer finder_data, gboolean *too_much,
                               GError **error);

/*
 * Appends `length` bytes of valid UTF-8, escaped.  For Discord the value counts as the start of a
 * line.
 */
void mustache_append_escaped(GString *out, Escape escape, const char *text, gsize length);

#endif
