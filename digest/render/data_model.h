/*
 * data_model.h - what templates can name: one table for `tidings check` and tidings-templates(7).
 */
#ifndef TIDINGS_RENDER_DATA_MODEL_H
#define TIDINGS_RENDER_DATA_MODEL_H

#include <glib.h>

typedef enum {
	MODEL_TEXT,   /* a string; "" counts as false */
	MODEL_NUMBER, /* always true, even 0; false where it is absent */
	MODEL_FLAG,
	MODEL_OBJECT, /* one object, or nothing */
	MODEL_LIST,   /* of objects; it may be empty */
} ModelShape;

/* A name that templates can use where its object is in scope. */
typedef struct {
	const char *name;
	ModelShape shape;
	const char *of;      /* the object's name, for MODEL_OBJECT and MODEL_LIST */
	const char *meaning; /* begins with a small letter, ends without a full stop */
} ModelField;

typedef struct {
	const char *name;
	const char *meaning; /* a sentence */
	const char *also[2]; /* objects whose fields it has too; or NULL */
	const ModelField *fields;
	gsize count;
} ModelObject;

/*
 * Returns the objects in the order of the manual page: "digest", "reminder", "post" and "posts",
 * which are whole messages, come first; those of the archive last.  NULL after the last.
 */
const ModelObject *model_object_at(gsize number);

const ModelObject *model_object(const char *name);

/*
 * Returns the field of `object`, or of the objects whose fields it has too; NULL when there is
 * none.
 */
const ModelField *model_field(const ModelObject *object, const char *name);

/* Adds the names of its fields (const char *, of the table) to `names`. */
void model_names(const ModelObject *object, GPtrArray *names);

/* Returns what a field is, in words: "text", "list of action".  Newly allocated. */
char *model_shape_words(const ModelField *field);

#endif
