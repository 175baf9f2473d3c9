/* disabled_webhooks.c - webhooks that are switched off, or rest. */
#include "state/disabled_webhooks.h"

#include "meta.h"
#include "sql.h"

void
disabled_webhook_free(DisabledWebhook *hook)
{
	if (hook == NULL)
		return;
	g_free(hook->name);
	g_free(hook->sum);
	g_free(hook->why);
	g_free(hook);
}

gboolean
webhook_disable(State *state, const DisabledWebhook *hook, GError **error)
{
	static const char text[] =
	    "INSERT OR REPLACE INTO hooks_off (name, sum, since, why) VALUES (?, ?, ?, ?)";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_text(query, 1, hook->name);
	sql_text(query, 2, hook->sum);
	sql_int(query, 3, hook->since);
	sql_text(query, 4, hook->why);
	return sql_run(state, query, error);
}

gboolean
webhook_enable(State *state, const char *name, GError **error)
{
	static const char text[] = "DELETE FROM hooks_off WHERE name = ?";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_text(query, 1, name);
	return sql_run(state, query, error);
}

/* NULL and `error` for one that is damaged. */
static DisabledWebhook *
read_row(State *state, Query *query, GError **error)
{
	g_autoptr(DisabledWebhook) hook = g_new0(DisabledWebhook, 1);

	hook->name = sql_column_text(query, 0);
	hook->sum = sql_column_text(query, 1);
	hook->since = sqlite3_column_int64(query, 2);
	hook->why = sql_column_text(query, 3);
	if (hook->name == NULL || hook->sum == NULL || hook->why == NULL ||
	    !sql_is_time(hook->since))
		return sql_damaged(state, error);
	return g_steal_pointer(&hook);
}

gboolean
webhook_find_disabled(State *state, const char *name, DisabledWebhook **off, GError **error)
{
	static const char text[] = "SELECT name, sum, since, why FROM hooks_off WHERE name = ?";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_text(query, 1, name);
	int code = sql_step(state, query, error);
	*off = code == SQLITE_ROW ? read_row(state, query, error) : NULL;
	return *off != NULL || code == SQLITE_DONE;
}

GPtrArray *
disabled_webhooks(State *state, GError **error)
{
	static const char text[] = "SELECT name, sum, since, why FROM hooks_off ORDER BY name";
	g_autoptr(GPtrArray) hooks =
	    g_ptr_array_new_with_free_func((GDestroyNotify)disabled_webhook_free);
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return NULL;

	int code;
	while ((code = sql_step(state, query, error)) == SQLITE_ROW) {
		DisabledWebhook *hook = read_row(state, query, error);
		if (hook == NULL)
			return NULL;
		g_ptr_array_add(hooks, hook);
	}
	return code == SQLITE_DONE ? g_steal_pointer(&hooks) : NULL;
}

/* The name of its value in state/meta.h. */
static char *
rest_name(const char *name)
{
	return g_strconcat("rest of discord.", name, NULL);
}

/* "SINCE UNTIL TIMES SUM"; all zero when it is something else. */
static void
read_rest(const char *value, HookRest *rest)
{
	g_auto(GStrv) words = g_strsplit(value, " ", -1);
	guint64 times = 0;
	HookRest read = { 0 };

	if (g_strv_length(words) != 4 ||
	    !g_ascii_string_to_signed(words[0], 10, 0, G_MAXINT64, &read.since, NULL) ||
	    !g_ascii_string_to_signed(words[1], 10, 0, G_MAXINT64, &read.until, NULL) ||
	    !g_ascii_string_to_unsigned(words[2], 10, 0, G_MAXUINT, &times, NULL))
		return;
	read.times = (guint)times;
	g_strlcpy(read.sum, words[3], sizeof read.sum);
	*rest = read;
}

gboolean
hook_rest_get(State *state, const char *name, HookRest *rest, GError **error)
{
	g_autofree char *key = rest_name(name), *value = NULL;

	*rest = (HookRest){ 0 };
	if (!meta_get(state, key, &value, error))
		return FALSE;
	if (value != NULL)
		read_rest(value, rest);
	return TRUE;
}

gboolean
hook_rest_put(State *state, const char *name, const HookRest *rest, GError **error)
{
	g_autofree char *key = rest_name(name), *value = NULL;

	if (rest->until != 0)
		value = g_strdup_printf("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %u %s",
		                        rest->since, rest->until, rest->times, rest->sum);
	return meta_put(state, key, value, error);
}
