/* meeting.c - creates, frees and labels meetings. */
#include "model/meeting.h"

#include "base/text.h"
#include "model/linked.h"

#include <string.h>

/* warnings of one file; nobody fixes more in one go */
enum {
	WARNINGS_MAX = 10000
};

static GPtrArray *
strings_new(void)
{
	return g_ptr_array_new_with_free_func(g_free);
}

static void
warning_free(Warning *warning)
{
	g_free(warning->code);
	g_free(warning->message);
	g_free(warning);
}

Meeting *
meeting_new(const char *path)
{
	Meeting *meeting = g_new0(Meeting, 1);

	meeting->path = g_strdup(path);
	meeting->teams = strings_new();
	meeting->participants = strings_new();
	meeting->tags = strings_new();
	meeting->topics = g_ptr_array_new_with_free_func((GDestroyNotify)topic_free);
	meeting->actions = g_ptr_array_new_with_free_func((GDestroyNotify)action_free);
	meeting->decisions = g_ptr_array_new_with_free_func((GDestroyNotify)decision_free);
	meeting->warnings = g_ptr_array_new_with_free_func((GDestroyNotify)warning_free);
	return meeting;
}

void
meeting_free(Meeting *meeting)
{
	if (meeting == NULL)
		return;
	g_free(meeting->path);
	g_free(meeting->section);
	g_free(meeting->title);
	g_free(meeting->datetime);
	g_free(meeting->location);
	g_ptr_array_unref(meeting->teams);
	g_ptr_array_unref(meeting->participants);
	g_ptr_array_unref(meeting->tags);
	g_ptr_array_unref(meeting->topics);
	g_ptr_array_unref(meeting->actions);
	g_ptr_array_unref(meeting->decisions);
	g_ptr_array_unref(meeting->warnings);
	g_free(meeting);
}

Action *
action_new(void)
{
	return action_new_for(strings_new());
}

Action *
action_new_for(GPtrArray *owners)
{
	Action *action = g_new0(Action, 1);

	action->owners = owners;
	action->people = strings_new();
	return action;
}

Action *
meeting_steal_action(Meeting *meeting, guint index)
{
	if (index >= meeting->actions->len)
		return NULL;
	return g_steal_pointer((Action **)&meeting->actions->pdata[index]);
}

void
action_free(Action *action)
{
	if (action == NULL)
		return;
	g_ptr_array_unref(action->owners);
	g_ptr_array_unref(action->people);
	g_free(action->text);
	g_free(action->detail);
	g_free(action->heading);
	g_free(action->track);
	g_clear_pointer(&action->linked, g_ptr_array_unref);
	g_free(action);
}

static void
copy_strings(GPtrArray *to, const GPtrArray *from)
{
	for (guint i = 0; i < from->len; i++)
		g_ptr_array_add(to, g_strdup(g_ptr_array_index(from, i)));
}

Action *
action_copy(const Action *action)
{
	Action *copy = action_new();

	copy_strings(copy->owners, action->owners);
	copy_strings(copy->people, action->people);
	copy->text = g_strdup(action->text);
	copy->detail = g_strdup(action->detail);
	copy->heading = g_strdup(action->heading);
	copy->track = g_strdup(action->track);
	copy->due = action->due;
	copy->done = action->done;
	copy->line = action->line;
	if (action->linked != NULL)
		copy->linked = linked_copy_all(action->linked);
	return copy;
}

Decision *
decision_new(void)
{
	return g_new0(Decision, 1);
}

void
decision_free(Decision *decision)
{
	if (decision == NULL)
		return;
	g_free(decision->text);
	g_free(decision);
}

char *
decision_next_time(const Decision *decision)
{
	if (decision->next_start == 0)
		return NULL;
	gint64 local = decision->next_start + decision->next_offset;
	gint32 offset = ABS(decision->next_offset);
	int minutes = (int)(((local % 86400) + 86400) % 86400 / 60);

	return g_strdup_printf("%02d:%02d%c%02d:%02d", minutes / 60, minutes % 60,
	                       decision->next_offset < 0 ? '-' : '+', offset / 3600,
	                       offset / 60 % 60);
}

Entry *
entry_new(void)
{
	return g_new0(Entry, 1);
}

void
entry_free(Entry *entry)
{
	if (entry == NULL)
		return;
	g_free(entry->speaker);
	g_free(entry->text);
	g_free(entry);
}

Topic *
topic_new(void)
{
	Topic *topic = g_new0(Topic, 1);

	topic->entries = g_ptr_array_new_with_free_func((GDestroyNotify)entry_free);
	return topic;
}

void
topic_free(Topic *topic)
{
	if (topic == NULL)
		return;
	g_free(topic->name);
	g_ptr_array_unref(topic->entries);
	g_free(topic);
}

/* Takes ownership of `message`. */
static void
add_warning(Meeting *meeting, guint line, guint column, const char *code, char *message)
{
	Warning *warning = g_new(Warning, 1);

	warning->line = MAX(line, 1);
	warning->column = MAX(column, 1);
	warning->code = g_strdup(code);
	warning->message = message;
	g_ptr_array_add(meeting->warnings, warning);
}

void
meeting_warn(Meeting *meeting, guint line, guint column, const char *code, const char *format, ...)
{
	va_list arguments;
	if (meeting->warnings->len > WARNINGS_MAX)
		return;
	if (meeting->warnings->len == WARNINGS_MAX) {
		add_warning(meeting, line, 1, "too-many-items",
		            g_strdup_printf("there are more than %d warnings; the rest is left out",
		                            WARNINGS_MAX));
		return;
	}

	va_start(arguments, format);
	add_warning(meeting, line, column, code, g_strdup_vprintf(format, arguments));
	va_end(arguments);
}

void
meeting_move_lines(Meeting *meeting, gint down)
{
	guint lines = (guint)down; /* a sum of unsigned numbers goes up as well */

	for (guint i = 0; i < meeting->topics->len; i++) {
		Topic *topic = g_ptr_array_index(meeting->topics, i);
		topic->line += lines;
		for (guint e = 0; e < topic->entries->len; e++)
			((Entry *)g_ptr_array_index(topic->entries, e))->line += lines;
	}
	for (guint i = 0; i < meeting->actions->len; i++)
		((Action *)g_ptr_array_index(meeting->actions, i))->line += lines;
	for (guint i = 0; i < meeting->decisions->len; i++)
		((Decision *)g_ptr_array_index(meeting->decisions, i))->line += lines;
	for (guint i = 0; i < meeting->warnings->len; i++)
		((Warning *)g_ptr_array_index(meeting->warnings, i))->line += lines;
}

char *
meeting_label(const Meeting *meeting)
{
	if (meeting->title != NULL && *meeting->title != '\0')
		return g_strdup(meeting->title);

	g_autofree char *day = day_to_iso(meeting->day);
	if (meeting->teams->len > 0 && day != NULL)
		return g_strdup_printf("%s, %s", (char *)g_ptr_array_index(meeting->teams, 0), day);
	return text_escape_for_terminal(meeting->path, -1);
}
