/* talk.h - where the notes turn into what people said. */
#ifndef TIDINGS_NOTES_TALK_H
#define TIDINGS_NOTES_TALK_H

#include "markdown/outline.h"
#include "owner_names.h"

/*
 * TRUE if people talk from block `index` on, so that a section of actions has ended: three of them
 * in sentences of speech, names alone on their lines again and again as in a transcript, or the
 * first of them below a rule.  `line` is used to read lines into.
 */
gboolean talk_begins(const Source *source, const GArray *blocks, guint index,
                     const OwnerNames *names, GString *line);

#endif
