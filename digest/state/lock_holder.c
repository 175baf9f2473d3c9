/* lock_holder.c - reading who has the lock, and noting that it was told. */
#include "state/lock_holder.h"

#include "base/clock.h"
#include "base/file.h"
#include "lock_file.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum {
	LOCK_FILE_MAX = 4096, /* bytes */
};

static gint64
age_of(GKeyFile *keys, const char *time, const char *uptime)
{
	Moment moment = { g_key_file_get_int64(keys, LOCK_GROUP, time, NULL),
		          g_key_file_get_int64(keys, LOCK_GROUP, uptime, NULL) };

	return moment_age(&moment);
}

void
lock_holder_read(const char *path, LockHolder *holder)
{
	g_autofree char *name = lock_file_name(path);
	g_autoptr(GBytes) text = file_read(name, LOCK_FILE_MAX, NULL);
	g_autoptr(GKeyFile) keys = g_key_file_new();

	*holder = (LockHolder){ .told = G_MAXINT64 };
	if (text == NULL || !g_key_file_load_from_bytes(keys, text, G_KEY_FILE_NONE, NULL) ||
	    !g_key_file_has_key(keys, LOCK_GROUP, LOCK_UPTIME, NULL))
		return;
	holder->process = MAX(g_key_file_get_int64(keys, LOCK_GROUP, LOCK_PROCESS, NULL), 0);
	holder->age = age_of(keys, LOCK_TIME, LOCK_UPTIME);
	if (holder->process > 0 &&
	    g_key_file_get_int64(keys, LOCK_GROUP, LOCK_TOLD_OF, NULL) == holder->process)
		holder->told = age_of(keys, LOCK_TOLD, LOCK_TOLD_UPTIME);
}

void
lock_holder_told(const char *path, const LockHolder *holder)
{
	g_autofree char *name = lock_file_name(path);
	g_autofree char *when = lock_file_moment(LOCK_TOLD, LOCK_TOLD_UPTIME);
	g_autofree char *text =
	    g_strdup_printf(LOCK_TOLD_OF "=%" G_GINT64_FORMAT "\n%s", holder->process, when);
	/* behind what the holder wrote: of a key that stands twice the last one counts, and the
	 * next holder begins anew */
	int fd = open(name, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

	if (fd < 0)
		return;
	(void)!write(fd, text, strlen(text));
	close(fd);
}

static char *
count(gint64 number, const char *unit)
{
	return g_strdup_printf("%" G_GINT64_FORMAT " %s%s", number, unit, number == 1 ? "" : "s");
}

char *
lock_holder_text(const LockHolder *holder)
{
	if (holder->process == 0)
		return g_strdup("another tidings");

	g_autofree char *time = holder->age < 2 * 60      ? count(holder->age, "second")
	                        : holder->age < 2 * 3600  ? count(holder->age / 60, "minute")
	                        : holder->age < 2 * 86400 ? count(holder->age / 3600, "hour")
	                                                  : count(holder->age / 86400, "day");
	return g_strdup_printf("another tidings (process %" G_GINT64_FORMAT ", for %s)",
	                       holder->process, time);
}
