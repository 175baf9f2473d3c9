/* replay.c - feeds files to a fuzz target without libFuzzer; links with any tests/fuzz/NAME.c. */
#include <glib.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		g_autofree char *content = NULL;
		gsize length = 0;
		g_autoptr(GError) error = NULL;
		if (!g_file_get_contents(argv[i], &content, &length, &error)) {
			g_printerr("%s\n", error->message);
			return 1;
		}
		LLVMFuzzerTestOneInput((const guint8 *)content, length);
	}
	return 0;
}
