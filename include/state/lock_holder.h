/* lock_holder.h - who has the writer's lock of a state file, and since when. */
#ifndef TIDINGS_STATE_LOCK_HOLDER_H
#define TIDINGS_STATE_LOCK_HOLDER_H

#include <glib.h>

typedef struct {
	gint64 process; /* its id; 0 when nobody knows */
	gint64 age; /* seconds that it has had the lock, whatever was done to the clock meanwhile; 0
	               when nobody knows */
	gint64 told; /* seconds since lock_holder_told(); G_MAXINT64 when it was not called for this
	                holder */
} LockHolder;

/*
 * What the holder has written into PATH.lock.  Only for a file whose lock was refused by
 * state_open() just now: what stands there otherwise is of the last holder.
 */
void lock_holder_read(const char *path, LockHolder *holder);

/* Notes there that somebody was told of this holder, for the runs that find it after this one. */
void lock_holder_told(const char *path, const LockHolder *holder);

/* "another tidings (process 4711, for 3 hours)": newly allocated. */
char *lock_holder_text(const LockHolder *holder);

#endif
