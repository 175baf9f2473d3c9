/* fuzz_front_matter.c - any bytes between the lines of front matter, and as a whole YAML document.
 */
#include "base/yaml_tree.h"
#include "notes/notes.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const guint8 *bytes, gsize size);

static void
read_as_meeting(const guint8 *bytes, gsize size)
{
	static const char before[] = "---\n", after[] = "\n---\n\n## TODOs\n\nRD: x by tomorrow\n";
	g_autoptr(GByteArray) whole = g_byte_array_new();
	g_byte_array_append(whole, (const guint8 *)before, (guint)strlen(before));
	g_byte_array_append(whole, bytes, (guint)size);
	g_byte_array_append(whole, (const guint8 *)after, (guint)strlen(after));
	g_autoptr(GBytes) source = g_bytes_new(whole->data, whole->len);
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	g_autoptr(GError) error = NULL;
	g_autoptr(Meeting) meeting =
	    notes_parse("fuzz.md", source, &(NotesOptions){ .zone = zone }, &error);

	g_assert((meeting != NULL) == (error == NULL));
	g_assert(error == NULL || g_utf8_validate(error->message, -1, NULL));
}

int
LLVMFuzzerTestOneInput(const guint8 *bytes, gsize size)
{
	g_autofree char *text = g_strndup((const char *)bytes, size);
	g_autoptr(GError) error = NULL;
	g_autoptr(YamlTree) tree = yaml_tree_parse(text, strlen(text), 1, &error);

	g_assert((tree != NULL) == (error == NULL));
	read_as_meeting(bytes, size);
	return 0;
}
