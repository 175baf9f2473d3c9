/* piece.h - a file by pieces, which cmark reads one after the other. */
#ifndef TIDINGS_MARKDOWN_PIECE_H
#define TIDINGS_MARKDOWN_PIECE_H

#include "markdown/source.h"

#include <cmark.h>

/*
 * cmark takes up to 230 times as much memory as a text (for one of brackets), so it is given 64 KiB
 * at a time.  Most files are one piece.  Of larger ones each piece begins where a block of the
 * document does, or an item of a list at its top level; the block that the end of a piece cuts in
 * two is read again as the start of the next one.  What is not known of the pieces before is the
 * definitions of links, of which only headings would tell.
 */

enum {
	PIECE_DEPTH_MAX = 200 /* container marks on one line; more only slow cmark down */
};

/* The last line of the piece that begins with line `first`. */
guint piece_last(const Source *source, guint first);

/*
 * The lines as cmark's tree; its line 1 is `first`.  Lines that are nested more
 * than PIECE_DEPTH_MAX levels deep are left out, the first of which is put into `*too_deep` unless
 * that is set, and so is the middle of a line that is too long.
 */
cmark_node *piece_parse(const Source *source, guint first, guint last, guint *too_deep);

/*
 * The line that the next piece begins with: where the tree's last block began, of a list its last
 * item.  When that is `first`, so that one block fills the piece: the one after it, when it is a
 * paragraph or ends in code or HTML, and otherwise the one after the piece.
 */
guint piece_next(const Source *source, cmark_node *document, guint first, guint last);

#endif
