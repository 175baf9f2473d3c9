/* test_render.c - digests as messages.  `--write DIR [LANGUAGE]` writes the samples, for tests of
 * the mails and for looking at. */
#include "render/data.h"
#include "render/discord_api.h"
#include "render/mime.h"
#include "render/payload.h"
#include "render/render.h"
#include "sample_digest.h"

#include <string.h>

#define LONG_OWNER "Maximiliana-Alexandrina von und zu Hohenlohe-Langenburg-Brâncoveanu"

static const Sample samples[] = {
	{ "digest", JOB_DIGEST, 6, 3, 4, NULL, NULL, 0 },
	{ "brief", JOB_DIGEST, 1, 1, 0, NULL, NULL, 0 },
	{ "ten", JOB_DIGEST, 5, 2, 3, NULL, NULL, 0 },
	{ "many", JOB_DIGEST, 60, 5, 40, NULL, NULL, 0 },
	{ "long-names", JOB_DIGEST, 12, 3, 4, LONG_OWNER, NULL, 0 },
	{ "long-items", JOB_DIGEST, 60, 5, 8, NULL, "a very long item that does not end, ", 56 },
	{ "one-word", JOB_DIGEST, 8, 3, 4, NULL, "supercalifragilistic", 100 },
	{ "right-to-left", JOB_DIGEST, 4, 3, 4, "מיכל כהן", "לבדוק את המסמך ולשלוח אותו לכולם ",
	  3 },
	{ "emoji", JOB_DIGEST, 4, 3, 4, "🦊 Fox",
	  "👩‍💻 🎉 ship 日本語の文章を書く ", 6 },
	{ "marks", JOB_DIGEST, 4, 3, 4, "x[1]",
	  "see [7] and a[1] [t](https://e.org) https://e.org/x <b>&amp; ", 2 },
	{ "reminder", JOB_REMINDER, 1, 9, 0, NULL, NULL, 0 },
	{ "reminder-one", JOB_REMINDER, 1, 1, 0, NULL, NULL, 0 },
	{ "reminder-many", JOB_REMINDER, 1, 300, 0, NULL, "a very long item that does not end, ",
	  56 },
	{ "post", JOB_POST, 0, 0, 1, NULL, NULL, 0 },
	{ "posts", JOB_POST, 0, 0, 14, NULL, NULL, 0 },
	{ "post-long", JOB_POST, 0, 0, 1, NULL, "🎉 long `code` and more of it, ", 300 },
};

typedef struct {
	Config *config;
	Digest *digest;
	Templates *templates;
	Target target;
} Scene;

static const Sample *
sample_named(const char *name)
{
	for (gsize i = 0; i < G_N_ELEMENTS(samples); i++)
		if (strcmp(samples[i].name, name) == 0)
			return &samples[i];
	g_assert_not_reached();
}

static Scene
scene_new(const Sample *sample)
{
	Scene scene = { .config = sample_config(), .templates = templates_new(NULL) };

	scene.digest = sample_digest(sample, scene.config);
	scene.target =
	    (Target){ .kind = TARGET_LIST, .value = (char *)"community@lists.example.org" };
	if (sample->kind == JOB_REMINDER)
		scene.target = (Target){ .kind = TARGET_OWNERS, .value = NULL };
	return scene;
}

static void
scene_clear(Scene *scene)
{
	digest_free(scene->digest);
	config_free(scene->config);
	templates_free(scene->templates);
}

static Rendering *
mail_of(Scene *scene)
{
	GError *error = NULL;
	Rendering *rendering =
	    render_mail(scene->digest, &scene->target, scene->config, scene->templates, &error);

	g_assert_no_error(error);
	return rendering;
}

static void
test_sizes(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(samples); i++) {
		Scene scene = scene_new(&samples[i]);
		g_autoptr(Rendering) mail = mail_of(&scene);
		g_test_message("%s: %zu bytes of HTML", samples[i].name, strlen(mail->html));
		g_assert_cmpuint(strlen(mail->html), <, 102000);
		g_assert_true(g_utf8_validate(mail->html, -1, NULL));
		g_assert_true(g_utf8_validate(mail->text, -1, NULL));
		g_assert_cmpint(g_utf8_strlen(mail->subject, -1), <=, 101);
		g_assert_null(strstr(mail->text, "{{"));
		scene_clear(&scene);
	}
}

static void
test_shortened(void)
{
	Scene scene = scene_new(sample_named("long-items"));
	g_autoptr(Rendering) mail = mail_of(&scene);

	g_assert_nonnull(strstr(mail->html, "Shortened to fit into a mail"));
	g_assert_nonnull(strstr(mail->text, "Shortened to fit into a mail"));
	g_assert_nonnull(strstr(mail->html, " more"));
	scene_clear(&scene);
}

/* Half of a URL leads nowhere, so it is left out. */
static void
test_shortened_url(void)
{
	static const struct {
		const char *text, *shortened;
	} cases[] = {
		{ "read https://a.example/b", "read https://a.example/b" },
		{ "read all of https://a.example/bcdefgh", "read all of…" },
		{ "read https://a.example/bcdefghijklmnopqrst", "read…" },
		{ "https://a.example/bcdefghijklmnopqrst", "…" },
		{ "(https://a.example/bcdefghijklmnopqrst)", "…" },
		{ "www.a.example/bcdefghijklmnopqrstuvw", "…" },
		{ "abcdefghijklmnopqrstuvwxyzabcdefgh", "abcdefghijklmnopqrstuvwx…" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *shortened = data_shorten(cases[i].text, 24);
		g_assert_cmpstr(shortened, ==, cases[i].shortened);
	}
}

static void
test_subject(void)
{
	Scene scene = scene_new(sample_named("digest"));
	g_autoptr(Rendering) mail = mail_of(&scene);

	g_assert_true(g_str_has_prefix(mail->subject, "Notes, week 7: 4 meetings, "));
	g_assert_nonnull(strstr(mail->subject, " new TODOs, "));
	g_assert_true(g_str_has_suffix(mail->subject, " overdue"));
	scene_clear(&scene);
}

static void
test_brief(void)
{
	Scene scene = scene_new(sample_named("brief"));
	g_autoptr(Rendering) mail = mail_of(&scene);

	g_assert_null(strstr(mail->html, "Open TODOs by owner"));
	g_assert_null(strstr(mail->html, "<h2"));
	g_assert_nonnull(strstr(mail->text, "2025: 1 new TODO\n"));
	g_assert_null(strstr(mail->text, "---"));
	scene_clear(&scene);
}

/* Names and texts of the notes must not become markup. */
static void
test_escaped(void)
{
	static const Sample hostile = { "hostile",
		                        JOB_DIGEST,
		                        3,
		                        2,
		                        3,
		                        "<script>alert(1)</script>&",
		                        "<img src=x onerror=y> @everyone",
		                        1 };
	Scene scene = scene_new(&hostile);
	GError *error = NULL;
	g_autoptr(Rendering) mail = mail_of(&scene);
	g_autoptr(Rendering) discord = render_payload(PAYLOAD_DISCORD, scene.digest, NULL,
	                                              scene.config, scene.templates, &error);

	g_assert_no_error(error);
	g_assert_null(strstr(mail->html, "<script"));
	g_assert_null(strstr(mail->html, "<img"));
	g_assert_nonnull(strstr(mail->html, "&lt;script&gt;"));
	for (guint i = 0; i < discord->payloads->len; i++)
		g_assert_nonnull(strstr(g_ptr_array_index(discord->payloads, i),
		                        "\"allowed_mentions\":{\"parse\":[]}"));
	scene_clear(&scene);
}

static void
test_reminder(void)
{
	Scene scene = scene_new(sample_named("reminder"));
	g_autoptr(Rendering) mail = mail_of(&scene);

	g_assert_true(g_str_has_prefix(mail->subject, "Your TODOs: "));
	g_assert_nonnull(strstr(mail->text, "Hello Răzvan Dumitrescu,"));
	g_assert_nonnull(strstr(mail->text, "tidings done ID"));
	g_assert_nonnull(strstr(
	    mail->html,
	    "mailto:notes-owner@example.org?subject=stop%20reminders%20to%20p0%40example.org"));
	const char *overdue = strstr(mail->text, "\nOverdue\n"),
	           *soon = strstr(mail->text, "\nDue in the next 7 days\n");
	const char *rest = strstr(mail->text, "\nOpen longer than 4 weeks\n");
	g_assert_true(overdue != NULL && soon != NULL && rest != NULL && overdue < soon &&
	              soon < rest);
	scene_clear(&scene);
}

/* Changes, not only new meetings, come with what changed. */
static void
test_changed(void)
{
	Scene scene = scene_new(sample_named("digest"));
	g_autoptr(Rendering) mail = mail_of(&scene);

	g_assert_nonnull(strstr(mail->text, "1 TODO added, 1 TODO handed over, 1 TODO\ndone"));
	g_assert_nonnull(strstr(mail->text, "More was discussed on Release 0.18."));
	scene_clear(&scene);
}

static void
test_no_link_template(void)
{
	Scene scene = scene_new(sample_named("digest"));
	g_clear_pointer(&scene.config->notes.link, g_free);
	g_autoptr(Rendering) mail = mail_of(&scene);

	g_assert_null(strstr(mail->html, "git.example.org"));
	g_assert_null(strstr(mail->text, "git.example.org"));
	g_assert_null(strstr(mail->html, "href=\"\""));
	scene_clear(&scene);
}

/* What a mailbox shows behind the subject: neither too short nor cut off. */
static void
test_preheader(void)
{
	static const char mark[] = "mso-hide:all;\">";

	for (gsize i = 0; i < G_N_ELEMENTS(samples); i++) {
		Scene scene = scene_new(&samples[i]);
		g_autoptr(Rendering) mail = mail_of(&scene);
		const char *start = strstr(mail->html, mark) + strlen(mark),
		           *end = strstr(start, "</div>");
		glong length = g_utf8_strlen(start, end - start);
		g_test_message("%s: %.*s", samples[i].name, (int)(end - start), start);
		g_assert_cmpint(length, >=, 40);
		g_assert_cmpint(length, <=, 130);
		scene_clear(&scene);
	}
}

/* What goes to a person is in the person's language, else in the job's, else in the
 * configuration's. */
static void
test_language(void)
{
	static const struct {
		const char *config, *job, *person, *lang, *text;
	} cases[] = {
		{ "en", NULL, NULL, "<html lang=\"en\" dir=\"ltr\">", "Hello" },
		{ "ro", NULL, NULL, "<html lang=\"ro\" dir=\"ltr\">", "Salut" },
		{ "en", "ro-RO", NULL, "<html lang=\"ro\" dir=\"ltr\">", "Salut" },
		{ "en", "ro", "en", "<html lang=\"en\" dir=\"ltr\">", "Hello" },
		{ "ro", "en", "ro", "<html lang=\"ro\" dir=\"ltr\">", "Salut" },
		{ "tlh-X", NULL, NULL, "<html lang=\"en\" dir=\"ltr\">", "Hello" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		Scene scene = scene_new(sample_named("reminder"));
		Job job = { .name = (char *)"weekly", .language = (char *)cases[i].job };
		Person *reader = (Person *)scene.digest->reader;
		g_free(scene.config->language);
		scene.config->language = g_strdup(cases[i].config);
		reader->language = g_strdup(cases[i].person);
		g_autoptr(GPtrArray) jobs = g_ptr_array_new();
		g_ptr_array_add(jobs, &job);
		GPtrArray *none = scene.config->jobs;
		scene.config->jobs = jobs;
		g_autoptr(Rendering) mail = mail_of(&scene);
		scene.config->jobs = none;
		g_assert_nonnull(strstr(mail->html, cases[i].lang));
		g_assert_nonnull(strstr(mail->text, cases[i].text));
		scene_clear(&scene);
	}
}

static void
test_reader_first(void)
{
	Scene scene = scene_new(sample_named("digest"));
	scene.digest->reader = roster_person(scene.config->roster, "p3");
	g_autoptr(Rendering) mail = mail_of(&scene);
	const char *yours = strstr(mail->text, "\nYours: 3 open, 1 overdue\n"),
	           *others = strstr(mail->text, "\nBy owner\n");

	g_assert_true(yours != NULL && others != NULL && yours < others);
	g_assert_null(strstr(others, "\nMei Lin: "));
	scene_clear(&scene);
}

/* What stands in the text for a meeting to come that is announced so. */
static char *
coming_up(const char *text, gint64 start)
{
	Scene scene = scene_new(sample_named("digest"));
	Upcoming *one = g_ptr_array_index(scene.digest->upcoming, 0);
	g_free(one->text);
	one->text = g_strdup(text);
	one->start = start;
	g_autoptr(Rendering) mail = mail_of(&scene);
	const char *begin = strstr(mail->text, "Coming up\n---------\n");
	g_assert_nonnull(begin);
	begin += strlen("Coming up\n---------\n");
	char *line = g_strndup(begin, strcspn(begin, "\n"));

	scene_clear(&scene);
	return line;
}

/* An announcement that says nothing but the day is not told twice. */
static void
test_upcoming(void)
{
	g_autofree char *day = coming_up("Next meeting: Wednesday, February 19th, 2025.", 0);
	g_autofree char *timed =
	    coming_up("Next meeting on Wed, Feb 19, 2025, 3:30pm CET", 1739975400);
	g_autofree char *place = coming_up("Next meeting: Wednesday, in the library", 0);
	g_autofree char *hour = coming_up("Next meeting: February 19, 15:30", 0);

	g_assert_cmpstr(day, ==, "- Wed 19 Feb, VMM [1]");
	g_assert_cmpstr(timed, ==, "- Wed 19 Feb, 14:30 UTC, VMM [1]");
	g_assert_cmpstr(place, ==,
	                "- Wed 19 Feb, VMM [1]: Next meeting: Wednesday, in the library");
	g_assert_cmpstr(hour, ==, "- Wed 19 Feb, VMM [1]: Next meeting: February 19, 15:30");
}

static void
write_file(const char *folder, const char *name, const char *suffix, const char *data,
           gssize length)
{
	g_autofree char *file = g_strconcat(name, suffix, NULL);
	g_autofree char *path = g_build_filename(folder, file, NULL);
	GError *error = NULL;

	g_file_set_contents(path, data, length, &error);
	g_assert_no_error(error);
}

static void
write_mail(const char *folder, const Sample *sample, const Scene *scene, const Rendering *rendering)
{
	gboolean personal = sample->kind == JOB_REMINDER;
	Mail mail = { .kind = personal ? MAIL_PERSONAL : MAIL_LIST,
		      .from = scene->config->mail.from,
		      .to = personal ? scene->digest->reader->email : scene->target.value,
		      .unsubscribe = scene->config->mail.unsubscribe,
		      .subject = rendering->subject,
		      .text = rendering->text,
		      .html = rendering->html,
		      .key = sample->name,
		      .date = scene->digest->now,
		      .zone = scene->config->timezone };
	GError *error = NULL;
	g_autoptr(GBytes) bytes = mime_build(&mail, &error);
	g_assert_no_error(error);
	gsize size;
	const char *data = g_bytes_get_data(bytes, &size);
	write_file(folder, sample->name, personal ? ".personal.eml" : ".list.eml", data,
	           (gssize)size);
}

/* As a post goes to a forum, and as it is edited. */
static void
write_bodies(const char *folder, const char *name, const Rendering *post, guint part)
{
	const char *payload = g_ptr_array_index(post->payloads, part);
	g_autoptr(GBytes) body = g_bytes_new_static(payload, strlen(payload));
	g_autoptr(GPtrArray) tags = g_ptr_array_new();
	g_ptr_array_add(tags, (gpointer) "100000000000000009");
	g_autoptr(GBytes) thread = discord_body_thread(body, post->subject, tags);
	g_autoptr(GBytes) edit = discord_body_edit(body);
	g_autofree char *threaded = g_strdup_printf(".%u.forum.discord.json", part + 1);
	g_autofree char *edited = g_strdup_printf(".%u.edit.discord.json", part + 1);

	write_file(folder, name, threaded, g_bytes_get_data(thread, NULL),
	           (gssize)g_bytes_get_size(thread));
	write_file(folder, name, edited, g_bytes_get_data(edit, NULL),
	           (gssize)g_bytes_get_size(edit));
}

static void
write_as_mail(const char *folder, const Sample *sample, Scene *scene)
{
	g_autoptr(Rendering) mail = mail_of(scene);

	write_file(folder, sample->name,
	           sample->kind == JOB_REMINDER ? ".personal.html" : ".list.html", mail->html, -1);
	write_file(folder, sample->name, ".txt", mail->text, -1);
	write_mail(folder, sample, scene, mail);
}

/* As a program is handed it. */
static void
write_plain(const char *folder, const char *name, const Scene *scene, Payload payload,
            const char *suffix)
{
	GError *error = NULL;
	g_autoptr(Rendering) plain = render_payload(payload, scene->digest, "job/command:x/1",
	                                            scene->config, scene->templates, &error);

	g_assert_no_error(error);
	g_assert_cmpuint(plain->payloads->len, ==, 1);
	g_assert_null(plain->surplus);
	write_file(folder, name, suffix, g_ptr_array_index(plain->payloads, 0), -1);
}

static void
write_sample(const char *folder, const Sample *sample, const char *language)
{
	Scene scene = scene_new(sample);
	GError *error = NULL;
	g_free(scene.config->language);
	scene.config->language = g_strdup(language);
	g_autoptr(Rendering) discord = render_payload(PAYLOAD_DISCORD, scene.digest, NULL,
	                                              scene.config, scene.templates, &error);
	g_autofree char *json = render_data_json(scene.digest, &scene.target, scene.config);

	g_assert_no_error(error);
	/* a list of meetings is for no mail */
	if (!digest_is_list(scene.digest))
		write_as_mail(folder, sample, &scene);
	write_file(folder, sample->name, ".data.json", json, -1);
	write_plain(folder, sample->name, &scene, PAYLOAD_TEXT, ".plain.txt");
	write_plain(folder, sample->name, &scene, PAYLOAD_MARKDOWN, ".md");
	write_plain(folder, sample->name, &scene, PAYLOAD_JSON, ".plain.json");
	for (guint i = 0; i < discord->payloads->len; i++) {
		g_autofree char *suffix = g_strdup_printf(".%u.discord.json", i + 1);
		write_file(folder, sample->name, suffix, g_ptr_array_index(discord->payloads, i),
		           -1);
		write_bodies(folder, sample->name, discord, i);
	}
	scene_clear(&scene);
}

static int
write_samples(const char *folder, const char *language)
{
	g_assert_cmpint(g_mkdir_with_parents(folder, 0777), ==, 0);
	for (gsize i = 0; i < G_N_ELEMENTS(samples); i++)
		write_sample(folder, &samples[i], language);
	return 0;
}

static void
test_links(void)
{
	static const struct {
		const char *template, *path, *link;
		guint line;
	} cases[] = {
		{ "https://e.org/{path}#L{line}", "a b/ș,{line}.md",
		  "https://e.org/a%20b/%C8%99%2C%7Bline%7D.md#L7", 7 },
		{ "https://e.org/{path}#L{line}", "a.md", "https://e.org/a.md", 0 },
		{ "https://e.org/{path}?l={line}", "a\xff.md", "https://e.org/a%FF.md?l=1", 0 },
		{ "javascript:{path}", "a.md", NULL, 3 },
		{ NULL, "a.md", NULL, 3 },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *link =
		    data_line_url(cases[i].template, cases[i].path, cases[i].line);
		g_assert_cmpstr(link, ==, cases[i].link);
	}
}

int
main(int argc, char **argv)
{
	gboolean write = argc >= 3 && strcmp(argv[1], "--write") == 0;

	if (write)
		return write_samples(argv[2], argc > 3 ? argv[3] : "en");
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/render/sizes", test_sizes);
	g_test_add_func("/render/shortened", test_shortened);
	g_test_add_func("/render/shortened-url", test_shortened_url);
	g_test_add_func("/render/subject", test_subject);
	g_test_add_func("/render/brief", test_brief);
	g_test_add_func("/render/escaped", test_escaped);
	g_test_add_func("/render/reminder", test_reminder);
	g_test_add_func("/render/changed", test_changed);
	g_test_add_func("/render/no-link-template", test_no_link_template);
	g_test_add_func("/render/preheader", test_preheader);
	g_test_add_func("/render/language", test_language);
	g_test_add_func("/render/reader-first", test_reader_first);
	g_test_add_func("/render/upcoming", test_upcoming);
	g_test_add_func("/render/links", test_links);
	return g_test_run();
}
