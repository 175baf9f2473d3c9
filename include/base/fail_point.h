/* fail_point.h - points where a test can kill the program or fill the disk; empty in normal builds.
 */
#ifndef TIDINGS_BASE_FAIL_POINT_H
#define TIDINGS_BASE_FAIL_POINT_H

/*
 * In a build with -DTIDINGS_FAIL_POINTS, TIDINGS_FAIL=POINT[:N][=ACTION] acts when a point is
 * passed for the Nth (first) time:
 *
 *   kill    SIGKILL to the program and to the worker process that passes it (the default)
 *   worker  SIGKILL to the passing process only
 *   stop    SIGSTOP to the passing process only; SIGCONT lets it continue
 *   full    from then on the calls fail with ENOSPC; only for points that are system calls
 *   error   this call fails with EIO, later ones do not; only for points that are system calls
 *
 * A point passed in a worker process is called "worker.POINT".  TIDINGS_FAIL_LOG=FILE gets the name
 * of each point that is passed, one a line.  Besides the points named in the source, the system
 * calls that write durably (write, pwrite, fsync, fdatasync, rename) and those that talk to servers
 * (connect, send, recv) are points, whichever library makes them.
 */
#ifdef TIDINGS_FAIL_POINTS
void fail_point(const char *name);
#define FAIL_POINT(name) fail_point(name)
#else
#define FAIL_POINT(name) ((void)0)
#endif

#endif
