/* smtp_bounds.c - limits of the process that talks to a mail server, should somebody break into it.
 */
#include "smtp_bounds.h"

#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if __has_include(<linux/landlock.h>) && defined SYS_landlock_create_ruleset
#include <linux/landlock.h>

/*
 * Denies all rights of Landlock's first version (landlock(7)) except those to read, for every path.
 * EXECUTE is about execve(2); libraries can still be loaded.
 */
static void
deny_files(void)
{
	const struct landlock_ruleset_attr denied = {
		.handled_access_fs = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |
		                     LANDLOCK_ACCESS_FS_REMOVE_DIR |
		                     LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
		                     LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
		                     LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
		                     LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM
	};
	int rules = (int)syscall(SYS_landlock_create_ruleset, &denied, sizeof denied, 0);

	if (rules < 0)
		return;
	(void)syscall(SYS_landlock_restrict_self, rules, 0);
	(void)close(rules);
}
#else
static void
deny_files(void)
{
}
#endif

void
smtp_bounds_set(void)
{
	const struct rlimit none = { 0, 0 };

	(void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	deny_files();
	(void)signal(SIGXFSZ, SIG_IGN); /* write(2) fails instead */
	(void)setrlimit(RLIMIT_NPROC, &none);
	(void)setrlimit(RLIMIT_FSIZE, &none);
}
