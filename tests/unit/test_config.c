/* test_config.c - tidings.yaml as settings, and what a wrong one is told. */
#include "base/error.h"
#include "config/config.h"

#include <glib/gstdio.h>
#include <string.h>

/* A folder with a tidings.yaml, which is the working folder while it lives. */
typedef struct {
	char *folder, *before;
} Scene;

static void
scene_open(Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	scene->before = g_get_current_dir();
	scene->folder = g_dir_make_tmp("tidings-XXXXXX", NULL);
	g_assert_cmpint(g_chdir(scene->folder), ==, 0);
}

static void
scene_close(Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	g_unlink("tidings.yaml");
	g_assert_cmpint(g_chdir(scene->before), ==, 0);
	g_assert_cmpint(g_rmdir(scene->folder), ==, 0);
	g_free(scene->folder);
	g_free(scene->before);
}

static void
write_file(const char *text, gssize length, guint mode)
{
	g_assert_true(g_file_set_contents("tidings.yaml", text, length, NULL));
	g_assert_cmpint(g_chmod("tidings.yaml", mode), ==, 0);
}

static Config *
load(const char *text, guint mode)
{
	g_autoptr(GError) error = NULL;

	write_file(text, -1, mode);
	Config *config = config_load("tidings.yaml", &error);
	g_assert_no_error(error);
	return config;
}

static void
assert_told(const char *text, guint mode, const char *want)
{
	g_autoptr(GError) error = NULL;

	write_file(text, -1, mode);
	g_autoptr(Config) config = config_load("tidings.yaml", &error);
	g_assert_null(config);
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG);
	g_assert_cmpstr(error->message, ==, want);
}

/* The complaint about one line below the least that is needed, "tidings.yaml:" taken off. */
typedef struct {
	const char *lines, *want;
} Case;

static void
run_cases(const Case *cases, gsize count)
{
	for (gsize i = 0; i < count; i++) {
		g_autofree char *text = g_strconcat("notes: {root: .}\n", cases[i].lines, NULL);
		g_autofree char *want = g_strconcat("tidings.yaml:", cases[i].want, NULL);
		assert_told(text, 0644, want);
	}
}

static void
test_whole(Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	g_autoptr(Config) config = load(
	    "notes: {root: notes, include: [a/*.md, b.md], exclude: \"**/README.md\", max_size: 2 KiB,\n"
	    "  link: \"https://git.example.org/{path}#L{line}\"}\n"
	    "timezone: Europe/Bucharest\nstate: /var/x.db\ntemplates: ../mine\nlanguage: pt-BR\n"
	    "expire_after: 4 weeks\nkeep: 30\n"
	    "jobs:\n"
	    "  weekly: {kind: digest, every: two weeks, at: Mon 8:05, to: ['list:a@example.org', \"discord:news\"],"
	    " discussion: full}\n"
	    "  todo: {kind: reminder, every: day, at: \"23:59\", to: owners, language: de}\n"
	    "  news: {kind: post}\n"
	    "people:\n"
	    "  - {id: rd, name: Răzvan D, aliases: [RD], email: rd@example.org, discord: 80351110224678912}\n"
	    "  - {id: ad}\n"
	    "groups: [{id: all, members: participants}, {id: two, members: [rd, ad]}]\n"
	    "tracks: [{id: vmm, name: VMM, aliases: vm, post_to: \"discord:news\"}]\n"
	    "mail: {from: \"Notes <notes@example.org>\", reply_to: rd@example.org, via: {env: RELAY}}\n"
	    "discord: {news: {via: \"folder:out\"}}\n",
	    0644);
	g_autofree char *real = g_get_current_dir();
	g_autofree char *root = g_build_filename(real, "notes", NULL);
	g_autofree char *templates_parent = g_path_get_dirname(real);
	g_autofree char *templates = g_build_filename(templates_parent, "mine", NULL);
	g_autofree char *out = g_strconcat("folder:", real, "/out", NULL);

	g_assert_nonnull(scene->folder);
	g_assert_cmpstr(config->notes.root, ==, root);
	g_assert_cmpuint(config->notes.include->len, ==, 2);
	g_assert_cmpstr(g_ptr_array_index(config->notes.exclude, 0), ==, "**/README.md");
	g_assert_cmpuint(config->notes.max_size, ==, 2048);
	g_assert_cmpstr(config->notes.link, ==, "https://git.example.org/{path}#L{line}");
	g_assert_cmpstr(config->timezone_name, ==, "Europe/Bucharest");
	g_assert_cmpstr(g_time_zone_get_identifier(config->timezone), ==, "Europe/Bucharest");
	g_assert_cmpstr(config->state, ==, "/var/x.db");
	g_assert_cmpstr(config->templates, ==, templates);
	g_assert_cmpstr(config->language, ==, "pt-BR");
	g_assert_cmpuint(config->expire_after_days, ==, 28);
	g_assert_cmpuint(config->keep_days, ==, 30);
	g_assert_cmpstr(config->mail.unsubscribe, ==, "rd@example.org");
	g_assert_cmpint(config->mail.via->source, ==, SECRET_ENV);
	g_assert_cmpstr(config->mail.via->value, ==, "RELAY");
	g_assert_cmpstr(config->mail.via->place, ==, "tidings.yaml:18:74");
	g_assert_cmpstr(config_webhook(config, "news")->via->value, ==, out);
	g_assert_null(config_webhook(config, "olds"));
	g_assert_cmpstr(roster_person(config->roster, "rd")->discord, ==, "80351110224678912");
	const TrackName *track = roster_track(config->roster, "VM");
	g_assert_cmpstr(g_ptr_array_index(track->post_to, 0), ==, "discord:news");
}

static void
test_jobs(Scene *scene G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
	g_autoptr(Config) config =
	    load("notes: {root: .}\nmail: {from: a@b.c}\npeople: [{id: x, email: x@b.c}]\n"
	         "jobs:\n"
	         "  weekly: {kind: digest, every: two weeks, at: Sunday 8:05, to: ['mail:a@b.c', owners],"
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
	g_autoptr(Config) config = load("\xef\xbb\xbfnotes: {root: /srv/x/../notes, exclude: }\njobs:\n", 0644);

	g_assert_cmpstr(config->notes.root, ==, "/srv/notes");
	g_assert_cmpuint(config->notes.include->len, ==, 1);
	g_assert_cmpstr(g_ptr_array_index(config->notes.include, 0), ==, "**/*.md");
	g_assert_cmpuint(config->notes.max_size, ==, 1024 * 1024);
	g_assert_cmpstr(config->timezone_name, ==, "UTC");
	g_assert_true(g_str_has_suffix(config->state, "/tidings/state.db"));
	g_assert_cmpuint(config->expire_after_days, ==, 90);
	g_assert_cmpstr(config->mail.via->value, ==, "smtp://localhost:25");
	g_assert_null(config->templates);
	g_assert_true(g_path_is_absolute(config->path));
}

static void
test_keys(Scene *scene G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
	static const Case cases[] = {
		{"smpt: 1",
                 "2:1: unknown key \"smpt\"; the configuration has: notes, timezone, state, templates, language, "
		  "expire_after, keep, people, groups, tracks, mail, discord, jobs"                                                         },
		{ "timezome: UTC",                       "2:1: unknown key \"timezome\" (did you mean \"timezone\"?)"                       },
		{ "keep: 1\nkeep: 2",                    "3:1: \"keep\" stands here a second time; keep one of them"                        },
		{ "[a]: 1",		              "2:1: a key must be a word; put quotes around text that starts with \"[\" or \"{\""},
		{ "people: {id: rd}",                    "2:9: \"people\" must be a list, not \"key: value\" pairs"                         },
		{ "people: [rd]",                        "2:10: \"a person\" must be \"key: value\" pairs, not one value"                   },
		{ "people: [{name: R}]",                 "2:10: a person lacks \"id\": a short word that stands for the person"             },
		{ "state: [a]",                          "2:8: \"state\" must be one value, not a list"                                     },
		{ "state: ''",                           "2:8: \"state\" is empty; write a value, or take the key out"                      },
		{ "state: \"a\\nb\"",
                 "2:8: \"state\" has a line break or a control character in it; write it on one line"                                       },
		{ "people: [{id: a b}]",
                 "2:15: \"id\" must be ASCII letters, digits, \"-\", \"_\" and \".\", not \"a b\""                                          },
		{ "discord: {a b: {via: \"folder:x\"}}", "2:11: the name of a webhook must be up to 64 ASCII letters "
                 "and digits, with \"-\", \"_\" and \".\" between"                                                                                    },
		{ "discord: {a: {via: \"folder:x\"}, a: {}}",
                 "2:33: \"a\" stands here a second time; keep one of them"},
	};

	run_cases(cases, G_N_ELEMENTS(cases));
}

static void
test_values(Scene *scene G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
	static const Case cases[] = {
		{"timezone: Mars/Olympus",		                                                     "2:11: unknown time zone \"Mars/Olympus\"; write a name of the tz "
                 "database, such as Europe/Bucharest" },
		{ "keep: ninety",
                 "2:7: \"keep\" is no number of days: \"ninety\"; write a number, or one with days or weeks" },
		{ "keep: 0",		                                                                                                                      "2:7: \"keep\" is no number of days: \"0\"; write a number, or one with days or weeks" },
		{ "keep: -3 days",
                 "2:7: \"keep\" is no number of days: \"-3 days\"; write a number, or one with days or weeks" },
		{ "language: English",		                                                                                                            "2:11: \"language\" is no language tag: \"English\"; write one such as \"en\"" },
		{ "people: [{id: a, discord: rd}]",		                                                                                               "2:27: \"discord\" must be a user's number of 17 to 20 digits, not "
                 "\"rd\"; Discord shows it as \"Copy User ID\"" },
		{ "people: [{id: a, email: a}]",		                                                       "2:25: \"email\" is no mail address: \"a\": there is no @ in it" },
		{ "people: [{id: a, email: a@.b}]",
                 "2:25: \"email\" is no mail address: \"a@.b\": what follows the @ is no domain name" },
		{ "mail: {from: \"N <a@b\"}",
                 "2:14: \"from\" is no mailbox: \"N <a@b\"; write \"Name <name@example.org>\"" },
		{ "mail: {from: \"N <a b@c>\"}",
                 "2:14: \"from\" is no mail address: \"a b@c\": it has a character that must not stand there" },
		{ "jobs: {a: {kind: digets, to: \"discord:x\"}}\ndiscord: {x: {via: \"folder:x\"}}",
                 "2:18: unknown kind \"digets\" (did you mean \"digest\"?)" },
		{ "jobs: {a: {kind: post, every: fortnight}}",
                 "2:31: unknown every \"fortnight\"; it is one of: hour, day, week, two weeks, month" },
		{ "jobs: {a: {kind: post, every: week, at: \"Mon 28:00\"}}",
                 "2:41: \"at\" is no time: \"Mon 28:00\"; write \"08:00\" or \"Mon 08:00\"" },
		{ "jobs: {a: {kind: post, every: week, at: \"Man 08:00\"}}",
                 "2:41: \"at\" is no time: \"Man 08:00\"; write \"08:00\" or \"Mon 08:00\"" },
		{ "jobs: {a: {kind: post, at: \"08:00\"}}",
                 "2:28: \"at\" means nothing without \"every\": day, week, two weeks or month" },
		{ "jobs: {a: {kind: post, every: day, at: \"Mon 08:00\"}}",
                 "2:40: a job of every day is due at a time, not on a weekday" },
		{ "jobs: {a: {kind: digest, to: []}}", "2:11: the job \"a\" goes nowhere; write to: [...]" },
	};

	run_cases(cases, G_N_ELEMENTS(cases));
}

static void
test_notes_values(Scene *scene G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
	assert_told("notes: {rot: x}", 0644,
	            "tidings.yaml:1:8: notes lacks \"root\": the folder of the notes\n"
	            "tidings.yaml:1:9: unknown key \"rot\" (did you mean \"root\"?)");
	assert_told("notes: {root: ., include: {a: b}}", 0644,
	            "tidings.yaml:1:27: \"include\" must be a list, not \"key: value\" pairs");
	assert_told(
	    "notes: {root: ., include: [a, /b]}", 0644,
	    "tidings.yaml:1:31: \"include\" starts at notes.root: write \"/b\" without \"/\", \"./\" or \"../\"");
	assert_told("notes: {root: ., link: \"https://x/{path}{lines}\"}", 0644,
	            "tidings.yaml:1:24: \"link\" knows {path} and {line}, not \"{lines}\"");
	assert_told("notes: {root: ., link: \"x/{path}\"}", 0644,
	            "tidings.yaml:1:24: \"link\" must start with \"https://\" or \"http://\"");
	assert_told("notes: {root: ., max_size: 1 GB}", 0644,
	            "tidings.yaml:1:28: \"max_size\" is no size: \"1 GB\"; write bytes, or a number with KiB or MiB, "
	            "up to 64 MiB");
	assert_told(
	    "notes: {root: ., max_size: 99999999999999999999}", 0644,
	    "tidings.yaml:1:28: \"max_size\" is no size: \"99999999999999999999\"; write bytes, or a number with KiB "
	    "or MiB, up to 64 MiB");
}

static void
test_references(Scene *scene G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
	static const Case cases[] = {
		{"groups: [{id: g, members: [rv]}]\npeople: [{id: rd}]",
                 "2:28: there is no person with the id \"rv\" (did you mean \"rd\"?)"                                                                  },
		{ "groups: [{id: g, members: [x]}]",		                                       "2:28: there is no person with the id \"x\""},
		{ "groups: [{id: g, members: everybody}]",
                 "2:27: \"members\" must be a list of people's ids, or participants"                                                                   },
		{ "tracks: [{id: a, post_to: [\"discord:nws\"]}]\ndiscord: {news: {via: \"folder:x\"}}",
                 "2:28: there is no webhook under \"discord\" called \"nws\" (did you mean \"news\"?)"                                                 },
		{ "tracks: [{id: a, post_to: owners}]",
                 "2:27: unknown target \"owners\"; write list:ADDRESS, mail:ADDRESS or discord:NAME"                                                   },
		{ "jobs: {a: {kind: post, to: \"lst:a@b.c\"}}",
                 "2:28: unknown target \"lst:a@b.c\"; write list:ADDRESS, mail:ADDRESS, owners or discord:NAME"                                        },
		{ "jobs: {a: {kind: post, to: \"list:a@b.c\"}}",
                 "2:28: this is mailed, but \"mail\" has no \"from\": the mailbox that mail is from"                                                   },
		{ "jobs: {a: {kind: post, to: owners}}\nmail: {from: a@b.c}",
                 "2:28: owners are mailed, but nobody under \"people\" has an \"email\""                                                               },
		{ "people:\n - {id: rd, aliases: [RD, RăzvanD]}\n - {id: xx, aliases: [\"Răzvan D.\"]}",
                 "4:23: \"Răzvan D.\" stands for both \"rd\" (line 3) and \"xx\" (line 4); take it from one of them"                                  },
		{ "people: [{id: rd}]\ngroups: [{id: RD, members: participants}]",
                 "3:15: \"RD\" stands for both \"rd\" (line 2) and \"RD\" (line 3); take it from one of them"                                          },
		{ "people:\n - {id: rd}\n - {id: rd}",
                 "4:9: \"rd\" stands for both \"rd\" (line 3) and \"rd\" (line 4); take it from one of them"                                           },
		{ "tracks:\n - {id: vm-m}\n - {id: x, aliases: VM_M}",
                 "4:21: \"VM_M\" stands for both \"vm-m\" (line 3) and \"x\" (line 4); take it from one of them"                                       },
	};

	run_cases(cases, G_N_ELEMENTS(cases));
}

static void
test_same_name(Scene *scene G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
	g_autoptr(Config) config =
	    load("notes: {root: .}\npeople: [{id: a1, name: Ana P}, {id: a2, name: Ana P}]\n", 0644);
	g_autoptr(GPtrArray) people = g_ptr_array_new();

	g_assert_cmpint(roster_resolve(config->roster, "Ana P", NULL, people), ==, TOKEN_AMBIGUOUS);
	g_assert_cmpuint(people->len, ==, 2);
}

static void
test_secrets(Scene *scene G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
	static const char hook[] =
	    "notes: {root: .}\ndiscord: {a: {via: \"https://discord.com/api/webhooks/1/hush\"}}\n";
	static const char relay[] = "notes: {root: .}\nmail: {via: \"smtp://me:hush@example.org:587\"}\n";
	static const char told_hook[] = "tidings.yaml:2:20: \"via\" holds a webhook's URL, which is as good as a "
	                                "password, and others can read this "
	                                "file; run chmod 600 on it, or write {env: NAME}";
	static const char told_relay[] =
	    "tidings.yaml:2:13: \"via\" holds a password, and others can read this file; run "
	    "chmod 600 on it, or write {env: NAME}";

	assert_told(hook, 0644, told_hook);
	assert_told(hook, 0640, told_hook);
	assert_told(relay, 0604, told_relay);
	g_autoptr(Config) own = load(hook, 0600);
	g_assert_cmpstr(config_webhook(own, "a")->via->value, ==, "https://discord.com/api/webhooks/1/hush");
	g_autoptr(Config) own_relay = load(relay, 0600);
	g_assert_cmpstr(own_relay->mail.via->value, ==, "smtp://me:hush@example.org:587");
	g_autoptr(Config) open = load("notes: {root: .}\nmail: {via: \"smtp://example.org:25\"}\n", 0644);
	g_assert_cmpint(open->mail.via->source, ==, SECRET_LITERAL);
}

static void
test_via(Scene *scene G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
	static const Case cases[] = {
		{"mail: {via: \"smpt://hush\"}",
                 "2:13: \"via\" is no way to send; write \"smtp://HOST:PORT\" or \"folder:DIR\""                                                   },
		{ "mail: {via: \"folder:\"}",
                 "2:13: \"via\" is no way to send; write \"smtp://HOST:PORT\" or \"folder:DIR\""                                                   },
		{ "discord: {a: {via: \"http://example.org/hush\"}}",
                 "2:20: \"via\" is no way to send; write {env: NAME} or \"folder:DIR\""                                                            },
		{ "mail: {via: {evn: X}}",
                 "2:13: \"via\" must be one of {env: NAME}, {file: PATH} and {command: \"...\"}"                                                   },
		{ "mail: {via: {env: X, file: Y}}",
                 "2:13: \"via\" must be one of {env: NAME}, {file: PATH} and {command: \"...\"}"                                                   },
		{ "mail: {via: {env: [X]}}",                          "2:19: \"env\" must be one value, not a list"                                },
		{ "mail: {via: [X]}",                                 "2:13: \"via\" must be one value, not a list"                                },
		{ "discord: {a: {}}",                                 "2:14: a webhook lacks \"via\": the webhook's URL as a secret, or folder:DIR"},
	};

	run_cases(cases, G_N_ELEMENTS(cases));
	g_autoptr(Config) config = load("notes: {root: .}\nmail: {via: {file: key}}\n", 0644);
	g_autofree char *folder = g_get_current_dir();
	g_autofree char *key = g_build_filename(folder, "key", NULL);
	g_assert_cmpint(config->mail.via->source, ==, SECRET_FILE);
	g_assert_cmpstr(config->mail.via->value, ==, key);
}

static void
test_broken(Scene *scene G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
	assert_told("", 0644, "tidings.yaml:1:1: is empty; it needs at least notes: {root: DIR}");
	assert_told("notes", 0644, "tidings.yaml:1:1: \"tidings.yaml\" must be \"key: value\" pairs, not one value");
	assert_told("notes: {root: .\n", 0644,
	            "tidings.yaml:1:8: this mapping has no \",\" between two pairs, or its \"}\" is missing");

	g_autoptr(GError) error = NULL;
	g_assert_null(config_load("nothing.yaml", &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG);
	g_assert_true(g_str_has_prefix(error->message, "nothing.yaml: cannot be opened"));
}

/* So many mistakes that nobody reads them all. */
static void
test_many(Scene *scene G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
	GString *text = g_string_new("notes: {root: .}\n");
	g_autoptr(GError) error = NULL;
	for (int i = 0; i < 150; i++)
		g_string_append_printf(text, "zzz%d: 1\n", i);
	write_file(text->str, (gssize)text->len, 0644);
	g_string_free(text, TRUE);

	g_assert_null(config_load("tidings.yaml", &error));
	g_auto(GStrv) lines = g_strsplit(error->message, "\n", -1);
	g_assert_cmpuint(g_strv_length(lines), ==, 101);
	g_assert_cmpstr(lines[100], ==, "tidings.yaml: and 50 more");
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

static void
add(const char *path, void (*test)(Scene *, gconstpointer))
{
	g_test_add(path, Scene, NULL, scene_open, test, scene_close);
}

int
main(int argc, char **argv)
{
	g_autofree char *nowhere = g_build_filename(g_get_tmp_dir(), "tidings-no-such-folder", NULL);

	g_setenv("XDG_CONFIG_HOME", nowhere, TRUE);
	g_test_init(&argc, &argv, NULL);
	add("/config/whole", test_whole);
	add("/config/jobs", test_jobs);
	add("/config/defaults", test_defaults);
	add("/config/keys", test_keys);
	add("/config/values", test_values);
	add("/config/notes-values", test_notes_values);
	add("/config/references", test_references);
	add("/config/same-name", test_same_name);
	add("/config/secrets", test_secrets);
	add("/config/via", test_via);
	add("/config/broken", test_broken);
	add("/config/many", test_many);
	add("/config/find", test_find);
	return g_test_run();
}
