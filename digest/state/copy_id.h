/* copy_id.h - the key of a copy: its file and its place there in one number, so that rows of new files come at the end. */
#ifndef TIDINGS_STATE_COPY_ID_H
#define TIDINGS_STATE_COPY_ID_H

#include <glib.h>

/* Places are below ITEMS_MAX of notes/item.h; that leaves 43 bits for files. */
#define COPY_PLACE_BITS 20

static inline gint64
copy_id(gint64 file, guint place)
{
	return (file << COPY_PLACE_BITS) + place;
}

/* The same in SQL, of a row `c` of copies; `file` is an expression. */
#define COPY_BITS          G_STRINGIFY(COPY_PLACE_BITS)
#define COPY_FILE          "(c.id >> " COPY_BITS ")"
#define COPY_PLACE         "(c.id & ((1 << " COPY_BITS ") - 1))"
#define COPY_OF_FILE(file) "c.id BETWEEN " file " << " COPY_BITS " AND (" file " + 1 << " COPY_BITS ") - 1"

#endif
