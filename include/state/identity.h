/* identity.h - whose memory a state file is: which configuration tells what of which notes. */
#ifndef TIDINGS_STATE_IDENTITY_H
#define TIDINGS_STATE_IDENTITY_H

#include "state/state.h"

typedef struct {
	char *configuration; /* absolute path of its file, without links; NULL when nobody has noted
	                        it */
	char *root;          /* absolute path of the notes folder, without links */
	char *choice;        /* what of it is read: a checksum of include and exclude */
} Identity;

void identity_clear(Identity *identity);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Identity, identity_clear)

/* All NULL for a file that an older tidings left.  FALSE and `error` when the state refuses. */
gboolean identity_get(State *state, Identity *identity, GError **error);
gboolean identity_put(State *state, const Identity *identity, GError **error);

/*
 * TRUE when both are one community: the same configuration, whatever it reads by now, or, by
 * whatever configuration, the same of the same notes.  So a configuration may be moved and notes
 * may be cloned elsewhere, one after the other.
 */
gboolean identity_is_same(const Identity *a, const Identity *b);

#endif
