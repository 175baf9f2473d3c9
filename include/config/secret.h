/* secret.h - values that must never be shown: their sources, and fetching them. */
#ifndef TIDINGS_CONFIG_SECRET_H
#define TIDINGS_CONFIG_SECRET_H

#include <glib.h>

typedef enum {
	SECRET_LITERAL, /* written in tidings.yaml; a credential is refused if others can read that
	                   file */
	SECRET_ENV,
	SECRET_FILE,
	SECRET_COMMAND,
} SecretSource;

typedef struct {
	SecretSource source;
	char *value;    /* the literal, the variable's name, the path, or the command line */
	char *position; /* "tidings.yaml:12:5", for errors */
} Secret;

void secret_free(Secret *secret);

/*
 * Fetches the value, without trailing newlines.  A command is run without a shell
 * (g_shell_parse_argv) with a deadline of 30 seconds and at most 64 KiB of output.  Returns NULL
 * and sets `error` (TIDINGS_ERROR_CONFIG), whose message names the position and the source but
 * never the value.  Free with secret_wipe().
 */
char *secret_fetch(const Secret *secret, GError **error);

/* Overwrites and frees `value`, which may be NULL. */
void secret_wipe(char *value);

#endif
