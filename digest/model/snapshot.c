/*
 * snapshot.c - a meeting as bytes for the state file, and back.
 *
 * A flat encoding: numbers as LEB128, strings as length and bytes, lists as count and items.  GVariant would do the
 * same with types, at several times the cost; this one is on the path of every cold run.
 */
#include "model/meeting.h"

#include <string.h>

enum {
	SNAPSHOT_VERSION = 2,
	WITHOUT_TIMES = 1 /* notes without the time of the next meeting; still read */
};

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
put_track(Writer *out, const Track *track)
{
	put_string(out, track->name);
	put_number(out, track->level);
	put_number(out, track->line);
	put_number(out, track->entries->len);
	for (guint i = 0; i < track->entries->len; i++) {
		const Entry *entry = g_ptr_array_index(track->entries, i);
		put_string(out, entry->speaker);
		put_string(out, entry->text);
		put_number(out, entry->line);
	}
}

static void
put_note(Writer *out, const Note *note)
{
	put_string(out, note->text);
	put_number(out, note->next_meeting);
	put_number(out, (guint64)note->next_start);
	put_number(out, (guint64)(gint64)note->next_offset);
	put_number(out, note->line);
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
	put_number(out, meeting->tracks->len);
	for (guint i = 0; i < meeting->tracks->len; i++)
		put_track(out, g_ptr_array_index(meeting->tracks, i));
	put_number(out, meeting->actions->len);
	for (guint i = 0; i < meeting->actions->len; i++)
		put_action(out, g_ptr_array_index(meeting->actions, i));
	put_number(out, meeting->notes->len);
	for (guint i = 0; i < meeting->notes->len; i++)
		put_note(out, g_ptr_array_index(meeting->notes, i));
	return writer_finish(out);
}

/* Reads on; after the first impossible value every further read gives nothing and `damaged` stays set. */
typedef struct {
	const guint8 *next;
	const guint8 *end;
	guint64 version;
	gboolean damaged;
} Reader;

static guint64
get_number(Reader *in)
{
	guint64 number = 0;

	for (guint shift = 0; shift < 64 && in->next < in->end; shift += 7) {
		guint8 byte = *in->next++;
		number |= (guint64)(byte & 0x7f) << shift;
		if (byte < 0x80)
			return number;
	}
	in->damaged = TRUE;
	in->next = in->end;
	return 0;
}

static void
skip_string(Reader *in)
{
	guint64 length = get_number(in);

	if (length > (guint64)(in->end - in->next) + 1) {
		in->damaged = TRUE;
		in->next = in->end;
	} else if (length > 0)
		in->next += length - 1;
}

static char *
get_string(Reader *in)
{
	guint64 length = get_number(in);
	if (length == 0)
		return NULL;

	length--;
	if (length > (guint64)(in->end - in->next) || !g_utf8_validate_len((const char *)in->next, length, NULL)) {
		in->damaged = TRUE;
		in->next = in->end;
		return NULL;
	}
	char *text = g_strndup((const char *)in->next, length);
	in->next += length;
	return text;
}

/* As get_string(), for a text that is never NULL. */
static char *
get_text(Reader *in)
{
	char *text = get_string(in);
	return text == NULL ? g_strdup("") : text;
}

/* How many items follow; each takes at least one byte, so a larger count is damage. */
static guint
get_count(Reader *in)
{
	guint64 count = get_number(in);
	if (count > (guint64)(in->end - in->next)) {
		in->damaged = TRUE;
		in->next = in->end;
		return 0;
	}
	return (guint)count;
}

static void
get_strings(Reader *in, GPtrArray *strings)
{
	guint count = get_count(in);

	for (guint i = 0; i < count && !in->damaged; i++)
		g_ptr_array_add(strings, get_text(in));
}

static void
skip_strings(Reader *in)
{
	guint count = get_count(in);

	for (guint i = 0; i < count && !in->damaged; i++)
		skip_string(in);
}

static Action *
get_action(Reader *in)
{
	Action *action = action_new();

	get_strings(in, action->owners);
	get_strings(in, action->people);
	action->text = get_text(in);
	action->detail = get_string(in);
	action->heading = get_string(in);
	action->track = get_string(in);
	action->due = (Day)get_number(in);
	action->done = get_number(in) != 0;
	action->line = (guint)get_number(in);
	return action;
}

static Track *
get_track(Reader *in)
{
	Track *track = track_new();

	track->name = get_text(in);
	track->level = (guint)get_number(in);
	track->line = (guint)get_number(in);
	guint entries = get_count(in);
	for (guint i = 0; i < entries && !in->damaged; i++) {
		Entry *entry = entry_new();
		entry->speaker = get_string(in);
		entry->text = get_text(in);
		entry->line = (guint)get_number(in);
		g_ptr_array_add(track->entries, entry);
	}
	return track;
}

static Note *
get_note(Reader *in)
{
	Note *note = note_new();

	note->text = get_text(in);
	note->next_meeting = (Day)get_number(in);
	if (in->version > WITHOUT_TIMES) {
		note->next_start = (gint64)get_number(in);
		note->next_offset = (gint32)get_number(in);
	}
	note->line = (guint)get_number(in);
	return note;
}

static gboolean
get_version(Reader *in)
{
	in->version = get_number(in);
	return in->version == SNAPSHOT_VERSION || in->version == WITHOUT_TIMES;
}

static void
get_head(Reader *in, Meeting *meeting)
{
	meeting->title = get_string(in);
	meeting->datetime = get_string(in);
	meeting->start = (gint64)get_number(in);
	meeting->day = (Day)get_number(in);
	meeting->has_time = get_number(in) != 0;
	meeting->location = get_string(in);
	get_strings(in, meeting->teams);
	get_strings(in, meeting->participants);
	get_strings(in, meeting->tags);
}

GBytes *
action_to_bytes(const Action *action)
{
	Writer writer = writer_new(256), *out = &writer;

	put_number(out, SNAPSHOT_VERSION);
	put_action(out, action);
	return writer_finish(out);
}

Action *
action_from_bytes(GBytes *bytes)
{
	gsize size;
	const guint8 *data = g_bytes_get_data(bytes, &size);
	Reader in = { .next = data, .end = data + size };

	if (!get_version(&in))
		return NULL;
	Action *action = get_action(&in);
	if (!in.damaged && in.next == in.end)
		return action;
	action_free(action);
	return NULL;
}

/* The version, path and head; NULL when they are damaged. */
static Meeting *
get_meeting(Reader *in)
{
	if (!get_version(in))
		return NULL;
	g_autofree char *path = get_text(in);
	g_autoptr(Meeting) meeting = meeting_new(path);
	get_head(in, meeting);
	return in->damaged ? NULL : g_steal_pointer(&meeting);
}

Meeting *
meeting_head_from_bytes(GBytes *bytes)
{
	gsize size;
	const guint8 *data = g_bytes_get_data(bytes, &size);
	Reader in = { .next = data, .end = data + size };

	return get_meeting(&in);
}

GBytes *
meeting_bytes_head(GBytes *bytes)
{
	/* no tracks, no actions, no notes */
	static const guint8 nothing[] = { 0, 0, 0 };
	gsize size;
	const guint8 *data = g_bytes_get_data(bytes, &size);
	Reader in = { .next = data, .end = data + size };

	if (!get_version(&in))
		return g_bytes_new(NULL, 0);
	for (guint i = 0; i < 3; i++) /* path, title, datetime */
		skip_string(&in);
	for (guint i = 0; i < 3; i++) /* start, day, has_time */
		get_number(&in);
	skip_string(&in);             /* location */
	for (guint i = 0; i < 3; i++) /* teams, participants, tags */
		skip_strings(&in);
	if (in.damaged)
		return g_bytes_new(NULL, 0);
	Writer head = writer_new((gsize)(in.next - data) + sizeof nothing);
	put_bytes(&head, data, (gsize)(in.next - data));
	put_bytes(&head, nothing, sizeof nothing);
	return writer_finish(&head);
}

Meeting *
meeting_from_bytes(GBytes *bytes)
{
	gsize size;
	const guint8 *data = g_bytes_get_data(bytes, &size);
	Reader in = { .next = data, .end = data + size };

	g_autoptr(Meeting) meeting = get_meeting(&in);
	if (meeting == NULL)
		return NULL;
	guint tracks = get_count(&in);
	for (guint i = 0; i < tracks && !in.damaged; i++)
		g_ptr_array_add(meeting->tracks, get_track(&in));
	guint actions = get_count(&in);
	for (guint i = 0; i < actions && !in.damaged; i++)
		g_ptr_array_add(meeting->actions, get_action(&in));
	guint notes = get_count(&in);
	for (guint i = 0; i < notes && !in.damaged; i++)
		g_ptr_array_add(meeting->notes, get_note(&in));
	return in.damaged || in.next != in.end ? NULL : g_steal_pointer(&meeting);
}
