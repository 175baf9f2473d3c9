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

Overview *
overview_new(const char *id, const char *name)
{
	Overview *overview = g_new0(Overview, 1);

	overview->id = g_strdup(id);
	overview->name = g_strdup(name);
	overview->open = g_ptr_array_new();
	overview->finished = g_ptr_array_new();
	overview->meetings = g_ptr_array_new();
	return overview;
}

void
overview_free(Overview *overview)
{
	if (overview == NULL)
		return;
	g_free(overview->id);
	g_free(overview->name);
	g_ptr_array_unref(overview->open);
	g_ptr_array_unref(overview->finished);
	g_ptr_array_unref(overview->meetings);
	g_free(overview);
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
	archive->tracks = g_ptr_array_new_with_free_func((GDestroyNotify)overview_free);
	archive->people = g_ptr_array_new_with_free_func((GDestroyNotify)overview_free);
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
