/* copy_id.h - the key of a copy: its file and its place there in one number, so that rows of new files come at the end. */
#ifndef TIDINGS_STATE_COPY_ID_H
#define TIDINGS_STATE_COPY_ID_H

#include <glib.h>

/* Places are below ITEMS_MAX (notes/item.h); that leaves 43 bits for files. */
#define COPY_PLACE_BITS 20

static inline gint64
copy_id(gint64 file, guint place)
{
	return (file << COPY_PLACE_BITS) + place;
}

/* The same in SQL, of a row `c` of copies; `file` is an expression. */
#define COPY_FILE          "(c.id >> 20)"
#define COPY_PLACE         "(c.id & 1048575)"
#define COPY_OF_FILE(file) "c.id BETWEEN (" file " << 20) AND (" file " << 20) + 1048575"

#endif
