/* archive.c - the content of the archive's pages. */
#include "model/archive.h"

#include "model/digest.h"

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

Standing *
standing_new(const char *id, const char *name)
{
	Standing *standing = g_new0(Standing, 1);

	standing->id = g_strdup(id);
	standing->name = g_strdup(name);
	standing->open = g_ptr_array_new();
	standing->finished = g_ptr_array_new();
	standing->meetings = g_ptr_array_new();
	return standing;
}

void
standing_free(Standing *standing)
{
	if (standing == NULL)
		return;
	g_free(standing->id);
	g_free(standing->name);
	g_ptr_array_unref(standing->open);
	g_ptr_array_unref(standing->finished);
	g_ptr_array_unref(standing->meetings);
	g_free(standing);
}

Archive *
archive_new(Day today)
{
	Archive *archive = g_new0(Archive, 1);

	archive->today = today;
	archive->editions = g_ptr_array_new_with_free_func((GDestroyNotify)edition_free);
	archive->records = g_ptr_array_new_with_free_func((GDestroyNotify)action_record_free);
	archive->meetings = g_ptr_array_new_with_free_func((GDestroyNotify)meeting_free);
	archive->upcoming = g_ptr_array_new_with_free_func((GDestroyNotify)upcoming_free);
	archive->tracks = g_ptr_array_new_with_free_func((GDestroyNotify)standing_free);
	archive->people = g_ptr_array_new_with_free_func((GDestroyNotify)standing_free);
	return archive;
}

void
archive_free(Archive *archive)
{
	if (archive == NULL)
		return;
	g_ptr_array_unref(archive->editions);
	g_ptr_array_unref(archive->tracks);
	g_ptr_array_unref(archive->people);
	g_ptr_array_unref(archive->records);
	g_ptr_array_unref(archive->meetings);
	g_ptr_array_unref(archive->upcoming);
	g_free(archive);
}
