/* visible.h - which characters of a text are invisible, and where it may be cut. */
#ifndef TIDINGS_BASE_VISIBLE_H
#define TIDINGS_BASE_VISIBLE_H

#include <glib.h>

/*
 * Returns TRUE if the character at `p` of `text` (valid UTF-8) is invisible and has no use at its
 * position: one with the property Default_Ignorable_Code_Point (DerivedCoreProperties.txt of
 * Unicode), such as the zero-width space, the marks, embeddings and overrides of UAX #9, tags,
 * fillers and selectors; or an annotation character.  Kept are joiners after a virama (RFC 5892,
 * A.1 and A.2), between letters of a script that joins its letters, and between emoji; and one
 * variation selector after a symbol, a digit or a letter of a script that has variants.  Isolates
 * (UAX #9, 2.4) count as hidden, since only the whole text shows whether they are balanced.
 */
gboolean text_is_hidden(const char *text, const char *p);

/*
 * Returns `text` (valid UTF-8) without its hidden characters (text_is_hidden()), but with balanced
 * isolates: then nothing in it changes how the text around it is displayed.  In linear time.  Newly
 * allocated.
 */
char *text_remove_hidden(const char *text);

/*
 * Returns the nearest position at or before `end`, within or at the end of `text` (valid UTF-8),
 * where it may be cut: not between a character and its marks, selectors and joiners.  Returns `end`
 * if there is none nearby.
 */
const char *text_cut_position(const char *text, const char *end);

/*
 * Cuts `text` to at most `most` characters, the last one an ellipsis if something was cut.  Newly
 * allocated.
 */
char *text_cut(const char *text, guint most);

#endif
