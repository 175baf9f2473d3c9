/* owner_names_learn.h - what a file tells of words: its people and its topics. */
#ifndef TIDINGS_NOTES_OWNER_NAMES_LEARN_H
#define TIDINGS_NOTES_OWNER_NAMES_LEARN_H

#include "markdown/outline.h"
#include "owners.h"

/* From participants, teams, tags, headings and how the text writes a word.  `source` must outlive
 * it. */
OwnerNames *owner_names_from_meeting(const Source *source, const Meeting *meeting,
                                     const GArray *blocks);

#endif
