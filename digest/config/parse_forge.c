/* parse_forge.c - the forges that may be asked for the state of issues and pull requests. */
#include "base/text.h"
#include "loader.h"

#include <string.h>

/* Where a forge is when the configuration does not say; NULL where there is no such place. */
static const struct {
	const char *url, *web;
} places[] = {
	[FORGE_GITHUB] = { "https://api.github.com", "https://github.com" },
	[FORGE_GITLAB] = { "https://gitlab.com", "https://gitlab.com" },
	[FORGE_FORGEJO] = { NULL, NULL },
};

static const char *const loopback_hosts[] = { "127.0.0.1", "localhost", "::1" };

/* "https://git.example.org", with the port if there is one. */
static char *
origin_of(GUri *uri)
{
	const char *host = g_uri_get_host(uri), *scheme = g_uri_get_scheme(uri);
	gboolean literal = strchr(host, ':') != NULL;
	g_autofree char *port =
	    g_uri_get_port(uri) > 0 ? g_strdup_printf(":%d", g_uri_get_port(uri)) : g_strdup("");

	return g_strdup_printf("%s://%s%s%s%s", scheme, literal ? "[" : "", host,
	                       literal ? "]" : "", port);
}

/* Returns the parsed URL of a forge, or NULL after a mistake.  A token goes there, so it must be
 * https, but for a proxy on this host. */
static GUri *
read_url(Loader *loader, const YamlNode *value, const char *name, char **text)
{
	*text = loader_get_text(loader, value, name);
	if (*text == NULL)
		return NULL;
	GUri *uri = g_uri_parse(*text, G_URI_FLAGS_NONE, NULL);
	const char *host = uri != NULL ? g_uri_get_host(uri) : NULL;
	const char *scheme = uri != NULL ? g_uri_get_scheme(uri) : "";
	gboolean here =
	    host != NULL && text_index(loopback_hosts, G_N_ELEMENTS(loopback_hosts), host) >= 0;

	if (host == NULL || *host == '\0' || g_uri_get_userinfo(uri) != NULL ||
	    g_uri_get_query(uri) != NULL || g_uri_get_fragment(uri) != NULL)
		loader_problem(loader, value,
		               "\"%s\" is the plain address of a forge, such as "
		               "\"https://git.example.org\"",
		               name);
	else if (strcmp(scheme, "https") != 0 && !(here && strcmp(scheme, "http") == 0))
		loader_problem(loader, value,
		               "\"%s\" must start with \"https://\": a token must not be read on "
		               "the way",
		               name);
	else
		return uri;
	g_clear_pointer(&uri, g_uri_unref);
	return NULL;
}

static void
take_text(char **to, char *text)
{
	g_free(*to);
	*to = text;
}

/* Takes an address without the slashes at its end. */
static void
parse_address_of(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	g_autofree char *text = NULL;
	g_autoptr(GUri) uri = read_url(loader, value, name, &text);
	if (uri == NULL)
		return;

	gsize length = strlen(text);
	while (length > 0 && text[length - 1] == '/')
		length--;
	take_text(to, g_strndup(text, length));
}

static gboolean
is_owner(const char *owner)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	                              "0123456789._-/";
	gsize length = strlen(owner);

	return length <= 255 && strspn(owner, allowed) == length && *owner != '/' &&
	       owner[length - 1] != '/' && strstr(owner, "//") == NULL;
}

static void
parse_owners(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	GPtrArray *owners = *(GPtrArray **)to;

	parse_texts(loader, value, name, to);
	for (guint i = 0; i < owners->len; i++) {
		const YamlNode *node =
		    value->kind == YAML_SEQUENCE && i < value->count ? value->items[i] : value;
		if (!is_owner(g_ptr_array_index(owners, i)))
			loader_problem(loader, node,
			               "\"%s\" holds names of users, organisations or groups, such "
			               "as \"acme\", not \"%s\"",
			               name, (const char *)g_ptr_array_index(owners, i));
	}
}

static const Key forge_keys[] = {
	{ "token", parse_secret, offsetof(ForgeSettings, token), FALSE,
	  "a token that may read, as a secret" },
	{ "owners", parse_owners, offsetof(ForgeSettings, owners), TRUE,
	  "whose repositories may be asked about and shown" },
	{ "url", parse_address_of, offsetof(ForgeSettings, url), FALSE, "where it is asked" },
	{ "web", parse_address_of, offsetof(ForgeSettings, web), FALSE,
	  "where people read it, when that is another address" },
	{ "closes", parse_switch, offsetof(ForgeSettings, closes), FALSE,
	  "whether items end with what they link to" },
};

const Schema schema_forge = SCHEMA("a forge", forge_keys);

/* Where people read the forge: GitHub Enterprise is asked at HOST/api/v3 and read at HOST. */
static char *
web_of(const ForgeSettings *forge)
{
	g_autoptr(GUri) uri = g_uri_parse(forge->url, G_URI_FLAGS_NONE, NULL);
	const char *usual = places[forge->kind].url;

	if (uri == NULL || (usual != NULL && strcmp(forge->url, usual) == 0))
		return g_strdup(places[forge->kind].web);
	if (forge->kind != FORGE_GITHUB)
		return g_strdup(forge->url);
	return origin_of(uri);
}

static void
parse_one(Loader *loader, const YamlNode *value, const char *name, ForgeKind kind)
{
	ForgeSettings *forge = forge_settings_new(kind);

	loader->config->forges[kind] = forge;
	loader_parse_mapping(loader, value, name, &schema_forge, forge);
	if (forge->url == NULL)
		forge->url = g_strdup(places[kind].url);
	if (forge->url == NULL) {
		if (yaml_get(value, "url") == NULL)
			loader_problem(loader, value, "%s lacks \"url\": there is no %s for all",
			               name, forge_name(kind));
		forge->url = g_strdup("https://localhost");
	}
	if (forge->web == NULL)
		forge->web = web_of(forge);
	if (yaml_get(value, "owners") != NULL && forge->owners->len == 0)
		loader_problem(loader, yaml_get(value, "owners"),
		               "\"owners\" is empty, so that nothing is asked; write [NAME]");
}

#define PARSE(kind, function)                                                                      \
	static void function(Loader *loader, const YamlNode *value, const char *name,              \
	                     gpointer to G_GNUC_UNUSED)                                            \
	{                                                                                          \
		parse_one(loader, value, name, kind);                                              \
	}

PARSE(FORGE_GITHUB, parse_github)
PARSE(FORGE_GITLAB, parse_gitlab)
PARSE(FORGE_FORGEJO, parse_forgejo)

static const Key forges_keys[] = {
	{ "github", parse_github, 0, FALSE, "GitHub, or a GitHub Enterprise" },
	{ "gitlab", parse_gitlab, 0, FALSE, "gitlab.com, or another GitLab" },
	{ "forgejo", parse_forgejo, 0, FALSE, "a Forgejo or a Gitea" },
};

static const Schema schema_forges = SCHEMA("forge", forges_keys);

void
parse_forge(Loader *loader, const YamlNode *value, const char *name, gpointer to G_GNUC_UNUSED)
{
	loader_parse_mapping(loader, value, name, &schema_forges, loader->config);
}
