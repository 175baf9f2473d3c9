/* edition.c - a digest that has its page in the archive. */
#include "model/edition.h"

void
edition_free(Edition *edition)
{
	if (edition == NULL)
		return;
	g_free(edition->page);
	g_free(edition->job);
	g_clear_pointer(&edition->data, g_bytes_unref);
	g_free(edition);
}
