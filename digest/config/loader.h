/* loader.h - from YAML nodes to settings by tables of keys, collecting every mistake. */
#ifndef TIDINGS_CONFIG_LOADER_H
#define TIDINGS_CONFIG_LOADER_H

#include "base/yaml_tree.h"
#include "config/config.h"

#include <sys/stat.h>

/* What can only be judged when everything was read. */
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
	gboolean exposed;    /* others than its owner can read the file */
	gboolean has_sender; /* mail.from is written, well or not */
	Config *config;
	GPtrArray *problems;   /* Problem * */
	GPtrArray *references; /* Reference * */
	GHashTable *names;     /* what is taken: see loader_claim() */
} Loader;

/* Reads `value` of key `name` into `to`, where the table says it goes. */
typedef void (*Take)(Loader *loader, const YamlNode *value, const char *name, gpointer to);

/* One key that may stand in a mapping: the table gives what is known, how it is read and where it
 * goes. */
typedef struct {
	const char *name;
	Take take;
	gsize offset; /* in the struct that the mapping becomes */
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
    schema_webhook, schema_forum, schema_command, schema_lint, schema_job, schema_top;

/* For the file at `path`, of which fstat(2) said `st`. */
Loader *loader_new(const char *path, const struct stat *st);
void loader_free(Loader *loader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Loader, loader_free)

/* Notes a mistake at a node; NULL stands for the start of the file. */
void loader_problem(Loader *loader, const YamlNode *node, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

/* The mistakes by line, each with its place, one a line; NULL when there are none. */
char *loader_report(Loader *loader);

/* "tidings.yaml:12:5", newly allocated. */
char *loader_place(const Loader *loader, const YamlNode *node);

/* Fills `into` from a mapping; reports unknown, repeated and missing keys and what the takers find.
 */
void loader_take_mapping(Loader *loader, const YamlNode *node, const char *name,
                         const Schema *schema, gpointer into);

/* TRUE when the value is of that kind; else a mistake that says what was wanted and found. */
gboolean loader_wants(Loader *loader, const YamlNode *value, const char *name, YamlKind kind);

/* The value's text trimmed, never empty, newly allocated; NULL after a mistake. */
char *loader_text(Loader *loader, const YamlNode *value, const char *name);

/* The index in `words`, or -1 after a mistake that guesses. */
int loader_word(Loader *loader, const YamlNode *value, const char *name, const char *const *words,
                gsize count);

/*
 * Claims a name for `owner` ("person rd") in a space of names ("person").  A mistake at `node` when
 * somebody else claimed it before, naming both.  `key` is the form in which names are compared.
 */
void loader_claim(Loader *loader, const YamlNode *node, const char *space, const char *key,
                  const char *owner);

typedef struct Reference Reference;
void reference_free(gpointer reference);

/* What must exist; judged by loader_judge_references().  Copies `value`, which may be NULL. */
void loader_refer(Loader *loader, const YamlNode *node, ReferenceKind kind, const char *value);
void loader_judge_references(Loader *loader);

/* Takers for settings of one value; `to` is what the comment says. */
void take_text(Loader *loader, const YamlNode *value, const char *name, gpointer to); /* char ** */
void take_texts(Loader *loader, const YamlNode *value, const char *name,
                gpointer to); /* GPtrArray **: list or one */
void take_path(Loader *loader, const YamlNode *value, const char *name,
               gpointer to); /* char **: made absolute */
void take_size(Loader *loader, const YamlNode *value, const char *name, gpointer to); /* gsize * */
void take_deadline(Loader *loader, const YamlNode *value, const char *name,
                   gpointer to); /* guint * */
void take_seconds(Loader *loader, const YamlNode *value, const char *name,
                  gpointer to);                                                       /* guint * */
void take_rate(Loader *loader, const YamlNode *value, const char *name, gpointer to); /* guint * */
void take_secret(Loader *loader, const YamlNode *value, const char *name,
                 gpointer to); /* Secret **: no literal */
void take_connections(Loader *loader, const YamlNode *value, const char *name,
                      gpointer to);                                                   /* guint * */
void take_days(Loader *loader, const YamlNode *value, const char *name, gpointer to); /* guint * */
void take_mailbox(Loader *loader, const YamlNode *value, const char *name,
                  gpointer to); /* char ** */
void take_unknown(Loader *loader, const YamlNode *value, const char *name,
                  gpointer to); /* OnUnknown * */
void take_switch(Loader *loader, const YamlNode *value, const char *name,
                 gpointer to); /* gboolean * */
void take_address(Loader *loader, const YamlNode *value, const char *name,
                  gpointer to); /* char ** */
void take_language(Loader *loader, const YamlNode *value, const char *name,
                   gpointer to); /* char ** */
void take_mail_via(Loader *loader, const YamlNode *value, const char *name,
                   gpointer to); /* Secret ** */
void take_hook_via(Loader *loader, const YamlNode *value, const char *name,
                   gpointer to);                                             /* Secret ** */
void take_target(Loader *loader, const YamlNode *value, GPtrArray *targets); /* adds a Target * */

/* FALSE after a mistake: posts go to endpoints only. */
gboolean loader_check_post_target(Loader *loader, const YamlNode *node, const char *target);

/* Takers for the sections; `to` is a Config *. */
void take_people(Loader *loader, const YamlNode *value, const char *name, gpointer to);
void take_groups(Loader *loader, const YamlNode *value, const char *name, gpointer to);
void take_tracks(Loader *loader, const YamlNode *value, const char *name, gpointer to);
void take_mail(Loader *loader, const YamlNode *value, const char *name, gpointer to);
void take_discord(Loader *loader, const YamlNode *value, const char *name, gpointer to);
void parse_commands(Loader *loader, const YamlNode *value, const char *name, gpointer to);
void take_jobs(Loader *loader, const YamlNode *value, const char *name, gpointer to);

/* The names under a section, `what` ("a job") each, each once; calls `take` for those that fit. */
void take_named(Loader *loader, const YamlNode *value, const char *name, const char *what,
                void (*take)(Loader *, const YamlNode *key, const YamlNode *item));

/* Makes and frees what config.c owns and the takers fill. */
void endpoint_init(Endpoint *endpoint, Channel channel, const char *name);
Webhook *webhook_new(const char *name);
Job *job_new(const char *name);
void target_free(gpointer target);

/* Fills own_files and own_folders of the notes' settings from the other settings. */
void own_paths_collect(Config *config);

/* The place where a configuration is looked for that nobody but root gives away. */
#define CONFIG_OF_SYSTEM "/etc/tidings/tidings.yaml"

/* Whether somebody said which file to read: by `given` (from -c), or else by $TIDINGS_CONFIG. */
gboolean config_is_named(const char *given);

/* An absolute path: relative ones start at `folder`, `~/` at the home folder.  Newly allocated. */
char *path_from(const char *folder, const char *path);

#endif
