/* init_yaml.h - a starter tidings.yaml as text. */
#ifndef TIDINGS_CLI_INIT_YAML_H
#define TIDINGS_CLI_INIT_YAML_H

#include "people/guess.h"

/* What is found beside the roster.  All text is valid UTF-8. */
typedef struct {
	const char *root;
	const char *state;                  /* the name of the state file */
	const GPtrArray *include, *exclude; /* char *: globs */
	const char *link;                   /* a template, or NULL */
	const char *zone;                   /* a name of the zone database */
	const char *zone_remark;            /* one line, or NULL */
	guint meetings, actions;
	const RosterGuess *guess;
} Starter;

/* The whole file.  config_load() takes it as it is.  Newly allocated. */
char *init_yaml(const Starter *starter);

/* `text` as a scalar that stands in block and in flow context: plain when that is certain to be
 * read back, else quoted. */
char *init_yaml_scalar(const char *text);

#endif
