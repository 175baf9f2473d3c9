/* parse_via.c - ways to send (`via`), secrets, and targets. */
#include "loader.h"

#include <string.h>

/* The literals that a `via` accepts. */
typedef struct {
	const char *const *schemes;
	const char *example;
	const char *secret;                      /* what a literal contains, for the message */
	gboolean (*is_secret)(const char *text); /* TRUE for a literal that others must not read */
} Via;

/* Returns TRUE for smtp://user:password@host. */
static gboolean
has_password(const char *url)
{
	const char *host = strstr(url, "://") + 3;
	gsize length = strcspn(host, "/");
	const char *at = g_strrstr_len(host, (gssize)length, "@");

	return at != NULL && memchr(host, ':', (gsize)(at - host)) != NULL;
}

/* A webhook's URL contains its token.  Plain http: is for tests against a local server. */
static gboolean
is_https(const char *url)
{
	return g_str_has_prefix(url, "https://");
}

static const char *const mail_schemes[] = { "smtp://", "smtps://", NULL };
static const char *const webhook_schemes[] = { "https://", "http://127.0.0.1", "http://localhost",
	                                       "http://[::1]", NULL };
static const Via via_mail = { mail_schemes, "\"smtp://HOST:PORT\"", "a password", has_password };
static const Via via_webhook = { webhook_schemes, "{env: NAME}",
	                         "a webhook's URL, which is as good as a password", is_https };

/* Returns TRUE if `text` begins with one of the schemes and has more after it. */
static gboolean
has_scheme(const char *text, const char *const *schemes)
{
	for (; *schemes != NULL; schemes++)
		if (g_str_has_prefix(text, *schemes) && text[strlen(*schemes)] != '\0')
			return TRUE;
	return FALSE;
}

/* Parses a literal.  Messages never quote it, since it may be secret. */
static char *
parse_literal(Loader *loader, const YamlNode *value, const char *name, const Via *via)
{
	g_autofree char *text = loader_get_text(loader, value, name);
	if (text == NULL)
		return NULL;

	if (g_str_has_prefix(text, "folder:") && text[7] != '\0') {
		g_autofree char *folder = path_from(loader->folder, text + 7);
		return g_strconcat("folder:", folder, NULL);
	}
	if (!has_scheme(text, via->schemes)) {
		loader_problem(loader, value,
		               "\"%s\" is not a way to send; write %s or \"folder:DIR\"", name,
		               via->example);
		return NULL;
	}
	if (loader->exposed && via->is_secret(text)) {
		loader_problem(loader, value,
		               "\"%s\" holds %s, and others can read this file; run chmod 600 on "
		               "it, or write {env: NAME}",
		               name, via->secret);
		return NULL;
	}
	return g_steal_pointer(&text);
}

/* Parses {env: NAME}, {file: PATH} or {command: "..."} into `secret`. */
static gboolean
parse_source(Loader *loader, const YamlNode *value, const char *name, Secret *secret)
{
	static const char *const words[] = { [SECRET_LITERAL] = "",
		                             [SECRET_ENV] = "env",
		                             [SECRET_FILE] = "file",
		                             [SECRET_COMMAND] = "command" };
	const YamlNode *key = value->count == 1 ? value->keys[0] : NULL;
	gboolean known = FALSE;

	for (guint i = SECRET_ENV; key != NULL && key->text != NULL && i < G_N_ELEMENTS(words); i++)
		if (strcmp(key->text, words[i]) == 0) {
			secret->source = (SecretSource)i;
			known = TRUE;
		}
	if (!known) {
		loader_problem(
		    loader, value,
		    "\"%s\" must be one of {env: NAME}, {file: PATH} and {command: \"...\"}", name);
		return FALSE;
	}
	parse_text(loader, value->items[0], key->text, &secret->value);
	if (secret->source == SECRET_FILE && secret->value != NULL) {
		char *path = path_from(loader->folder, secret->value);
		g_free(secret->value);
		secret->value = path;
	}
	return secret->value != NULL;
}

void
parse_secret(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	Secret *secret = g_new0(Secret, 1), **slot = to;

	if (!loader_expect(loader, value, name, YAML_MAPPING) ||
	    !parse_source(loader, value, name, secret)) {
		secret_free(secret);
		return;
	}
	secret->position = loader_position(loader, value);
	secret_free(*slot);
	*slot = secret;
}

static void
parse_via(Loader *loader, const YamlNode *value, const char *name, const Via *via, Secret **to)
{
	Secret *secret = g_new0(Secret, 1);

	if (value->kind == YAML_MAPPING)
		parse_source(loader, value, name, secret);
	else
		secret->value = parse_literal(loader, value, name, via);
	if (secret->value == NULL) {
		secret_free(secret);
		return;
	}
	secret->position = loader_position(loader, value);
	secret_free(*to);
	*to = secret;
}

void
parse_mail_via(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	parse_via(loader, value, name, &via_mail, to);
}

void
parse_webhook_via(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	parse_via(loader, value, name, &via_webhook, to);
}

static Target *
target_new(TargetKind kind, const char *value)
{
	Target *target = g_new(Target, 1);

	*target = (Target){ .kind = kind, .value = g_strdup(value) };
	return target;
}

static void
parse_mail_target(Loader *loader, const YamlNode *node, TargetKind kind, const char *address,
                  GPtrArray *targets)
{
	/* Checked as an address, but reported at the position of the whole target. */
	YamlNode part = *node;
	Target *target = target_new(kind, NULL);

	part.text = address;
	parse_address(loader, &part, "to", &target->value);
	if (target->value == NULL) {
		target_free(target);
		return;
	}
	loader_add_reference(loader, node, REFERENCE_MAIL, NULL);
	g_ptr_array_add(targets, target);
}

gboolean
loader_check_post_target(Loader *loader, const YamlNode *node, const char *target)
{
	Channel channel;
	if (channel_parse_target(target, &channel) != NULL)
		return TRUE;

	g_autofree char *endpoints = channel_targets_shown();
	loader_problem(loader, node, "a post does not go to \"%s\"; write %s", target, endpoints);
	return FALSE;
}

void
parse_target(Loader *loader, const YamlNode *value, GPtrArray *targets)
{
	g_autofree char *text = loader_get_text(loader, value, "to");
	if (text == NULL)
		return;

	Channel channel = CHANNEL_MAIL;
	const char *endpoint = channel_parse_target(text, &channel);
	if (g_str_has_prefix(text, "list:")) {
		parse_mail_target(loader, value, TARGET_LIST, text + 5, targets);
	} else if (g_str_has_prefix(text, "mail:")) {
		parse_mail_target(loader, value, TARGET_MAIL, text + 5, targets);
	} else if (endpoint != NULL) {
		Target *target = target_new(TARGET_ENDPOINT, endpoint);
		target->channel = channel;
		loader_add_reference(loader, value, REFERENCE_ENDPOINT, text);
		g_ptr_array_add(targets, target);
	} else if (strcmp(text, "owners") == 0) {
		loader_add_reference(loader, value, REFERENCE_MAIL, NULL);
		loader_add_reference(loader, value, REFERENCE_ADDRESS, NULL);
		g_ptr_array_add(targets, target_new(TARGET_OWNERS, NULL));
	} else {
		g_autofree char *endpoints = channel_targets_shown();
		loader_problem(
		    loader, value,
		    "unknown target \"%s\"; write list:ADDRESS, mail:ADDRESS, owners, %s", text,
		    endpoints);
	}
}
