/* config.c - the settings: defaults, finding the file, look-ups. */
#include "config/config.h"

#include "base/error.h"
#include "base/text.h"
#include "loader.h"

#include <string.h>

enum {
	/* seconds: less than the usual quarter of an hour between two runs of cron */
	DEADLINE = 10 * 60,
	/* RFC 5321 4.5.4.1 suggests four to five days for mail in general; news go stale earlier */
	GIVE_UP_DAYS = 3,
	NOTES_MAX_SIZE = 1024 * 1024, /* bytes */
	EXPIRE_AFTER_DAYS = 90,
	KEEP_DAYS = 90,
	/* Many communities push a third of their notes more than a week after the meeting, some
	 * weeks after it.  Notes older than two months are nearly always an import. */
	NEWS_WITHIN_DAYS = 8 * 7,
	QUIET_DAYS = 4 * 7,
	MAX_ITEMS = 10,
	MAIL_TIMEOUT = 60, /* seconds */
	MAIL_CONNECTIONS = 4
};

void
target_free(gpointer data)
{
	Target *target = data;

	g_free(target->value);
	g_free(target);
}

static void
endpoint_free(gpointer data)
{
	Endpoint *endpoint = data;

	if (endpoint->finish != NULL)
		endpoint->finish(endpoint);
	g_free(endpoint->name);
	secret_free(endpoint->via);
	g_free(endpoint);
}

static void
webhook_finish(gpointer data)
{
	Webhook *webhook = data;

	g_free(webhook->thread);
	g_ptr_array_unref(webhook->tags);
}

static void
job_free(gpointer data)
{
	Job *job = data;

	g_free(job->name);
	g_ptr_array_unref(job->to);
	g_free(job->language);
	g_free(job);
}

void
endpoint_init(Endpoint *endpoint, Channel channel, const char *name)
{
	endpoint->channel = channel;
	endpoint->name = g_strdup(name);
	endpoint->payload = channel_traits(channel)->payload;
	endpoint->unknown = UNKNOWN_WAIT;
}

Webhook *
webhook_new(const char *name)
{
	Webhook *webhook = g_new0(Webhook, 1);

	endpoint_init(&webhook->endpoint, CHANNEL_DISCORD, name);
	webhook->endpoint.finish = webhook_finish;
	webhook->tags = g_ptr_array_new_with_free_func(g_free);
	return webhook;
}

ForgeSettings *
forge_settings_new(ForgeKind kind)
{
	ForgeSettings *forge = g_new0(ForgeSettings, 1);

	forge->kind = kind;
	forge->owners = g_ptr_array_new_with_free_func(g_free);
	forge->closes = TRUE;
	return forge;
}

static void
forge_settings_free(ForgeSettings *forge)
{
	if (forge == NULL)
		return;
	g_free(forge->url);
	g_free(forge->web);
	secret_free(forge->token);
	g_ptr_array_unref(forge->owners);
	g_free(forge);
}

gboolean
config_has_forge(const Config *config)
{
	for (guint i = 0; i < FORGE_COUNT; i++)
		if (config->forges[i] != NULL)
			return TRUE;
	return FALSE;
}

Job *
job_new(const char *name)
{
	Job *job = g_new0(Job, 1);

	job->name = g_strdup(name);
	job->hour = job->minute = -1;
	job->to = g_ptr_array_new_with_free_func(target_free);
	job->discussion = DISCUSSION_EXCERPT;
	job->quiet_days = QUIET_DAYS;
	job->max_items = MAX_ITEMS;
	return job;
}

static Secret *
default_relay(void)
{
	Secret *via = g_new0(Secret, 1);

	via->source = SECRET_LITERAL;
	via->value = g_strdup("smtp://localhost:25");
	return via;
}

Config *
config_default(const char *root)
{
	Config *config = g_new0(Config, 1);

	config->notes.root = g_canonicalize_filename(root, NULL);
	config->notes.include = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(config->notes.include, g_strdup("**/*.md"));
	config->notes.exclude = g_ptr_array_new_with_free_func(g_free);
	config->notes.action_headings = g_ptr_array_new_with_free_func(g_free);
	config->notes.languages = g_ptr_array_new_with_free_func(g_free);
	config->notes.max_size = NOTES_MAX_SIZE;
	config->timezone_name = g_strdup("UTC");
	config->timezone = g_time_zone_new_utc();
	config->state = g_build_filename(g_get_user_state_dir(), "tidings", "state.db", NULL);
	config->language = g_strdup("en");
	config->expire_after_days = EXPIRE_AFTER_DAYS;
	config->news_within_days = NEWS_WITHIN_DAYS;
	config->keep_days = KEEP_DAYS;
	config->give_up_days = GIVE_UP_DAYS;
	config->deadline = DEADLINE;
	config->roster = roster_new();
	config->mail.via = default_relay();
	config->mail.timeout = MAIL_TIMEOUT;
	config->mail.connections = MAIL_CONNECTIONS;
	config->answers.trust = g_ptr_array_new_with_free_func(g_free);
	config->lint_disable = g_ptr_array_new_with_free_func(g_free);
	config->lint_enable = g_ptr_array_new_with_free_func(g_free);
	config->endpoints = g_ptr_array_new_with_free_func(endpoint_free);
	config->jobs = g_ptr_array_new_with_free_func(job_free);
	return config;
}

void
config_free(Config *config)
{
	if (config == NULL)
		return;
	g_free(config->path);
	g_free(config->notes.root);
	g_ptr_array_unref(config->notes.include);
	g_ptr_array_unref(config->notes.exclude);
	g_ptr_array_unref(config->notes.action_headings);
	g_ptr_array_unref(config->notes.languages);
	g_free(config->notes.link);
	g_clear_pointer(&config->notes.own_files, g_ptr_array_unref);
	g_clear_pointer(&config->notes.own_folders, g_ptr_array_unref);
	g_free(config->timezone_name);
	g_time_zone_unref(config->timezone);
	g_free(config->state);
	g_free(config->former_state);
	g_free(config->templates);
	g_free(config->archive);
	g_free(config->archive_url);
	g_free(config->language);
	roster_free(config->roster);
	g_free(config->mail.from);
	g_free(config->mail.reply_to);
	g_free(config->mail.postmaster);
	g_free(config->mail.unsubscribe);
	secret_free(config->mail.via);
	secret_free(config->mail.oauth);
	g_free(config->mail.ca_file);
	g_free(config->mail.answers);
	secret_free(config->answers.secret);
	g_ptr_array_unref(config->answers.trust);
	g_free(config->answers.imap);
	g_free(config->answers.user);
	secret_free(config->answers.password);
	secret_free(config->answers.oauth);
	g_free(config->answers.ca_file);
	g_ptr_array_unref(config->lint_disable);
	g_ptr_array_unref(config->lint_enable);
	g_ptr_array_unref(config->endpoints);
	g_ptr_array_unref(config->jobs);
	for (guint i = 0; i < FORGE_COUNT; i++)
		forge_settings_free(config->forges[i]);
	g_free(config);
}

static const char *
named_by(const char *given)
{
	const char *named = given != NULL ? given : g_getenv("TIDINGS_CONFIG");

	return named != NULL && *named != '\0' ? named : NULL;
}

gboolean
config_is_named(const char *given)
{
	return named_by(given) != NULL;
}

char *
config_state_name(const char *path)
{
	static const char usual[] = ".yaml";
	g_autofree char *name = g_path_get_basename(path);

	/* club.yaml and club.yml are different configurations */
	if (g_str_has_suffix(name, usual) && strlen(name) > strlen(usual))
		name[strlen(name) - strlen(usual)] = '\0';
	return g_strconcat(name, ".db", NULL);
}

char *
config_find(const char *given, GError **error)
{
	const char *named = named_by(given);
	if (named != NULL)
		return g_strdup(named);

	g_autofree char *own =
	    g_build_filename(g_get_user_config_dir(), "tidings", "tidings.yaml", NULL);
	const char *const paths[] = { "tidings.yaml", own, CONFIG_OF_SYSTEM };
	for (gsize i = 0; i < G_N_ELEMENTS(paths); i++)
		if (g_file_test(paths[i], G_FILE_TEST_EXISTS))
			return g_strdup(paths[i]);
	g_autofree char *shown = text_escape_for_terminal(own, -1);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG,
	            "there is no configuration: neither ./tidings.yaml nor %s nor %s exists; name "
	            "one with -c or "
	            "TIDINGS_CONFIG",
	            shown, paths[2]);
	return NULL;
}

Day
config_expiry(const Config *config, Day day)
{
	return day_minus(day, config->expire_after_days);
}

const Job *
config_job(const Config *config, const char *name)
{
	for (guint i = 0; i < config->jobs->len; i++) {
		const Job *job = g_ptr_array_index(config->jobs, i);
		if (strcmp(job->name, name) == 0)
			return job;
	}
	return NULL;
}

const Endpoint *
config_endpoint(const Config *config, Channel channel, const char *name)
{
	for (guint i = 0; i < config->endpoints->len; i++) {
		const Endpoint *endpoint = g_ptr_array_index(config->endpoints, i);
		if (endpoint->channel == channel && strcmp(endpoint->name, name) == 0)
			return endpoint;
	}
	return NULL;
}

const Endpoint *
config_endpoint_of(const Config *config, const char *target)
{
	Channel channel;
	const char *name = channel_parse_target(target, &channel);

	return name != NULL ? config_endpoint(config, channel, name) : NULL;
}
