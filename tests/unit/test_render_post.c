/* test_render_post.c - a meeting as a post: what changed, who is mentioned, its colour. */
#include "config/loader.h"
#include "render/discord.h"
#include "render/payload.h"
#include "render/render.h"
#include "sample_digest.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static const Sample digest = { "digest", JOB_DIGEST, 6, 3, 4, NULL, NULL, 0 };
static const Sample post = { "post", JOB_POST, 0, 0, 1, NULL, NULL, 0 };

typedef struct {
	Config *config;
	Digest *digest;
	Templates *templates;
} Scene;

static Scene
scene_new(const Sample *sample)
{
	Scene scene = { .config = sample_config(), .templates = templates_new(NULL) };

	scene.digest = sample_digest(sample, scene.config);
	return scene;
}

static void
scene_clear(Scene *scene)
{
	digest_free(scene->digest);
	config_free(scene->config);
	templates_free(scene->templates);
}

static void
test_changed_post(void)
{
	Scene scene = scene_new(&digest);
	scene.digest->kind = JOB_POST;
	g_ptr_array_remove_range(scene.digest->changes, 0, scene.digest->changes->len - 1);
	Change *change = g_ptr_array_index(scene.digest->changes, 0);
	change->after->start += 3600;
	g_autoptr(Rendering) rendering = render_payload(PAYLOAD_DISCORD, scene.digest, NULL,
	                                                scene.config, scene.templates, NULL);
	const char *payload = g_ptr_array_index(rendering->payloads, 0);

	g_assert_cmpuint(rendering->payloads->len, ==, 1);
	g_assert_cmpstr(rendering->subject, ==, "Community, Wed 12 Feb");
	const Target list = { .kind = TARGET_LIST, .value = (char *)"community@lists.example.org" };
	g_autoptr(Rendering) mail =
	    render_mail(scene.digest, &list, scene.config, scene.templates, NULL);
	g_assert_nonnull(strstr(mail->html, "About the meeting: <b>time</b>."));
	g_assert_nonnull(strstr(mail->text, "About the meeting: time."));
	g_assert_nonnull(strstr(payload, "About the meeting: **time**."));
	g_assert_nonnull(strstr(rendering->surplus, "The notes have become shorter"));
	g_assert_nonnull(strstr(payload, "\"url\":\"https://git.example.org/notes/blob/main/"
	                                 "Community/2025-02-12%2C%20notes.md\""));
	g_assert_nonnull(strstr(payload, "1 TODO added, 1 TODO handed over, 1 TODO done"));
	g_assert_nonnull(strstr(payload, "<t:"));
	scene_clear(&scene);
}

/* A part of a payload as JSON text. */
static char *
part_of(const char *payload, const char *key)
{
	json_t *body = json_loads(payload, 0, NULL);
	char *dumped = json_dumps(json_object_get(body, key), JSON_COMPACT | JSON_ENCODE_ANY);
	char *text = g_strdup(dumped);

	free(dumped);
	json_decref(body);
	return text;
}

/* Mentioned is who has something to do, has a number in Discord and asked for it; notified is
 * nobody else. */
static void
test_mentions(void)
{
	Scene scene = scene_new(&post);
	const Change *change = g_ptr_array_index(scene.digest->changes, 0);
	static const char *const owners[] = { "p1", "p2", "p3", "p2", "p0" };

	g_ptr_array_set_size(change->after->actions, 0);
	for (guint i = 0; i < G_N_ELEMENTS(owners); i++) {
		Action *action = action_new();
		g_ptr_array_add(change->after->actions, action);
		g_ptr_array_add(action->people, g_strdup(owners[i]));
		action->text = g_strdup("ask <@80351110224678911> and @everyone");
		action->done = i == 4;
	}
	g_autoptr(Rendering) rendering = render_payload(PAYLOAD_DISCORD, scene.digest, NULL,
	                                                scene.config, scene.templates, NULL);
	g_autofree char *allowed =
	    part_of(g_ptr_array_index(rendering->payloads, 0), "allowed_mentions");
	g_autofree char *content = part_of(g_ptr_array_index(rendering->payloads, 0), "content");

	g_assert_cmpstr(allowed, ==, "{\"parse\":[],\"users\":[\"80351110224678912\"]}");
	g_assert_cmpstr(content, ==, "\"<@80351110224678912>\"");
	scene_clear(&scene);
}

/* Many meetings in one post: whatever they are called, it is one message and mentions nobody. */
static void
test_list(void)
{
	static const Sample posts = { "posts", JOB_POST, 0, 0, 300, NULL, NULL, 0 };
	Scene scene = scene_new(&posts);
	g_autofree char *mass = g_strnfill(5000, 'x');

	for (guint i = 0; i < scene.digest->changes->len; i++) {
		Change *change = g_ptr_array_index(scene.digest->changes, i);
		g_free(change->after->title);
		change->after->title =
		    g_strdup_printf("%u @everyone <@80351110224678912> %s", i, mass);
	}
	g_autoptr(Rendering) rendering = render_payload(PAYLOAD_DISCORD, scene.digest, NULL,
	                                                scene.config, scene.templates, NULL);
	const char *payload = g_ptr_array_index(rendering->payloads, 0);
	g_autofree char *allowed = part_of(payload, "allowed_mentions");
	g_autofree char *content = part_of(payload, "content");

	g_assert_cmpuint(rendering->payloads->len, ==, 1);
	g_assert_cmpstr(rendering->subject, ==, "Notes: 300 meetings");
	g_assert_cmpstr(allowed, ==, "{\"parse\":[]}");
	g_assert_null(content);
	/* the latest of them, and how many are not shown */
	g_assert_nonnull(strstr(payload, "[299 "));
	g_assert_nonnull(strstr(payload, " more in the notes"));
	g_assert_null(strstr(payload, "[0 "));
	scene_clear(&scene);
}

/* A team of megabytes: a digest and a reminder are four messages at most. */
static void
test_four_parts(void)
{
	static const Sample many[] = { { "digest", JOB_DIGEST, 6, 3, 4, NULL, NULL, 0 },
		                       { "reminder", JOB_REMINDER, 1, 300, 0, NULL, NULL, 0 },
		                       { "post", JOB_POST, 0, 0, 1, NULL, NULL, 0 } };

	for (gsize i = 0; i < G_N_ELEMENTS(many); i++) {
		Scene scene = scene_new(&many[i]);
		char *mass = g_strnfill(1000 * 1000, 'x');
		if (scene.digest->owners->len > 0) {
			OwnerGroup *group = g_ptr_array_index(scene.digest->owners, 0);
			DigestAction *action = g_ptr_array_index(group->actions, 0);
			g_ptr_array_add(action->others, g_strdup(mass));
		}
		if (scene.digest->changes->len > 0) {
			Change *change = g_ptr_array_index(scene.digest->changes, 0);
			g_ptr_array_insert(change->after->participants, 0, g_strdup(mass));
		}
		if (scene.digest->tracks->len > 0) {
			TrackGroup *group = g_ptr_array_index(scene.digest->tracks, 0);
			g_free(group->name);
			group->name = g_strdup(mass);
		}
		g_autoptr(Rendering) rendering = render_payload(
		    PAYLOAD_DISCORD, scene.digest, NULL, scene.config, scene.templates, NULL);
		g_assert_cmpuint(rendering->payloads->len, <=, 4);
		g_free(mass);
		scene_clear(&scene);
	}
}

/* The colour of the post about a meeting of `team`. */
static char *
colour_of(Scene *scene, const char *team)
{
	const Change *change = g_ptr_array_index(scene->digest->changes, 0);

	g_ptr_array_set_size(change->after->teams, 0);
	g_ptr_array_add(change->after->teams, g_strdup(team));
	g_autoptr(Rendering) rendering = render_payload(PAYLOAD_DISCORD, scene->digest, NULL,
	                                                scene->config, scene->templates, NULL);
	json_t *body = json_loads(g_ptr_array_index(rendering->payloads, 0), 0, NULL);
	json_t *embed = json_array_get(json_object_get(body, "embeds"), 0);
	char *colour = g_strdup_printf("%" JSON_INTEGER_FORMAT,
	                               json_integer_value(json_object_get(embed, "color")));

	json_decref(body);
	return colour;
}

/* However a file spells its track, the colour is that of the configured one. */
static void
test_colour(void)
{
	Scene scene = scene_new(&post);
	static const char *const names[] = { "Docs", "VMM" };
	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		Track *track = track_new();
		track->id = g_ascii_strdown(names[i], -1);
		track->name = g_strdup(names[i]);
		g_ptr_array_add(track->aliases, g_strdup(i == 0 ? "Manuals" : "Hyper-V"));
		roster_add_track(scene.config->roster, track);
	}
	g_autofree char *named = colour_of(&scene, "VMM"), *aliased = colour_of(&scene, "hyper_v");
	g_autofree char *other = colour_of(&scene, "Documentation"),
	                *shouted = colour_of(&scene, "DOCUMENTATION");
	g_autofree char *expected = g_strdup_printf("%u", discord_colour_at(1));

	g_assert_cmpstr(named, ==, expected);
	g_assert_cmpstr(aliased, ==, named);
	g_assert_cmpstr(other, ==, shouted);
	g_autofree char *neighbour = colour_of(&scene, "manuals");
	g_assert_cmpstr(neighbour, !=, named);
	scene_clear(&scene);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/post/changed", test_changed_post);
	g_test_add_func("/post/mentions", test_mentions);
	g_test_add_func("/post/list", test_list);
	g_test_add_func("/post/four-parts", test_four_parts);
	g_test_add_func("/post/colour", test_colour);
	return g_test_run();
}
