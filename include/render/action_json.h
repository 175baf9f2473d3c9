/* action_json.h - an action with its life as JSON. */
#ifndef TIDINGS_RENDER_ACTION_JSON_H
#define TIDINGS_RENDER_ACTION_JSON_H

#include "model/action_record.h"

/*
 * One object on one line:
 * {"id","state","owners":[],"people":[],"text","track","due","first","last","meetings","snoozed",
 * "path","line"}; days are ISO dates or null.  Valid UTF-8 whatever the path is.  Newly allocated.
 */
char *action_record_json(const ActionRecord *record);

#endif
