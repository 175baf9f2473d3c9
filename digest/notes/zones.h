/* zones.h - time zones as people write them after a time. */
#ifndef TIDINGS_NOTES_ZONES_H
#define TIDINGS_NOTES_ZONES_H

#include "vocabulary.h"

typedef enum {
	ZONE_NONE,
	ZONE_OFFSET, /* `CET`, `UTC+2`: `offset` */
	ZONE_REGION, /* `ET`, `Berlin time`, `Europe/Berlin`: `region` says the offset of a day */
	ZONE_AMBIGUOUS, /* `IST`: that of Ireland, Israel or India */
} ZoneKind;

enum {
	ZONE_REGION_SIZE = 40
};

typedef struct {
	ZoneKind kind;
	int offset;                    /* seconds east of Greenwich */
	char region[ZONE_REGION_SIZE]; /* "Europe/Berlin" */
} Zone;

/* Returns the bytes of the zone that `p` begins with, and sets `*zone`; 0 if there is none. */
gsize zone_find(Languages languages, const char *p, Zone *zone);

/*
 * Returns the bytes of the zone at `p`, 0 when there is none: `CET`, `utc`, `UTC+2`, `UTC −4`,
 * `GMT+05:30`, `+01:00`.  Sets `*offset` to its seconds east of Greenwich.
 */
gsize zone_scan(const char *p, int *offset);

/* Returns the zone; `otherwise`, newly referenced, for one of another kind than the first two. */
GTimeZone *zone_to_time_zone(const Zone *zone, GTimeZone *otherwise);

#endif
