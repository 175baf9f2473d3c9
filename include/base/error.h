/* error.h - the one error domain: its codes are the exit statuses of sysexits.h. */
#ifndef TIDINGS_BASE_ERROR_H
#define TIDINGS_BASE_ERROR_H

#include <glib.h>

#define TIDINGS_ERROR (tidings_error_quark())

/*
 * What kind of help an error needs.  The numbers are those of sysexits.h, so that cli returns
 * error->code as the exit status.  A message is a sentence for people; it starts with
 * FILE:LINE:COLUMN: where there is such a place, and never holds a secret.
 */
typedef enum {
	TIDINGS_ERROR_USAGE = 64,       /* the command line is wrong */
	TIDINGS_ERROR_DATA = 65,        /* a notes file or a template is wrong */
	TIDINGS_ERROR_NOINPUT = 66,     /* the notes, or most of them, are not there */
	TIDINGS_ERROR_UNAVAILABLE = 69, /* a server or a program that is needed is not there */
	TIDINGS_ERROR_SOFTWARE = 70,    /* a bug of ours */
	TIDINGS_ERROR_IO = 74,          /* the disk, a file, the state file */
	TIDINGS_ERROR_TEMPORARY = 75,   /* try again later */
	TIDINGS_ERROR_CONFIG = 78,      /* tidings.yaml is wrong */
} TidingsError;

GQuark tidings_error_quark(void);

#endif
