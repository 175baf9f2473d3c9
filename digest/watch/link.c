/* link.c - symbolic links among the notes: second names of meetings, and what is refused. */
#include "base/file.h"
#include "base/text.h"
#include "walker.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static gboolean
is_hidden(const char *path)
{
	return *path == '.' || strstr(path, "/.") != NULL;
}

/*
 * Why the file at `target`, below the root and without links, must not be read through a link; NULL
 * when it is read under its own name.
 */
static const char *
refusal(const Tree *tree, const char *target, const struct stat *st)
{
	const char *whose = NULL;

	if (own_find(tree->own, target, st, &whose) != OWN_NOT)
		return "is tidings' own";
	if (!globs_choose(tree->include, tree->exclude, target))
		return "include and exclude do not choose";
	return is_hidden(target) ? "is hidden: a name of its path begins with a dot" : NULL;
}

static void
tell_target(Walker *walker, const char *target, const char *why, const char *advice)
{
	g_autofree char *shown = text_escape_for_terminal(target, -1);
	g_autofree char *sentence =
	    g_strdup_printf("is a link to %s, which %s; it is not read: %s", shown, why, advice);

	walker_tell(walker, sentence);
}

static const char remove_it[] = "take the link away, or put the file itself there";

static void
tell_outside(Walker *walker)
{
	g_autofree char *sentence = g_strdup_printf(
	    "is a link that leads out of the notes folder; it is not read: %s", remove_it);

	walker_tell(walker, sentence);
}

/* Where it would lead is told from its text, as far as that is there. */
static void
look_at_dangling(Walker *walker, int folder_fd, const char *name)
{
	char text[PATH_MAX];
	gssize length = readlinkat(folder_fd, name, text, sizeof text - 1);
	if (length < 0)
		return; /* it went */

	text[length] = '\0';
	g_autofree char *whole = g_build_filename(walker->tree->real_root, walker->path->str, NULL);
	g_autofree char *folder = g_path_get_dirname(whole);
	g_autofree char *written = g_canonicalize_filename(text, folder);
	g_autofree char *target = path_real(written);
	const char *below = path_below(walker->tree->real_root, target);
	if (below != NULL)
		tell_target(walker, below, "is not there", "take the link away, or mend it");
	else
		tell_outside(walker);
}

static void
look_at_unfollowed(Walker *walker, int folder_fd, const char *name)
{
	if (errno == ENOENT) {
		look_at_dangling(walker, folder_fd, name);
		return;
	}
	g_autofree char *sentence = g_strdup_printf(
	    "is a link that cannot be followed: %s; it is not read: take it away, or mend it",
	    g_strerror(errno));
	walker_tell(walker, sentence);
}

void
walker_look_at_link(Walker *walker, int folder_fd, const char *name)
{
	const Tree *tree = walker->tree;
	struct stat st;

	if (fstatat(folder_fd, name, &st, 0) != 0) {
		look_at_unfollowed(walker, folder_fd, name);
		return;
	}
	if (!S_ISREG(st.st_mode))
		return;
	g_autofree char *whole = g_build_filename(tree->real_root, walker->path->str, NULL);
	g_autofree char *target = path_real(whole);
	const char *below = path_below(tree->real_root, target);
	const char *why = below != NULL ? refusal(tree, below, &st) : NULL;
	if (below != NULL && why == NULL)
		return;

	if (below != NULL)
		tell_target(walker, below, why, remove_it);
	else
		tell_outside(walker);
	walker_tell_exposed(walker, &st);
}
