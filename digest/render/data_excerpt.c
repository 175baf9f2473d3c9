/* data_excerpt.c - what was said in a meeting as the templates see it. */
#include "data.h"
#include "markdown/markdown.h"

/* Of a whole discussion: both follow the limits of excerpts, so that they tighten with them. */
enum {
	FULL_FACTOR = 12, /* in one piece, for Discord: as long as this many excerpts */
	ENTRY_SHARE = 4   /* statement by statement: one where an excerpt has four characters */
};

static char *
excerpt_of(const Topic *topic, guint most)
{
	g_autoptr(GString) whole = g_string_new(NULL);

	for (guint i = 0; i < topic->entries->len && whole->len < (gsize)most * 4; i++) {
		const Entry *entry = g_ptr_array_index(topic->entries, i);
		g_autofree char *valid = g_utf8_make_valid(entry->text, -1);
		g_autofree char *plain = markdown_to_text(valid, NULL);
		if (plain[0] == '\0')
			continue;
		if (whole->len > 0)
			g_string_append_c(whole, ' ');
		if (entry->speaker != NULL)
			g_string_append_printf(whole, "%s: ", entry->speaker);
		g_string_append(whole, plain);
	}
	g_autofree char *valid = g_utf8_make_valid(whole->str, -1);
	return data_shorten(valid, most);
}

/* A whole discussion, statement by statement. */
static void
set_entries(Data *data, json_t *object, const Topic *topic)
{
	guint most = data->discussion == DISCUSSION_FULL ? data->limits->excerpt_chars / ENTRY_SHARE
	                                                 : 0,
	      total = 0;
	json_t *list = json_array();

	for (guint i = 0; most > 0 && i < topic->entries->len; i++) {
		const Entry *entry = g_ptr_array_index(topic->entries, i);
		if (entry->text[0] == '\0' || ++total > most)
			continue;
		json_t *one = json_object();
		data_take_name(data, one, "speaker", g_strdup(entry->speaker));
		data_set_markdown(data, one, "item", entry->text, data->limits->item_chars);
		json_array_append_new(list, one);
	}
	json_object_set_new(object, "has_entries", json_boolean(json_array_size(list) > 0));
	json_object_set_new(object, "entries", list);
	data_set_more_as(data, object, "more_entries", total, most);
}

static json_t *
strand(Data *data, const Meeting *meeting, const Topic *topic)
{
	json_t *object = json_object();
	gboolean above = meeting->teams->len > 0 &&
	                 g_strcmp0(topic->name, g_ptr_array_index(meeting->teams, 0)) == 0;
	guint most =
	    data->limits->excerpt_chars * (data->discussion == DISCUSSION_FULL ? FULL_FACTOR : 1);

	data_take_name(data, object, "heading", g_strdup(above ? "" : topic->name));
	gboolean shown = data->discussion != DISCUSSION_HEADINGS && most > 0;
	data_take_text(object, "excerpt", shown ? excerpt_of(topic, most) : NULL);
	set_entries(data, object, topic);
	return object;
}

static gboolean
says_nothing(const json_t *strand_object)
{
	const char *heading = json_string_value(json_object_get(strand_object, "heading"));
	const char *excerpt = json_string_value(json_object_get(strand_object, "excerpt"));

	return heading[0] == '\0' && (excerpt == NULL || excerpt[0] == '\0');
}

void
data_set_excerpts(Data *data, json_t *object, const Meeting *meeting)
{
	json_t *list = json_array();
	guint total = 0;

	for (guint i = 0; data->discussion != DISCUSSION_NONE && i < meeting->topics->len; i++) {
		json_t *one = strand(data, meeting, g_ptr_array_index(meeting->topics, i));
		if (!says_nothing(one) && ++total <= data->limits->strands)
			json_array_append(list, one);
		json_decref(one);
	}
	json_object_set_new(object, "strands", list);
	json_object_set_new(object, "has_strands", json_boolean(json_array_size(list) > 0));
	data_set_more_as(data, object, "more_strands", total, data->limits->strands);
}
