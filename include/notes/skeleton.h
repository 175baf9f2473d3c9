/* skeleton.h - notes that were prepared for a meeting, and do not tell of it yet. */
#ifndef TIDINGS_NOTES_SKELETON_H
#define TIDINGS_NOTES_SKELETON_H

#include "model/meeting.h"

/*
 * Returns TRUE when nothing stands in the notes but their front matter, headings, an agenda and
 * placeholders, in any language.
 */
gboolean notes_is_skeleton(const Meeting *meeting);

#endif
