/* command.h - what the end of a program means for the message that it was handed.  Pure. */
#ifndef TIDINGS_DELIVER_COMMAND_H
#define TIDINGS_DELIVER_COMMAND_H

#include "model/message.h"

/* How a program ended. */
typedef struct {
	int status; /* as waitpid(2) gives it */
	const char
	    *killed; /* why its status does not count, for people; NULL when it ended by itself */
	const char *errors; /* the end of what it wrote to its standard error; `length` bytes */
	gsize length;
} CommandEnd;

/*
 * Fills `outcome`.  The exit status is one of sysexits.h: 0 is sent; EX_UNAVAILABLE and EX_OSERR to
 * EX_TEMPFAIL are tried again; EX_NOPERM and EX_CONFIG are held; any other has failed for good.
 * Nobody knows what a program did that was killed.  The last line of the errors becomes part of
 * the reply, at most 200 characters of it.
 */
void command_outcome(const CommandEnd *end, Outcome *outcome);

#endif
