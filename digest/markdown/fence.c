/* fence.c - which lines are fenced code. */
#include "markdown/fence.h"

#include <string.h>

enum {
	FENCE_MIN = 3 /* characters (CommonMark 4.5) */
};

/* Skips the marks of lists and quotes in which the fence may be, and all indentation. */
static const char *
skip_containers(const char *p, const char *end)
{
	while (p < end && strchr(" \t>", *p) != NULL)
		p++;
	while (p + 1 < end && strchr("-*+", *p) != NULL && (p[1] == ' ' || p[1] == '\t')) {
		p++;
		while (p < end && (*p == ' ' || *p == '\t'))
			p++;
	}
	return p;
}

gboolean
fence_follow(const char *line, const char *end, Fence *fence)
{
	gboolean inside = fence->length > 0;
	const char *p = skip_containers(line, end), *after = p;
	if (p == end || (*p != '`' && *p != '~'))
		return inside;

	while (after < end && *after == *p)
		after++;
	gsize length = (gsize)(after - p);
	if (length < FENCE_MIN)
		return inside;
	if (inside) {
		while (after < end && g_ascii_isspace(*after))
			after++;
		if (*p == fence->mark && length >= fence->length && after == end)
			*fence = (Fence){ 0 };
	} else if (*p == '~' || memchr(after, '`', (gsize)(end - after)) == NULL) {
		*fence = (Fence){ *p, length };
	}
	return inside || fence->length > 0;
}
