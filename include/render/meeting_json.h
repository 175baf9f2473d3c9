/* meeting_json.h - a meeting as one line of JSON: what `tidings parse --json` prints. */
#ifndef TIDINGS_RENDER_MEETING_JSON_H
#define TIDINGS_RENDER_MEETING_JSON_H

#include "model/meeting.h"

/*
 * One JSON object on one line, without a newline at its end: keys and their order are part of the
 * interface.  Days are ISO dates or null.  Always valid UTF-8: bytes of the path that are none
 * become U+FFFD.  Newly allocated.
 */
char *meeting_to_json(const Meeting *meeting);

#endif
