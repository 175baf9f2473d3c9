/* names.h - what a file tells of words: its people and its topics. */
#ifndef TIDINGS_NOTES_NAMES_H
#define TIDINGS_NOTES_NAMES_H

#include "notes/outline.h"
#include "notes/owners.h"

/* From participants, teams, tags and headings. */
OwnerNames *names_learn(const Meeting *meeting, const GArray *blocks);

#endif
