/* test_moves.c - the life of a delivery. */
#include "state/delivery_transitions.h"

/* Every pair of states, for every mover, against the words of the design. */
static void
test_moves_are_complete(void)
{
	static const char *const allowed[] = {
		"queued>sending w",   "deferred>sending w", "sending>sent w",
		"sending>deferred w", "sending>failed w",   "sending>unknown w",
		"sending>unknown s",  "deferred>queued p",  "failed>queued p",
		"unknown>queued p",   "dropped>queued p",   "queued>dropped p",
		"deferred>dropped p", "failed>dropped p",   "unknown>dropped p",
		"unknown>sent p",     "unknown>sending w",  "sending>queued w",
		"sending>queued s",   "sending>dropped w",  "sent>queued n",
		"failed>queued n",
	};
	static const struct {
		Actor by;
		char letter;
	} movers[] = { { ACTOR_WORKER, 'w' },
		       { ACTOR_START, 's' },
		       { ACTOR_PERSON, 'p' },
		       { ACTOR_NOTES, 'n' } };
	guint found = 0;

	for (int from = 0; from <= DELIVERY_DROPPED; from++) {
		for (int to = 0; to <= DELIVERY_DROPPED; to++) {
			for (gsize i = 0; i < G_N_ELEMENTS(movers); i++) {
				g_autofree char *move = g_strdup_printf(
				    "%s>%s %c", delivery_state_word((DeliveryState)from),
				    delivery_state_word((DeliveryState)to), movers[i].letter);
				gboolean expected = FALSE;
				for (gsize k = 0; k < G_N_ELEMENTS(allowed); k++)
					expected = expected || g_str_equal(allowed[k], move);
				gboolean may = delivery_may_move((DeliveryState)from,
				                                 (DeliveryState)to, movers[i].by);
				if (may != expected)
					g_error("%s is %s", move, may ? "allowed" : "forbidden");
				found += may ? 1 : 0;
			}
		}
	}
	g_assert_cmpuint(found, ==, G_N_ELEMENTS(allowed));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/moves/are-complete", test_moves_are_complete);
	return g_test_run();
}
