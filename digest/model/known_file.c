/* known_file.c - a file that was seen before. */
#include "model/known_file.h"

void
known_file_free(KnownFile *file)
{
	if (file == NULL)
		return;
	g_free(file->path);
	g_free(file);
}
