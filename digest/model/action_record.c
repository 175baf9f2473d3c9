/* action_record.c - actions with their history. */
#include "model/action_record.h"

#include "base/text.h"

static const char *const words[] = {
#define X(state, word) [state] = word,
	ACTION_STATES(X)
#undef X
};

const char *
action_state_word(ActionState state)
{
	return words[state];
}

gboolean
action_state_from_word(const char *word, ActionState *state)
{
	int index = text_index(words, G_N_ELEMENTS(words), word);

	if (index >= 0)
		*state = (ActionState)index;
	return index >= 0;
}

ActionRecord *
action_record_new(void)
{
	ActionRecord *record = g_new0(ActionRecord, 1);

	record->participants = g_ptr_array_new_with_free_func(g_free);
	record->teams = g_ptr_array_new_with_free_func(g_free);
	return record;
}

void
action_record_free(ActionRecord *record)
{
	if (record == NULL)
		return;
	g_free(record->id);
	action_free(record->action);
	g_free(record->owners);
	g_free(record->path);
	g_free(record->meeting);
	g_free(record->ended_by);
	g_ptr_array_unref(record->participants);
	g_ptr_array_unref(record->teams);
	g_free(record);
}

Day
action_record_stale_from(const ActionRecord *record, guint expire_days)
{
	return record->last_day == DAY_NONE
	           ? DAY_NONE
	           : MAX(record->last_day, record->touched) + expire_days + 1;
}
