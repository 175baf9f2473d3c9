/* init_surroundings.c - the zone of the notes, and where the web shows them. */
#include "init_surroundings.h"

#include "base/file.h"

#include <string.h>

enum {
	GIT_FILE_MAX = 64 * 1024 /* bytes */
};

/* Tried in this order when the system's zone does not fit. */
static const char *const well_known[] = {
	"Europe/Berlin",   "Europe/Bucharest", "Europe/London",       "America/New_York",
	"America/Chicago", "America/Denver",   "America/Los_Angeles", "America/Sao_Paulo",
	"Asia/Kolkata",    "Asia/Shanghai",    "Asia/Tokyo",          "Australia/Sydney"
};

static guint
count_fits(const GArray *seen, const char *name)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_identifier(name);
	guint fits = 0;

	for (guint i = 0; zone != NULL && i < seen->len; i++) {
		const OffsetSeen *one = &g_array_index(seen, OffsetSeen, i);
		int interval = g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL, one->start);
		fits += g_time_zone_get_offset(zone, interval) == one->offset ? 1 : 0;
	}
	return fits;
}

static char *
system_zone(void)
{
	g_autoptr(GTimeZone) local = g_time_zone_new_local();
	const char *name = g_time_zone_get_identifier(local);
	g_autoptr(GTimeZone) known =
	    g_ascii_isalpha(*name) ? g_time_zone_new_identifier(name) : NULL;

	return g_strdup(known != NULL && g_str_is_ascii(name) ? name : "UTC");
}

char *
init_zone(const GArray *seen, char **remark)
{
	g_autofree char *ours = system_zone();
	const char *best = ours;
	guint fits = count_fits(seen, ours), ours_fits = fits;

	*remark = NULL;
	if (seen->len == 0)
		return g_steal_pointer(&ours);
	for (gsize i = 0; i < G_N_ELEMENTS(well_known) && ours_fits * 2 < seen->len; i++) {
		guint count = count_fits(seen, well_known[i]);
		if (count > fits) {
			fits = count;
			best = well_known[i];
		}
	}
	*remark = g_strdup_printf(
	    "%u of %u times in the notes that name an offset fit this zone%s%s", fits, seen->len,
	    best == ours ? "" : "; this system is in ", best == ours ? "" : ours);
	return g_strdup(best);
}

/* A file of .git as text, or NULL. */
static char *
read_git_file(const char *folder, const char *name)
{
	g_autofree char *path = g_build_filename(folder, ".git", name, NULL);
	g_autoptr(GBytes) bytes = file_read(path, GIT_FILE_MAX, NULL);
	gsize length = 0;
	const char *data = bytes != NULL ? g_bytes_get_data(bytes, &length) : NULL;

	if (length == 0 || !g_utf8_validate(data, (gssize)length, NULL))
		return NULL;
	return g_strndup(data, length);
}

static char *
read_origin(const char *folder)
{
	g_autofree char *text = read_git_file(folder, "config");
	gboolean inside = FALSE;
	if (text == NULL)
		return NULL;

	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	for (char **line = lines; *line != NULL; line++) {
		g_strstrip(*line);
		if (**line == '[')
			inside = strcmp(*line, "[remote \"origin\"]") == 0;
		char *value = inside && g_str_has_prefix(*line, "url") ? strchr(*line, '=') : NULL;
		if (value != NULL)
			return g_strdup(g_strstrip(value + 1));
	}
	return NULL;
}

/* "https://HOST/PATH" of https://, ssh:// and HOST:PATH addresses, without who logs in; else NULL.
 */
static char *
web_address(const char *origin)
{
	const char *scheme = strstr(origin, "://");
	if (scheme != NULL && !g_str_has_prefix(origin, "http") &&
	    !g_str_has_prefix(origin, "ssh") && !g_str_has_prefix(origin, "git"))
		return NULL;

	const char *rest = scheme != NULL ? scheme + 3 : origin;
	const char *slash = strchr(rest, '/'), *at = strchr(rest, '@');
	for (; at != NULL && (slash == NULL || at < slash); at = strchr(rest, '@'))
		rest = at + 1;
	gsize host = strcspn(rest, ":/");
	const char *path = rest + host;
	if (host == 0 || *path == '\0' || (scheme == NULL && *path != ':'))
		return NULL;
	if (scheme != NULL && *path == ':') /* a port */
		path = strchr(path, '/');
	if (path == NULL || strlen(path) < 2 || strpbrk(path, " {}") != NULL)
		return NULL;

	g_autofree char *name = g_strdup(path + 1);
	if (g_str_has_suffix(name, ".git"))
		name[strlen(name) - 4] = '\0';
	return g_strdup_printf("https://%.*s/%s", (int)host, rest, name);
}

char *
init_link(const char *folder)
{
	g_autofree char *origin = read_origin(folder);
	g_autofree char *address = origin != NULL ? web_address(origin) : NULL;
	if (address == NULL)
		return NULL;

	g_autofree char *head = read_git_file(folder, "HEAD");
	const char *ref = "ref: refs/heads/";
	const char *branch =
	    head != NULL && g_str_has_prefix(head, ref) ? g_strchomp(head) + strlen(ref) : "HEAD";
	return g_strdup_printf("%s/blob/%s/{path}#L{line}", address, branch);
}
