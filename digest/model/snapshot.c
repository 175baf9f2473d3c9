/* snapshot.c - a meeting from the bytes of the state file. */
#include "model/meeting.h"
#include "snapshot_format.h"

#include <string.h>

/* Reads on; after the first impossible value every further read gives nothing and `damaged` stays
 * set. */
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
meeting_from_bytes(GBytes *bytes)
{
	gsize size;
	const guint8 *data = g_bytes_get_data(bytes, &size);
	if (size == 0)
		return NULL; /* and `data` is, too */
	Reader in = { .next = data, .end = data + size };

	g_autoptr(Meeting) meeting = get_meeting(&in);
	if (meeting == NULL)
		return NULL;
	guint tracks = get_count(&in);
	for (guint i = 0; i < tracks && !in.damaged; i++)
		g_ptr_array_add(meeting->topics, get_topic(&in));
	guint actions = get_count(&in);
	for (guint i = 0; i < actions && !in.damaged; i++)
		g_ptr_array_add(meeting->actions, get_action(&in));
	guint notes = get_count(&in);
	for (guint i = 0; i < notes && !in.damaged; i++)
		g_ptr_array_add(meeting->decisions, get_decision(&in));
	return in.damaged || in.next != in.end ? NULL : g_steal_pointer(&meeting);
}
