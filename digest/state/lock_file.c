/* lock_file.c - taking the writer's lock. */
#define _GNU_SOURCE /* F_OFD_SETLK */
#include "lock_file.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/fail_point.h"
#include "base/file.h"
#include "state/lock_holder.h"
#include "state_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* What stands in PATH.lock: a key file with one group. */
#define LOCK_GROUP       "tidings"
#define LOCK_PROCESS     "process"
#define LOCK_TIME        "since"
#define LOCK_UPTIME      "uptime"
#define LOCK_TOLD_OF     "told-of"
#define LOCK_TOLD        "told"
#define LOCK_TOLD_UPTIME "told-uptime"

enum {
	LOCK_FILE_MAX = 4096, /* bytes */
	LINKS_MOST = 40,      /* as many as the kernel follows */
	/*
	 * In the page that SQLite leaves free for locks, behind the 512 bytes that it locks itself:
	 * also where locks keep others from reading, nobody misses this byte.
	 * https://www.sqlite.org/fileformat2.html#lockbyte
	 */
	LOCK_BYTE = 0x40000000 + 512
};

/* FALSE for a folder that is not there. */
static gboolean
settle_folder(char **path)
{
	g_autofree char *folder = g_path_get_dirname(*path);
	g_autofree char *name = g_path_get_basename(*path);
	char *real = realpath(folder, NULL);
	if (real == NULL)
		return FALSE;

	g_free(*path);
	*path = g_build_filename(real, name, NULL);
	free(real);
	return TRUE;
}

/* Link by link, since realpath(3) refuses one whose end is not there yet. */
char *
lock_file_real_path(const char *path)
{
	char *at = g_canonicalize_filename(path, NULL);

	for (guint links = 0; links < LINKS_MOST && settle_folder(&at); links++) {
		g_autofree char *target = g_file_read_link(at, NULL);
		if (target == NULL)
			break;
		g_autofree char *folder = g_path_get_dirname(at);
		g_free(at);
		at = g_path_is_absolute(target) ? g_strdup(target)
		                                : g_build_filename(folder, target, NULL);
	}
	return at;
}

/* The lock file of the state file `path`.  Newly allocated. */
static char *
lock_name(const char *path)
{
	g_autofree char *real = lock_file_real_path(path);

	return g_strconcat(real, ".lock", NULL);
}

int
lock_file_open(const char *path, gboolean *made)
{
	const int flags = O_RDWR | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
	int fd = open(path, flags);

	*made = FALSE;
	if (fd >= 0 || errno != ENOENT)
		return fd;
	FAIL_POINT("file.missing");
	fd = open(path, flags | O_CREAT | O_EXCL, 0600);
	if (fd < 0)
		return errno == EEXIST ? open(path, flags) : -1;
	*made = TRUE;
	(void)fchmod(fd, 0600); /* a strict umask may have taken our own bits */
	return fd;
}

gboolean
lock_file_error(const State *state, const char *what, GError **error)
{
	int saved = errno;

	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_IO, "%s: %s: %s", state->shown, what,
	            g_strerror(saved));
	return FALSE;
}

/* `path` is NULL when what stands in PATH.lock is not of the holder. */
static gboolean
refuse(const State *state, const char *path, GError **error)
{
	LockHolder holder = { 0 };

	if (path != NULL)
		lock_holder_read(path, &holder);
	g_autofree char *who = lock_holder_text(&holder);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_TEMPORARY,
	            "%s: %s is at work with this state file; try again when it is done",
	            state->shown, who);
	return FALSE;
}

/* Two lines of the key file for the present time, with an ISO date for people as a comment.  Newly
 * allocated. */
static char *
moment_lines(const char *time_key, const char *uptime_key)
{
	Moment now = moment_now();
	g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(now.time);
	g_autofree char *iso = time != NULL ? g_date_time_format_iso8601(time) : g_strdup("?");

	return g_strdup_printf("# %s\n%s=%" G_GINT64_FORMAT "\n%s=%" G_GINT64_FORMAT "\n", iso,
	                       time_key, now.time, uptime_key, now.uptime);
}

/* For the runs that find the lock taken.  What cannot be written leaves them without a time: no
 * reason not to run. */
static void
sign(const State *state)
{
	g_autofree char *when = moment_lines(LOCK_TIME, LOCK_UPTIME);
	g_autofree char *text =
	    g_strdup_printf("[" LOCK_GROUP "]\n" LOCK_PROCESS "=%d\n%s", (int)getpid(), when);
	gsize length = strlen(text);

	if (pwrite(state->lock_fd, text, length, 0) != (gssize)length)
		length = 0;
	(void)!ftruncate(state->lock_fd, (off_t)length);
}

void
lock_file_release(State *state)
{
	/* the next holder writes its name a moment after it has the lock: until then nobody's
	 * stands there */
	if (state->signed_lock)
		(void)!ftruncate(state->lock_fd, 0);
	if (state->file_fd >= 0)
		close(state->file_fd);
	if (state->lock_fd >= 0)
		close(state->lock_fd);
}

gboolean
lock_file_take(State *state, const char *path, GError **error)
{
	g_autofree char *lock = lock_name(path);
	g_autofree char *folder = g_path_get_dirname(lock);
	gboolean made;

	if (!file_make_folder(folder, 0700, error))
		return FALSE;
	state->lock_fd = lock_file_open(lock, &made);
	if (state->lock_fd < 0 && (errno == EACCES || errno == EROFS)) {
		sql_set_error(state, SQLITE_READONLY, error);
		return FALSE;
	}
	if (state->lock_fd < 0)
		return lock_file_error(
		    state, "its lock (the same name with .lock) cannot be opened", error);
	if (flock(state->lock_fd, LOCK_EX | LOCK_NB) == 0) {
		sign(state);
		state->signed_lock = TRUE;
		return TRUE;
	}
	return errno == EWOULDBLOCK ? refuse(state, path, error)
	                            : lock_file_error(state, "cannot be locked", error);
}

gboolean
lock_file_take_itself(State *state, GError **error)
{
	/*
	 * Of the open file description: a lock of the process would go as soon as it closes any
	 * descriptor of the file, and flock() is, on network folders, a lock of all bytes, SQLite's
	 * among them.  fcntl(2), "Open file description locks".
	 */
	struct flock byte = {
		.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = LOCK_BYTE, .l_len = 1
	};

	if (fcntl(state->file_fd, F_OFD_SETLK, &byte) == 0)
		return TRUE;
	return errno == EAGAIN || errno == EACCES
	           ? refuse(state, NULL, error)
	           : lock_file_error(state, "cannot be locked", error);
}

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
	g_autofree char *name = lock_name(path);
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
	g_autofree char *name = lock_name(path);
	g_autofree char *when = moment_lines(LOCK_TOLD, LOCK_TOLD_UPTIME);
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
