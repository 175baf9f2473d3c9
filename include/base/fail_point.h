/* fail_point.h - places where a test makes the program die or the disk fill up.  Nothing in a build
 * that is installed. */
#ifndef TIDINGS_BASE_FAIL_POINT_H
#define TIDINGS_BASE_FAIL_POINT_H

/*
 * In a build with -DTIDINGS_FAIL_POINTS, TIDINGS_FAIL=POINT[:N][=ACTION] lets something happen when
 * a point is passed for the Nth (first) time: kill    SIGKILL to the program and to the worker that
 * passes it (the default) worker  SIGKILL to the passing process alone stop    SIGSTOP to the
 * passing process alone: it goes on with SIGCONT full    from then on the calls fail with ENOSPC;
 * only for the points that are system calls error   that call fails with EIO, and those behind it
 * do not; only for the points that are system calls A point passed in a worker process is called
 * "worker.POINT".  TIDINGS_FAIL_LOG=FILE gets the name of each point that is passed, a line each.
 * Besides the points named in the source, the system calls that write durably (write, pwrite,
 * fsync, fdatasync, rename), fork, and talk to servers (connect, send, recv) are points, whichever
 * library makes them.
 */
#ifdef TIDINGS_FAIL_POINTS
void fail_point(const char *name);
#define FAIL_POINT(name) fail_point(name)
#else
#define FAIL_POINT(name) ((void)0)
#endif

#endif
