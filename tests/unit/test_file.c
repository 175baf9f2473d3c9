/* test_file.c - what opening below a folder gives, with openat2(2) and on a kernel without it.
 */
#define _GNU_SOURCE /* O_PATH */
#include "base/file.h"
#include "scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

/* From here on this process has no openat2(2), as on Linux before 5.6 (ENOSYS) or in an old
 * container (EPERM). */
static void
forget_openat2(int code)
{
	struct sock_filter rules[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat2, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (guint32)code),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	const struct sock_fprog program = { G_N_ELEMENTS(rules), rules };

	g_assert_cmpint(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), ==, 0);
	g_assert_cmpint(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program), ==, 0);
	g_assert_cmpint((int)syscall(SYS_openat2, -1, "", NULL, 0), ==, -1);
	g_assert_cmpint(errno, ==, code);
}

/* "" when `path` is opened, otherwise errno's words. */
static const char *
opened(int root_fd, const char *path, int flags)
{
	struct stat st;
	int fd = file_open_beneath(root_fd, path, flags);
	int saved = errno;

	g_assert_cmpint(file_stat_beneath(root_fd, path, &st) == 0, ==, fd >= 0);
	if (fd < 0)
		return g_strerror(saved);
	g_assert_cmpint(fcntl(fd, F_GETFD), ==, FD_CLOEXEC);
	close(fd);
	return "";
}

static void
check_all(void)
{
	const char *loop = g_strerror(ELOOP), *out = g_strerror(EXDEV), *none = g_strerror(ENOENT);
	g_auto(Scratch) scratch = scratch_new();
	g_autofree char *file = scratch_write(&scratch, "a/b/f", "one");
	const char *const links[][2] = { { "b/f", "a/link" },
		                         { "a", "folder" },
		                         { "..", "a/up" },
		                         { "/", "top" },
		                         { "l", "l" },
		                         { "no", "dangling" },
		                         { "/proc/self/root", "p" } };
	const struct {
		const char *path, *said;
	} cases[] = { { "a/b/f", "" },
		      { ".", "" },
		      { "a", "" },
		      { "a/b", "" },
		      { "a/link", loop },
		      { "folder/b/f", loop },
		      { "folder", loop },
		      { "a/up/a/b/f", loop },
		      { "top/etc", loop },
		      { "l", loop },
		      { "dangling", loop },
		      { "p", loop },
		      { "p/etc/passwd", loop },
		      { "..", out },
		      { "../x", out },
		      { "/etc/passwd", out },
		      { file, out },
		      { "", none },
		      { "a/none", none },
		      { "none/f", none },
		      { "a/b/f/x", g_strerror(ENOTDIR) } };

	for (gsize i = 0; i < G_N_ELEMENTS(links); i++) {
		g_autofree char *path = g_build_filename(scratch.folder, links[i][1], NULL);
		g_assert_cmpint(symlink(links[i][0], path), ==, 0);
	}
	int root_fd = open(scratch.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_test_message("%s", cases[i].path);
		g_assert_cmpstr(opened(root_fd, cases[i].path, O_RDONLY | O_NONBLOCK), ==,
		                cases[i].said);
	}
	g_assert_cmpstr(opened(root_fd, "a/b", O_RDONLY | O_DIRECTORY), ==, "");
	g_assert_cmpint(file_open_beneath(root_fd, "folder", O_RDONLY | O_DIRECTORY), ==, -1);
	close(root_fd);
}

static void
test_openat2(void)
{
	check_all();
}

static void
test_without(gconstpointer data)
{
	if (g_test_subprocess()) {
		forget_openat2(GPOINTER_TO_INT(data));
		check_all();
		return;
	}
	g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
	g_test_trap_assert_passed();
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/beneath/openat2", test_openat2);
	g_test_add_data_func("/beneath/enosys", GINT_TO_POINTER(ENOSYS), test_without);
	g_test_add_data_func("/beneath/eperm", GINT_TO_POINTER(EPERM), test_without);
	return g_test_run();
}
