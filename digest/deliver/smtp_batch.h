/* smtp_batch.h - the messages of one session, in memory that its worker shares. */
#ifndef TIDINGS_DELIVER_SMTP_BATCH_H
#define TIDINGS_DELIVER_SMTP_BATCH_H

#include "model/message.h"

/* An empty file in memory, to be closed; -1 with errno. */
int smtp_batch_memory(void);

/* Writes `batch` (Delivery *) over what is in the file.  FALSE with errno when there is no room. */
gboolean smtp_batch_write(int memory, const GPtrArray *batch);

/* One message of a batch that is mapped at `memory`, where its parts are. */
typedef struct {
	const char *recipient;
	const char *body;
	gsize size;
} SmtpLetter;

SmtpLetter smtp_batch_letter(const char *memory, guint index);

#endif
