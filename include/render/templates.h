/* templates.h - finding templates: the user's folder first, file by file, then the shipped one. */
#ifndef TIDINGS_RENDER_TEMPLATES_H
#define TIDINGS_RENDER_TEMPLATES_H

#include "render/catalogue.h"
#include "render/mustache.h"

/*
 * The domain of errors that lie in what one message is to tell, or in its recipient: it is too
 * large even when it is shortened as far as it can be, takes its template too long, is not text, or
 * has no address.  Whoever makes several messages leaves this one out, says so, and goes on with
 * the others. The code is TIDINGS_ERROR_DATA, so that cli returns it as any other.  What is wrong
 * for all messages (a template that cannot be read, the sender's address) is of TIDINGS_ERROR.
 */
#define MESSAGE_ERROR (message_error_quark())

GQuark message_error_quark(void);

/* Says of `*error`, when there is one, that it is of one message alone. */
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
 * `folder` is the user's, or NULL.  The shipped ones are in $TIDINGS_TEMPLATES when set (tests,
 * running from the build tree), else where `make install` put them.
 */
Templates *templates_new(const char *folder);
void templates_free(Templates *templates);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Templates, templates_free)

/* Returns words_labels() of `catalogue`, made once for each language.  `templates` keeps it. */
json_t *templates_words(Templates *templates, const Catalogue *catalogue);

/*
 * Renders template `name` ("digest") of a format; partials are looked up the same way, as NAME with
 * the format's suffix, NAME.mustache, NAME.  A partial's name that leads out of the folder is an
 * error, and so is a file that cannot be read; one that is not there renders as nothing.  NULL and
 * `error`: MESSAGE_ERROR when these data take the template over its bounds, otherwise
 * TIDINGS_ERROR.
 */
char *templates_render(Templates *templates, const char *name, Format format, const json_t *data,
                       GError **error);

/*
 * The parsed template that a rendering in this format would use, or as `partial` would find it;
 * `*template` belongs to `templates` and is NULL when there is none.  FALSE and `error` for one
 * that cannot be used.
 */
gboolean templates_find(Templates *templates, const char *name, Format format, gboolean partial,
                        const MustacheTemplate **template, GError **error);

/* The format that the name of a file tells; HTML, which is escaped, when it tells none. */
Format templates_format(const char *file);

/*
 * Renders the template in a file with the JSON in another (any value, at most 16 MiB), for template
 * authors.  Its name says how values are escaped: *.txt.mustache and *.txt not at all,
 * *.discord.mustache and *.markdown.mustache for Markdown, everything else for HTML.  Partials are
 * looked for in the file's own folder as NAME with the same suffix, NAME.mustache, NAME.
 */
char *templates_render_file(const char *path, const char *data_path, GError **error);

#endif
