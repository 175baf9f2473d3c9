/* message.h - a rendered message, its delivery to one recipient, and how an attempt ended. */
#ifndef TIDINGS_MODEL_MESSAGE_H
#define TIDINGS_MODEL_MESSAGE_H

#include "model/channel.h"

#include <glib.h>

typedef enum {
	JOB_DIGEST,
	JOB_REMINDER,
	JOB_POST,
} JobKind;

const char *job_kind_word(JobKind kind);
gboolean job_kind_from_word(const char *word, JobKind *kind);

/* What render makes and the outbox keeps. */
typedef struct {
	char *key; /* dedupe key: a function of job, period, recipient, edition and part; of a post:
	              without an edition */
	char *first; /* of a later part: the key of the first one; else NULL */
	char *job;
	JobKind kind;
	Channel channel;
	char *recipient; /* bare address for mail ("rd@example.org"), else the endpoint's name */
	char *subject;   /* for `outbox list`; for Discord the embed's title or the content's first
	                    line */
	GBytes *body;
} Message;

Message *message_new(void);
void message_free(Message *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Message, message_free)

/* DELIVERY_STATES(X): one table for the enum, the state file's words and the list's. */
#define DELIVERY_STATES(X)                                                                         \
	X(DELIVERY_QUEUED, "queued")     /* waits for its next attempt */                          \
	X(DELIVERY_SENDING, "sending")   /* handed to a transport; found so at start: unknown */   \
	X(DELIVERY_SENT, "sent")         /* accepted by the server */                              \
	X(DELIVERY_DEFERRED, "deferred") /* refused for now; `next_at` says when to try again */   \
	X(DELIVERY_FAILED, "failed")     /* refused for good */                                    \
	X(DELIVERY_UNKNOWN, "unknown")   /* the server may have taken it */                        \
	X(DELIVERY_DROPPED, "dropped")   /* by a person: here, or the post in Discord */

typedef enum {
#define X(state, word) state,
	DELIVERY_STATES(X)
#undef X
} DeliveryState;

const char *delivery_state_word(DeliveryState state);
gboolean delivery_state_from_word(const char *word, DeliveryState *state);

#define DELIVERY_NEVER G_MAXINT64

/* One outbox row: a message on its way to its recipient. */
typedef struct {
	gint64 id;
	DeliveryState state;
	Message *message; /* its body may be NULL in lists */
	guint attempts;
	gint64 created_at; /* Unix seconds UTC, as the others */
	gint64 next_at;    /* DELIVERY_NEVER: only by a person's word */
	gint64 updated_at;
	char *reply;     /* the server's last words, or ours, one line, no secret; or NULL */
	guint doubts;    /* how often the server may have taken it without saying so */
	char *remote_id; /* what the server calls it (Discord's message id), or NULL; see
	                    delivery_is_edit() */
	char *thread;    /* the id of the thread that it, or its first part, is in; or NULL */
	gboolean orphan; /* a later part whose first part waits no longer */
} Delivery;

Delivery *delivery_new(void);
void delivery_free(Delivery *delivery);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Delivery, delivery_free)

/*
 * TRUE when the server has this part already and its channel can edit: it is edited in place, which
 * may be repeated without harm.  A server's id is a number; what was only written to a folder has
 * the name of its file instead.
 */
gboolean delivery_is_edit(const Delivery *delivery);

/* How one attempt ended: a value, not a string. */
typedef enum {
	OUTCOME_SENT,
	OUTCOME_TEMPORARY, /* provably not taken; try again */
	OUTCOME_PERMANENT, /* provably not taken; never will be */
	OUTCOME_UNKNOWN,   /* may have been taken */
	OUTCOME_HELD,      /* provably not taken; waits until the configuration changes */
	OUTCOME_GONE,      /* a person deleted there what was to be edited */
	OUTCOME_PARKED,    /* provably not taken; waits, however long, for a person to act there */
} OutcomeKind;

typedef struct {
	OutcomeKind kind;
	char *reply;        /* one line for people, no secret; or NULL */
	char *remote_id;    /* or NULL */
	gint64 retry_after; /* seconds the server asked for, or 0 */
	char *thread;       /* the id of the thread it came into, or NULL */
	gboolean rest;      /* temporary, and not for this delivery alone: its endpoint is left
	                       alone meanwhile */
} Outcome;

void outcome_clear(Outcome *outcome);

#endif
