/* identity.c - whose memory a state file is. */
#include "state/identity.h"

#include "meta.h"
#include "state_internal.h"

#define CONFIGURATION "identity.configuration"
#define ROOT          "identity.root"
#define CHOICE        "identity.choice"

void
identity_clear(Identity *identity)
{
	g_free(identity->configuration);
	g_free(identity->root);
	g_free(identity->choice);
	*identity = (Identity){ 0 };
}

gboolean
identity_get(State *state, Identity *identity, GError **error)
{
	static const char text[] = "SELECT count(*) FROM sqlite_schema WHERE name = 'meta'";
	gint64 tables = 1;

	*identity = (Identity){ 0 };
	if (state->mode == STATE_PEEK && !sql_get_int(state, text, 0, 0, &tables, error))
		return FALSE;
	if (tables == 0)
		return TRUE;
	return meta_get(state, CONFIGURATION, &identity->configuration, error) &&
	       meta_get(state, ROOT, &identity->root, error) &&
	       meta_get(state, CHOICE, &identity->choice, error);
}

gboolean
identity_put(State *state, const Identity *identity, GError **error)
{
	return meta_put(state, CONFIGURATION, identity->configuration, error) &&
	       meta_put(state, ROOT, identity->root, error) &&
	       meta_put(state, CHOICE, identity->choice, error);
}

gboolean
identity_is_same(const Identity *a, const Identity *b)
{
	return g_strcmp0(a->configuration, b->configuration) == 0 ||
	       (g_strcmp0(a->root, b->root) == 0 && g_strcmp0(a->choice, b->choice) == 0);
}
