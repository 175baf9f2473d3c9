/* cmark_reference.c - what the bench compares with: walks a folder, reads each .md file and parses
 * it with cmark. */
#define _GNU_SOURCE
#include <cmark.h>
#include <ftw.h>
#include <glib.h>

static gsize files, bytes;

static int
visit(const char *path, const struct stat *status, int type, struct FTW *place)
{
	(void)status;
	(void)place;
	if (type != FTW_F || !g_str_has_suffix(path, ".md"))
		return 0;
	g_autofree char *text = NULL;
	gsize length = 0;
	if (!g_file_get_contents(path, &text, &length, NULL))
		return 1;
	cmark_node *document = cmark_parse_document(text, length, CMARK_OPT_DEFAULT);
	cmark_node_free(document);
	files++;
	bytes += length;
	return 0;
}

int
main(int argc, char **argv)
{
	if (argc != 2 || nftw(argv[1], visit, 64, FTW_PHYS) != 0)
		return 1;
	g_print("%" G_GSIZE_FORMAT " files, %" G_GSIZE_FORMAT " bytes\n", files, bytes);
	return 0;
}
