/* snapshot_write.c - a meeting as bytes for the state file. */
#include "model/meeting.h"
#include "snapshot_format.h"

#include <string.h>

typedef struct {
	guint8 *bytes;
	gsize used, room;
} Writer;

enum {
	NUMBER_MAX = 10 /* bytes of 64 bits by sevens */
};

/* Sees to it that there is room for `more` bytes. */
static void
reserve(Writer *out, gsize more)
{
	if (out->room - out->used >= more)
		return;
	out->room = MAX(out->used + more, 2 * out->room);
	out->bytes = g_realloc(out->bytes, out->room);
}

static Writer
writer_new(gsize room)
{
	return (Writer){ .bytes = g_malloc(room), .room = room };
}

static GBytes *
writer_finish(Writer *out)
{
	return g_bytes_new_take(out->bytes, out->used);
}

static void
put_number(Writer *out, guint64 number)
{
	reserve(out, NUMBER_MAX);
	for (; number > 0x7f; number >>= 7)
		out->bytes[out->used++] = (guint8)((number & 0x7f) | 0x80);
	out->bytes[out->used++] = (guint8)number;
}

static void
put_bytes(Writer *out, const void *bytes, gsize length)
{
	reserve(out, length);
	memcpy(out->bytes + out->used, bytes, length);
	out->used += length;
}

/* NULL is 0; a string is its length plus one, then its bytes. */
static void
put_string(Writer *out, const char *text)
{
	gsize length = text == NULL ? 0 : strlen(text);

	put_number(out, text == NULL ? 0 : length + 1);
	if (length > 0)
		put_bytes(out, text, length);
}

static void
put_strings(Writer *out, const GPtrArray *strings)
{
	put_number(out, strings->len);
	for (guint i = 0; i < strings->len; i++)
		put_string(out, g_ptr_array_index(strings, i));
}

static void
put_action(Writer *out, const Action *action)
{
	put_strings(out, action->owners);
	put_strings(out, action->people);
	put_string(out, action->text);
	put_string(out, action->detail);
	put_string(out, action->heading);
	put_string(out, action->track);
	put_number(out, action->due);
	put_number(out, action->done ? 1 : 0);
	put_number(out, action->line);
}

static void
put_topic(Writer *out, const Topic *topic)
{
	put_string(out, topic->name);
	put_number(out, topic->level);
	put_number(out, topic->line);
	put_number(out, topic->entries->len);
	for (guint i = 0; i < topic->entries->len; i++) {
		const Entry *entry = g_ptr_array_index(topic->entries, i);
		put_string(out, entry->speaker);
		put_string(out, entry->text);
		put_number(out, entry->line);
	}
}

static void
put_decision(Writer *out, const Decision *decision)
{
	put_string(out, decision->text);
	put_number(out, decision->next_meeting);
	put_number(out, (guint64)decision->next_start);
	put_number(out, (guint64)(gint64)decision->next_offset);
	put_number(out, decision->line);
}

GBytes *
meeting_to_bytes(const Meeting *meeting)
{
	Writer writer = writer_new(4096), *out = &writer;

	put_number(out, SNAPSHOT_VERSION);
	put_string(out, g_utf8_validate(meeting->path, -1, NULL) ? meeting->path : "");
	put_string(out, meeting->title);
	put_string(out, meeting->datetime);
	put_number(out, (guint64)meeting->start);
	put_number(out, meeting->day);
	put_number(out, meeting->has_time ? 1 : 0);
	put_string(out, meeting->location);
	put_strings(out, meeting->teams);
	put_strings(out, meeting->participants);
	put_strings(out, meeting->tags);
	put_number(out, meeting->topics->len);
	for (guint i = 0; i < meeting->topics->len; i++)
		put_topic(out, g_ptr_array_index(meeting->topics, i));
	put_number(out, meeting->actions->len);
	for (guint i = 0; i < meeting->actions->len; i++)
		put_action(out, g_ptr_array_index(meeting->actions, i));
	put_number(out, meeting->decisions->len);
	for (guint i = 0; i < meeting->decisions->len; i++)
		put_decision(out, g_ptr_array_index(meeting->decisions, i));
	return writer_finish(out);
}
