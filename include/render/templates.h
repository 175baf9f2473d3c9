/*
 * templates.h - finds templates: in the user's folder first, file by file, then the shipped ones.
 */
#ifndef TIDINGS_RENDER_TEMPLATES_H
#define TIDINGS_RENDER_TEMPLATES_H

#include "render/catalogue.h"
#include "render/mustache.h"

/*
 * The domain of errors that concern one message or its recipient: it is too large even at the last
 * level of shortening, takes its template too long, is not text, or has no address.  A caller that
 * makes several messages leaves this one out, reports it, and goes on with the others.  The code is
 * TIDINGS_ERROR_DATA, so that cli returns it like any other.  Faults that concern all messages (a
 * template that cannot be read, the sender's address) are of TIDINGS_ERROR.
 */
#define MESSAGE_ERROR (message_error_quark())

GQuark message_error_quark(void);

/* Marks `*error`, if there is one, as concerning one message alone. */
void message_error_mark(GError **error);

typedef enum {
	FORMAT_TEXT,     /* NAME.txt.mustache */
	FORMAT_HTML,     /* NAME.html.mustache */
	FORMAT_DISCORD,  /* NAME.discord.mustache */
	FORMAT_MARKDOWN, /* NAME.markdown.mustache */
	FORMAT_COUNT
} Format;

typedef struct Templates Templates;

/*
 * `folder` is the user's, or NULL. The shipped ones are in $TIDINGS_TEMPLATES when it is set
 * (tests, running from the build tree), otherwise where `make install` put them.
 */
Templates *templates_new(const char *folder);
void templates_free(Templates *templates);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Templates, templates_free)

/* Returns words_labels() of `catalogue`, made once for each language.  `templates` keeps it. */
json_t *templates_words(Templates *templates, const Catalogue *catalogue);

/*
 * Renders template `name` ("digest") of a format.  Partials are found in the same folders, as NAME
 * with the format's suffix, NAME.mustache, NAME. A partial's name that leads out of the folder is
 * an error, and so is a file that cannot be read; one that does not exist renders as nothing.
 * Returns NULL and sets `error`: MESSAGE_ERROR when these data take the template over its bounds,
 * otherwise TIDINGS_ERROR.
 */
char *templates_render(Templates *templates, const char *name, Format format, const json_t *data,
                       GError **error);

/*
 * Finds the parsed template that a rendering in this format would use, as a template or as a
 * `partial`.  `*template` belongs to `templates` and is NULL when there is none.  Returns FALSE and
 * sets `error` for one that cannot be used.
 */
gboolean templates_find(Templates *templates, const char *name, Format format, gboolean partial,
                        const MustacheTemplate **template, GError **error);

/* Returns the format by the name of a file; HTML, which is escaped, when the name has none. */
Format templates_format(const char *file);

/*
 * Renders the template in a file with the JSON in another (any value, at most 16 MiB), for template
 * authors.  The file's name decides how values are escaped: *.txt.mustache and *.txt not at all,
 * *.discord.mustache and *.markdown.mustache for Markdown, everything else for HTML. Partials are
 * found in the file's own folder as NAME with the same suffix, NAME.mustache, NAME.
 */
char *templates_render_file(const char *path, const char *data_path, GError **error);

#endif
