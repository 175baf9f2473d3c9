/* meeting.h - the parsed content of one meeting file. */
#ifndef TIDINGS_MODEL_MEETING_H
#define TIDINGS_MODEL_MEETING_H

#include "base/day.h"

/* One action item of a file. */
typedef struct {
	GPtrArray *owners; /* char *: owner tokens as written, in order; may be empty */
	GPtrArray
	    *people; /* char *: ids of the persons behind the tokens; filled by resolve_meeting() */
	char *text;  /* after the owner prefix, Markdown as written, lines joined by a space */
	char *detail;  /* the list or code block nested below it, or NULL */
	char *heading; /* the sub-heading above it, or NULL */
	char *track;   /* the track's name; filled by resolve_meeting(), NULL before and without a
	                  track */
	Day due;       /* DAY_NONE without a deadline */
	gboolean done;
	guint line;        /* from 1 */
	GPtrArray *linked; /* Linked *, owned: what it links to, by linked_attach(); NULL before and
	                      without `forge`.  Not stored */
} Action;

/* A decision or announcement without an owner. */
typedef struct {
	char *text;
	Day next_meeting;   /* the day of the next meeting that it announces, or DAY_NONE */
	gint64 next_start;  /* Unix seconds UTC of its start, if the time is announced, too;
	                       otherwise 0 */
	gint32 next_offset; /* of the zone of that time, seconds east of Greenwich */
	guint line;
} Decision;

/* One statement in the discussions. */
typedef struct {
	char *speaker; /* owner token as written, or NULL */
	char *text;    /* Markdown as written; paragraphs and nested lists keep their line breaks */
	guint line;
} Entry;

/* A topic of the discussions: a sub-heading, or the text above the first one. */
typedef struct {
	char *name;  /* the heading's text without emoji shortcodes; above the first heading the
	                file's first team, or "" */
	guint level; /* of the heading, 1 to 6 */
	guint line;  /* of the heading */
	GPtrArray *entries; /* Entry * */
} Topic;

/* A problem that the file's author should fix. */
typedef struct {
	guint line;   /* from 1 */
	guint column; /* from 1, in characters */
	char *code;   /* "bad-datetime": stable and documented (model/lint_code.h) */
	char *message;
} Warning;

typedef struct {
	char *path; /* as given: relative to notes.root in a run; raw bytes as in the file system */
	char *section;  /* which of the file's meetings it is: "2024-03-05", "2024-03-05/2" for the
	                   second of a day, "" for what stands outside of them; NULL when the file
	                   is one meeting */
	guint line;     /* of the heading of such a meeting; 0 when the meeting is the file */
	gint64 row;     /* in the state's table of files; 0 before it is stored */
	char *title;    /* or NULL */
	char *datetime; /* ISO 8601 with offset ("2022-02-16T13:00:00+01:00"), normalized; a day
	                   only; or NULL */
	gint64 start; /* Unix seconds UTC of `datetime`; of midnight if only the day is known; 0 if
	                 unknown */
	Day day;      /* its day in its own time zone, or DAY_NONE */
	gboolean has_time;
	char *location;          /* or NULL */
	GPtrArray *teams;        /* char * */
	GPtrArray *participants; /* char *, as written */
	GPtrArray *tags;         /* char * */
	GPtrArray *topics;       /* Topic * */
	GPtrArray *actions;      /* Action * */
	GPtrArray *decisions;    /* Decision * */
	GPtrArray *warnings;     /* Warning *, by line */
	gboolean clipped;        /* the file has more items than are kept; a warning says so */
} Meeting;

/* Creates an empty meeting; every array exists and owns its items.  Copies `path`. */
Meeting *meeting_new(const char *path);
void meeting_free(Meeting *meeting);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Meeting, meeting_free)

/*
 * Create zeroed items, with `owners`, `people` and `entries` as empty arrays.  Freed with the array
 * that they are added to.
 */
Action *action_new(void);
Action *action_new_for(GPtrArray *owners); /* takes ownership */
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

/* Moves what is in the meeting down by so many lines of its file, or up. */
void meeting_move_lines(Meeting *meeting, gint lines);

/*
 * Returns the start of the next meeting, "15:30+01:00" in the time zone of the announcement, newly
 * allocated; NULL without a time.
 */
char *decision_next_time(const Decision *decision);

/*
 * Returns the meeting's name for people: its title, otherwise its first team and its day, otherwise
 * its path; UTF-8.  Newly allocated.
 */
char *meeting_label(const Meeting *meeting);

/*
 * Encode a meeting for the state file, and decode it.  The format has a version:
 * meeting_from_bytes() returns NULL for another version and for damaged bytes, and the caller then
 * treats the file as unseen.  `warnings`, `section` and `row` are not stored, and the path only if
 * it is UTF-8: a file's row has the path as in the file system.
 */
GBytes *meeting_to_bytes(const Meeting *meeting);
Meeting *meeting_from_bytes(GBytes *bytes);

/*
 * Removes and returns the action at `index`, leaving NULL there; returns NULL if there is none.
 * Owned by the caller.
 */
Action *meeting_steal_action(Meeting *meeting, guint index);

#endif
