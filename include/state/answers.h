/*
 * answers.h - what people did about actions, which answers count, and what people want who
 * answered.
 */
#ifndef TIDINGS_STATE_ANSWERS_H
#define TIDINGS_STATE_ANSWERS_H

#include "model/deed.h"
#include "state/state.h"

/* Remembers what `person` did about the action `id` (in whatever case) at `now`, and its words. */
gboolean deed_put(State *state, const char *id, const Deed *deed, gint64 now, GError **error);

/* Return, oldest first, what was done about an action, and what a person answered by mail since
 * `since` (Unix seconds).  GPtrArray of owned Deed *. */
GPtrArray *deeds_of_action(State *state, const char *id, GError **error);
GPtrArray *deeds_by_mail(State *state, const char *person, gint64 since, GError **error);

/* Says whether `key` is heard for the first time, and remembers it. */
gboolean heard_add(State *state, const char *key, gint64 now, gboolean *first, GError **error);
gboolean heard_prune(State *state, gint64 before, GError **error);

/* A message that was not believed, for the organiser to look at. */
typedef struct {
	gint64 at;
	char *sender, *subject, *why; /* UTF-8, one line each */
} Unheard;

void unheard_free(Unheard *unheard);

/* Keeps the latest two hundred. */
gboolean unheard_put(State *state, const Unheard *unheard, GError **error);

/* Returns them, the latest first: GPtrArray of owned Unheard *. */
GPtrArray *unheard_load(State *state, GError **error);

/* What a person wants who answered.  All 0 for who never did. */
typedef struct {
	gboolean stopped;
	Day paused_until; /* no reminder before that day; or DAY_NONE */
	guint bounces;    /* how often mail to the person came back for good */
} Wishes;

gboolean wishes_get(State *state, const char *person, Wishes *wishes, GError **error);
gboolean wishes_put(State *state, const char *person, const Wishes *wishes, GError **error);

/* How far the mailbox at `url` was read: two numbers, 0 at first and for another mailbox. */
gboolean mailbox_place_get(State *state, const char *url, guint32 *validity, guint32 *last,
                           GError **error);
gboolean mailbox_place_put(State *state, const char *url, guint32 validity, guint32 last,
                           GError **error);

#endif
