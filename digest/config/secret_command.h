/* secret_command.h - running a program that prints a secret. */
#ifndef TIDINGS_CONFIG_SECRET_COMMAND_H
#define TIDINGS_CONFIG_SECRET_COMMAND_H

#include "config/secret.h"

enum {
	SECRET_MAX = 64 * 1024, /* bytes of a file or of what a command prints */
	SECRET_DEADLINE_MS = 30000
};

/* Bytes that are read, and wiped when they were taken. */
typedef struct {
	char bytes[SECRET_MAX + 1];
	gsize length;
} SecretBuffer;

typedef enum {
	SECRET_READ_MORE,
	SECRET_READ_END,
	SECRET_READ_FULL,
	SECRET_READ_ERROR, /* errno says why */
} SecretRead;

/* Reads once. */
SecretRead secret_buffer_read(SecretBuffer *buffer, int fd);

/* What was read as text, newly allocated; NULL when it holds a NUL byte. */
char *secret_buffer_text(const SecretBuffer *buffer);
void secret_buffer_wipe(SecretBuffer *buffer);

/* Sets `error` to the secret's place and the message.  Always FALSE. */
gboolean secret_fail(const Secret *secret, GError **error, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

/* What the command prints, within the bounds; its standard input is empty and its errors go to
 * ours.  NULL and `error`. */
char *secret_command_run(const Secret *secret, GError **error);

#endif
