/* config_check.c - says whether what a configuration names can be used. */
#include "run/config_check.h"

#include "base/file.h"
#include "base/text.h"
#include "deliver/channel_exit.h"
#include "deliver/endpoint_guard.h"
#include "forge/ask.h"
#include "notes/notes.h"
#include "render/catalogue.h"
#include "render/mail_header.h"
#include "render/mustache.h"
#include "render/template_check.h"
#include "run/answers.h"
#include "run/community.h"
#include "watch/watch.h"

#include <string.h>

enum {
	TEMPLATE_MAX = 1024 * 1024 /* bytes */
};

/* Adds a problem that begins with `path`, as the mistakes of the configuration do. */
static void
add_problem(GPtrArray *problems, const char *path, const char *message)
{
	g_autofree char *shown = text_escape_for_terminal(path, -1);

	g_ptr_array_add(problems, g_strdup_printf("%s: %s", shown, message));
}

static void
check_notes(const Config *config, const char *path, GPtrArray *problems)
{
	for (guint i = 0; i < config->notes.languages->len; i++) {
		const char *code = g_ptr_array_index(config->notes.languages, i);
		if (notes_know_language(code))
			continue;
		g_autofree char *message = g_strdup_printf(
		    "notes.languages: notes in \"%s\" cannot be read; tidings-notes(7) lists the "
		    "languages",
		    code);
		add_problem(problems, path, message);
	}

	g_autoptr(GError) error = NULL;
	g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(Walk) walk = watch_walk(&config->notes, known, &error);

	if (walk == NULL) {
		add_problem(problems, path, error->message);
		return;
	}
	for (guint i = 0; i < walk->problems->len; i++)
		add_problem(problems, path, g_ptr_array_index(walk->problems, i));
	for (guint i = 0; i < walk->notices->len; i++)
		add_problem(problems, path, g_ptr_array_index(walk->notices, i));
	if (walk->files > 0)
		return;
	g_autofree char *root = text_escape_for_terminal(config->notes.root, -1);
	g_autofree char *message = g_strdup_printf(
	    "no file below notes.root (%s) is one that include and exclude choose", root);
	add_problem(problems, path, message);
}

/* Finds no partial: each is a file of the same folder and checked by itself. */
static char *
no_partial(const char *name G_GNUC_UNUSED, char **path, gpointer data G_GNUC_UNUSED)
{
	*path = NULL;
	return NULL;
}

static void
check_template(const char *folder, const char *name, GPtrArray *problems)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *file = g_build_filename(folder, name, NULL);
	g_autoptr(GBytes) source = file_read(file, TEMPLATE_MAX, &error);

	if (source != NULL) {
		gsize length = 0;
		const char *bytes = g_bytes_get_data(source, &length);
		g_autofree char *text = g_strndup(length == 0 ? "" : bytes, length);
		json_t *nothing = json_object();
		g_free(mustache_render(text, file, nothing, ESCAPE_NONE, no_partial, NULL, &error));
		json_decref(nothing);
	}
	if (error != NULL)
		g_ptr_array_add(problems, g_strdup(error->message));
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
check_templates(const Config *config, const char *path, GPtrArray *problems)
{
	if (config->templates == NULL)
		return;
	g_autoptr(GDir) dir = g_dir_open(config->templates, 0, NULL);
	if (dir == NULL) {
		g_autofree char *shown = text_escape_for_terminal(config->templates, -1);
		g_autofree char *message = g_strdup_printf(
		    "templates names %s, which is no folder that can be read", shown);
		add_problem(problems, path, message);
		return;
	}

	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir))
		if (g_str_has_suffix(name, ".mustache"))
			g_ptr_array_add(names, g_strdup(name));
	g_ptr_array_sort(names, compare_names);
	for (guint i = 0; i < names->len; i++)
		check_template(config->templates, g_ptr_array_index(names, i), problems);
	g_autoptr(Templates) templates = templates_new(config->templates);
	template_check(templates, config->templates, names, problems);
}

static char *
language_list(void)
{
	GString *out = g_string_new("en");

	for (const Catalogue *catalogue = catalogues; catalogue->language != NULL; catalogue++) {
		g_autofree char *tag = catalogue_tag(catalogue);
		g_string_append_printf(out, ", %s", tag);
	}
	return g_string_free(out, FALSE);
}

static void
check_language(const char *tag, const char *whose, const char *path, GPtrArray *problems)
{
	if (tag == NULL || catalogue_speaks(tag))
		return;
	g_autofree char *known = language_list();
	g_autofree char *message =
	    g_strdup_printf("the language of %s is \"%s\", which tidings does not speak, so its "
	                    "messages are in English; it speaks: %s",
	                    whose, tag, known);
	add_problem(problems, path, message);
}

static void
check_languages(const Config *config, const char *path, GPtrArray *problems)
{
	const GPtrArray *people = roster_people(config->roster);

	check_language(config->language, "the configuration", path, problems);
	for (guint i = 0; i < config->jobs->len; i++) {
		const Job *job = g_ptr_array_index(config->jobs, i);
		g_autofree char *whose = g_strdup_printf("job \"%s\"", job->name);
		check_language(job->language, whose, path, problems);
	}
	for (guint i = 0; i < people->len; i++) {
		const Person *person = g_ptr_array_index(people, i);
		g_autofree char *whose = g_strdup_printf("person \"%s\"", person->id);
		check_language(person->language, whose, path, problems);
	}
}

/* Adds a problem when a run has switched the endpoint off.  A state that cannot be read is a
 * problem for `run`. */
static void
check_switched_off(const Config *config, const Endpoint *endpoint, const char *via, gint64 now,
                   GPtrArray *problems)
{
	const char *section = channel_traits(endpoint->channel)->section;
	g_autoptr(State) state = state_open(config->state, STATE_READ, NULL);
	g_autoptr(DisabledWebhook) off = NULL;
	g_autofree char *sum = endpoint_guard_sum(endpoint, via);
	g_autofree char *key = endpoint_guard_key(endpoint->channel, endpoint->name);

	if (state == NULL || !webhook_find_disabled(state, key, &off, NULL) ||
	    !endpoint_guard_is_disabled(off, endpoint, sum, now))
		return;
	g_ptr_array_add(
	    problems,
	    g_strdup_printf("%s: %s.%s is switched off until its settings change: %s",
	                    endpoint->via->position != NULL ? endpoint->via->position : section,
	                    section, endpoint->name, off->why));
}

/* A state that cannot be read is a problem for `run`. */
static void
check_state(const Config *config, const char *path, GPtrArray *problems)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(State) state = state_open(config->state, STATE_READ, NULL);

	if (state != NULL && !community_check(state, config, &error))
		add_problem(problems, path, error->message);
}

/* Checks that the secret can be fetched and that a transport accepts it.  `endpoint` is NULL for
 * mail.
 */
static void
check_via(const Config *config, const Secret *via, const Endpoint *endpoint, gint64 now,
          GPtrArray *problems)
{
	Channel channel = endpoint == NULL ? CHANNEL_MAIL : endpoint->channel;
	g_autoptr(GError) error = NULL;
	char *fetched = secret_fetch(via, &error);

	if (fetched == NULL) {
		g_ptr_array_add(problems, g_strdup(error->message));
		return;
	}
	if (transport_for(channel, fetched, config->mail.starttls, &error) == NULL)
		g_ptr_array_add(problems,
		                g_strdup_printf("%s: %s",
		                                via->position != NULL ? via->position : "mail.via",
		                                error->message));
	else if (endpoint != NULL)
		check_switched_off(config, endpoint, fetched, now, problems);
	secret_wipe(fetched);
}

static gboolean
sends_mail(const Config *config)
{
	for (guint i = 0; i < config->jobs->len; i++) {
		const Job *job = g_ptr_array_index(config->jobs, i);
		for (guint j = 0; j < job->to->len; j++)
			if (((Target *)g_ptr_array_index(job->to, j))->kind != TARGET_ENDPOINT)
				return TRUE;
	}
	return config->mail.from != NULL;
}

static void
check_vias(const Config *config, gint64 now, GPtrArray *problems)
{
	if (sends_mail(config))
		check_via(config, config->mail.via, NULL, now, problems);
	for (guint i = 0; i < config->endpoints->len; i++) {
		const Endpoint *endpoint = g_ptr_array_index(config->endpoints, i);
		check_via(config, endpoint->via, endpoint, now, problems);
	}
}

/* Checks that a header and an envelope can hold a mailbox (may be NULL). */
static void
check_mailbox(const char *mailbox, const char *path, GPtrArray *problems)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *name = NULL;
	g_autofree char *address = NULL;

	if (mailbox != NULL && !mailbox_parse(mailbox, &name, &address, &error))
		add_problem(problems, path, error->message);
}

static void
check_mailboxes(const Config *config, const char *path, GPtrArray *problems)
{
	const GPtrArray *people = roster_people(config->roster);

	check_mailbox(config->mail.from, path, problems);
	check_mailbox(config->mail.reply_to, path, problems);
	check_mailbox(config->mail.postmaster, path, problems);
	if (g_strcmp0(config->mail.unsubscribe, config->mail.reply_to) != 0 &&
	    g_strcmp0(config->mail.unsubscribe, config->mail.from) != 0)
		check_mailbox(config->mail.unsubscribe, path, problems);
	for (guint i = 0; i < people->len; i++)
		check_mailbox(((Person *)g_ptr_array_index(people, i))->email, path, problems);
	for (guint i = 0; i < config->jobs->len; i++) {
		const Job *job = g_ptr_array_index(config->jobs, i);
		for (guint j = 0; j < job->to->len; j++) {
			const Target *target = g_ptr_array_index(job->to, j);
			if (target->kind == TARGET_LIST || target->kind == TARGET_MAIL)
				check_mailbox(target->value, path, problems);
		}
	}
}

/* Checks that the tokens can be fetched and sent. */
static void
check_forges(const Config *config, GPtrArray *problems)
{
	for (guint i = 0; i < FORGE_COUNT; i++) {
		const ForgeSettings *forge = config->forges[i];
		g_autoptr(GError) error = NULL;
		if (forge == NULL || forge->token == NULL)
			continue;
		char *token = secret_fetch(forge->token, &error);
		const char *fault = token != NULL ? forge_token_fault(token) : NULL;
		if (error != NULL)
			g_ptr_array_add(problems, g_strdup(error->message));
		else if (fault != NULL)
			g_ptr_array_add(problems, g_strdup_printf("%s: the token %s",
			                                          forge->token->position, fault));
		secret_wipe(token);
	}
}

/* Checks that the secrets of answers can be fetched; the server is not asked. */
static void
check_answers(const Config *config, const char *path, GPtrArray *problems)
{
	const Secret *const logins[] = { config->answers.password, config->answers.oauth };
	g_autoptr(GError) error = NULL;

	check_mailbox(config->mail.answers, path, problems);
	secret_wipe(answers_key(config, &error));
	if (error != NULL)
		g_ptr_array_add(problems, g_strdup(error->message));
	for (gsize i = 0; i < G_N_ELEMENTS(logins); i++) {
		g_autoptr(GError) local = NULL;
		if (logins[i] != NULL)
			secret_wipe(secret_fetch(logins[i], &local));
		if (local != NULL)
			g_ptr_array_add(problems, g_strdup(local->message));
	}
}

void
config_check(const Config *config, const char *path, gint64 now, GPtrArray *problems)
{
	check_notes(config, path, problems);
	check_state(config, path, problems);
	check_templates(config, path, problems);
	check_languages(config, path, problems);
	check_mailboxes(config, path, problems);
	check_vias(config, now, problems);
	check_forges(config, problems);
	check_answers(config, path, problems);
}
