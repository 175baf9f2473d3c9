/* json_value.h - values of the model as JSON. */
#ifndef TIDINGS_RENDER_JSON_VALUE_H
#define TIDINGS_RENDER_JSON_VALUE_H

#include "base/day.h"

#include <jansson.h>

/* All give a new reference.  Any bytes as a string, what is no UTF-8 as U+FFFD; NULL is null. */
json_t *json_of_text(const char *bytes);

/* An array of char *. */
json_t *json_of_texts(const GPtrArray *texts);

/* An ISO date; DAY_NONE is null. */
json_t *json_of_day(Day day);

/*
 * The value on one line, without a newline at its end; takes it.  What shows nothing
 * (text_is_hidden()) and control characters are written as escapes.  Newly allocated.
 */
char *json_to_line(json_t *value);

#endif
