/* test_config.c - tidings.yaml as settings. */
#include "config_scene.h"
#include "people/resolve.h"

/* Relative to the file's folder. */
static void
assert_paths(const Config *config)
{
	g_autofree char *real = g_get_current_dir();
	g_autofree char *root = g_build_filename(real, "notes", NULL);
	g_autofree char *templates_parent = g_path_get_dirname(real);
	g_autofree char *templates = g_build_filename(templates_parent, "mine", NULL);
	g_autofree char *out = g_strconcat("folder:", real, "/out", NULL);

	g_assert_cmpstr(config->notes.root, ==, root);
	g_assert_cmpstr(config->templates, ==, templates);
	g_assert_cmpstr(config_endpoint(config, CHANNEL_DISCORD, "news")->via->value, ==, out);
}

static void
test_whole(Scene *scene G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
	g_autoptr(Config) config = load(
	    "notes: {root: notes, include: [a/*.md, b.md], exclude: \"**/README.md\", max_size: 2 "
	    "KiB,\n"
	    "  link: \"https://git.example.org/{path}#L{line}\"}\n"
	    "timezone: Europe/Bucharest\nstate: /var/x.db\ntemplates: ../mine\nlanguage: pt-BR\n"
	    "expire_after: 4 weeks\nnews_within: 3 weeks\nkeep: 30\n"
	    "jobs:\n"
	    "  weekly: {kind: digest, every: two weeks, at: Mon 8:05, to: ['list:a@example.org', "
	    "\"discord:news\"],"
	    " discussion: full}\n"
	    "  todo: {kind: reminder, every: day, at: \"23:59\", to: owners, language: de}\n"
	    "  news: {kind: post}\n"
	    "people:\n"
	    "  - {id: rd, name: Răzvan D, aliases: [RD], email: rd@example.org, discord: "
	    "80351110224678912}\n"
	    "  - {id: ad}\n"
	    "groups: [{id: all, members: participants}, {id: two, members: [rd, ad]}]\n"
	    "tracks: [{id: vmm, name: VMM, aliases: vm, post_to: \"discord:news\"}]\n"
	    "mail: {from: \"Notes <notes@example.org>\", reply_to: rd@example.org, via: {env: "
	    "RELAY}}\n"
	    "discord: {news: {via: \"folder:out\"}}\n",
	    0644);
	assert_paths(config);
	g_assert_cmpuint(config->notes.include->len, ==, 2);
	g_assert_cmpstr(g_ptr_array_index(config->notes.exclude, 0), ==, "**/README.md");
	g_assert_cmpuint(config->notes.max_size, ==, 2048);
	g_assert_cmpstr(config->notes.link, ==, "https://git.example.org/{path}#L{line}");
	g_assert_cmpstr(config->timezone_name, ==, "Europe/Bucharest");
	g_assert_cmpstr(g_time_zone_get_identifier(config->timezone), ==, "Europe/Bucharest");
	g_assert_cmpstr(config->state, ==, "/var/x.db");
	g_assert_cmpstr(config->language, ==, "pt-BR");
	g_assert_cmpuint(config->expire_after_days, ==, 28);
	g_assert_cmpuint(config->news_within_days, ==, 21);
	g_assert_cmpuint(config->keep_days, ==, 30);
	g_assert_cmpstr(config->mail.unsubscribe, ==, "rd@example.org");
	g_assert_cmpint(config->mail.via->source, ==, SECRET_ENV);
	g_assert_cmpstr(config->mail.via->value, ==, "RELAY");
	g_assert_cmpstr(config->mail.via->position, ==, "tidings.yaml:19:74");
	g_assert_null(config_endpoint(config, CHANNEL_DISCORD, "olds"));
	g_assert_cmpstr(roster_person(config->roster, "rd")->discord, ==, "80351110224678912");
	const Track *track = roster_track(config->roster, "VM");
	g_assert_cmpstr(g_ptr_array_index(track->post_to, 0), ==, "discord:news");
}

static void
test_jobs(Scene *scene G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
	g_autoptr(Config) config =
	    load("notes: {root: .}\nmail: {from: a@b.c}\npeople: [{id: x, email: x@b.c}]\n"
	         "jobs:\n"
	         "  weekly: {kind: digest, every: two weeks, at: Sunday 8:05, to: ['mail:a@b.c', "
	         "owners],"
	         " discussion: full}\n"
	         "  todo: {kind: reminder, every: day, at: \"23:59\", to: owners, language: de}\n"
	         "  news: {kind: post}\n",
	         0600);
	const Job *weekly = config_job(config, "weekly"), *todo = config_job(config, "todo");
	const Job *news = config_job(config, "news");
	const Target *target = g_ptr_array_index(weekly->to, 0);

	g_assert_true(g_ptr_array_index(config->jobs, 0) == weekly);
	g_assert_cmpint(weekly->kind, ==, JOB_DIGEST);
	g_assert_cmpint(weekly->every, ==, EVERY_TWO_WEEKS);
	g_assert_cmpint(weekly->weekday, ==, 7);
	g_assert_cmpint(weekly->hour * 60 + weekly->minute, ==, 485);
	g_assert_cmpint(weekly->discussion, ==, DISCUSSION_FULL);
	g_assert_cmpuint(weekly->to->len, ==, 2);
	g_assert_cmpint(target->kind, ==, TARGET_MAIL);
	g_assert_cmpstr(target->value, ==, "a@b.c");
	g_assert_cmpint(todo->every, ==, EVERY_DAY);
	g_assert_cmpint(todo->weekday, ==, 0);
	g_assert_cmpint(todo->hour, ==, 23);
	g_assert_cmpstr(todo->language, ==, "de");
	g_assert_cmpint(((Target *)g_ptr_array_index(todo->to, 0))->kind, ==, TARGET_OWNERS);
	g_assert_cmpint(news->kind, ==, JOB_POST);
	g_assert_cmpint(news->every, ==, EVERY_NEVER);
	g_assert_cmpint(news->hour, ==, -1);
	g_assert_null(config_job(config, "none"));
}

static void
test_defaults(Scene *scene G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
	g_autoptr(Config) config =
	    load("\xef\xbb\xbfnotes: {root: /srv/x/../notes, exclude: }\njobs:\n", 0644);

	g_assert_cmpstr(config->notes.root, ==, "/srv/notes");
	g_assert_cmpuint(config->notes.include->len, ==, 1);
	g_assert_cmpstr(g_ptr_array_index(config->notes.include, 0), ==, "**/*.md");
	g_assert_cmpuint(config->notes.max_size, ==, 1024 * 1024);
	g_assert_cmpstr(config->timezone_name, ==, "UTC");
	g_assert_true(g_str_has_suffix(config->state, "/tidings/state.db"));
	g_assert_cmpuint(config->expire_after_days, ==, 90);
	g_assert_cmpuint(config->news_within_days, ==, 56);
	g_assert_cmpstr(config->mail.via->value, ==, "smtp://localhost:25");
	g_assert_null(config->templates);
	g_assert_true(g_path_is_absolute(config->path));
}

static void
test_same_name(Scene *scene G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
	g_autoptr(Config) config = load(
	    "notes: {root: .}\npeople: [{id: a1, name: Ana P}, {id: a2, name: Ana P}]\n", 0644);
	g_autoptr(Resolver) resolver = resolver_new(config->roster);
	const GPtrArray *people = NULL;

	g_assert_cmpint(resolve_token(resolver, "Ana P", NULL, &people), ==, TOKEN_AMBIGUOUS);
	g_assert_cmpuint(people->len, ==, 2);
}

static void
test_secrets(Scene *scene G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
	static const char hook[] =
	    "notes: {root: .}\ndiscord: {a: {via: \"https://discord.com/api/webhooks/1/hush\"}}\n";
	static const char relay[] =
	    "notes: {root: .}\nmail: {via: \"smtp://me:hush@example.org:587\"}\n";
	static const char told_hook[] =
	    "tidings.yaml:2:20: \"via\" holds a webhook's URL, which is as good as a "
	    "password, and others can read this "
	    "file; run chmod 600 on it, or write {env: NAME}";
	static const char told_relay[] =
	    "tidings.yaml:2:13: \"via\" holds a password, and others can read this file; run "
	    "chmod 600 on it, or write {env: NAME}";

	assert_told(hook, 0644, told_hook);
	assert_told(hook, 0640, told_hook);
	assert_told(relay, 0604, told_relay);
	g_autoptr(Config) own = load(hook, 0600);
	g_assert_cmpstr(config_endpoint(own, CHANNEL_DISCORD, "a")->via->value, ==,
	                "https://discord.com/api/webhooks/1/hush");
	g_autoptr(Config) own_relay = load(relay, 0600);
	g_assert_cmpstr(own_relay->mail.via->value, ==, "smtp://me:hush@example.org:587");
	g_autoptr(Config) open =
	    load("notes: {root: .}\nmail: {via: \"smtp://example.org:25\"}\n", 0644);
	g_assert_cmpint(open->mail.via->source, ==, SECRET_LITERAL);
}

static void
test_find(Scene *scene G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *given = config_find("x.yaml", NULL);
	g_assert_cmpstr(given, ==, "x.yaml");
	g_unsetenv("TIDINGS_CONFIG");
	if (!g_file_test("/etc/tidings/tidings.yaml", G_FILE_TEST_EXISTS)) {
		g_assert_null(config_find(NULL, &error));
		g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG);
		g_assert_nonnull(strstr(error->message, "./tidings.yaml"));
	}
	write_file("", 0, 0644);
	g_autofree char *here = config_find(NULL, NULL);
	g_assert_cmpstr(here, ==, "tidings.yaml");
	g_setenv("TIDINGS_CONFIG", "/y.yaml", TRUE);
	g_autofree char *named = config_find(NULL, NULL);
	g_assert_cmpstr(named, ==, "/y.yaml");
	g_unsetenv("TIDINGS_CONFIG");
}

/* An offset means what people write it for, not what POSIX makes of it. */
static void
test_offsets(Scene *scene G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
	static const struct {
		const char *name;
		int seconds;
	} zones[] = {
		{ "UTC+2", 7200 },  { "GMT-05:30", -19800 }, { "UTC+14", 50400 },
		{ "UTC", 0 },       { "GMT+0", 0 },          { "Etc/GMT-2", 7200 },
		{ "+02:00", 7200 }, { "EST5EDT", -18000 },   { "-03:00", -10800 },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(zones); i++) {
		g_autofree char *text =
		    g_strdup_printf("notes: {root: /n}\ntimezone: \"%s\"\n", zones[i].name);
		g_autoptr(Config) config = load(text, 0644);
		int interval =
		    g_time_zone_find_interval(config->timezone, G_TIME_TYPE_UNIVERSAL, 1767225600);
		g_assert_cmpint(g_time_zone_get_offset(config->timezone, interval), ==,
		                zones[i].seconds);
	}
}

static void
test_commands(Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	g_autoptr(Config) config =
	    load("notes: {root: .}\n"
	         "commands:\n"
	         "  a: {via: {command: [bin/p, \" x y \", \"\", $(z), 7]}}\n"
	         "  b: {via: {command: [p]}, format: json, timeout: 2 minutes}\n"
	         "  c: {via: \"folder:out\", format: markdown}\n"
	         "jobs: {n: {kind: post, to: [\"command:a\", \"command:b\"]}}\n",
	         0644);
	const Endpoint *a = config_endpoint(config, CHANNEL_COMMAND, "a"),
	               *b = config_endpoint_of(config, "command:b"),
	               *c = config_endpoint(config, CHANNEL_COMMAND, "c");
	g_autofree char *program = g_build_filename(scene->folder, "bin/p", NULL);
	const char *const argv[] = { program, " x y ", "", "$(z)", "7", NULL };
	const Job *job = config_job(config, "n");
	const Target *target = g_ptr_array_index(job->to, 1);

	g_assert_true(g_strv_equal((const char *const *)((const CommandEndpoint *)a)->argv, argv));
	g_assert_cmpint(a->payload, ==, PAYLOAD_TEXT);
	g_assert_cmpint(a->unknown, ==, UNKNOWN_WAIT);
	g_assert_cmpuint(((const CommandEndpoint *)a)->timeout, ==, 60);
	g_assert_cmpstr(a->via->position, ==, "tidings.yaml:3:23");
	g_assert_cmpstr(b->via->value, ==, "command:p");
	g_assert_cmpint(b->payload, ==, PAYLOAD_JSON);
	g_assert_cmpuint(((const CommandEndpoint *)b)->timeout, ==, 120);
	g_assert_true(g_str_has_prefix(c->via->value, "folder:/"));
	g_assert_cmpint(c->payload, ==, PAYLOAD_MARKDOWN);
	g_assert_cmpint(target->kind, ==, TARGET_ENDPOINT);
	g_assert_cmpint(target->channel, ==, CHANNEL_COMMAND);
	g_assert_cmpstr(target->value, ==, "b");
	g_assert_null(config_endpoint(config, CHANNEL_DISCORD, "a"));
	g_assert_null(config_endpoint_of(config, "a"));
}

/* The days that a monthly job may name. */
static void
test_month_days(Scene *scene G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
	static const struct {
		const char *at;
		int weekday, week, month_day, hour;
	} cases[] = {
		{ "Mon 08:00", 1, 0, 0, 8 },
		{ "the 1st 8:05", 0, 0, 1, 8 },
		{ "The 22ND 08:00", 0, 0, 22, 8 },
		{ "the 31st 23:59", 0, 0, 31, 23 },
		{ "first Mon 08:00", 1, 1, 0, 8 },
		{ "Third wednesday 07:30", 3, 3, 0, 7 },
		{ "last Fri 17:00", 5, WEEK_LAST, 0, 17 },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text =
		    g_strdup_printf("notes: {root: notes}\ndiscord: {news: {via: \"folder:out\"}}\n"
		                    "jobs: {a: {kind: reminder, every: month, at: \"%s\", to: "
		                    "[\"discord:news\"]}}\n",
		                    cases[i].at);
		g_autoptr(Config) config = load(text, 0644);
		const Job *job = config_job(config, "a");
		g_test_message("%s", cases[i].at);
		g_assert_cmpint(job->weekday, ==, cases[i].weekday);
		g_assert_cmpint(job->week, ==, cases[i].week);
		g_assert_cmpint(job->month_day, ==, cases[i].month_day);
		g_assert_cmpint(job->hour, ==, cases[i].hour);
		g_assert_false(job->remind_always);
		g_assert_cmpuint(job->quiet_days, ==, 28);
		g_assert_cmpuint(job->max_items, ==, 10);
	}
	g_autoptr(Config) config = load(
	    "notes: {root: notes}\ndiscord: {news: {via: \"folder:out\"}}\n"
	    "jobs:\n  a: {kind: reminder, to: [\"discord:news\"], remind: always, max_items: 20}\n"
	    "  b: {kind: reminder, to: [\"discord:news\"], quiet_for: 6 weeks}\n",
	    0644);
	g_assert_true(config_job(config, "a")->remind_always);
	g_assert_cmpuint(config_job(config, "a")->max_items, ==, 20);
	g_assert_cmpuint(config_job(config, "b")->quiet_days, ==, 42);
}

int
main(int argc, char **argv)
{
	g_autofree char *nowhere =
	    g_build_filename(g_get_tmp_dir(), "tidings-no-such-folder", NULL);

	g_setenv("XDG_CONFIG_HOME", nowhere, TRUE);
	g_test_init(&argc, &argv, NULL);
	add("/config/whole", test_whole);
	add("/config/jobs", test_jobs);
	add("/config/defaults", test_defaults);
	add("/config/offsets", test_offsets);
	add("/config/same-name", test_same_name);
	add("/config/secrets", test_secrets);
	add("/config/find", test_find);
	add("/config/commands", test_commands);
	add("/config/month-days", test_month_days);
	return g_test_run();
}
