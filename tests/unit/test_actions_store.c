/* test_actions_store.c - actions, their copies, and the records made of both. */
#include "base/error.h"
#include "scratch.h"
#include "state/actions.h"
#include "state/files.h"
#include "state/snapshots.h"

enum {
	NOW = 1700000000
};

static void
add_action(Meeting *meeting, const char *words)
{
	Action *action = action_new();

	action->text = g_strdup(words);
	action->due = meeting->day + 7;
	action->line = 12;
	g_ptr_array_add(action->owners, g_strdup("RD"));
	g_ptr_array_add(meeting->actions, action);
}

/* Saves a new file with these actions; returns its row, 0 and `error` when the state refuses. */
static gint64
try_meeting(State *state, const char *path, Day day, guint count, const gint64 *rows,
            const char *const *words, GError **error)
{
	KnownFile file = { .path = (char *)path };
	g_autoptr(Meeting) meeting = meeting_new(path);
	gint64 newest;

	g_assert_true(files_put(state, &file, NULL));
	g_assert_true(snapshot_newest(state, &newest, NULL));
	meeting->title = g_strdup_printf("Meeting of %s", path);
	meeting->day = day;
	g_ptr_array_add(meeting->participants, g_strdup("RăzvanD"));
	g_ptr_array_add(meeting->teams, g_strdup("community"));
	for (guint i = 0; i < count; i++)
		add_action(meeting, words[i]);
	g_autoptr(GBytes) bytes = meeting_to_bytes(meeting);
	Version version = { newest + 1, file.id, TRUE, path, day, bytes, rows, count, 0 };
	return snapshot_put(state, &version, NOW, error) ? file.id : 0;
}

static gint64
put_meeting(State *state, const char *path, Day day, guint count, const gint64 *rows,
            const char *const *words)
{
	g_autoptr(GError) error = NULL;
	gint64 file = try_meeting(state, path, day, count, rows, words, &error);

	g_assert_no_error(error);
	return file;
}

/* The same with one. */
static gint64
put_one(State *state, const char *path, Day day, gint64 row, const char *words)
{
	return put_meeting(state, path, day, 1, &row, &words);
}

static gint64
create(State *state, const char *seed)
{
	g_autoptr(GError) error = NULL;
	gint64 row = 0;
	ActionState is;

	action_create(state, g_str_hash(seed), 1, NOW, &row, &is, &error);
	g_assert_no_error(error);
	return row;
}

static GPtrArray *
load(State *state, gint64 ended_since, Day seen_since)
{
	g_autoptr(GError) error = NULL;
	GPtrArray *records = actions_load(state, ended_since, seen_since, &error);

	g_assert_no_error(error);
	return records;
}

/* The only open action's id. */
static char *
only_id(State *state)
{
	g_autoptr(GPtrArray) records = load(state, 0, DAY_NONE);

	g_assert_cmpuint(records->len, ==, 1);
	return g_strdup(((ActionRecord *)g_ptr_array_index(records, 0))->id);
}

/* The state of the first record that is open or ended. */
static ActionState
only_state(State *state)
{
	g_autoptr(GPtrArray) records = load(state, 1, DAY_NONE);

	g_assert_cmpuint(records->len, ==, 1);
	return ((ActionRecord *)g_ptr_array_index(records, 0))->state;
}

static void
test_record(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);
	gint64 row = create(state, "a.md RD ping");
	const gint64 second[] = { create(state, "another"), row };
	static const char *const words[] = { "wave", "ping George again" };

	put_meeting(state, "b.md", 107, 2, second, words);
	put_one(state, "a.md", 100, row, "ping George");
	g_assert_true(action_move(state, second[0], ACTION_DONE, FALSE, NOW, NULL));
	g_autoptr(GPtrArray) records = load(state, 0, DAY_NONE);
	g_assert_cmpuint(records->len, ==, 1);
	const ActionRecord *record = g_ptr_array_index(records, 0);
	g_assert_cmpint(record->state, ==, ACTION_OPEN);
	g_assert_cmpstr(record->action->text, ==, "ping George again");
	g_assert_cmpstr(g_ptr_array_index(record->action->owners, 0), ==, "RD");
	g_assert_cmpuint(record->action->due, ==, 114);
	g_assert_cmpuint(record->action->line, ==, 12);
	g_assert_cmpstr(record->path, ==, "b.md");
	g_assert_nonnull(strstr(record->meeting, "Meeting of b.md"));
	g_assert_cmpstr(g_ptr_array_index(record->participants, 0), ==, "RăzvanD");
	g_assert_cmpstr(g_ptr_array_index(record->teams, 0), ==, "community");
	g_assert_cmpuint(record->first_day, ==, 100);
	g_assert_cmpuint(record->last_day, ==, 107);
	g_assert_cmpuint(record->meetings, ==, 2);
	g_assert_cmpint(record->ended_at, ==, 0);
}

static void
test_order_and_span(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);

	put_one(state, "late.md", 200, create(state, "1"), "late");
	put_one(state, "early.md", 100, create(state, "2"), "early");
	g_autoptr(GPtrArray) all = load(state, 0, DAY_NONE);
	g_assert_cmpuint(all->len, ==, 2);
	g_assert_cmpstr(((ActionRecord *)g_ptr_array_index(all, 0))->action->text, ==, "early");
	g_autoptr(GPtrArray) recent = load(state, 0, 101);
	g_assert_cmpuint(recent->len, ==, 1);
	g_assert_cmpstr(((ActionRecord *)g_ptr_array_index(recent, 0))->action->text, ==, "late");
}

static void
test_names(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	/* The same seed ten times: the hardest collisions. */
	for (guint i = 0; i < 11; i++) {
		g_autofree char *path = g_strdup_printf("%u.md", i);
		put_one(state, path, 100, create(state, i < 10 ? "the same" : "another"), "text");
	}
	g_autoptr(GPtrArray) records = load(state, 0, DAY_NONE);
	g_assert_cmpuint(records->len, ==, 11);
	for (guint i = 0; i < records->len; i++) {
		const ActionRecord *record = g_ptr_array_index(records, i);
		g_assert_true(g_hash_table_add(seen, record->id));
		g_assert_cmpuint(strlen(record->id), >=, 5);
		g_assert_cmpuint(strspn(record->id, "23456789abcdefghjkmnpqrstvwxyz"), ==,
		                 strlen(record->id));
	}
	g_assert_cmpuint(strlen(((ActionRecord *)g_ptr_array_index(records, 0))->id), ==, 5);
	g_assert_cmpuint(strlen(((ActionRecord *)g_ptr_array_index(records, 1))->id), ==, 6);
}

static void
test_copies(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);
	gint64 row = create(state, "x");
	const gint64 rows[] = { row, create(state, "y") };
	static const char *const words[] = { "b nought", "b one" };

	gint64 b = put_meeting(state, "b.md", 110, 2, rows, words);
	put_one(state, "a.md", 100, row, "a nought");
	g_autoptr(GPtrArray) copies = occurrences_of_file(state, b, NULL);
	g_assert_cmpuint(copies->len, ==, 2);
	const Occurrence *copy = g_ptr_array_index(copies, 0);
	g_assert_cmpuint(copy->index, ==, 0);
	g_assert_cmpint(copy->row, ==, row);
	g_assert_cmpint(copy->file, ==, b);
	g_assert_cmpint(copy->state, ==, ACTION_OPEN);
	g_assert_cmpstr(copy->action->text, ==, "b nought");
	g_autoptr(GPtrArray) between = occurrences_between(state, 100, 109, NULL);
	g_assert_cmpuint(between->len, ==, 1);
	g_autoptr(GPtrArray) all = occurrences_between(state, 100, 110, NULL);
	g_assert_cmpuint(all->len, ==, 3);
	g_assert_cmpuint(((Occurrence *)g_ptr_array_index(all, 0))->day, ==, 100);
	g_autoptr(GArray) files = action_files(state, row, 64, NULL);
	g_assert_cmpuint(files->len, ==, 2);
	g_assert_cmpint(g_array_index(files, gint64, 0), ==, b);
	g_autoptr(GArray) latest = action_files(state, row, 1, NULL);
	g_assert_cmpuint(latest->len, ==, 1);
	gint64 ended_at = 1;
	g_assert_true(action_ended_at(state, row, &ended_at, NULL));
	g_assert_cmpint(ended_at, ==, 0);
}

static void
test_orphans(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);
	const gint64 rows[] = { create(state, "kept"), create(state, "lost") };
	static const char *const words[] = { "kept", "lost" };
	g_autoptr(GError) error = NULL;

	gint64 a = put_meeting(state, "a.md", 100, 2, rows, words);
	put_meeting(state, "b.md", 110, 1, rows, words);
	g_autoptr(GPtrArray) before = load(state, 0, DAY_NONE);
	g_assert_cmpuint(before->len, ==, 2);
	g_autofree char *lost_id = g_strdup(((ActionRecord *)g_ptr_array_index(before, 1))->id);

	g_assert_true(state_begin(state, NULL));
	g_assert_true(occurrences_clear(state, a, NULL));
	g_assert_true(actions_withdraw_orphans(state, NOW, NULL));
	g_assert_true(state_commit(state, NULL));
	g_autofree char *id = only_id(state);
	g_assert_cmpstr(id, !=, lost_id);
	g_assert_false(action_command(state, lost_id, ACTION_OPEN, NOW, 400, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA);
	g_assert_nonnull(strstr(error->message, "edited away"));
}

static void
test_commands(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);
	gint64 row = create(state, "x");
	g_autoptr(GError) error = NULL;

	put_one(state, "a.md", 100, row, "text");
	g_autofree char *id = only_id(state);
	g_autofree char *shouted = g_ascii_strup(id, -1);
	g_assert_true(action_command(state, shouted, ACTION_DONE, NOW, 400, NULL));
	g_autoptr(GPtrArray) open = load(state, 0, DAY_NONE);
	g_assert_cmpuint(open->len, ==, 0);
	g_autoptr(GPtrArray) later = load(state, NOW + 1, DAY_NONE);
	g_assert_cmpuint(later->len, ==, 0);
	g_autoptr(GPtrArray) ended = load(state, NOW, DAY_NONE);
	g_assert_cmpint(((ActionRecord *)g_ptr_array_index(ended, 0))->ended_at, ==, NOW);

	/* The notes still have it open; the person's word holds. */
	g_assert_true(action_move(state, row, ACTION_OPEN, FALSE, NOW, NULL));
	g_assert_cmpint(only_state(state), ==, ACTION_DONE);
	g_assert_true(action_command(state, id, ACTION_OPEN, NOW, 400, NULL));
	g_assert_cmpint(only_state(state), ==, ACTION_OPEN);
	g_assert_true(action_snooze(state, id, 500, 400, NULL));
	g_autoptr(GPtrArray) snoozed = load(state, 0, DAY_NONE);
	g_assert_cmpuint(((ActionRecord *)g_ptr_array_index(snoozed, 0))->snoozed_until, ==, 500);

	id[0] = id[0] == '2' ? '3' : '2';
	g_assert_false(action_command(state, id, ACTION_DONE, NOW, 400, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA);
	g_assert_nonnull(strstr(error->message, "did you mean"));
}

/* A person's word counts also when the notes said the same before. */
static void
test_person_confirms(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);
	gint64 row = create(state, "x");

	put_one(state, "a.md", 100, row, "text");
	g_autofree char *id = only_id(state);
	g_assert_true(action_move(state, row, ACTION_DONE, FALSE, NOW, NULL));
	g_assert_true(action_command(state, id, ACTION_DONE, NOW + 9, 400, NULL));
	g_assert_true(action_move(state, row, ACTION_OPEN, FALSE, NOW + 10, NULL));
	g_assert_cmpint(only_state(state), ==, ACTION_DONE);
	g_autoptr(GPtrArray) ended = load(state, NOW, DAY_NONE);
	g_assert_cmpint(((ActionRecord *)g_ptr_array_index(ended, 0))->ended_at, ==, NOW);
}

/* A copy of an action that does not exist is refused by the foreign key, and nothing of the version
 * is saved. */
static void
test_foreign_key(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);
	const gint64 nobody = 999;
	static const char *const words[] = { "text" };
	g_autoptr(GError) error = NULL;
	gint64 newest = -1;

	g_assert_cmpint(try_meeting(state, "a.md", 100, 1, &nobody, words, &error), ==, 0);
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_SOFTWARE);
	g_assert_true(snapshot_newest(state, &newest, NULL));
	g_assert_cmpint(newest, ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/actions/record", test_record);
	g_test_add_func("/actions/order-and-span", test_order_and_span);
	g_test_add_func("/actions/names", test_names);
	g_test_add_func("/actions/copies", test_copies);
	g_test_add_func("/actions/orphans", test_orphans);
	g_test_add_func("/actions/commands", test_commands);
	g_test_add_func("/actions/person-confirms", test_person_confirms);
	g_test_add_func("/actions/foreign-key", test_foreign_key);
	return g_test_run();
}
