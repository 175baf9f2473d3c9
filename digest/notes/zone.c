/* zone.c - the short names of time zones that people write behind a time. */
#include "zone.h"

#include <string.h>

static const struct {
	const char *name;
	int hours;
} zones[] = {
	{ "UTC", 0 },  { "GMT", 0 },  { "WET", 0 },  { "WEST", 1 }, { "BST", 1 },
	{ "CET", 1 },  { "CEST", 2 }, { "EET", 2 },  { "EEST", 3 }, { "MSK", 3 },
	{ "EST", -5 }, { "EDT", -4 }, { "CDT", -5 }, { "MST", -7 }, { "MDT", -6 },
	{ "PST", -8 }, { "PDT", -7 }, { "JST", 9 },  { "Z", 0 },
};

/* `+02:00`, `+0200`, `+2`; 0 when it is none. */
static gsize
read_offset(const char *p, int *offset)
{
	if (*p != '+' && *p != '-')
		return 0;
	gsize digits = strspn(p + 1, "0123456789"), length = 1 + digits;
	int hours = (int)g_ascii_strtoll(p + 1, NULL, 10), minutes = 0;
	if (digits == 0 || digits > 4 || digits == 3)
		return 0;
	if (digits == 4) {
		minutes = hours % 100;
		hours /= 100;
	} else if (p[length] == ':' && strspn(p + length + 1, "0123456789") == 2) {
		minutes = (int)g_ascii_strtoll(p + length + 1, NULL, 10);
		length += 3;
	}
	if (hours > 15 || minutes > 59)
		return 0;
	*offset = (*p == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
	return length;
}

gsize
zone_read(const char *p, int *offset)
{
	gsize length = 0;

	while (g_ascii_isalpha(p[length]))
		length++;
	if (length == 0)
		return read_offset(p, offset);
	if ((guchar)p[length] >= 0x80 || g_ascii_isdigit(p[length]))
		return 0;
	for (gsize i = 0; i < G_N_ELEMENTS(zones); i++) {
		if (strlen(zones[i].name) != length ||
		    g_ascii_strncasecmp(p, zones[i].name, length) != 0)
			continue;
		*offset = zones[i].hours * 3600;
		return zones[i].hours == 0 && length > 1 ? length + read_offset(p + length, offset)
		                                         : length;
	}
	return 0;
}
