/* error.h - the one error domain.  Its codes are the exit statuses of sysexits.h. */
#ifndef TIDINGS_BASE_ERROR_H
#define TIDINGS_BASE_ERROR_H

#include <glib.h>

#define TIDINGS_ERROR (tidings_error_quark())

/*
 * The kinds of errors.  The numbers are those of sysexits.h, so that cli returns error->code as the
 * exit status.  A message is a sentence for people; it starts with FILE:LINE:COLUMN: if the error
 * has a position, and never contains a secret.
 */
typedef enum {
	TIDINGS_ERROR_USAGE = 64,       /* the command line is wrong */
	TIDINGS_ERROR_DATA = 65,        /* a notes file or a template is wrong */
	TIDINGS_ERROR_NOINPUT = 66,     /* the notes, or most of them, are missing */
	TIDINGS_ERROR_UNAVAILABLE = 69, /* a server or a program is missing */
	TIDINGS_ERROR_SOFTWARE = 70,    /* a bug in tidings */
	TIDINGS_ERROR_IO = 74,          /* the disk, a file, the state file */
	TIDINGS_ERROR_TEMPORARY = 75,   /* try again later */
	TIDINGS_ERROR_CONFIG = 78,      /* tidings.yaml is wrong */
} TidingsError;

GQuark tidings_error_quark(void);

#endif
