/* digest.h - what there is to tell one target, before it becomes text. */
#ifndef TIDINGS_MODEL_DIGEST_H
#define TIDINGS_MODEL_DIGEST_H

#include "model/action_record.h"
#include "model/marked_action.h"
#include "model/meeting.h"
#include "model/message.h"
#include "model/person.h"

/* What happened to one meeting file between two snapshots. */
typedef struct {
	Meeting *before;      /* owned; NULL for a new file */
	Meeting *after;       /* owned; NULL for one that went away */
	GPtrArray *added;     /* Action * of `after`, not owned, as are those below */
	GPtrArray *reworded;  /* Action * of `after`: same item, other words or due date, or its
	                         owners spelt otherwise */
	GPtrArray *reowned;   /* Action * of `after`: same item, other owners, whatever its words */
	GPtrArray *given_up;  /* Action * of `before`, by the place in `reowned`: the same item when
	                         others had it */
	GPtrArray *finished;  /* Action * of `after`: done now, open before */
	GPtrArray *withdrawn; /* Action * of `before` that is gone */
	GPtrArray *grown;     /* Topic * of `after` that has new entries */
	GPtrArray *announced; /* Decision * of `after` that are new */
} Change;

Change *change_new(void);
void change_free(Change *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Change, change_free)

/* TRUE when there is nothing in it worth telling. */
gboolean change_is_empty(const Change *change);

/* One action as one reader sees it.  Days are counted from the digest's `today`. */
typedef struct {
	const ActionRecord *record; /* not owned: belongs to Digest.records */
	GPtrArray *others; /* char *: names of the co-owners, as this reader's group shows them */
	guint more_others; /* who are not among them */
	gboolean fresh;    /* new within the period, and of a meeting that is news */
	gboolean overdue;
	gboolean stale; /* nobody touched it for expire_after: shown this once */
	gint due_in;    /* days until due (negative: overdue); G_MAXINT without a due date */
	guint age_days; /* since first_day */
} DigestAction;

/* What one owner has to do. */
typedef struct {
	const Person
	    *person; /* not owned; NULL for a group, and when the token is nobody configured */
	gboolean is_group;  /* the token names a configured group: `label` is the token */
	gboolean ambiguous; /* the token fits two persons or more: nobody is meant */
	char *label;        /* the person's name, or the token as written; "" for no owner at all */
	GPtrArray *actions; /* DigestAction *: overdue, then by due date, then the oldest first */
} OwnerGroup;

/* What one track did. */
typedef struct {
	char *id;           /* configured id, or the folded name */
	char *name;         /* for people */
	GPtrArray *changes; /* Change *, not owned: new meetings by day, then changed ones */
	GPtrArray *actions; /* DigestAction *: open actions of this track that are news */
} TrackGroup;

/* A meeting to come that the notes announce. */
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
	char *page;           /* of the archive, relative to its folder; NULL without one */
	const Person *reader; /* whose mail it is; NULL for a list or a channel */
	Day from;             /* first day of the period */
	Day today;            /* the day it is made, in the configuration's zone */
	gint64 now;           /* Unix seconds UTC */
	GPtrArray *records;   /* ActionRecord *, owned */
	GPtrArray *changes;  /* Change *, owned: new and changed meetings, by day; of a post one, or
	                        all that it lists */
	GPtrArray *owners;   /* OwnerGroup *, owned, by name; the unassigned last */
	GPtrArray *tracks;   /* TrackGroup *, owned, in the configuration's order, then by name */
	GPtrArray *upcoming; /* Upcoming *, owned, by day */
	GPtrArray *marked;   /* MarkedAction *, not owned: of a reminder, those of its reader that
	                        notes ended */
	guint new_meetings, changed_meetings, open_actions, new_actions, overdue_actions,
	    unassigned_actions;
	guint due_soon;      /* open actions for which digest_action_is_soon() */
	guint newly_overdue; /* open actions whose due date passed within the period */
} Digest;

Digest *digest_new(void);
void digest_free(Digest *digest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Digest, digest_free)
DigestAction *digest_action_new(void);
void digest_action_free(DigestAction *action);

/* TRUE when the action is due within a week: today, or in at most seven days.  FALSE when it is
 * overdue. */
gboolean digest_action_is_soon(const DigestAction *action);

/* TRUE when a digest shows the action and does not only count it: it is new, overdue, or due before
 * the next such digest is likely to come. */
gboolean digest_action_is_news(const DigestAction *action);

OwnerGroup *owner_group_new(void);
void owner_group_free(OwnerGroup *group);
TrackGroup *track_group_new(void);
void track_group_free(TrackGroup *group);
void upcoming_free(Upcoming *upcoming);

/*
 * TRUE when there is nothing to say: it is not sent.  A mark where the item stood is what its
 * reader, or somebody beside the reader, does in the notes, and makes no reminder by itself; one in
 * another file does.
 */
gboolean digest_is_empty(const Digest *digest);

/* TRUE for a post that lists meetings in place of a post for each. */
gboolean digest_is_list(const Digest *digest);

#endif
