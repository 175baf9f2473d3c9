/* model_json.h - meetings and actions as lines of JSON. */
#ifndef TIDINGS_RENDER_MODEL_JSON_H
#define TIDINGS_RENDER_MODEL_JSON_H

#include "model/action_record.h"
#include "model/deed.h"
#include "model/meeting.h"

#include <jansson.h>

/*
 * Returns what `tidings parse --json` prints of a meeting: one JSON object on one line, without a
 * newline at its end.  Keys and their order are part of the interface.  Days are ISO dates or null.
 * Always valid UTF-8: invalid bytes of the path become U+FFFD.  Newly allocated.
 */
char *meeting_to_json(const Meeting *meeting);

/*
 * Returns an action with its life as one object on one line:
 * {"id","state","owners":[],"people":[],"text","track","due","first","last","meetings","snoozed",
 * "path","line"}; days are ISO dates or null.  One that links to issues or pull requests, with
 * `forge` in the configuration, has "linked":[{"forge","link","state","changed","asked"}], too, the
 * last two in ISO 8601 or null; one that a forge ended has its name as "by".  With a `history`
 * (Deed *, or NULL) that is not empty it also has "history":[{"at","verb","who","way","until"}].
 * Always valid UTF-8.  Newly allocated.
 */
char *action_record_json(const ActionRecord *record, const GPtrArray *history);

/*
 * Returns `value` on one line, without a newline at its end, and releases it.  Invisible
 * characters (text_is_hidden()) and control characters are written as escapes.  Newly allocated.
 */
char *json_to_line(json_t *value);

#endif
