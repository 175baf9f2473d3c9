/* front_matter_place.h - where the front matter of a meeting file is, and in which format. */
#ifndef TIDINGS_NOTES_FRONT_MATTER_PLACE_H
#define TIDINGS_NOTES_FRONT_MATTER_PLACE_H

#include "markdown/source.h"

typedef enum {
	FRONT_MATTER_YAML, /* between lines `---` */
	FRONT_MATTER_TOML, /* between lines `+++` */
	FRONT_MATTER_JSON  /* from `{` to its `}` */
} FrontMatterFormat;

/* Lines count from 1. */
typedef struct {
	FrontMatterFormat format;
	guint first; /* its first line, after the mark */
	guint end;   /* the line after its last one; 0: it has no end */
	guint body;  /* the first line of the notes below it */
	guint title; /* the heading above it; 0 for none */
} FrontMatterPlace;

/*
 * Finds the front matter: in the first line, or below blank lines, comments and one heading where
 * a key that the notes have follows its mark; a line `---` is a rule otherwise.  FALSE if there is
 * none.
 */
gboolean front_matter_find(const Source *source, FrontMatterPlace *place);

/* Returns `KEY = VALUE` lines of TOML as YAML with the same lines: dates, strings, numbers and
 * arrays, up to the first table.  Newly allocated. */
char *front_matter_yaml_of_toml(const char *toml);

#endif
