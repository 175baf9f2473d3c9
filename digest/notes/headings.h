/* headings.h - what a heading says of the section below it. */
#ifndef TIDINGS_NOTES_HEADINGS_H
#define TIDINGS_NOTES_HEADINGS_H

#include "vocabulary.h"

/* `Attendees`: below it is who was there. */
gboolean heading_is_attendance(Languages languages, const char *heading);

/* `Agenda`: below it is what was to be talked about, which is not talk. */
gboolean heading_is_agenda(Languages languages, const char *heading);

/* `Next meeting`: it or what is below it has a day to come. */
gboolean heading_is_next_meeting(Languages languages, const char *heading);

/* `Discussions`, `Minutes`: all talk is below it, so it is not a topic by itself. */
gboolean heading_is_discussions(Languages languages, const char *heading);

/* `Review of action items`, `Actions from last time`: below it is what became of earlier actions.
 */
gboolean heading_is_review(Languages languages, const char *heading);

/* `The following tasks are left:`: a sentence, or a few lines, that ends with a colon. */
gboolean heading_announces_actions(Languages languages, const char *text);

/* TRUE if all of a trimmed line is a label above what is to be done: `Action items:`, `**TODO**`,
 * `*Next steps:*`; without a colon or emphasis only if it is the label alone. */
gboolean heading_is_action_label(Languages languages, const char *line);

/* What the headings so far, read in order, say; all 0 at the start of a file. */
typedef struct {
	guint discussions; /* level of the discussions' heading that the next one is below; 0 for
	                      none */
	guint review;      /* the same of a review of earlier actions, which begins nothing */
} HeadingState;

typedef enum {
	SECTION_NONE,      /* talk */
	SECTION_ACTIONS,   /* what is to be done: `Next steps` */
	SECTION_DECISIONS, /* decisions, perhaps among actions: `TODOs and decisions` */
} SectionKind;

/*
 * Returns what the section below `heading` lists: it names TODOs, tasks, action items or decisions,
 * or has one of `phrases` (char *; may be NULL) in it.  `Next steps` and `Follow-ups` do so beside
 * the discussions; below them they are topics.  A phrase that is written after a `!` makes any
 * heading that has it a topic.  Case and diacritics do not matter.  `level` as in Block.
 */
SectionKind heading_begins_section(HeadingState *state, Languages languages, const char *heading,
                                   guint level, const GPtrArray *phrases);

#endif
