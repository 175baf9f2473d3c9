/* parse_value.c - single values: text, paths, sizes, days, addresses. */
#include "loader.h"

#include <string.h>

char *
path_from(const char *folder, const char *path)
{
	if (path[0] == '~' && path[1] == '/')
		return g_canonicalize_filename(path + 2, g_get_home_dir());
	return g_canonicalize_filename(path, folder);
}

static void
replace(char **to, char *text)
{
	g_free(*to);
	*to = text;
}

void
parse_text(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	char *text = loader_get_text(loader, value, name);

	if (text != NULL)
		replace(to, text);
}

void
parse_texts(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	GPtrArray *texts = *(GPtrArray **)to;

	g_ptr_array_set_size(texts, 0);
	if (value->kind == YAML_MAPPING) {
		loader_expect(loader, value, name, YAML_SEQUENCE);
		return;
	}
	if (value->kind == YAML_SCALAR) {
		char *text = loader_get_text(loader, value, name);
		if (text != NULL)
			g_ptr_array_add(texts, text);
		return;
	}
	for (guint i = 0; i < value->count; i++) {
		char *text = loader_get_text(loader, value->items[i], name);
		if (text != NULL)
			g_ptr_array_add(texts, text);
	}
}

void
parse_path(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	g_autofree char *path = loader_get_text(loader, value, name);

	if (path != NULL)
		replace(to, path_from(loader->folder, path));
}

/*
 * Parses digits and a unit ("30 days"), and returns the number times the unit's factor; 0 if `text`
 * is not such an amount, or exceeds `most`.
 */
static guint64
read_amount(const char *text, const char *const *units, const guint64 *factors, gsize count,
            guint64 most)
{
	char *rest = NULL;
	guint64 number = g_ascii_isdigit(*text) ? g_ascii_strtoull(text, &rest, 10) : 0;
	if (number == 0)
		return 0;

	while (*rest == ' ')
		rest++;
	for (gsize i = 0; i < count; i++)
		if (g_ascii_strcasecmp(rest, units[i]) == 0)
			return number <= most / factors[i] ? number * factors[i] : 0;
	return 0;
}

void
parse_switch(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	static const char *const words[] = { "false", "true", "no", "yes" };
	int index = loader_get_word(loader, value, name, words, G_N_ELEMENTS(words));

	if (index >= 0)
		*(gboolean *)to = index % 2 == 1;
}

void
parse_size(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	static const char *const units[] = { "", "B", "kB", "KiB", "MB", "MiB" };
	static const guint64 factors[] = { 1, 1, 1000, 1024, 1000 * 1000, 1024 * 1024 };
	g_autofree char *text = loader_get_text(loader, value, name);
	if (text == NULL)
		return;

	guint64 size = read_amount(text, units, factors, G_N_ELEMENTS(units), 64 * 1024 * 1024);
	if (size == 0)
		loader_problem(loader, value,
		               "\"%s\" is not a size: \"%s\"; write bytes, or a number with KiB or "
		               "MiB, up to 64 MiB",
		               name, text);
	else
		*(gsize *)to = (gsize)size;
}

void
parse_days(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	static const char *const units[] = { "", "day", "days", "week", "weeks" };
	static const guint64 factors[] = { 1, 1, 1, 7, 7 };
	g_autofree char *text = loader_get_text(loader, value, name);
	if (text == NULL)
		return;

	guint64 days = read_amount(text, units, factors, G_N_ELEMENTS(units), 36500);
	if (days == 0)
		loader_problem(
		    loader, value,
		    "\"%s\" is not a number of days: \"%s\"; write a number, or one with "
		    "days or weeks",
		    name, text);
	else
		*(guint *)to = (guint)days;
}

void
parse_seconds(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	static const char *const units[] = { "",    "s",      "second", "seconds",
		                             "min", "minute", "minutes" };
	static const guint64 factors[] = { 1, 1, 1, 1, 60, 60, 60 };
	g_autofree char *text = loader_get_text(loader, value, name);
	if (text == NULL)
		return;

	guint64 seconds = read_amount(text, units, factors, G_N_ELEMENTS(units), 3600);
	if (seconds == 0)
		loader_problem(loader, value,
		               "\"%s\" is not a time: \"%s\"; write seconds, or a number with "
		               "minutes, up to an hour",
		               name, text);
	else
		*(guint *)to = (guint)seconds;
}

void
parse_deadline(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	static const char *const units[] = { "",       "s",       "second", "seconds", "min",
		                             "minute", "minutes", "h",      "hour",    "hours" };
	static const guint64 factors[] = { 1, 1, 1, 1, 60, 60, 60, 3600, 3600, 3600 };
	g_autofree char *text = loader_get_text(loader, value, name);
	if (text == NULL)
		return;

	guint64 seconds = read_amount(text, units, factors, G_N_ELEMENTS(units), 24 * 60 * 60);
	if (seconds == 0)
		loader_problem(loader, value,
		               "\"%s\" is not a time: \"%s\"; write a number with seconds, minutes "
		               "or hours, up to a day",
		               name, text);
	else
		*(guint *)to = (guint)seconds;
}

void
parse_connections(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	static const char *const units[] = { "" };
	static const guint64 factors[] = { 1 };
	g_autofree char *text = loader_get_text(loader, value, name);
	if (text == NULL)
		return;

	guint64 count = read_amount(text, units, factors, 1, 16);
	if (count == 0)
		loader_problem(loader, value, "\"%s\" is a number from 1 to 16, not \"%s\"", name,
		               text);
	else
		*(guint *)to = (guint)count;
}

void
parse_rate(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	static const char *const units[] = { "" };
	static const guint64 factors[] = { 1 };
	g_autofree char *text = loader_get_text(loader, value, name);
	if (text == NULL)
		return;

	guint64 count = read_amount(text, units, factors, 1, 100000);
	if (count == 0)
		loader_problem(
		    loader, value,
		    "\"%s\" is a number of messages a minute, from 1 to 100000, not \"%s\"", name,
		    text);
	else
		*(guint *)to = (guint)count;
}

enum {
	LOCAL_MAX = 64 /* octets, RFC 5321 section 4.5.3.1.1 */
};

/*
 * Checks an address against the Mailbox of RFC 5321 section 4.1.2, without quoted local parts and
 * address literals.  Returns what is wrong, or NULL.
 */
static const char *
address_fault(const char *address)
{
	const char *at = strrchr(address, '@');

	if (at == NULL)
		return "there is no @ in it";
	if (at == address || at[1] == '\0')
		return "something is missing before or after the @";
	if (strpbrk(address, " \t<>()[],;:\"\\") != NULL ||
	    memchr(address, '@', (gsize)(at - address)) != NULL)
		return "it contains a character that is not allowed there";
	for (const char *p = address; p < at; p++)
		if (!g_ascii_isprint(*p))
			return "the part before the @ has letters outside ASCII, which few mail "
			       "servers accept";
	if (at - address > LOCAL_MAX || *address == '.' || at[-1] == '.' ||
	    g_strstr_len(address, at - address, "..") != NULL)
		return "the part before the @ has a dot in the wrong position, or more than 64 "
		       "characters";
	if (at[1] == '.' || at[1] == '-' || g_str_has_suffix(at, ".") || strstr(at, "..") != NULL)
		return "what follows the @ is not a domain name";
	return NULL;
}

static gboolean
check_address(Loader *loader, const YamlNode *value, const char *name, const char *address)
{
	const char *fault = address_fault(address);

	if (fault != NULL)
		loader_problem(loader, value, "\"%s\" is not a mail address: \"%s\": %s", name,
		               address, fault);
	return fault == NULL;
}

void
parse_address(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	char *address = loader_get_text(loader, value, name);

	if (address != NULL && check_address(loader, value, name, address))
		replace(to, address);
	else
		g_free(address);
}

void
parse_mailbox(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	g_autofree char *mailbox = loader_get_text(loader, value, name);
	if (mailbox == NULL)
		return;

	const char *open = strrchr(mailbox, '<');
	gsize length = strlen(mailbox);
	if (open != NULL && mailbox[length - 1] != '>') {
		loader_problem(loader, value,
		               "\"%s\" is not a mailbox: \"%s\"; write \"Name <name@example.org>\"",
		               name, mailbox);
		return;
	}
	g_autofree char *address = open == NULL
	                               ? g_strdup(mailbox)
	                               : g_strndup(open + 1, length - (gsize)(open - mailbox) - 2);
	if (check_address(loader, value, name, address))
		replace(to, g_steal_pointer(&mailbox));
}

/*
 * Parses a language tag; only the alphabet and the length of RFC 5646 are checked: "en", "pt-BR".
 */
void
parse_language(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	g_autofree char *tag = loader_get_text(loader, value, name);
	if (tag == NULL)
		return;

	gsize primary = strspn(tag, "abcdefghijklmnopqrstuvwxyz");
	gboolean fits = primary >= 2 && primary <= 3 &&
	                (tag[primary] == '\0' || tag[primary] == '-') && strlen(tag) <= 35;
	for (const char *p = tag + primary; *p != '\0'; p++)
		fits = fits && (g_ascii_isalnum(*p) || *p == '-');
	if (fits)
		replace(to, g_steal_pointer(&tag));
	else
		loader_problem(loader, value,
		               "\"%s\" is not a language tag: \"%s\"; write one such as \"en\"",
		               name, tag);
}
