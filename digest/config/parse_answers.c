/* parse_answers.c - the settings of reading answers. */
#include "loader.h"

#include <string.h>

/* Parses "imaps://HOST[:PORT]/MAILBOX"; without TLS only this host is asked. */
static void
parse_imap(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	g_autofree char *url = loader_get_text(loader, value, name);
	if (url == NULL)
		return;

	g_autoptr(GUri) uri = g_uri_parse(url, G_URI_FLAGS_NONE, NULL);
	const char *scheme = uri != NULL ? g_uri_get_scheme(uri) : "";
	const char *host = uri != NULL ? g_uri_get_host(uri) : NULL;
	const char *path = uri != NULL ? g_uri_get_path(uri) : "";
	gboolean known = strcmp(scheme, "imaps") == 0 || strcmp(scheme, "imap") == 0;

	if (!known || host == NULL || *host == '\0' || strlen(path) < 2 ||
	    strpbrk(path, ";?\r\n\"\\") != NULL || g_uri_get_query(uri) != NULL)
		loader_problem(loader, value,
		               "\"%s\" is the address of a mailbox, such as "
		               "\"imaps://mail.example.org/INBOX\"",
		               name);
	else if (g_uri_get_userinfo(uri) != NULL)
		loader_problem(loader, value, "the user of \"%s\" goes into login: {user: NAME}",
		               name);
	else
		*(char **)to = g_steal_pointer(&url);
}

static const Key login_keys[] = {
	{ "user", parse_text, offsetof(AnswerSettings, user), TRUE, "the user of the mailbox" },
	{ "password", parse_secret, offsetof(AnswerSettings, password), FALSE, "its password" },
	{ "oauth", parse_secret, offsetof(AnswerSettings, oauth), FALSE, "a token to log in with" },
};

const Schema schema_login = SCHEMA("login", login_keys);

static void
parse_login(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	loader_parse_mapping(loader, value, name, &schema_login, to);
}

static const Key answers_keys[] = {
	{ "secret", parse_secret, offsetof(AnswerSettings, secret), FALSE,
	  "the key of the links in reminders" },
	{ "trust", parse_texts, offsetof(AnswerSettings, trust), FALSE,
	  "hosts whose Authentication-Results count" },
	{ "imap", parse_imap, offsetof(AnswerSettings, imap), FALSE, "the mailbox to read" },
	{ "login", parse_login, 0, FALSE, "how to log in there" },
	{ "ca_file", parse_path, offsetof(AnswerSettings, ca_file), FALSE,
	  "certificates to trust" },
};

const Schema schema_answers = SCHEMA("answers", answers_keys);

void
parse_answers(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	AnswerSettings *answers = &((Config *)to)->answers;

	loader_parse_mapping(loader, value, name, &schema_answers, answers);
	if (answers->imap != NULL && answers->user == NULL && yaml_get(value, "login") == NULL)
		loader_problem(loader, yaml_get(value, "imap"),
		               "\"imap\" needs login: {user: NAME, password: {file: PATH}}");
	if (answers->user != NULL && answers->password == NULL && answers->oauth == NULL)
		loader_problem(loader, yaml_get(value, "login"),
		               "\"login\" needs a password or oauth");
}
