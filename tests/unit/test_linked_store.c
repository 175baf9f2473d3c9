/* test_linked_store.c - what the state file keeps of links and forges. */
#include "scratch.h"
#include "state/linked.h"

#include <sqlite3.h>

static void
put(State *state, const char *key, LinkedState is, gint64 checked, Day day)
{
	LinkedRow row = { .linked = { .known = TRUE,
		                      .forge = FORGE_GITLAB,
		                      .repo = (char *)"acme/tool",
		                      .request = TRUE,
		                      .number = 12,
		                      .key = (char *)key,
		                      .state = is,
		                      .changed = 5,
		                      .checked = checked },
		          .etag = (char *)"\"x\"",
		          .day = day };

	g_assert_true(linked_put(state, &row, NULL));
}

static void
test_rows(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);

	put(state, "a", LINKED_OPEN, 100, 7);
	put(state, "a", LINKED_MERGED, 200, 7);
	put(state, "b", LINKED_MISSING, 100, 0);
	put(state, "c", LINKED_MISSING, 300, 0);
	g_assert_true(linked_prune(state, 200, NULL));
	g_autoptr(GHashTable) rows = linked_load(state, NULL);
	g_assert_cmpuint(g_hash_table_size(rows), ==, 2);
	g_assert_null(g_hash_table_lookup(rows, "b"));
	const LinkedRow *row = g_hash_table_lookup(rows, "a");
	g_assert_cmpint(row->linked.state, ==, LINKED_MERGED);
	g_assert_cmpint(row->linked.forge, ==, FORGE_GITLAB);
	g_assert_cmpstr(row->linked.repo, ==, "acme/tool");
	g_assert_true(row->linked.known && row->linked.request);
	g_assert_cmpuint(row->linked.number, ==, 12);
	g_assert_cmpint(row->linked.changed, ==, 5);
	g_assert_cmpint(row->linked.checked, ==, 200);
	g_assert_cmpstr(row->etag, ==, "\"x\"");
	g_assert_cmpuint(row->day, ==, 7);
}

static void
damage(const Scratch *scratch, const char *text)
{
	sqlite3 *db = NULL;

	g_assert_cmpint(sqlite3_open(scratch->path, &db), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_exec(db, text, NULL, NULL, NULL), ==, SQLITE_OK);
	sqlite3_close(db);
}

/* A row that is damaged is as good as none. */
static void
test_damaged(void)
{
	static const char *const damages[] = {
		"UPDATE linked SET forge = 'sourceforge'",
		"UPDATE linked SET state = 'ajar'",
		"UPDATE linked SET number = -1",
		"UPDATE linked SET number = 'x'",
		"UPDATE linked SET checked = 9223372036854775807",
		"UPDATE linked SET changed = -9223372036854775807",
	};

	for (gsize i = 0; i < G_N_ELEMENTS(damages); i++) {
		g_auto(Scratch) scratch = scratch_new();
		State *state = scratch_open(&scratch, STATE_WRITE);
		put(state, "a", LINKED_OPEN, 100, 7);
		state_close(state);
		damage(&scratch, damages[i]);
		g_autoptr(State) again = scratch_open(&scratch, STATE_READ);
		g_autoptr(GHashTable) rows = linked_load(again, NULL);
		g_test_message("%s", damages[i]);
		g_assert_cmpuint(g_hash_table_size(rows), ==, 0);
	}
}

static void
test_health(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);
	ForgeHealth health = { 900, 2 }, other;
	LinkedLook look;

	g_assert_true(forge_health_put(state, FORGE_GITHUB, &health, NULL));
	g_assert_true(forge_health_get(state, FORGE_FORGEJO, &other, NULL));
	g_assert_true(other.rest_until == 0 && other.failures == 0);
	g_assert_true(forge_health_get(state, FORGE_GITHUB, &other, NULL));
	g_assert_true(other.rest_until == 900 && other.failures == 2);
	g_assert_true(linked_look_get(state, &look, NULL));
	g_assert_cmpint(look.snapshot, ==, -1);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/linked-store/rows", test_rows);
	g_test_add_func("/linked-store/damaged", test_damaged);
	g_test_add_func("/linked-store/health", test_health);
	return g_test_run();
}
