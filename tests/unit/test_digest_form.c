/* test_digest_form.c - what a digest and a reminder leave out, and that they say where it is. */
#include "render/render.h"
#include "sample_digest.h"

#include <string.h>

static const Sample many = { "many", JOB_DIGEST, 60, 5, 40, NULL, NULL, 0 };
static const Sample few = { "few", JOB_DIGEST, 6, 3, 4, NULL, NULL, 0 };
static const Sample reminder = { "reminder", JOB_REMINDER, 1, 300, 0, NULL, NULL, 0 };

static Rendering *
rendering_of(const Digest *digest, const Config *config)
{
	g_autoptr(Templates) templates = templates_new(NULL);
	Target target = { .kind = digest->kind == JOB_REMINDER ? TARGET_OWNERS : TARGET_LIST,
		          .value =
		              digest->kind == JOB_REMINDER ? NULL : (char *)"list@example.org" };
	GError *error = NULL;
	Rendering *rendering = render_mail(digest, &target, config, templates, &error);

	g_assert_no_error(error);
	return rendering;
}

static void
test_rest_of_digest(void)
{
	g_autoptr(Config) config = sample_config();
	g_autoptr(Digest) digest = sample_digest(&many, config);
	g_autoptr(Rendering) mail = rendering_of(digest, config);

	g_assert_nonnull(
	    strstr(mail->text, "\nand 50 more in the notes\n")); /* bars of the chart */
	g_assert_nonnull(
	    strstr(mail->text, " more. The rest is in the notes; “tidings actions” lists it.\n"));
}

static void
test_rest_of_reminder(void)
{
	g_autoptr(Config) config = sample_config();
	g_autoptr(Digest) digest = sample_digest(&reminder, config);
	g_autoptr(Rendering) mail = rendering_of(digest, config);

	g_assert_nonnull(strstr(mail->text, " more. The rest is in the notes; “tidings actions”"));
	g_assert_nonnull(
	    strstr(mail->html, " more. The rest is in the notes; “tidings actions” lists it.</p>"));
}

/* What a meeting has more of is behind the link to its notes. */
static void
test_rest_of_meeting(void)
{
	g_autoptr(Config) config = sample_config();
	g_autoptr(Digest) digest = sample_digest(&few, config);
	const Change *change = g_ptr_array_index(digest->changes, 0);
	for (guint i = 0; i < 20; i++) {
		Decision *decision = decision_new();
		decision->text = g_strdup_printf("Decision %u", i);
		g_ptr_array_add(change->after->decisions, decision);
	}
	g_autoptr(Rendering) mail = rendering_of(digest, config);

	g_assert_nonnull(strstr(mail->text, "\n- and 13 more ["));
	g_assert_nonnull(strstr(mail->html, ">and 13 more</a></p>"));
}

/* The title of anything but a week says the period; once is enough. */
static void
test_period_once(void)
{
	g_autoptr(Config) config = sample_config();
	g_autoptr(Digest) digest = sample_digest(&few, config);
	digest->from = digest->today - 28;
	g_autoptr(Rendering) mail = rendering_of(digest, config);
	const char *title = strstr(mail->text, "20 January");

	g_assert_nonnull(title);
	g_assert_null(strstr(title + 1, "20 January"));
}

/* none, headings, excerpt, full: what was said of a strand. */
static void
test_discussion(void)
{
	static const char *const said[] = {
		[DISCUSSION_HEADINGS] = "\n- Release 0.18\n- Runners\n",
		[DISCUSSION_EXCERPT] =
		    "\n- Release 0.18: RD: we are two fixes away; the last one needs a second\n",
		[DISCUSSION_FULL] = "\n- Release 0.18:\n  - RD: we are two fixes away; the last "
		                    "one needs a second pair",
	};

	for (guint i = 0; i < G_N_ELEMENTS(said); i++) {
		g_autoptr(Config) config = sample_config();
		sample_set_discussion(config, (DiscussionDetail)i);
		g_autoptr(Digest) digest = sample_digest(&few, config);
		g_autoptr(Rendering) mail = rendering_of(digest, config);

		for (guint j = DISCUSSION_HEADINGS; j < G_N_ELEMENTS(said); j++)
			g_assert_cmpint(strstr(mail->text, said[j]) != NULL, ==, i == j);
		g_assert_cmpint(strstr(mail->text, "\n- Runners") != NULL, ==,
		                i != DISCUSSION_NONE);
		g_assert_cmpint(strstr(mail->html, "two fixes away") != NULL, ==,
		                i >= DISCUSSION_EXCERPT);
	}
}

/* A whole discussion is told statement by statement, until it is too long: the notes have the rest.
 */
static void
test_long_discussion(void)
{
	g_autoptr(Config) config = sample_config();
	g_autoptr(Digest) digest = sample_digest(&few, config);
	const Change *change = g_ptr_array_index(digest->changes, 0);
	Topic *topic = g_ptr_array_index(change->after->topics, 0);
	sample_set_discussion(config, DISCUSSION_FULL);
	for (guint i = 0; i < 60; i++) {
		Entry *entry = entry_new();
		entry->text = g_strdup_printf("[statement %u](https://example.org/%u)", i, i);
		g_ptr_array_add(topic->entries, entry);
	}
	g_autoptr(Rendering) mail = rendering_of(digest, config);

	g_assert_nonnull(strstr(mail->html, "statement 53</a>"));
	g_assert_null(strstr(mail->html, "statement 54</a>"));
	g_assert_nonnull(strstr(mail->text, "\n  - and 6 more ["));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/digest-form/rest-of-digest", test_rest_of_digest);
	g_test_add_func("/digest-form/rest-of-reminder", test_rest_of_reminder);
	g_test_add_func("/digest-form/rest-of-meeting", test_rest_of_meeting);
	g_test_add_func("/digest-form/period-once", test_period_once);
	g_test_add_func("/digest-form/discussion", test_discussion);
	g_test_add_func("/digest-form/long-discussion", test_long_discussion);
	return g_test_run();
}
