/* json_value.c - values of the model as JSON. */
#include "json_value.h"

#include "base/visible.h"

#include <stdlib.h>
#include <string.h>

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

/* What shows nothing is written as the escape that means it: the value stays the same, and people
 * see it. */
static char *
escape_hidden(const char *json)
{
	GString *out = g_string_sized_new(strlen(json) + 1);

	for (const char *p = json, *next; *p != '\0'; p = next) {
		next = g_utf8_next_char(p);
		gunichar c = g_utf8_get_char(p);
		if (!text_is_hidden(json, p) && !(c >= 0x7f && c < 0xa0))
			g_string_append_len(out, p, next - p);
		else if (c <= 0xffff)
			g_string_append_printf(out, "\\u%04x", c);
		else
			g_string_append_printf(out, "\\u%04x\\u%04x",
			                       0xd800 + ((c - 0x10000) >> 10),
			                       0xdc00 + ((c - 0x10000) & 0x3ff));
	}
	return g_string_free(out, FALSE);
}

char *
json_to_line(json_t *value)
{
	char *dumped = json_dumps(value, JSON_COMPACT);
	char *line = escape_hidden(dumped);

	free(dumped);
	json_decref(value);
	return line;
}
