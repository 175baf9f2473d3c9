/* loader.h - turns YAML nodes into settings by tables of keys, and collects every mistake. */
#ifndef TIDINGS_CONFIG_LOADER_H
#define TIDINGS_CONFIG_LOADER_H

#include "base/yaml_tree.h"
#include "config/config.h"

#include <sys/stat.h>

/* Requirements that can be checked only once everything has been parsed. */
typedef enum {
	REFERENCE_PERSON,   /* a group's member */
	REFERENCE_ENDPOINT, /* discord:NAME, command:NAME */
	REFERENCE_MAIL,     /* something is mailed, so mail.from is needed */
	REFERENCE_ARCHIVE,  /* a mail links to the archive, so archive_url is needed */
	REFERENCE_ADDRESS,  /* owners are mailed, so somebody must have an address */
} ReferenceKind;

typedef struct {
	const char *path;    /* of the file, as given */
	char *folder;        /* absolute: relative paths start here */
	gboolean exposed;    /* users other than its owner can read the file */
	gboolean has_sender; /* mail.from is present, valid or not */
	Config *config;
	GPtrArray *problems;   /* Problem * */
	GPtrArray *references; /* Reference * */
	GHashTable *names;     /* names already used: see loader_claim() */
} Loader;

/* Parses `value` of key `name` into `to`, the address that the table gives. */
typedef void (*ParseValue)(Loader *loader, const YamlNode *value, const char *name, gpointer to);

/* One key of a mapping: how it is parsed, and where the result goes. */
typedef struct {
	const char *name;
	ParseValue parse;
	gsize offset; /* in the struct that the mapping fills */
	gboolean required;
	const char *what; /* for people: "the folder of the notes" */
} Key;

typedef struct {
	const char *name; /* of the mapping: "a person" */
	const Key *keys;
	gsize count;
} Schema;

#define SCHEMA(name, keys)                                                                         \
	{                                                                                          \
		name, keys, G_N_ELEMENTS(keys)                                                     \
	}

extern const Schema schema_notes, schema_person, schema_group, schema_track, schema_mail,
    schema_webhook, schema_forum, schema_command, schema_forge, schema_lint, schema_job, schema_top,
    schema_answers, schema_login;

/* Creates a loader for the file at `path`, with `st` from fstat(2). */
Loader *loader_new(const char *path, const struct stat *st);
void loader_free(Loader *loader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Loader, loader_free)

/* Adds a mistake at a node; NULL means the start of the file. */
void loader_problem(Loader *loader, const YamlNode *node, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

/* Returns the mistakes by line, each with its position, one a line; NULL if there are none. */
char *loader_report(Loader *loader);

/* Returns the node's position, "tidings.yaml:12:5", newly allocated. */
char *loader_position(const Loader *loader, const YamlNode *node);

/*
 * Fills `into` from a mapping.  Reports unknown, repeated and missing keys, and what the keys'
 * parsers find.
 */
void loader_parse_mapping(Loader *loader, const YamlNode *node, const char *name,
                          const Schema *schema, gpointer into);

/* Returns TRUE if the value is of that kind; otherwise reports the wanted and the actual kind. */
gboolean loader_expect(Loader *loader, const YamlNode *value, const char *name, YamlKind kind);

/* Returns the value's text, trimmed and never empty, newly allocated; NULL after a mistake. */
char *loader_get_text(Loader *loader, const YamlNode *value, const char *name);

/* Returns the index in `words`, or -1 after a mistake that suggests the closest word. */
int loader_get_word(Loader *loader, const YamlNode *value, const char *name,
                    const char *const *words, gsize count);

/*
 * Claims a name for `owner` ("person rd") in a namespace `space` ("person").  Reports a mistake at
 * `node`, naming both, if another owner has claimed it.  `key` is the form in which names are
 * compared.
 */
void loader_claim(Loader *loader, const YamlNode *node, const char *space, const char *key,
                  const char *owner);

/* Adds a requirement that loader_check_references() checks.  Copies `value`, which may be NULL. */
void loader_add_reference(Loader *loader, const YamlNode *node, ReferenceKind kind,
                          const char *value);
void loader_check_references(Loader *loader);

/* Parsers of single values; the comment gives the type of `to`. */
void parse_text(Loader *loader, const YamlNode *value, const char *name, gpointer to); /* char ** */
void parse_texts(Loader *loader, const YamlNode *value, const char *name,
                 gpointer to); /* GPtrArray **: a list or one value */
void parse_path(Loader *loader, const YamlNode *value, const char *name,
                gpointer to); /* char **: made absolute */
void parse_size(Loader *loader, const YamlNode *value, const char *name, gpointer to); /* gsize * */
void parse_deadline(Loader *loader, const YamlNode *value, const char *name,
                    gpointer to); /* guint * */
void parse_seconds(Loader *loader, const YamlNode *value, const char *name,
                   gpointer to);                                                       /* guint * */
void parse_rate(Loader *loader, const YamlNode *value, const char *name, gpointer to); /* guint * */
void parse_secret(Loader *loader, const YamlNode *value, const char *name,
                  gpointer to); /* Secret **: not a literal */
void parse_connections(Loader *loader, const YamlNode *value, const char *name,
                       gpointer to);                                                   /* guint * */
void parse_days(Loader *loader, const YamlNode *value, const char *name, gpointer to); /* guint * */
void parse_mailbox(Loader *loader, const YamlNode *value, const char *name,
                   gpointer to); /* char ** */
void parse_unknown(Loader *loader, const YamlNode *value, const char *name,
                   gpointer to); /* OnUnknown * */
void parse_switch(Loader *loader, const YamlNode *value, const char *name,
                  gpointer to); /* gboolean * */
void parse_address(Loader *loader, const YamlNode *value, const char *name,
                   gpointer to); /* char ** */
void parse_language(Loader *loader, const YamlNode *value, const char *name,
                    gpointer to); /* char ** */
void parse_mail_via(Loader *loader, const YamlNode *value, const char *name,
                    gpointer to); /* Secret ** */
void parse_webhook_via(Loader *loader, const YamlNode *value, const char *name,
                       gpointer to);                                          /* Secret ** */
void parse_target(Loader *loader, const YamlNode *value, GPtrArray *targets); /* adds a Target * */

/* Returns TRUE if posts can go to `target`; otherwise reports a mistake. */
gboolean loader_check_post_target(Loader *loader, const YamlNode *node, const char *target);

/* Parsers of the sections; `to` is a Config *. */
void parse_people(Loader *loader, const YamlNode *value, const char *name, gpointer to);
void parse_groups(Loader *loader, const YamlNode *value, const char *name, gpointer to);
void parse_tracks(Loader *loader, const YamlNode *value, const char *name, gpointer to);
void parse_mail(Loader *loader, const YamlNode *value, const char *name, gpointer to);
void parse_answers(Loader *loader, const YamlNode *value, const char *name, gpointer to);
void parse_discord(Loader *loader, const YamlNode *value, const char *name, gpointer to);
void parse_commands(Loader *loader, const YamlNode *value, const char *name, gpointer to);
void parse_forge(Loader *loader, const YamlNode *value, const char *name, gpointer to);
void parse_jobs(Loader *loader, const YamlNode *value, const char *name, gpointer to);

/*
 * Parses a section of named items: calls `parse` for each valid name that is not repeated.  `what`
 * is "a job".
 */
void parse_named(Loader *loader, const YamlNode *value, const char *name, const char *what,
                 void (*parse)(Loader *, const YamlNode *key, const YamlNode *item));

/* Create and free parts of the configuration. */
void endpoint_init(Endpoint *endpoint, Channel channel, const char *name);
Webhook *webhook_new(const char *name);
ForgeSettings *forge_settings_new(ForgeKind kind);
Job *job_new(const char *name);
void target_free(gpointer target);

/* The path of the system-wide configuration; only root can create it. */
#define CONFIG_OF_SYSTEM "/etc/tidings/tidings.yaml"

/* Returns TRUE if the user named the file, by `given` (from -c) or by $TIDINGS_CONFIG. */
gboolean config_is_named(const char *given);

/*
 * Returns an absolute path: relative ones start at `folder`, `~/` at the home folder.  Newly
 * allocated.
 */
char *path_from(const char *folder, const char *path);

#endif
