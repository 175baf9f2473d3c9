/* zone.h - the short names of time zones that people write behind a time. */
#ifndef TIDINGS_NOTES_ZONE_H
#define TIDINGS_NOTES_ZONE_H

#include <glib.h>

/*
 * Bytes of the zone at `p`, 0 when there is none: `CET`, `utc`, `UTC+2`, `GMT+05:30`, `+01:00`.
 * `*offset` becomes its seconds east of Greenwich.  Names that mean several zones (IST, CST in
 * Asia) are not known, but for those of North America.
 */
gsize zone_read(const char *p, int *offset);

#endif
