/* json_value.c - values of the model as JSON. */
#include "render/json_value.h"

#include <stdlib.h>

json_t *
json_of_text(const char *bytes)
{
	if (bytes == NULL)
		return json_null();
	json_t *string = json_string(bytes);
	if (string != NULL)
		return string;
	g_autofree char *valid = g_utf8_make_valid(bytes, -1);
	return json_string(valid);
}

json_t *
json_of_texts(const GPtrArray *texts)
{
	json_t *array = json_array();

	for (guint i = 0; i < texts->len; i++)
		json_array_append_new(array, json_of_text(g_ptr_array_index(texts, i)));
	return array;
}

json_t *
json_of_day(Day day)
{
	g_autofree char *iso = day_to_iso(day);

	return json_of_text(iso);
}

char *
json_to_line(json_t *value)
{
	char *dumped = json_dumps(value, JSON_COMPACT);
	char *line = g_strdup(dumped);

	free(dumped);
	json_decref(value);
	return line;
}
