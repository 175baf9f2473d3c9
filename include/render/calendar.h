/* calendar.h - meetings to come as an iCalendar object. */
#ifndef TIDINGS_RENDER_CALENDAR_H
#define TIDINGS_RENDER_CALENDAR_H

#include "config/config.h"
#include "model/digest.h"

/*
 * The upcoming meetings of `digest` whose time is told, as text/calendar; method=PUBLISH (RFC
 * 5545): UTC times, an hour long, lines of at most 75 octets with CRLF, no attendees.  An
 * announcement keeps its UID whatever is said of its time, and SEQUENCE grows with the digest's
 * `now`, so that a later edition always counts as newer.  NULL when no time is told.  Newly
 * allocated.
 */
char *calendar_build(const Digest *digest, const Config *config);

/*
 * The same of `upcoming` (Upcoming *) as a file to subscribe to: no method, no organizer, nobody's
 * mail address, the same UIDs. `seen_at` takes the part of `now`.  A calendar also when no time is
 * told.  Newly allocated.
 */
char *calendar_file(const GPtrArray *upcoming, gint64 seen_at, const Config *config);

#endif
