/* smtp_batch.c - how a worker gets its messages. */
#define _GNU_SOURCE /* fallocate(2), memfd_create(2) */
#include "smtp_batch.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>

/* Where a message is, from the start of the file.  As many of these begin it as there are messages.
 */
typedef struct {
	gsize recipient; /* ends with NUL */
	gsize body;
	gsize size;
} Place;

int
smtp_batch_memory(void)
{
	return memfd_create("messages", MFD_CLOEXEC);
}

/* Returns the end of the last one. */
static gsize
lay_out(const GPtrArray *batch, Place *places)
{
	gsize end = batch->len * sizeof *places;

	for (guint i = 0; i < batch->len; i++) {
		const Message *message = ((const Delivery *)g_ptr_array_index(batch, i))->message;
		places[i].recipient = end;
		places[i].body = end + strlen(message->recipient) + 1;
		places[i].size = g_bytes_get_size(message->body);
		end = places[i].body + places[i].size;
	}
	return end;
}

gboolean
smtp_batch_write(int memory, const GPtrArray *batch)
{
	g_autofree Place *places = g_new(Place, batch->len);
	gsize end = lay_out(batch, places);

	/* A page that memory has no room for would be a signal at its first use; here it is an
	 * error. */
	if (fallocate(memory, 0, 0, (off_t)end) != 0)
		return FALSE;
	char *data = mmap(NULL, end, PROT_WRITE, MAP_SHARED, memory, 0);
	if (data == MAP_FAILED)
		return FALSE;
	memcpy(data, places, batch->len * sizeof *places);
	for (guint i = 0; i < batch->len; i++) {
		const Message *message = ((const Delivery *)g_ptr_array_index(batch, i))->message;
		memcpy(data + places[i].recipient, message->recipient,
		       places[i].body - places[i].recipient);
		memcpy(data + places[i].body, g_bytes_get_data(message->body, NULL),
		       places[i].size);
	}
	return munmap(data, end) == 0;
}

SmtpLetter
smtp_batch_letter(const char *memory, guint index)
{
	const Place *place = (const Place *)(const void *)memory + index;

	return (SmtpLetter){ memory + place->recipient, memory + place->body, place->size };
}
