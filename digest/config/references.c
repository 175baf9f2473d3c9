/* references.c - what can only be judged when the whole configuration was read: names that clash or
 * mean nothing. */
#include "base/text.h"
#include "loader.h"

#include <string.h>

struct Reference {
	const YamlNode *node;
	ReferenceKind kind;
	char *value;
};

void
reference_free(gpointer data)
{
	Reference *reference = data;

	g_free(reference->value);
	g_free(reference);
}

void
loader_claim(Loader *loader, const YamlNode *node, const char *space, const char *key,
             const char *owner)
{
	g_autofree char *claim = g_strdup_printf("%s %s", space, key);
	const char *holder = g_hash_table_lookup(loader->names, claim);

	if (holder == NULL) {
		g_hash_table_insert(loader->names, g_steal_pointer(&claim), g_strdup(owner));
		return;
	}
	if (strcmp(holder, owner) == 0)
		return;
	g_autofree char *said =
	    g_strdup_printf("%s %s", claim, owner); /* an id and an alias can be alike */
	if (!g_hash_table_contains(loader->names, said))
		loader_problem(loader, node,
		               "\"%s\" stands for both %s and %s; take it from one of them",
		               node->text, holder, owner);
	g_hash_table_insert(loader->names, g_steal_pointer(&said), g_strdup(owner));
}

void
loader_refer(Loader *loader, const YamlNode *node, ReferenceKind kind, const char *value)
{
	Reference *reference = g_new(Reference, 1);

	*reference = (Reference){ node, kind, g_strdup(value) };
	g_ptr_array_add(loader->references, reference);
}

static void
report_dangling(Loader *loader, const Reference *reference, const char *name, const char *what,
                GPtrArray *names)
{
	g_ptr_array_add(names, NULL);
	const char *guess = text_guess(name, (const char *const *)names->pdata);

	if (guess != NULL)
		loader_problem(loader, reference->node,
		               "there is no %s \"%s\" (did you mean \"%s\"?)", what, name, guess);
	else
		loader_problem(loader, reference->node, "there is no %s \"%s\"", what, name);
}

static void
judge_person(Loader *loader, const Reference *reference)
{
	const GPtrArray *people = roster_people(loader->config->roster);
	if (roster_person(loader->config->roster, reference->value) != NULL)
		return;

	g_autoptr(GPtrArray) names = g_ptr_array_new();
	for (guint i = 0; i < people->len; i++)
		g_ptr_array_add(names, ((Person *)g_ptr_array_index(people, i))->id);
	report_dangling(loader, reference, reference->value, "person with the id", names);
}

static void
judge_endpoint(Loader *loader, const Reference *reference)
{
	const GPtrArray *endpoints = loader->config->endpoints;
	Channel channel;
	const char *name = channel_parse_target(reference->value, &channel);
	if (config_endpoint(loader->config, channel, name) != NULL)
		return;

	g_autoptr(GPtrArray) names = g_ptr_array_new();
	for (guint i = 0; i < endpoints->len; i++) {
		const Endpoint *endpoint = g_ptr_array_index(endpoints, i);
		if (endpoint->channel == channel)
			g_ptr_array_add(names, endpoint->name);
	}
	g_autofree char *what =
	    g_strdup_printf("%s under \"%s\" called", channel_traits(channel)->endpoint,
	                    channel_traits(channel)->section);
	report_dangling(loader, reference, name, what, names);
}

static void
judge_archive(Loader *loader, const Reference *reference)
{
	if (loader->config->archive_url == NULL)
		loader_problem(loader, reference->node,
		               "a link to the calendar needs \"archive_url\": where the archive is "
		               "on the web");
}

static void
judge_address(Loader *loader, const Reference *reference)
{
	const GPtrArray *people = roster_people(loader->config->roster);

	for (guint i = 0; i < people->len; i++)
		if (((Person *)g_ptr_array_index(people, i))->email != NULL)
			return;
	loader_problem(loader, reference->node,
	               "owners are mailed, but nobody under \"people\" has an \"email\"");
}

void
loader_judge_references(Loader *loader)
{
	gboolean mail_said = FALSE;

	for (guint i = 0; i < loader->references->len; i++) {
		const Reference *reference = g_ptr_array_index(loader->references, i);
		if (reference->kind == REFERENCE_PERSON)
			judge_person(loader, reference);
		else if (reference->kind == REFERENCE_ENDPOINT)
			judge_endpoint(loader, reference);
		else if (reference->kind == REFERENCE_ARCHIVE)
			judge_archive(loader, reference);
		else if (reference->kind == REFERENCE_ADDRESS)
			judge_address(loader, reference);
		else if (!loader->has_sender && !mail_said) {
			loader_problem(loader, reference->node,
			               "this is mailed, but \"mail\" has no \"from\": the mailbox "
			               "that mail is from");
			mail_said = TRUE;
		}
	}
}
