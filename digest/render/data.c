/* data.c - a digest as the JSON that templates are rendered from. */
#include "data.h"

#include "render/answer_words.h"
#include "render/mail_header.h"
#include "render/words.h"

#include <string.h>

/*
 * Columns as in Limits: owners, per_owner, tracks, meetings, topics, notes, todos, changed,
 * upcoming, section, item_chars, excerpt_chars, name_chars, link_bytes.  The last level of a
 * message bounds everything that the notes can make long, so that a mail fits whatever they say.
 */
static const Limits levels[DATA_PAGE_LEAST + 1] = {
	{ 40, 12, 24, 8, 10, 8, 10, 16, 8, 60, 600, 220, 160, 2000 },
	{ 32, 8, 20, 6, 8, 6, 6, 12, 8, 40, 400, 160, 160, 2000 },
	{ 24, 6, 16, 4, 6, 4, 4, 8, 6, 30, 300, 120, 160, 2000 },
	{ 20, 4, 12, 3, 4, 3, 3, 6, 5, 20, 200, 80, 120, 1000 },
	{ 16, 3, 10, 2, 3, 2, 2, 4, 4, 12, 140, 60, 80, 1000 },
	{ 10, 2, 8, 1, 2, 1, 1, 2, 3, 8, 100, 0, 60, 500 },
	{ 4, 1, 4, 1, 0, 1, 1, 1, 1, 3, 60, 0, 40, 300 },
	{ 400, 200, 200, 100, 100, 200, 200, 400, 60, 400, 4000, 400, 160, 2000 },
	{ 100, 40, 60, 20, 20, 20, 40, 40, 60, 100, 1000, 400, 160, 2000 },
	{ 40, 12, 24, 8, 10, 8, 10, 16, 20, 60, 600, 220, 160, 2000 },
	{ 10, 2, 8, 1, 2, 1, 1, 2, 3, 8, 100, 0, 60, 500 },
};

/* Mails have the light colours inline: they read well even without a style sheet. */
#define LINK_STYLE "color:#0b57d0;text-decoration:underline"

static const OwnerGroup *
reader_group(const Digest *digest)
{
	for (guint i = 0; digest->reader != NULL && i < digest->owners->len; i++) {
		const OwnerGroup *group = g_ptr_array_index(digest->owners, i);
		if (group->person == digest->reader)
			return group;
	}
	return NULL;
}

/* Says whether the digest is so short that it needs no overview: one meeting and one action. */
static gboolean
is_brief(const Digest *digest)
{
	guint actions = 0;

	for (guint i = 0; i < digest->owners->len; i++)
		actions += ((const OwnerGroup *)g_ptr_array_index(digest->owners, i))->actions->len;
	return digest->changes->len <= 1 && actions <= 1 && digest->upcoming->len <= 1;
}

/* Sets title and period; no period when the title already says it. */
static void
set_title(const Data *data, json_t *root)
{
	g_autofree char *title = words_title(data->words, data->digest->from, data->digest->today);
	g_autofree char *period =
	    words_period(data->words, data->digest->from, data->digest->today);

	data_set_text(root, "title", title);
	data_set_text(root, "period", strstr(title, period) != NULL ? "" : period);
}

static void
set_way_out(const Data *data, json_t *footer, const char *label, const char *subject)
{
	const MailSettings *mail = &data->config->mail;
	const char *mailbox = mail->unsubscribe != NULL ? mail->unsubscribe
	                      : mail->reply_to != NULL  ? mail->reply_to
	                                                : mail->from;
	g_autofree char *name = NULL, *address = NULL;

	json_object_set_new(footer, "label", json_string(label));
	json_object_set_new(footer, "link", json_null());
	if (mailbox == NULL || !mailbox_parse(mailbox, &name, &address, NULL))
		return;
	g_autofree char *link = mailto_url(address, subject);
	json_object_set_new(footer, "link", json_string(link));
}

char *
data_answer_subject(const Data *data, AnswerVerb verb, const char *item)
{
	const Digest *digest = data->digest;
	if (digest->answer_key == NULL || digest->kind != JOB_REMINDER || digest->reader == NULL ||
	    data->config->mail.answers == NULL)
		return NULL;

	return answer_subject(data->words, digest->answer_key, verb, item, digest->reader->id,
	                      digest->today + ANSWER_VALID_DAYS);
}

static json_t *
footer_in(const Data *data, const Catalogue *language)
{
	const Person *reader = data->digest->reader;
	const Target *target = data->target;
	json_t *footer = json_object();
	gboolean personal = target != NULL && target->kind == TARGET_OWNERS;
	const char *who = target != NULL && target->value != NULL ? target->value
	                  : reader != NULL                        ? reader->name
	                                                          : "";
	const char *label = words_label(language, personal ? "stop_reminders" : "unsubscribe");
	const char *why = personal                                        ? "why_owner"
	                  : target != NULL && target->kind == TARGET_LIST ? "why_list"
	                                                                  : "why_mail";
	const char *about = reader != NULL && reader->email != NULL ? reader->email : who;
	g_autofree char *subject =
	    words_sentence(language, personal ? "stop_subject" : "unsubscribe_subject", about);

	data_take_text(footer, "why", words_sentence(language, why, who));
	data_take_text(footer, "job", words_sentence(language, "job", data->digest->job));
	set_way_out(data, footer, label, subject);
	g_autofree char *stop = data_answer_link(data, ANSWER_STOP, "");
	if (stop != NULL)
		json_object_set_new(footer, "link", json_string(stop));
	data_take_text(footer, "pause", data_answer_link(data, ANSWER_PAUSE, ""));
	data_set_text(footer, "pause_label", words_label(language, "pause_month"));
	return footer;
}

static json_t *
footer_of(const Data *data)
{
	json_t *footer = footer_in(data, data->words);

	/* somebody on a list may not read its language, and must be able to leave it */
	json_object_set_new(footer, "english",
	                    data->words == NULL ? json_null() : footer_in(data, NULL));
	return footer;
}

static void
set_heads(Data *data, json_t *root)
{
	const Digest *digest = data->digest;
	g_autofree char *counts = data_counts(data);
	const char *name = digest->reader != NULL ? digest->reader->name : "";

	data_take_text(root, "subject", data_subject(data));
	data_take_text(root, "preheader", data_preheader(data));
	data_set_text(root, "counts", counts);
	data_set_text(root, "job", digest->job);
	data_take_text(root, "today", words_long_day(data->words, digest->today));
	if (digest->kind == JOB_REMINDER) {
		g_autofree char *today = words_long_day(data->words, digest->today);
		data_take_text(root, "title", words_sentence(data->words, "reminder_title", today));
		data_take_text(root, "greeting", words_sentence(data->words, "greeting", name));
		data_take_text(root, "intro",
		               words_sentence(data->words, "reminder_intro", counts));
	} else if (digest->kind == JOB_DIGEST) {
		set_title(data, root);
	}
	if (data->templates != NULL)
		json_object_set(root, "words", templates_words(data->templates, data->words));
	else
		json_object_set_new(root, "words", words_labels(data->words));
	json_object_set_new(root, "footer", footer_of(data));
}

static gboolean
has_times(const GPtrArray *upcoming)
{
	for (guint i = 0; i < upcoming->len; i++)
		if (((const Upcoming *)g_ptr_array_index(upcoming, i))->start != 0)
			return TRUE;
	return FALSE;
}

/*
 * Sets the URLs of the digest's page and of the calendar; null when the archive is not on the web.
 */
static void
set_web(const Data *data, json_t *root)
{
	const char *base = data->config->archive_url;
	const Job *job =
	    data->digest->job != NULL ? config_job(data->config, data->digest->job) : NULL;
	gboolean calendar =
	    job != NULL && job->calendar == CALENDAR_LINK && has_times(data->digest->upcoming);

	json_object_set_new(root, "web", json_null());
	json_object_set_new(root, "calendar", json_null());
	if (base != NULL && data->digest->page != NULL)
		data_take_text(root, "web", g_strconcat(base, data->digest->page, NULL));
	if (base != NULL && calendar)
		data_take_text(root, "calendar", g_strconcat(base, "meetings.ics", NULL));
}

static void
set_digest(Data *data, json_t *root)
{
	const OwnerGroup *own = reader_group(data->digest);
	gboolean brief = is_brief(data->digest);

	json_object_set_new(root, "brief", json_boolean(brief));
	json_object_set_new(root, "glance", brief ? json_null() : data_summary(data));
	json_object_set_new(root, "chart", brief ? json_null() : data_chart(data));
	set_web(data, root);
	data_take_text(root, "last",
	               data->digest->last_actions > 0
	                   ? words_last(data->words, data->digest->last_actions)
	                   : NULL);
	json_object_set_new(root, "upcoming", data_upcoming(data));
	json_object_set_new(root, "yours", own != NULL ? data_owner(data, own) : json_null());
	json_object_set_new(root, "owners", data_owners(data));
	json_object_set_new(root, "tracks", data_tracks(data));
	json_object_set_new(root, "changed", data_changed(data));
	if (data->digest->looking->len > 0)
		json_object_set_new(root, "looking", data_looking(data));
	json_object_set_new(root, "unassigned", data_unassigned(data));
}

/* Returns the language: the reader's own, then the job's, then the configuration's. */
static const char *
language_of(const Digest *digest, const Job *job, const Config *config)
{
	if (digest->reader != NULL && digest->reader->language != NULL)
		return digest->reader->language;
	if (job != NULL && job->language != NULL)
		return job->language;
	return config->language;
}

/*
 * Returns how many items a reminder shows: a tenth of max_items less with each level, so that long
 * ones make room for the rest of the mail.
 */
static guint
most_items(const Job *job, guint level)
{
	if (job == NULL || level >= DATA_LEVELS)
		return G_MAXUINT;
	return MAX(job->max_items * (10 - level) / 10, 1);
}

void
data_init_page(Data *data, const Digest *digest, const Config *config)
{
	*data = (Data){ .digest = digest,
		        .config = config,
		        .limits = &levels[DATA_PAGE],
		        .discussion = DISCUSSION_NONE,
		        .lasting = TRUE,
		        .words = catalogue_of(config->language) };
}

json_t *
data_build(const Digest *digest, const Target *target, const Config *config, guint level,
           Footnotes *links, GHashTable *markdown_cache, Templates *templates)
{
	const Job *job = digest->job != NULL ? config_job(config, digest->job) : NULL;
	g_autoptr(GHashTable) shown = g_hash_table_new(NULL, NULL);
	Data data = { .digest = digest,
		      .target = target,
		      .config = config,
		      .limits = &levels[MIN(level, DATA_PAGE_LEAST)],
		      .link_style = level >= DATA_PAGE ? NULL : LINK_STYLE,
		      .most = most_items(job, level),
		      .discussion = job != NULL ? job->discussion : DISCUSSION_EXCERPT,
		      .links = links,
		      .shown = shown,
		      .markdown_cache = markdown_cache,
		      .templates = templates,
		      .words = catalogue_of(language_of(digest, job, config)) };
	json_t *root = json_object();

	set_heads(&data, root);
	json_object_set_new(root, "shortened", json_boolean(level > 0 && level < DATA_PAGE));
	if (digest->kind == JOB_REMINDER) {
		json_object_set_new(root, "sections", data_sections(&data));
		data_set_rest(&data, root);
		data_set_text(root, "how_answer",
		              digest->reader != NULL && config->mail.answers != NULL
		                  ? words_label(data.words, "how_answer")
		                  : "");
	} else if (digest_is_list(digest)) {
		data_set_list(&data, root);
	} else if (digest->kind == JOB_POST) {
		json_object_set_new(root, "meeting", data_post(&data));
	} else {
		set_digest(&data, root);
	}
	return root;
}

char *
data_stop_subject(const Digest *digest, const Config *config)
{
	const Job *job = config_job(config, digest->job);
	const Data data = { .digest = digest,
		            .config = config,
		            .words = catalogue_of(language_of(digest, job, config)) };

	return data_answer_subject(&data, ANSWER_STOP, "");
}
