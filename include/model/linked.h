/* linked.h - the issues, pull requests and merge requests that an item links to, and what is known
 * of them. */
#ifndef TIDINGS_MODEL_LINKED_H
#define TIDINGS_MODEL_LINKED_H

#include <glib.h>

/* FORGES(X): the forges by their words in the configuration and in the state file, and as people
 * know them. */
#define FORGES(X)                                                                                  \
	X(FORGE_GITHUB, "github", "GitHub")                                                        \
	X(FORGE_GITLAB, "gitlab", "GitLab")                                                        \
	X(FORGE_FORGEJO, "forgejo", "Forgejo") /* and Gitea */

typedef enum {
#define X(forge, word, name) forge,
	FORGES(X)
#undef X
	FORGE_COUNT
} ForgeKind;

const char *forge_word(ForgeKind forge); /* "github" */
const char *forge_name(ForgeKind forge); /* "GitHub" */

/* LINKED_STATES(X): one table for the enum and the words in the state file and in JSON. */
#define LINKED_STATES(X)                                                                           \
	X(LINKED_UNKNOWN, "unknown") /* not asked yet, or without an answer so far */              \
	X(LINKED_OPEN, "open")                                                                     \
	X(LINKED_DRAFT, "draft")                                                                   \
	X(LINKED_MERGED, "merged")                                                                 \
	X(LINKED_CLOSED, "closed")                                                                 \
	X(LINKED_NOT_PLANNED, "not planned")                                                       \
	X(LINKED_MISSING, "missing") /* there is none, or the token may not see it */

typedef enum {
#define X(state, word) state,
	LINKED_STATES(X)
#undef X
} LinkedState;

const char *linked_state_word(LinkedState state);
gboolean linked_state_from_word(const char *word, LinkedState *state);

/* TRUE for one that nobody works on any more: merged or closed, for whatever reason. */
gboolean linked_is_ended(LinkedState state);

/* One issue, pull request or merge request. */
typedef struct {
	gboolean known;  /* it is on a configured forge and its owner is on the allow-list: it may
	                    be asked for and shown; without it only `key` says anything */
	ForgeKind forge; /* of a known one, as the next three */
	char *repo;      /* "acme/tool", "group/sub/tool": [A-Za-z0-9._-] and slashes, as written */
	gboolean request; /* a pull or merge request.  Only GitLab counts these by themselves */
	guint number;     /* from 1 */
	char *key;        /* tells it apart: "github:acme/tool#12", of GitLab's merge requests
	                     "gitlab:group/tool!12"; of a stranger its URL or as it is written */
	LinkedState state;
	gint64 changed; /* Unix seconds UTC at which it was merged or closed; 0 when not said */
	gint64 checked; /* Unix seconds UTC of the last answer; 0 without one */
} Linked;

Linked *linked_new(void);
void linked_free(Linked *linked);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Linked, linked_free)
GPtrArray *linked_copy_all(const GPtrArray *all);

/* FALSE for a text that names no issue and no pull request, which is most texts. */
gboolean linked_is_possible(const char *text);

/* Returns its short form for people, newly allocated: "#12", "!12". */
char *linked_label(const Linked *linked);

/* Returns the URL-like place for people and programs: "acme/tool#12".  Newly allocated. */
char *linked_place(const Linked *linked);

#endif
