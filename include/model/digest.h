/* digest.h - the content of a message for one target, before it is rendered. */
#ifndef TIDINGS_MODEL_DIGEST_H
#define TIDINGS_MODEL_DIGEST_H

#include "model/action_record.h"
#include "model/deed.h"
#include "model/marked_action.h"
#include "model/meeting.h"
#include "model/message.h"
#include "model/person.h"

/* The changes of one meeting file between two snapshots. */
typedef struct {
	Meeting *before;  /* owned; NULL for a new file */
	Meeting *after;   /* owned; NULL for a removed file */
	GPtrArray *added; /* Action * of `after`, not owned; the arrays below do not own their items
	                     either */
	GPtrArray *reworded;  /* same item with another wording or due date, or its owners spelt
	                         differently */
	GPtrArray *reowned;   /* same item with other owners; the wording may differ, too */
	GPtrArray *given_up;  /* Action * of `before`, at the same index as in `reowned`: the item
	                         with its former owners */
	GPtrArray *finished;  /* Action * of `after`: done, and open in `before` */
	GPtrArray *withdrawn; /* Action * of `before` that is not in `after` */
	GPtrArray *grown;     /* Topic * of `after` with new entries */
	GPtrArray *announced; /* Decision * of `after` that are new */
	gboolean late;        /* the meeting was long ago when it came to be known: just noted */
} Change;

Change *change_new(void);
void change_free(Change *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Change, change_free)

/* Returns TRUE if the change contains nothing to report. */
gboolean change_is_empty(const Change *change);

/* One action as shown to one reader.  Days are counted from the digest's `today`. */
typedef struct {
	const ActionRecord *record; /* not owned: belongs to Digest.records */
	GPtrArray *others; /* char *: names of the co-owners that this reader's group shows */
	guint more_others; /* number of co-owners beyond `others` */
	gboolean fresh;    /* new within the period, in a meeting that is news and not late */
	gboolean noted;    /* new within the period, in a meeting that came late: just noted */
	gboolean overdue;
	gboolean newly_overdue; /* since the last success */
	gboolean back;          /* it was snoozed until a day within the period */
	gboolean stale; /* no meeting has listed it for expire_after; shown for the last time */
	guint place;    /* of a reminder, from 0: those of the first places are shown */
	gint due_in;    /* days until due (negative: overdue); G_MAXINT without a due date */
	guint age_days; /* since first_day */
} DigestAction;

/* The actions of one owner. */
typedef struct {
	const Person *
	    person; /* not owned; NULL for a group, and if the token matches no configured person */
	gboolean is_group;  /* the token names a configured group: `label` is the token */
	gboolean ambiguous; /* the token matches several persons, so that nobody is assigned */
	char *label; /* the person's name, or the token as written; "" for actions without owner */
	GPtrArray *actions; /* DigestAction *: overdue, then by due date, then the oldest first */
} OwnerGroup;

/* The changes and actions of one track. */
typedef struct {
	char *id;           /* configured id, or the folded name */
	char *name;         /* for people */
	GPtrArray *changes; /* Change *, not owned: new meetings by day, then changed ones */
	GPtrArray *actions; /* DigestAction *: open actions of this track that are news */
} TrackGroup;

enum {
	ANNOUNCED_DAYS =
	    60 /* how many days back notes are searched for the meetings they announce */
};

/* A future meeting that the notes announce. */
typedef struct {
	Day day;
	gint64 start;  /* Unix seconds UTC, or 0 when only the day is known */
	gint32 offset; /* of the zone it was announced in, seconds east of Greenwich */
	char *track;   /* name */
	char *text;
	char *path;
	guint line;
} Upcoming;

typedef struct {
	char *job;
	JobKind kind;
	char *page; /* path in the archive, relative to its folder; NULL without an archive */
	const Person *reader; /* recipient of a personal mail; NULL for a list or a channel */
	Day from;             /* first day of the period */
	Day today;            /* the day it is composed, in the configuration's time zone */
	gint64 now;           /* Unix seconds UTC */
	GPtrArray *records;   /* ActionRecord *, owned */
	GPtrArray *changes;  /* Change *, owned: new and changed meetings, by day; in a post one, or
	                        all that it lists */
	GPtrArray *owners;   /* OwnerGroup *, owned, by name; the unassigned last */
	GPtrArray *tracks;   /* TrackGroup *, owned, in the configuration's order, then by name */
	GPtrArray *upcoming; /* Upcoming *, owned, by day */
	GPtrArray *marked;   /* MarkedAction *, not owned: in a reminder, the reader's actions that
	                        marks in the notes ended */
	GPtrArray *looking;  /* ActionRecord *, not owned: what came to look done; in a reminder to
	                        a reader, theirs */
	guint new_meetings, changed_meetings, open_actions, new_actions, overdue_actions,
	    unassigned_actions;
	guint due_soon;         /* open actions for which digest_action_is_soon() */
	guint newly_overdue;    /* open actions whose due date passed within the period */
	guint noted_actions;    /* open actions that are just noted, in meetings that are news */
	guint last_actions;     /* open actions that become stale: they are not listed any more */
	guint places;           /* of a reminder: how many different actions it has */
	const char *answer_key; /* of the tokens of a reminder's links, not owned; NULL for none */
	const GPtrArray *answered; /* Deed *, not owned: what the reader has answered since the last
	                              reminder; or NULL */
	gboolean first_post; /* of a post: the meeting is posted for the first time, so that nothing
	                        of it has changed */
	gboolean has_news;   /* of a reminder: something in it is worth a mail of its own */
} Digest;

Digest *digest_new(void);
void digest_free(Digest *digest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Digest, digest_free)
DigestAction *digest_action_new(void);
void digest_action_free(DigestAction *action);

/* TRUE when the action is due within a week: today, or in at most seven days.  FALSE when it is
 * overdue. */
gboolean digest_action_is_soon(const DigestAction *action);

/* TRUE when a digest shows the action and does not only count it: it is new, just noted, overdue,
 * or due before the next such digest is likely to come. */
gboolean digest_action_is_news(const DigestAction *action);

/* TRUE when the action is a reason to send a reminder. */
gboolean digest_action_is_reason(const DigestAction *action);

OwnerGroup *owner_group_new(void);
void owner_group_free(OwnerGroup *group);
TrackGroup *track_group_new(void);
void track_group_free(TrackGroup *group);
void upcoming_free(Upcoming *upcoming);

/*
 * Returns TRUE if the digest is not worth sending.  A mark in the file where the item was open does
 * not count for a reminder, since the reader or a co-owner put it there; a mark in another file
 * does.
 */
gboolean digest_is_empty(const Digest *digest);

/* Returns TRUE for a post that lists several meetings instead of one post for each. */
gboolean digest_is_list(const Digest *digest);

#endif
