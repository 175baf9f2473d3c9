/*
 * snapshot.c - encodes a meeting for the state file, and decodes it.
 *
 * A flat encoding: numbers as LEB128, strings as length and bytes, lists as count and items.
 * GVariant would add types at several times the cost in each cold run.
 */
#include "model/meeting.h"

#include <string.h>

enum {
	SNAPSHOT_VERSION = 2,
	WITHOUT_TIMES = 1, /* decisions without the time of the next meeting; still read */
	WITH_LINE = 3,     /* one meeting of a file with many: with the line where it begins */
	USUAL_SIZE = 2048  /* bytes */
};

enum {
	NUMBER_MAX = 10 /* bytes: 64 bits in groups of seven */
};

/* Writes the number to `bytes`.  Returns how many of them it took. */
static guint
write_number(guint8 *bytes, guint64 number)
{
	guint length = 0;

	for (; number > 0x7f; number >>= 7)
		bytes[length++] = (guint8)((number & 0x7f) | 0x80);
	bytes[length++] = (guint8)number;
	return length;
}

/* Makes `out` longer and returns its new bytes. */
static guint8 *
extend(GByteArray *out, gsize length)
{
	g_byte_array_set_size(out, out->len + (guint)length);
	return out->data + out->len - length;
}

static void
put_number(GByteArray *out, guint64 number)
{
	guint8 bytes[NUMBER_MAX];
	guint length = write_number(bytes, number);

	memcpy(extend(out, length), bytes, length);
}

/* NULL is encoded as 0, a string as its length plus one and its bytes. */
static void
put_string(GByteArray *out, const char *text)
{
	gsize length = text == NULL ? 0 : strlen(text);
	guint8 bytes[NUMBER_MAX];
	guint size = write_number(bytes, text == NULL ? 0 : length + 1);
	guint8 *to = extend(out, size + length);
	const void *from = text;

	memcpy(to, bytes, size);
	if (length > 0)
		memcpy(to + size, from, length);
}

static void
put_strings(GByteArray *out, const GPtrArray *strings)
{
	put_number(out, strings->len);
	for (guint i = 0; i < strings->len; i++)
		put_string(out, g_ptr_array_index(strings, i));
}

static void
put_action(GByteArray *out, const Action *action)
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
put_topic(GByteArray *out, const Topic *topic)
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
put_decision(GByteArray *out, const Decision *decision)
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
	GByteArray *out = g_byte_array_sized_new(USUAL_SIZE);

	put_number(out, meeting->line > 0 ? WITH_LINE : SNAPSHOT_VERSION);
	put_string(out, g_utf8_validate(meeting->path, -1, NULL) ? meeting->path : "");
	if (meeting->line > 0)
		put_number(out, meeting->line);
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
	return g_byte_array_free_to_bytes(out);
}

/*
 * A cursor.  After the first invalid value `damaged` stays set, and every further read returns
 * nothing.
 */
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

static char *
get_string(Reader *in)
{
	guint64 length = get_number(in);
	if (length == 0)
		return NULL;

	length--;
	if (length > (guint64)(in->end - in->next) ||
	    !g_utf8_validate_len((const char *)in->next, length, NULL)) {
		in->damaged = TRUE;
		in->next = in->end;
		return NULL;
	}
	char *text = g_strndup((const char *)in->next, length);
	in->next += length;
	return text;
}

/* As get_string() for a text that is never NULL. */
static char *
get_text(Reader *in)
{
	char *text = get_string(in);
	return text == NULL ? g_strdup("") : text;
}

/* Returns how many items follow.  Each has at least one byte, so that a larger count is invalid. */
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

static Topic *
get_topic(Reader *in)
{
	Topic *topic = topic_new();

	topic->name = get_text(in);
	topic->level = (guint)get_number(in);
	topic->line = (guint)get_number(in);
	guint entries = get_count(in);
	for (guint i = 0; i < entries && !in->damaged; i++) {
		Entry *entry = entry_new();
		entry->speaker = get_string(in);
		entry->text = get_text(in);
		entry->line = (guint)get_number(in);
		g_ptr_array_add(topic->entries, entry);
	}
	return topic;
}

static Decision *
get_decision(Reader *in)
{
	Decision *decision = decision_new();

	decision->text = get_text(in);
	decision->next_meeting = (Day)get_number(in);
	if (in->version > WITHOUT_TIMES) {
		decision->next_start = (gint64)get_number(in);
		decision->next_offset = (gint32)get_number(in);
	}
	decision->line = (guint)get_number(in);
	return decision;
}

static gboolean
get_version(Reader *in)
{
	in->version = get_number(in);
	return in->version >= WITHOUT_TIMES && in->version <= WITH_LINE;
}

static void
get_head(Reader *in, Meeting *meeting)
{
	if (in->version == WITH_LINE)
		meeting->line = (guint)get_number(in);
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

/* Decodes the version, path and head; returns NULL if they are damaged. */
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
meeting_from_bytes(GBytes *bytes)
{
	gsize size;
	const guint8 *data = g_bytes_get_data(bytes, &size);
	if (size == 0)
		return NULL; /* `data` is NULL, too */
	Reader in = { .next = data, .end = data + size };

	g_autoptr(Meeting) meeting = get_meeting(&in);
	if (meeting == NULL)
		return NULL;
	guint topics = get_count(&in);
	for (guint i = 0; i < topics && !in.damaged; i++)
		g_ptr_array_add(meeting->topics, get_topic(&in));
	guint actions = get_count(&in);
	for (guint i = 0; i < actions && !in.damaged; i++)
		g_ptr_array_add(meeting->actions, get_action(&in));
	guint decisions = get_count(&in);
	for (guint i = 0; i < decisions && !in.damaged; i++)
		g_ptr_array_add(meeting->decisions, get_decision(&in));
	return in.damaged || in.next != in.end ? NULL : g_steal_pointer(&meeting);
}
