/* visible.h - what a reader sees of a text: characters that show nothing themselves, and where a
 * text may be cut. */
#ifndef TIDINGS_BASE_VISIBLE_H
#define TIDINGS_BASE_VISIBLE_H

#include <glib.h>

/*
 * TRUE when the character at `p` of `text` (valid UTF-8) shows nothing itself and is not needed
 * where it stands: what has the property Default_Ignorable_Code_Point (DerivedCoreProperties.txt of
 * Unicode), such as the zero-width space, the marks, embeddings and overrides of UAX #9, tags,
 * fillers and selectors; and the annotation characters.  Needed are joiners after a virama (RFC
 * 5892, A.1 and A.2), between letters of a script that joins its letters, and between emoji; and
 * one variation selector after a symbol, a digit or a letter of a script that has variants.
 * Isolates (UAX #9, 2.4) are hidden, too: only the whole text tells whether they are balanced.
 */
gboolean text_hides(const char *text, const char *p);

/*
 * `text` (valid UTF-8) without what text_hides() says, but with isolates that are balanced: then
 * nothing in it changes how the text around it is read.  In linear time.  Newly allocated.
 */
char *text_reveal(const char *text);

/*
 * The nearest place at or before `end`, within or at the end of `text` (valid UTF-8), where a text
 * may be cut: not between a character and its marks, selectors and joiners.  `end` where none is
 * near.
 */
const char *text_cut_place(const char *text, const char *end);

/* `text`, or its beginning and an ellipsis: at most `most` characters.  Newly allocated. */
char *text_cut(const char *text, guint most);

#endif
