/* meeting.h - what is understood of one meeting file. */
#ifndef TIDINGS_MODEL_MEETING_H
#define TIDINGS_MODEL_MEETING_H

#include "base/day.h"

/* One thing to do, as one file says it. */
typedef struct {
	GPtrArray *owners; /* char *: owner tokens as written, in order; maybe empty */
	GPtrArray
	    *people;   /* char *: ids of the persons they stand for; filled by resolve_meeting() */
	char *text;    /* after the owner prefix, Markdown as written, lines joined by a space */
	char *detail;  /* the list or code below it, or NULL */
	char *heading; /* the sub-heading it stands under, or NULL */
	char *track; /* the track's name; filled by resolve_meeting(), NULL before and when there is
	                none */
	Day due;     /* DAY_NONE when no deadline is named */
	gboolean done;
	guint line; /* from 1 */
} Action;

/* A decision or announcement without an owner. */
typedef struct {
	char *text;
	Day next_meeting;   /* the day of the next meeting it announces, or DAY_NONE */
	gint64 next_start;  /* Unix seconds UTC when it begins, if the time is told, too; else 0 */
	gint32 next_offset; /* of the zone of that time, seconds east of Greenwich */
	guint line;
} Decision;

/* One statement of the discussions. */
typedef struct {
	char *speaker; /* owner token as written, or NULL */
	char *text;    /* Markdown as written; paragraphs and lists below keep their line breaks */
	guint line;
} Entry;

/* A topic of the discussions: a sub-heading, or what stands above the first one. */
typedef struct {
	char *name;  /* the heading's text without emoji shortcodes; the file's first team, or "",
	                above the first */
	guint level; /* of the heading, 1 to 6 */
	guint line;  /* of the heading */
	GPtrArray *entries; /* Entry * */
} Topic;

/* Something the file's author should mend. */
typedef struct {
	guint line;   /* from 1 */
	guint column; /* from 1, in characters */
	char *code;   /* "bad-datetime": stable, documented */
	char *message;
} Warning;

typedef struct {
	char *path;  /* as given: relative to notes.root in a run; raw bytes as the file system has
	                them */
	char *title; /* or NULL */
	char *datetime; /* ISO 8601 with offset, as understood ("2022-02-16T13:00:00+01:00"), a bare
	                   day, or NULL */
	gint64 start;   /* Unix seconds UTC of `datetime`; of that day's midnight when only a day is
	                   known; 0 if unknown */
	Day day;        /* its day in its own zone, or DAY_NONE */
	gboolean has_time;
	char *location;          /* or NULL */
	GPtrArray *teams;        /* char * */
	GPtrArray *participants; /* char *, as written */
	GPtrArray *tags;         /* char * */
	GPtrArray *topics;       /* Topic * */
	GPtrArray *actions;      /* Action * */
	GPtrArray *decisions;    /* Decision * */
	GPtrArray *warnings;     /* Warning *, by line */
	gboolean clipped;        /* the file had more items than are kept; a warning says so */
} Meeting;

/* An empty meeting; every array exists and owns its items.  Copies `path`. */
Meeting *meeting_new(const char *path);
void meeting_free(Meeting *meeting);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Meeting, meeting_free)

/* Zeroed items; `owners`, `people` and `entries` exist.  Freed with the array they are put in. */
Action *action_new(void);
Action *action_new_for(GPtrArray *owners); /* takes them */
void action_free(Action *action);
Action *action_copy(const Action *action);
Decision *decision_new(void);
void decision_free(Decision *decision);
Entry *entry_new(void);
void entry_free(Entry *entry);
Topic *topic_new(void);
void topic_free(Topic *topic);

/* Adds a warning; `format` as for printf. */
void meeting_warn(Meeting *meeting, guint line, guint column, const char *code, const char *format,
                  ...) G_GNUC_PRINTF(5, 6);

/* When a decision's next meeting begins, "15:30+01:00" in the zone it was told in, newly allocated;
 * NULL without a time. */
char *decision_next_time(const Decision *decision);

/* How the meeting is called for people: its title, else its first team and its day, else its path;
 * UTF-8.  Newly allocated. */
char *meeting_label(const Meeting *meeting);

/*
 * The meeting as bytes for the state file and back.  The format carries a version:
 * meeting_from_bytes() gives NULL for bytes of another version or damaged ones, and the caller then
 * treats the file as not seen yet. `warnings` are not kept, and the path only when it is UTF-8: a
 * file's row has it as the file system does.
 */
GBytes *meeting_to_bytes(const Meeting *meeting);
Meeting *meeting_from_bytes(GBytes *bytes);

/* The action at that place of the meeting, which then has none there; NULL when it has none.  Owned
 * by the caller. */
Action *meeting_steal_action(Meeting *meeting, guint place);

#endif
