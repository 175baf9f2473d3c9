/* data_model.h - what templates can name: one table for `tidings check` and for
 * tidings-templates(7). */
#ifndef TIDINGS_RENDER_DATA_MODEL_H
#define TIDINGS_RENDER_DATA_MODEL_H

#include <glib.h>

typedef enum {
	MODEL_TEXT,   /* a string; "" counts as false */
	MODEL_NUMBER, /* always true, 0 too, but where it is absent */
	MODEL_FLAG,
	MODEL_OBJECT, /* one, or nothing */
	MODEL_LIST,   /* of objects, maybe empty */
} ModelShape;

/* Something that a template can name where the object it belongs to is in sight. */
typedef struct {
	const char *name;
	ModelShape shape;
	const char *of;      /* the object's name, for MODEL_OBJECT and MODEL_LIST */
	const char *meaning; /* small letter, no full stop */
} ModelField;

typedef struct {
	const char *name;
	const char *meaning; /* a sentence */
	const char *also[2]; /* objects whose fields it has, too; or NULL */
	const ModelField *fields;
	gsize count;
} ModelObject;

/*
 * In the order of the manual page: "digest", "reminder", "post" and "posts", which are whole
 * messages, come first; those of the archive last.  NULL after the last.
 */
const ModelObject *model_object_at(gsize number);

const ModelObject *model_object(const char *name);

/* The field of `object` or of what it is also; NULL when it has none. */
const ModelField *model_field(const ModelObject *object, const char *name);

/* Adds the names of its fields (const char *, of the table) to `names`. */
void model_names(const ModelObject *object, GPtrArray *names);

/* What a field is, in words: "text", "list of action".  Newly allocated. */
char *model_shape_words(const ModelField *field);

#endif
