/* test_config_mistakes.c - what a wrong tidings.yaml is told. */
#include "config_scene.h"

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
test_keys(Scene *scene G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
	/* clang-format off */
	static const Case cases[] = {
		{ "smpt: 1",
		  "2:1: unknown key \"smpt\"; the configuration has: notes, timezone, state, "
		  "templates, language, archive, archive_url, expire_after, news_within, keep, "
		  "give_up, deadline, people, groups, tracks, mail, answers, discord, "
		  "commands, forge, lint, jobs" },
		{ "timezome: UTC",
		  "2:1: unknown key \"timezome\" (did you mean \"timezone\"?)" },
		{ "keep: 1\nkeep: 2",
		  "3:1: \"keep\" appears here a second time; keep one of them" },
		{ "[a]: 1",
		  "2:1: a key must be a word; put quotes around text that starts with \"[\" or "
		  "\"{\"" },
		{ "people: {id: rd}",
		  "2:9: \"people\" must be a list, not \"key: value\" pairs" },
		{ "people: [rd]",
		  "2:10: \"a person\" must be \"key: value\" pairs, not one value" },
		{ "people: [{name: R}]",
		  "2:10: a person lacks \"id\": a short word that stands for the person" },
		{ "state: [a]",
		  "2:8: \"state\" must be one value, not a list" },
		{ "state: ''",
		  "2:8: \"state\" is empty; write a value, or take the key out" },
		{ "state: \"a\\nb\"",
		  "2:8: \"state\" has a line break or a control character in it; write it on one "
		  "line" },
		{ "people: [{id: a b}]",
		  "2:15: \"id\" must be ASCII letters, digits, \"-\", \"_\" and \".\", not \"a "
		  "b\"" },
		{ "discord: {a b: {via: \"folder:x\"}}",
		  "2:11: the name of a webhook must be up to 64 ASCII letters and digits, with "
		  "\"-\", \"_\" and \".\" between" },
		{ "keep: 1\n---\nkeep: 2",
		  "3:1: a second document starts here, and would not be read; put everything "
		  "into one, without a line of \"---\" between" },
		{ "...\nkeep: 2",
		  "3:1: the configuration ended before this; fix the indentation, or the "
		  "quotes, brackets or \"...\" before it" },
		{ "discord: {a: {via: \"folder:x\"}, a: {}}",
		  "2:33: \"a\" appears here a second time; keep one of them" },
	};
	/* clang-format on */

	run_cases(cases, G_N_ELEMENTS(cases));
}

static void
test_values(Scene *scene G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
	/* clang-format off */
	static const Case cases[] = {
		{ "timezone: Mars/Olympus",
		  "2:11: unknown time zone \"Mars/Olympus\"; write a name of the tz database, "
		  "such as Europe/Bucharest, or an offset east of UTC, such as +02:00" },
		{ "timezone: EET-2",
		  "2:11: unknown time zone \"EET-2\"; write a name of the tz database, such as "
		  "Europe/Bucharest, or an offset east of UTC, such as +02:00" },
		{ "timezone: UTC+2:0x",
		  "2:11: unknown time zone \"UTC+2:0x\"; write a name of the tz database, such "
		  "as Europe/Bucharest, or an offset east of UTC, such as +02:00" },
		{ "keep: ninety",
		  "2:7: \"keep\" is not a number of days: \"ninety\"; write a number, or one with "
		  "days or weeks" },
		{ "keep: 0",
		  "2:7: \"keep\" is not a number of days: \"0\"; write a number, or one with days "
		  "or weeks" },
		{ "keep: -3 days",
		  "2:7: \"keep\" is not a number of days: \"-3 days\"; write a number, or one with "
		  "days or weeks" },
		{ "language: English",
		  "2:11: \"language\" is not a language tag: \"English\"; write one such as "
		  "\"en\"" },
		{ "people: [{id: a, discord: rd}]",
		  "2:27: \"discord\" must be a user's number of 17 to 20 digits, not \"rd\"; "
		  "Discord shows it as \"Copy User ID\"" },
		{ "people: [{id: a, email: a}]",
		  "2:25: \"email\" is not a mail address: \"a\": there is no @ in it" },
		{ "people: [{id: a, email: ăa@b}]",
		  "2:25: \"email\" is not a mail address: \"ăa@b\": the part before the @ has "
		  "letters outside ASCII, which few mail servers accept" },
		{ "people: [{id: a, email: a..a@b}]",
		  "2:25: \"email\" is not a mail address: \"a..a@b\": the part before the @ has a "
		  "dot in the wrong position, or more than 64 characters" },
		{ "people: [{id: a, email: a@.b}]",
		  "2:25: \"email\" is not a mail address: \"a@.b\": what follows the @ is not a "
		  "domain "
		  "name" },
		{ "mail: {from: \"N <a@b\"}",
		  "2:14: \"from\" is not a mailbox: \"N <a@b\"; write \"Name "
		  "<name@example.org>\"" },
		{ "mail: {from: \"N <a b@c>\"}",
		  "2:14: \"from\" is not a mail address: \"a b@c\": it contains a character that "
		  "is not allowed there" },
	};
	/* clang-format on */

	run_cases(cases, G_N_ELEMENTS(cases));
}

static void
test_job_values(Scene *scene G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
	/* clang-format off */
	static const Case cases[] = {
		{ "mail: {timeout: 2 hours}",
		  "2:17: \"timeout\" is not a time: \"2 hours\"; write seconds, or a number with "
		  "minutes, up to an hour" },
		{ "mail: {connections: 17}",
		  "2:21: \"connections\" is a number from 1 to 16, not \"17\"" },
		{ "jobs: {a: {kind: digets, to: \"discord:x\"}}\ndiscord: {x: {via: \"folder:x\"}}",
		  "2:18: unknown kind \"digets\" (did you mean \"digest\"?)" },
		{ "jobs: {a: {kind: post, every: fortnight}}",
		  "2:31: unknown every \"fortnight\"; it is one of: hour, day, week, two weeks, "
		  "month" },
		{ "jobs: {a: {kind: post, every: week, at: \"Mon 28:00\"}}",
		  "2:41: \"at\" is not a time: \"Mon 28:00\"; write \"08:00\" or \"Mon 08:00\"" },
		{ "jobs: {a: {kind: post, every: week, at: \"Man 08:00\"}}",
		  "2:41: \"at\" is not a time: \"Man 08:00\"; write \"08:00\" or \"Mon 08:00\"" },
		{ "jobs: {a: {kind: post, at: \"08:00\"}}",
		  "2:28: \"at\" means nothing without \"every\": day, week, two weeks or month" },
		{ "jobs: {a: {kind: post, every: day, at: \"Mon 08:00\"}}",
		  "2:40: a job of every day is due at a time, not on a weekday" },
		{ "jobs: {a: {kind: post, every: week, at: \"8:00\"}}",
		  "2:41: a job of every week needs its weekday; write \"Mon 08:00\"" },
		{ "jobs: {a: {kind: post, every: two weeks, at: \"23:05\"}}",
		  "2:46: a job of every two weeks needs its weekday; write \"Mon 23:05\"" },
		{ "jobs: {a: {kind: post, every: hour, at: \"23:05\"}}",
		  "2:41: \"at\" means nothing to a job of every hour; take one of them out" },
		{ "jobs: {a: {to: [\"mail:a@b.c\"], kind: post}}\nmail: {from: a@b.c}",
		  "2:17: a post does not go to \"mail:a@b.c\"; write discord:NAME or "
		  "command:NAME" },
		{ "jobs: {a: {kind: digest, to: []}}",
		  "2:11: the job \"a\" goes nowhere; write to: [...]" },
	};
	/* clang-format on */

	run_cases(cases, G_N_ELEMENTS(cases));
}

static void
test_answer_values(Scene *scene G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
	/* clang-format off */
	static const Case cases[] = {
		{ "answers: {imap: \"https://x.org/INBOX\"}",
		  "2:17: \"imap\" is the address of a mailbox, such as "
		  "\"imaps://mail.example.org/INBOX\"" },
		{ "answers: {imap: \"imaps://a:b@x.org/INBOX\", login: {user: a, password: "
		  "{env: P}}}",
		  "2:17: the user of \"imap\" goes into login: {user: NAME}" },
		{ "answers: {imap: \"imaps://x.org/INBOX\"}",
		  "2:17: \"imap\" needs login: {user: NAME, password: {file: PATH}}" },
		{ "answers: {imap: \"imaps://x.org/INBOX\", login: {user: a}}",
		  "2:47: \"login\" needs a password or oauth" },
		{ "answers: {imap: \"imaps://x.org/INBOX;UID=1\", login: {user: a, oauth: "
		  "{env: P}}}",
		  "2:17: \"imap\" is the address of a mailbox, such as "
		  "\"imaps://mail.example.org/INBOX\"" },
		{ "jobs: {a: {kind: post, every: day, at: \"the 1st 08:00\"}}",
		  "2:40: only a job of every month is due on such a day; write \"08:00\"" },
		{ "jobs: {a: {kind: post, every: week, at: \"last Fri 08:00\"}}",
		  "2:41: only a job of every month is due on such a day; write \"Mon 08:00\"" },
		{ "jobs: {a: {kind: post, every: month, at: \"the 32nd 08:00\"}}",
		  "2:42: \"at\" is not a time: \"the 32nd 08:00\"; write \"08:00\" or \"Mon "
		  "08:00\"" },
		{ "jobs: {a: {kind: post, every: month, at: \"fifth Mon 08:00\"}}",
		  "2:42: \"at\" is not a time: \"fifth Mon 08:00\"; write \"08:00\" or \"Mon "
		  "08:00\"" },
		{ "jobs: {a: {kind: post, remind: news}}",
		  "2:32: \"remind\" means something to a reminder only" },
		{ "jobs: {a: {kind: post, max_items: 5}}",
		  "2:35: \"max_items\" means something to a reminder only" },
	};
	/* clang-format on */

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
	assert_told("notes: {root: ., include: [a, /b]}", 0644,
	            "tidings.yaml:1:31: \"include\" starts at notes.root: write \"/b\" without "
	            "\"/\", \"./\" or \"../\"");
	assert_told("notes: {root: ., link: \"https://x/{path}{lines}\"}", 0644,
	            "tidings.yaml:1:24: \"link\" knows {path} and {line}, not \"{lines}\"");
	assert_told("notes: {root: ., link: \"x/{path}\"}", 0644,
	            "tidings.yaml:1:24: \"link\" must start with \"https://\" or \"http://\"");
	assert_told("notes: {root: ., max_size: 1 GB}", 0644,
	            "tidings.yaml:1:28: \"max_size\" is not a size: \"1 GB\"; write bytes, or a "
	            "number with KiB or MiB, "
	            "up to 64 MiB");
	assert_told(
	    "notes: {root: ., max_size: 99999999999999999999}", 0644,
	    "tidings.yaml:1:28: \"max_size\" is not a size: \"99999999999999999999\"; write "
	    "bytes, or a number with KiB "
	    "or MiB, up to 64 MiB");
}

static void
test_references(Scene *scene G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
	/* clang-format off */
	static const Case cases[] = {
		{ "groups: [{id: g, members: [rv]}]\npeople: [{id: rd}]",
		  "2:28: there is no person with the id \"rv\" (did you mean \"rd\"?)" },
		{ "groups: [{id: g, members: [x]}]",
		  "2:28: there is no person with the id \"x\"" },
		{ "groups: [{id: g, members: everybody}]",
		  "2:27: \"members\" must be a list of people's ids, or participants" },
		{ "tracks: [{id: a, post_to: [\"discord:nws\"]}]\n"
		  "discord: {news: {via: \"folder:x\"}}",
		  "2:28: there is no webhook under \"discord\" called \"nws\" (did you mean "
		  "\"news\"?)" },
		{ "tracks: [{id: a, post_to: owners}]",
		  "2:27: a post does not go to \"owners\"; write discord:NAME or "
		  "command:NAME" },
		{ "jobs: {a: {kind: digest, to: \"lst:a@b.c\"}}",
		  "2:30: unknown target \"lst:a@b.c\"; write list:ADDRESS, mail:ADDRESS, "
		  "owners, discord:NAME or command:NAME" },
		{ "jobs: {a: {kind: digest, to: \"list:a@b.c\"}}",
		  "2:30: this is mailed, but \"mail\" has no \"from\": the mailbox that mail is "
		  "from" },
		{ "jobs: {a: {kind: digest, to: owners}}\nmail: {from: a@b.c}",
		  "2:30: owners are mailed, but nobody under \"people\" has an \"email\"" },
		{ "people:\n - {id: rd, aliases: [RD, RăzvanD]}\n"
		  " - {id: xx, aliases: [\"Răzvan D.\"]}",
		  "4:23: \"Răzvan D.\" stands for both \"rd\" (line 3) and \"xx\" (line 4); take "
		  "it from one of them" },
		{ "people: [{id: rd}]\ngroups: [{id: RD, members: participants}]",
		  "3:15: \"RD\" stands for both \"rd\" (line 2) and \"RD\" (line 3); take it "
		  "from one of them" },
		{ "people:\n - {id: rd}\n - {id: rd}",
		  "4:9: \"rd\" stands for both \"rd\" (line 3) and \"rd\" (line 4); take it from "
		  "one of them" },
		{ "tracks:\n - {id: vm-m}\n - {id: x, aliases: VM_M}",
		  "4:21: \"VM_M\" stands for both \"vm-m\" (line 3) and \"x\" (line 4); take it "
		  "from one of them" },
	};
	/* clang-format on */

	run_cases(cases, G_N_ELEMENTS(cases));
}

static void
test_via(Scene *scene G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
	/* clang-format off */
	static const Case cases[] = {
		{ "mail: {via: \"smpt://hush\"}",
		  "2:13: \"via\" is not a way to send; write \"smtp://HOST:PORT\" or "
		  "\"folder:DIR\"" },
		{ "mail: {via: \"folder:\"}",
		  "2:13: \"via\" is not a way to send; write \"smtp://HOST:PORT\" or "
		  "\"folder:DIR\"" },
		{ "discord: {a: {via: \"http://example.org/hush\"}}",
		  "2:20: \"via\" is not a way to send; write {env: NAME} or \"folder:DIR\"" },
		{ "mail: {via: {evn: X}}",
		  "2:13: \"via\" must be one of {env: NAME}, {file: PATH} and {command: \"...\"}" },
		{ "mail: {via: {env: X, file: Y}}",
		  "2:13: \"via\" must be one of {env: NAME}, {file: PATH} and {command: \"...\"}" },
		{ "mail: {via: {env: [X]}}",
		  "2:19: \"env\" must be one value, not a list" },
		{ "mail: {via: [X]}",
		  "2:13: \"via\" must be one value, not a list" },
		{ "discord: {a: {}}",
		  "2:14: a webhook lacks \"via\": the webhook's URL as a secret, or folder:DIR" },
	};
	/* clang-format on */

	run_cases(cases, G_N_ELEMENTS(cases));
	g_autoptr(Config) config = load("notes: {root: .}\nmail: {via: {file: key}}\n", 0644);
	g_autofree char *folder = g_get_current_dir();
	g_autofree char *key = g_build_filename(folder, "key", NULL);
	g_assert_cmpint(config->mail.via->source, ==, SECRET_FILE);
	g_assert_cmpstr(config->mail.via->value, ==, key);
}

static void
test_discord(Scene *scene G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
	/* clang-format off */
	static const Case cases[] = {
		{ "discord: {a: {via: \"folder:x\", forun: {}}}",
		  "2:32: unknown key \"forun\" (did you mean \"forum\"?)" },
		{ "discord: {a: {via: \"folder:x\", forum: true}}",
		  "2:39: \"forum\" must be \"key: value\" pairs, not one value" },
		{ "discord: {a: {via: \"folder:x\", forum: {tag: 5}}}",
		  "2:40: unknown key \"tag\" (did you mean \"tags\"?)" },
		{ "discord: {a: {via: \"folder:x\", forum: {tags: news}}}",
		  "2:46: \"tags\" holds the numbers of a forum's tags, not \"news\"" },
		{ "discord: {a: {via: \"folder:x\", forum: {tags: [5, -5]}}}",
		  "2:50: \"tags\" holds the numbers of a forum's tags, not \"-5\"" },
		{ "discord: {a: {via: \"folder:x\", forum: {tags: [18446744073709551616]}}}",
		  "2:47: \"tags\" holds the numbers of a forum's tags, not "
		  "\"18446744073709551616\"" },
		{ "discord: {a: {via: \"folder:x\", forum: {tags: [[5]]}}}",
		  "2:47: \"tags\" must be one value, not a list" },
		{ "discord: {a: {via: \"folder:x\", forum: {tags: [1, 2, 3, 4, 5, 6]}}}",
		  "2:46: \"tags\" has 6 numbers, but a thread can have 5 tags at most" },
		{ "discord: {a: {via: \"folder:x\", thread: 5, forum: {}}}",
		  "2:50: posts go into the one \"thread\", or each into its own of a \"forum\"; "
		  "take one of them out" },
		{ "discord: {a: {via: \"folder:x\", thread: general}}",
		  "2:40: \"thread\" is the number of a thread, not \"general\"" },
		{ "people: [{id: a, discord: \"80351110224678912\", mention: sometimes}]",
		  "2:57: unknown mention \"sometimes\"; it is one of: false, true, no, yes" },
		{ "people: [{id: a, discord: \"80351110224678912\", mentions: true}]",
		  "2:48: unknown key \"mentions\" (did you mean \"mention\"?)" },
		{ "people: [{id: a, mention: true}]",
		  "2:27: \"mention\" needs the person's number in Discord; write discord: "
		  "\"...\"" },
	};
	/* clang-format on */

	run_cases(cases, G_N_ELEMENTS(cases));
}

static void
test_broken(Scene *scene G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
	assert_told("", 0644, "tidings.yaml:1:1: is empty; it needs at least notes: {root: DIR}");
	assert_told(
	    "notes", 0644,
	    "tidings.yaml:1:1: \"tidings.yaml\" must be \"key: value\" pairs, not one value");
	assert_told("notes: {root: .\n", 0644,
	            "tidings.yaml:1:8: this mapping has no \",\" between two pairs, or its \"}\" "
	            "is missing");

	g_autoptr(GError) error = NULL;
	g_assert_null(config_load("nothing.yaml", &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG);
	g_assert_true(g_str_has_prefix(error->message, "nothing.yaml: cannot be opened"));
}

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
test_commands(Scene *scene G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
	/* clang-format off */
	static const Case cases[] = {
		{ "commands: {a: {}}",
		  "2:15: a command lacks \"via\": {command: [PROGRAM, ARGUMENT]}, or folder:DIR" },
		{ "commands: {a: {via: prog}}",
		  "2:21: \"via\" is not a way to send; write {command: [PROGRAM, ARGUMENT]} or "
		  "\"folder:DIR\"" },
		{ "commands: {a: {via: {comand: [p]}}}",
		  "2:21: this way to send lacks \"command\": the program and its arguments: "
		  "[PROGRAM, ARGUMENT]\n"
		  "tidings.yaml:2:22: unknown key \"comand\" (did you mean \"command\"?)" },
		{ "commands: {a: {via: {command: \"p x\"}}}",
		  "2:31: \"command\" must be a list, not one value" },
		{ "commands: {a: {via: {command: []}}}",
		  "2:31: \"command\" is empty; write the program, then its arguments" },
		{ "commands: {a: {via: {command: [\"\", x]}}}",
		  "2:32: \"command\" is empty; write a value, or take the key out" },
		{ "commands: {a: {via: {command: [p, [x]]}}}",
		  "2:35: \"command\" must be one value, not a list" },
		{ "commands: {a: {via: {command: [p]}, format: html}}",
		  "2:45: unknown format \"html\"; it is one of: text, markdown, json" },
		{ "commands: {a: {via: {command: [p]}, timeout: 2 hours}}",
		  "2:46: \"timeout\" is not a time: \"2 hours\"; write seconds, or a number with "
		  "minutes, up to an hour" },
		{ "commands: {a b: {via: {command: [p]}}}",
		  "2:12: the name of a command must be up to 64 ASCII letters and digits, with "
		  "\"-\", \"_\" and \".\" between" },
		{ "jobs: {n: {kind: post, to: \"command:chta\"}}\n"
		  "commands: {chat: {via: {command: [p]}}}\ndiscord: {chta: {via: \"folder:x\"}}",
		  "2:28: there is no command under \"commands\" called \"chta\" (did you mean "
		  "\"chat\"?)" },
	};
	/* clang-format on */

	run_cases(cases, G_N_ELEMENTS(cases));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	add("/config/keys", test_keys);
	add("/config/values", test_values);
	add("/config/job-values", test_job_values);
	add("/config/mistakes/answer-values", test_answer_values);
	add("/config/notes-values", test_notes_values);
	add("/config/references", test_references);
	add("/config/via", test_via);
	add("/config/discord", test_discord);
	add("/config/broken", test_broken);
	add("/config/many", test_many);
	add("/config/mistakes/commands", test_commands);
	return g_test_run();
}
