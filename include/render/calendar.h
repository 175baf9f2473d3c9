/* calendar.h - meetings to come as an iCalendar object. */
#ifndef TIDINGS_RENDER_CALENDAR_H
#define TIDINGS_RENDER_CALENDAR_H

#include "config/config.h"
#include "model/digest.h"

/*
 * Returns the upcoming meetings of `digest` whose time is known, as text/calendar; method=PUBLISH
 * (RFC 5545): UTC times, an hour long, lines of at most 75 octets with CRLF, no attendees.  An
 * announcement keeps its UID when its time changes, and SEQUENCE grows with the digest's `now`, so
 * that a later edition always counts as newer.  NULL when no time is known.  Newly allocated.
 */
char *calendar_build(const Digest *digest, const Config *config);

/*
 * Returns the same of `upcoming` (Upcoming *) as a file to subscribe to: without method, organizer
 * and mail addresses, with the same UIDs.  `seen_at` replaces `now`.  Returns a calendar even when
 * no time is known.  Newly allocated.
 */
char *calendar_file(const GPtrArray *upcoming, gint64 seen_at, const Config *config);

#endif
