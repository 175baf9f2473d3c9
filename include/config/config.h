/* config.h - the settings of tidings.yaml. */
#ifndef TIDINGS_CONFIG_CONFIG_H
#define TIDINGS_CONFIG_CONFIG_H

#include "config/secret.h"
#include "model/linked.h"
#include "model/message.h"
#include "people/roster.h"

typedef struct {
	char *root;         /* absolute */
	GPtrArray *include; /* char *: globs relative to root; `**` spans folders; default one,
	                       every .md at any depth */
	GPtrArray *exclude; /* char * */
	GPtrArray *action_headings; /* char *: phrases; after a `!` one that is not such a heading;
	                               may be empty */
	GPtrArray *languages;       /* char *: ISO 639-1 codes; empty for all; not checked */
	char *link;                 /* template with {path} and {line}, or NULL */
	gsize max_size;             /* bytes; default 1 MiB */
	GPtrArray *own_files; /* char *: absolute; files of tidings itself, never notes; or NULL */
	GPtrArray
	    *own_folders; /* char *: absolute; the archive's and those of `folder:`; or NULL */
} NotesSettings;

/* What to do with a delivery that the server may have accepted without confirming it. */
typedef enum {
	UNKNOWN_RETRY, /* sent again, as the same message with the same Message-ID */
	UNKNOWN_WAIT,  /* a person decides */
} OnUnknown;

/* Whether smtp:// requires STARTTLS. smtps:// always uses TLS. */
typedef enum {
	STARTTLS_BY_HOST, /* required unless the server is on this host */
	STARTTLS_REQUIRED,
	STARTTLS_NEVER,
} Starttls;

typedef struct {
	char *from;        /* RFC 5322 mailbox: "Notes <notes@example.org>" */
	char *reply_to;    /* mailbox or NULL */
	char *postmaster;  /* mailbox or NULL */
	char *unsubscribe; /* mailbox for List-Unsubscribe: mailto:, by default that of reply_to,
	                      otherwise of from */
	Secret *via;   /* "smtp://localhost:25" by default, "folder:DIR" (absolute after loading) */
	char *ca_file; /* absolute path of certificates to trust instead of the system's, or NULL */
	guint timeout; /* seconds a server may take for one reply; default 60 */
	guint connections; /* simultaneous connections to a relay; default 4 */
	OnUnknown unknown; /* default UNKNOWN_RETRY */
	Starttls starttls;
	Secret *oauth; /* a bearer token for OAUTHBEARER or XOAUTH2, or NULL */
	guint rate;    /* messages a minute at most; 0 for no limit */
	char *answers; /* mailbox that answers to reminders go to, or NULL */
} MailSettings;

/* How answers to reminders are read. */
typedef struct {
	Secret *secret;   /* the key of the links' tokens, or NULL */
	GPtrArray *trust; /* char *: hosts whose Authentication-Results count; maybe empty */
	char *imap;       /* "imaps://HOST/MAILBOX" that each run reads, or NULL */
	char *user;       /* of its login, or NULL */
	Secret *password; /* of its login, or NULL */
	Secret *oauth;    /* a bearer token to log in with instead, or NULL */
	char *ca_file;    /* as in MailSettings */
} AnswerSettings;

/*
 * A named destination of a channel, from the channel's section.  It is the first member of the
 * struct that the channel extends it to.
 */
typedef struct {
	Channel channel;
	char *name;
	Payload payload;       /* of the messages to it; default: the channel's */
	OnUnknown unknown;     /* default UNKNOWN_WAIT */
	Secret *via;           /* what the channel's transports take, or "folder:DIR" */
	GDestroyNotify finish; /* frees the channel's additions; or NULL */
} Endpoint;

/* A Discord webhook: via is https://discord.com/api/webhooks/... */
typedef struct {
	Endpoint endpoint;
	char *thread;    /* the id of a thread to post into, or NULL */
	gboolean forum;  /* its channel is a forum: each post is a thread of its own */
	GPtrArray *tags; /* char *: ids of the forum's tags for those threads, up to
	                    WEBHOOK_TAGS_MAX; maybe empty */
} Webhook;

/* A program that messages are piped to: via is "command:PROGRAM". */
typedef struct {
	Endpoint endpoint;
	char **argv;   /* NULL-terminated; argv[0] is a name in PATH, or absolute */
	guint timeout; /* seconds that it may run; default 60 */
} CommandEndpoint;

/* The most tags that Discord accepts for a thread of a forum. */
#define WEBHOOK_TAGS_MAX 5

typedef enum {
	EVERY_NEVER, /* no `every`: a post, or a job run by name only */
	EVERY_HOUR,
	EVERY_DAY,
	EVERY_WEEK,
	EVERY_TWO_WEEKS,
	EVERY_MONTH,
} Every;

enum {
	WEEK_LAST = -1 /* the last such weekday of a month */
};

typedef enum {
	TARGET_LIST,     /* list:ADDRESS */
	TARGET_MAIL,     /* mail:ADDRESS */
	TARGET_OWNERS,   /* owners */
	TARGET_ENDPOINT, /* discord:NAME, command:NAME */
} TargetKind;

typedef struct {
	TargetKind kind;
	char *value;     /* the address or the endpoint's name; NULL for owners */
	Channel channel; /* of an endpoint */
} Target;

typedef enum {
	DISCUSSION_NONE,
	DISCUSSION_HEADINGS,
	DISCUSSION_EXCERPT,
	DISCUSSION_FULL,
} DiscussionDetail;

/* How a digest comes with the times of future meetings. */
typedef enum {
	CALENDAR_NONE,
	CALENDAR_ATTACH, /* as an iCalendar attachment */
	CALENDAR_LINK,   /* as a link to the archive's calendar */
} Calendar;

typedef struct {
	char *name;
	JobKind kind;
	Every every;
	int weekday; /* 1 Monday ... 7 Sunday of `at`; 0 without */
	int week;    /* which such weekday of the month `at` means, from 1; WEEK_LAST; 0 without */
	int month_day;               /* 1 ... 31 of `at` in a month; 0 without */
	int hour, minute;            /* of `at`; -1 without */
	GPtrArray *to;               /* Target * */
	gboolean remind_always;      /* a reminder also goes out when it has no news */
	guint quiet_days;            /* after which one without news goes out; default 28 */
	guint max_items;             /* of a reminder; default 10 */
	DiscussionDetail discussion; /* default excerpt */
	Calendar calendar;           /* default none */
	char *language;              /* NULL: the configuration's */
} Job;

/* A forge that is asked for the state of what items link to. */
typedef struct {
	ForgeKind kind;
	char *url;     /* where it is asked, without a slash at its end: "https://api.github.com" */
	char *web;     /* what links to it start with: "https://github.com" */
	Secret *token; /* or NULL */
	GPtrArray
	    *owners; /* char *: users, organisations, groups that may be asked about and shown */
	gboolean closes; /* items end with what they link to; default TRUE */
} ForgeSettings;

typedef struct {
	char *path; /* of the file it was read from */
	NotesSettings notes;
	char *timezone_name;
	GTimeZone *timezone;
	char *state; /* absolute path of the SQLite file; default in $XDG_STATE_HOME/tidings */
	char *former_state; /* the default of versions that used one name for every configuration;
	                       NULL if `state` is the same or configured */
	char *templates;    /* absolute path of the user's folder, or NULL */
	char *archive;      /* absolute path of the folder of web pages, or NULL */
	char *archive_url;  /* URL of that folder, ending in "/"; or NULL */
	char *language;     /* "en" */
	guint expire_after_days; /* default 90 */
	guint news_within_days;  /* default 56; see schedule_news_start() */
	guint keep_days;         /* default 90 */
	guint give_up_days;      /* default 3 */
	guint deadline;          /* seconds that a run may take; default 600 */
	Roster *roster;
	MailSettings mail;
	AnswerSettings answers;
	GPtrArray *lint_disable; /* char *: codes of model/lint_code.h that lint leaves out */
	GPtrArray
	    *lint_enable;     /* char *: those that it says, too, though they are off by default */
	GPtrArray *endpoints; /* Endpoint *, of all channels */
	GPtrArray *jobs;      /* Job *, in the file's order */
	ForgeSettings *forges[FORGE_COUNT]; /* NULL for those that are not asked */
} Config;

/*
 * Returns the path of the configuration: `given` (from -c), otherwise $TIDINGS_CONFIG,
 * ./tidings.yaml, $XDG_CONFIG_HOME/tidings/tidings.yaml or /etc/tidings/tidings.yaml.  NULL and
 * `error`, which names the paths that were tried, if there is none.
 */
char *config_find(const char *given, GError **error);

/*
 * Loads a configuration.  NULL and `error` (TIDINGS_ERROR_CONFIG) if it has mistakes; the message
 * lists all of them, one a line, each "FILE:LINE:COLUMN: problem and advice".  Relative paths are
 * relative to the file's folder.  Secrets are not fetched.
 */
Config *config_load(const char *path, GError **error);

/*
 * As config_load() for the path from config_find(given).  A file that nobody named, neither by
 * `given` nor by $TIDINGS_CONFIG, is refused if it, or a link to it, belongs to neither root nor
 * the caller, or if anybody can write to it: a configuration runs commands, and the owner of a
 * folder must not choose what other people run who happen to work there.  /etc/tidings belongs to
 * root.
 */
Config *config_load_found(const char *path, const char *given, GError **error);

/*
 * Returns the default name of the state file for the configuration at `path`: "club.db" for
 * club.yaml, so that two configurations in one folder do not share a state.  Newly allocated.
 */
char *config_state_name(const char *path);

/* Returns settings without a file (UTC, the given root, no people, no jobs), which `tidings parse`
 * uses without a configuration. */
Config *config_default(const char *root);
void config_free(Config *config);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Config, config_free)

/*
 * Returns the first day whose open actions are not yet stale on `day`: an action that no meeting
 * has listed since then is stale.
 */
Day config_expiry(const Config *config, Day day);

/* Returns TRUE if there is a forge to ask. */
gboolean config_has_forge(const Config *config);

const Job *config_job(const Config *config, const char *name);
const Endpoint *config_endpoint(const Config *config, Channel channel, const char *name);

/* Returns the endpoint of a target such as "discord:vmm", or NULL. */
const Endpoint *config_endpoint_of(const Config *config, const char *target);

#endif
