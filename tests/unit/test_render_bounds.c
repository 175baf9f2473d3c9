/* test_render_bounds.c - a message fits, whatever stands in the notes: at its last level all of it
 * has a bound. */
#include "render/data.h"
#include "render/payload.h"
#include "render/render.h"
#include "sample_digest.h"

#include <string.h>

enum {
	LONG = 3000,
	PATH = 4000,
	HTML_MOST = 101000 /* bytes, which Gmail shows */
};

static void
spoil(char **text, const char *unit, guint length)
{
	GString *spoiled = g_string_new(NULL);

	while (spoiled->len < length)
		g_string_append(spoiled, unit);
	g_free(*text);
	*text = g_string_free(spoiled, FALSE);
}

static void
spoil_all(GPtrArray *texts, guint least, const char *unit)
{
	while (texts->len < least)
		g_ptr_array_add(texts, NULL);
	for (guint i = 0; i < texts->len; i++)
		spoil((char **)&texts->pdata[i], unit, LONG);
}

static void
spoil_action(Action *action, const char *unit)
{
	spoil(&action->text, unit, LONG);
	spoil(&action->track, unit, LONG);
	spoil_all(action->owners, 8, unit);
}

static void
spoil_meeting(Meeting *meeting, const char *unit)
{
	spoil(&meeting->path, unit, PATH);
	spoil(&meeting->title, unit, LONG);
	spoil(&meeting->location, unit, LONG);
	spoil_all(meeting->teams, 1, unit);
	spoil_all(meeting->participants, 12, unit);
	for (guint i = 0; i < meeting->topics->len; i++) {
		Topic *topic = g_ptr_array_index(meeting->topics, i);
		spoil(&topic->name, unit, LONG);
		for (guint k = 0; k < topic->entries->len; k++) {
			Entry *entry = g_ptr_array_index(topic->entries, k);
			spoil(&entry->speaker, unit, LONG);
			spoil(&entry->text, unit, LONG);
		}
	}
	for (guint i = 0; i < meeting->decisions->len; i++)
		spoil(&((Decision *)g_ptr_array_index(meeting->decisions, i))->text, unit, LONG);
	for (guint i = 0; i < meeting->actions->len; i++)
		spoil_action(g_ptr_array_index(meeting->actions, i), unit);
}

static void
spoil_digest(Digest *digest, const char *unit)
{
	for (guint i = 0; i < digest->records->len; i++) {
		ActionRecord *record = g_ptr_array_index(digest->records, i);
		spoil(&record->path, unit, PATH);
		spoil(&record->meeting, unit, LONG);
		spoil_action(record->action, unit);
	}
	for (guint i = 0; i < digest->owners->len; i++) {
		OwnerGroup *group = g_ptr_array_index(digest->owners, i);
		if (group->label[0] != '\0')
			spoil(&group->label, unit, LONG);
		for (guint k = 0; k < group->actions->len; k++)
			spoil_all(((DigestAction *)g_ptr_array_index(group->actions, k))->others, 9,
			          unit);
	}
	for (guint i = 0; i < digest->tracks->len; i++)
		spoil(&((TrackGroup *)g_ptr_array_index(digest->tracks, i))->name, unit, LONG);
	for (guint i = 0; i < digest->changes->len; i++) {
		Change *change = g_ptr_array_index(digest->changes, i);
		spoil_meeting(change->after, unit);
		if (change->before != NULL)
			spoil_meeting(change->before, unit);
	}
	for (guint i = 0; i < digest->marked->len; i++) {
		MarkedAction *marked = g_ptr_array_index(digest->marked, i);
		spoil(&marked->text, unit, LONG);
		spoil(&marked->path, unit, PATH);
	}
	for (guint i = 0; i < digest->upcoming->len; i++) {
		Upcoming *one = g_ptr_array_index(digest->upcoming, i);
		spoil(&one->track, unit, LONG);
		spoil(&one->text, unit, LONG);
		spoil(&one->path, unit, PATH);
	}
}

static const Sample samples[] = {
	{ "digest", JOB_DIGEST, 8, 2, 8, NULL, NULL, 0 },
	{ "reminder", JOB_REMINDER, 1, 30, 0, NULL, NULL, 0 },
	{ "post", JOB_POST, 0, 0, 1, NULL, NULL, 0 },
};

/* What takes the most room as HTML, as an address, as text in cells, and as Markdown. */
static const char *const units[] = { "\"",        "&",    "\U0001f9ff",
	                             "x",         "a b ", "[a](https://e.org/\"<) ",
	                             "**`\"`** ", "- \n", "e\u0301\u0301\u0301" };

/* The last level has room to spare, so that it bears a template that says somewhat more. */
static void
check_last_level(const Digest *digest, const Target *target, const Config *config,
                 Templates *templates)
{
	g_autoptr(Footnotes) links = footnotes_new();
	json_t *data = data_build(digest, target, config, DATA_LEVELS - 1, links, NULL, NULL);
	g_autofree char *html =
	    templates_render(templates, job_kind_word(digest->kind), FORMAT_HTML, data, NULL);

	json_decref(data);
	g_test_message("the last level: %zu bytes", strlen(html));
	g_assert_cmpuint(strlen(html), <=, HTML_MOST);
}

static void
check_mail(const Sample *sample, const char *unit, const char *language, gboolean personal)
{
	g_autoptr(Config) config = sample_config();
	g_autoptr(Digest) digest = sample_digest(sample, config);
	g_autoptr(Templates) templates = templates_new(NULL);
	g_autoptr(GError) error = NULL;
	Target target = { .kind = personal ? TARGET_OWNERS : TARGET_LIST,
		          .value = personal ? NULL : (char *)"all@lists.example.org" };

	sample_set_discussion(config, DISCUSSION_FULL);
	config->language = (g_free(config->language), g_strdup(language));
	if (personal)
		digest->reader = roster_person(config->roster, "p0");
	spoil_digest(digest, unit);
	g_autoptr(Rendering) mail = render_mail(digest, &target, config, templates, &error);
	g_assert_no_error(error);
	g_test_message("%s of %s: %zu bytes", sample->name, unit, strlen(mail->html));
	g_assert_cmpuint(strlen(mail->html), <=, HTML_MOST);
	check_last_level(digest, &target, config, templates);
}

static void
test_mail(void)
{
	for (gsize s = 0; s < G_N_ELEMENTS(samples); s++)
		for (gsize u = 0; u < G_N_ELEMENTS(units); u++) {
			check_mail(&samples[s], units[u], "en", samples[s].kind != JOB_POST);
			check_mail(&samples[s], units[u], "ro", FALSE);
		}
}

static void
test_discord(void)
{
	for (gsize s = 0; s < G_N_ELEMENTS(samples); s++)
		for (gsize u = 0; u < G_N_ELEMENTS(units); u++) {
			g_autoptr(Config) config = sample_config();
			g_autoptr(Digest) digest = sample_digest(&samples[s], config);
			g_autoptr(Templates) templates = templates_new(NULL);
			g_autoptr(GError) error = NULL;
			spoil_digest(digest, units[u]);
			g_autoptr(Rendering) post = render_payload(PAYLOAD_DISCORD, digest, NULL,
			                                           config, templates, &error);
			g_assert_no_error(error);
			g_assert_cmpuint(post->payloads->len, <=, 4);
		}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/render/bounds/mail", test_mail);
	g_test_add_func("/render/bounds/discord", test_discord);
	return g_test_run();
}
