/* words.h - English words that look like names at the start of a line but are none. */
#ifndef TIDINGS_PEOPLE_WORDS_H
#define TIDINGS_PEOPLE_WORDS_H

#include <glib.h>

/* All compare without regard to ASCII case; the word is `length` bytes long. */

/* A label, a verb, a pronoun, a topic: `Deadline`, `Review`, `We`, `Documentation`. */
gboolean word_is_label(const char *word, gsize length);

/* An abbreviation of a thing, not of a person: `PR`, `CI`, `VMM`. */
gboolean word_is_acronym(const char *word, gsize length);

/* One of those that stand at the head of an item: `PR:` is a pull request, though somebody may be
 * called so. */
gboolean word_begins_items(const char *word, gsize length);

/* Names a group by itself: `Everyone`, `All`, `Mentors`. */
gboolean word_is_group(const char *word, gsize length);

/* Means everybody who was there, in one of the languages that notes are written in: `Everyone`,
 * `Alle`, `Tous`.  The word is without accents. */
gboolean word_is_everybody(const char *word, gsize length);

/* Names a group after a word that says which: `leaders` in `Community leaders`. */
gboolean word_is_group_noun(const char *word, gsize length);

/* The word at `text` may be the verb of `X to do y`: no direction (`Moved to the wiki`), no passive
 * (`to be moved`). */
gboolean word_may_be_verb(const char *text);

/* `Moved`, `Moving`, `Shortly`. */
gboolean word_is_participle(const char *word, gsize length);

#endif
