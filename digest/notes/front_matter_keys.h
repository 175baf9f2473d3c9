/* front_matter_keys.h - the keys of front matter that are read. */
#ifndef TIDINGS_NOTES_FRONT_MATTER_KEYS_H
#define TIDINGS_NOTES_FRONT_MATTER_KEYS_H

#include <glib.h>

/* The keys that front_matter_read() reads, NULL at the end. */
extern const char *const front_matter_keys[];

/* TRUE for one of these keys in any case, and for their names in other languages: `Fecha`. */
gboolean front_matter_reads_key(const char *key);

#endif
