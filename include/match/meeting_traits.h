/* meeting_traits.h - whether two files tell of the same meeting: one that was moved and edited at
 * once.
 */
#ifndef TIDINGS_MATCH_LIKENESS_H
#define TIDINGS_MATCH_LIKENESS_H

#include "model/meeting.h"

/* What a meeting is recognised by, made once for each file. */
typedef struct {
	Day day;       /* that the notes tell, or DAY_NONE */
	char *title;   /* folded, or NULL */
	char *team;    /* the first one, folded, or NULL */
	char *file;    /* the last part of its path */
	GArray *lines; /* guint32: hashes of the folded lines that are said, decided and to do;
	                  sorted, each once */
} MeetingTraits;

/* Of a meeting with everything that it says. */
MeetingTraits *meeting_traits_new(const char *path, const Meeting *meeting);
void meeting_traits_free(MeetingTraits *traits);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MeetingTraits, meeting_traits_free)

/*
 * How likely it is that both are one meeting, the more the likelier; 0 when they are two.  Two days
 * are two meetings.  Else it is one when a quarter of the lines of the shorter one are in both, on
 * the same day under the same title, team or file name; or when half of all the lines are in both,
 * on the same day or under the same file name.
 */
double meeting_traits_similarity(const MeetingTraits *a, const MeetingTraits *b);

/* Of two candidates one must be likelier by this, or neither is believed. */
#define SIMILARITY_MARGIN 0.05

#endif
