/* beneath.h - opening what lies below a folder, and never anything else. */
#ifndef TIDINGS_BASE_BENEATH_H
#define TIDINGS_BASE_BENEATH_H

#include <sys/stat.h>

/*
 * Opens `path`, relative and without "..", below the open folder `root_fd`; `flags` as for open(2)
 * without O_CREAT, O_CLOEXEC is added.  No part of the path may be a symbolic link: whoever may
 * write into the folder does not choose what is opened, not even by changing it at this moment.
 * (openat2(2) with RESOLVE_BENEATH and RESOLVE_NO_SYMLINKS; part by part where the kernel lacks
 * it.)  Mount points are entered.  Returns -1 with errno: ELOOP or ENOTDIR for a link, EXDEV for a
 * path that leads out, otherwise as open(2) does.
 */
int beneath_open(int root_fd, const char *path, int flags);

/* What fstat(2) says of what beneath_open() would open, readable or not.  -1 with errno as above.
 */
int beneath_stat(int root_fd, const char *path, struct stat *st);

#endif
