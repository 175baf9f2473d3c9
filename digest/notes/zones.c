/* zones.c - time zones as people write them after a time. */
#include "zones.h"

#include "base/scan.h"

#include <string.h>

enum {
	HOUR = 3600
};

static const struct {
	const char *name;
	int minutes; /* east of Greenwich */
} offsets[] = {
	{ "UTC", 0 },    { "GMT", 0 },     { "WET", 0 },     { "WEST", 60 },  { "BST", 60 },
	{ "CET", 60 },   { "CEST", 120 },  { "MEZ", 60 },    { "MESZ", 120 }, { "EET", 120 },
	{ "EEST", 180 }, { "MSK", 180 },   { "TRT", 180 },   { "SAST", 120 }, { "EST", -300 },
	{ "EDT", -240 }, { "CDT", -300 },  { "MST", -420 },  { "MDT", -360 }, { "PST", -480 },
	{ "PDT", -420 }, { "AKST", -540 }, { "AKDT", -480 }, { "HST", -600 }, { "NST", -210 },
	{ "NDT", -150 }, { "ADT", -180 },  { "BRT", -180 },  { "ART", -180 }, { "CLT", -240 },
	{ "PKT", 300 },  { "WIB", 420 },   { "HKT", 480 },   { "SGT", 480 },  { "AWST", 480 },
	{ "JST", 540 },  { "KST", 540 },   { "ACST", 570 },  { "ACDT", 630 }, { "AEST", 600 },
	{ "AEDT", 660 }, { "NZST", 720 },  { "NZDT", 780 },  { "Z", 0 },
};

/* Each of these is the name of several zones. */
static const char *const ambiguous[] = { "IST", "CST", "AST", "AMT", "GST", "ECT", "WST", "SST" };

/* What changes with the season.  Of two words the longer name is first. */
static const struct {
	const char *name, *region;
} regions[] = {
	{ "us eastern", "America/New_York" }, { "us pacific", "America/Los_Angeles" },
	{ "us central", "America/Chicago" },  { "us mountain", "America/Denver" },
	{ "eastern", "America/New_York" },    { "pacific", "America/Los_Angeles" },
	{ "mountain", "America/Denver" },     { "et", "America/New_York" },
	{ "pt", "America/Los_Angeles" },      { "mt", "America/Denver" },
	{ "ct", "America/Chicago" },          { "aet", "Australia/Sydney" },
	{ "nzt", "Pacific/Auckland" },
};

/* Cities and countries before `time`: `Berlin time`, `heure de Paris`. */
static const struct {
	const char *name, *region;
} places[] = {
	{ "berlin", "Europe/Berlin" },
	{ "berliner", "Europe/Berlin" },
	{ "german", "Europe/Berlin" },
	{ "paris", "Europe/Paris" },
	{ "french", "Europe/Paris" },
	{ "london", "Europe/London" },
	{ "uk", "Europe/London" },
	{ "british", "Europe/London" },
	{ "lisbon", "Europe/Lisbon" },
	{ "lisboa", "Europe/Lisbon" },
	{ "madrid", "Europe/Madrid" },
	{ "spanish", "Europe/Madrid" },
	{ "rome", "Europe/Rome" },
	{ "roma", "Europe/Rome" },
	{ "amsterdam", "Europe/Amsterdam" },
	{ "brussels", "Europe/Brussels" },
	{ "bruxelles", "Europe/Brussels" },
	{ "vienna", "Europe/Vienna" },
	{ "wiener", "Europe/Vienna" },
	{ "zurich", "Europe/Zurich" },
	{ "oslo", "Europe/Oslo" },
	{ "stockholm", "Europe/Stockholm" },
	{ "copenhagen", "Europe/Copenhagen" },
	{ "helsinki", "Europe/Helsinki" },
	{ "warsaw", "Europe/Warsaw" },
	{ "prague", "Europe/Prague" },
	{ "budapest", "Europe/Budapest" },
	{ "athens", "Europe/Athens" },
	{ "bucharest", "Europe/Bucharest" },
	{ "bucurești", "Europe/Bucharest" },
	{ "româniei", "Europe/Bucharest" },
	{ "istanbul", "Europe/Istanbul" },
	{ "kyiv", "Europe/Kyiv" },
	{ "new york", "America/New_York" },
	{ "boston", "America/New_York" },
	{ "toronto", "America/Toronto" },
	{ "chicago", "America/Chicago" },
	{ "denver", "America/Denver" },
	{ "los angeles", "America/Los_Angeles" },
	{ "san francisco", "America/Los_Angeles" },
	{ "seattle", "America/Los_Angeles" },
	{ "california", "America/Los_Angeles" },
	{ "mexico city", "America/Mexico_City" },
	{ "brasília", "America/Sao_Paulo" },
	{ "brasilia", "America/Sao_Paulo" },
	{ "são paulo", "America/Sao_Paulo" },
	{ "india", "Asia/Kolkata" },
	{ "indian", "Asia/Kolkata" },
	{ "singapore", "Asia/Singapore" },
	{ "tokyo", "Asia/Tokyo" },
	{ "japan", "Asia/Tokyo" },
	{ "seoul", "Asia/Seoul" },
	{ "sydney", "Australia/Sydney" },
	{ "melbourne", "Australia/Melbourne" },
	{ "perth", "Australia/Perth" },
	{ "auckland", "Pacific/Auckland" },
};

/* Returns what follows the sign of an offset: `+`, `-` or a real minus. */
static const char *
after_sign(const char *p, int *sign)
{
	static const char minus[] = "−";

	*sign = *p == '+' ? 1 : -1;
	if (*p == '+' || *p == '-')
		return p + 1;
	return g_str_has_prefix(p, minus) ? p + strlen(minus) : NULL;
}

/* The length of `+02:00`, `+0200`, `−2` or `+2` at `p`, or 0. */
static gsize
scan_offset(const char *p, int *offset)
{
	int sign;
	const char *number = after_sign(p, &sign);
	if (number == NULL)
		return 0;
	gsize digits = strspn(number, "0123456789");
	int hours = (int)g_ascii_strtoll(number, NULL, 10), minutes = 0;
	if (digits == 0 || digits > 4 || digits == 3)
		return 0;
	const char *end = number + digits;
	if (digits == 4) {
		minutes = hours % 100;
		hours /= 100;
	} else if (*end == ':' && strspn(end + 1, "0123456789") == 2) {
		minutes = (int)g_ascii_strtoll(end + 1, NULL, 10);
		end += 3;
	}
	if (hours > 15 || minutes > 59)
		return 0;
	*offset = sign * (hours * HOUR + minutes * 60);
	return (gsize)(end - p);
}

/* What may follow `UTC`: `+2`, ` +2`, ` −4`.  After a blank `-14:00` is the end of a span. */
static gsize
scan_offset_of_utc(const char *p, int *offset)
{
	gsize blanks = strspn(p, " ");
	if (blanks > 1 || (blanks == 1 && p[1] == '-' && strspn(p + 2, "0123456789") != 1))
		return 0;
	gsize length = scan_offset(p + blanks, offset);
	return length > 0 ? blanks + length : 0;
}

gsize
zone_scan(const char *p, int *offset)
{
	gsize length = 0;

	while (g_ascii_isalpha(p[length]))
		length++;
	if (length == 0)
		return scan_offset(p, offset);
	int sign;
	const char *after = p + length;
	if (g_ascii_isdigit(*after) ||
	    ((guchar)*after >= 0x80 && after_sign(after, &sign) == NULL &&
	     !g_str_has_prefix(after, "–") && !g_str_has_prefix(after, "\xc2\xa0")))
		return 0;
	for (gsize i = 0; i < G_N_ELEMENTS(offsets); i++) {
		if (strlen(offsets[i].name) != length ||
		    g_ascii_strncasecmp(p, offsets[i].name, length) != 0)
			continue;
		*offset = offsets[i].minutes * 60;
		return offsets[i].minutes == 0 && length > 1
		           ? length + scan_offset_of_utc(after, offset)
		           : length;
	}
	return 0;
}

static void
set_region(Zone *zone, const char *region)
{
	zone->kind = ZONE_REGION;
	g_strlcpy(zone->region, region, sizeof zone->region);
}

/* `Europe/Berlin`, `America/Argentina/Buenos_Aires`: a name of the time zone database. */
static gsize
scan_identifier(const char *p, Zone *zone)
{
	static const char *const areas[] = { "Africa/", "America/",   "Asia/",   "Atlantic/",
		                             "Europe/", "Australia/", "Indian/", "Pacific/",
		                             "Etc/",    "Antarctica/" };
	gsize length = 0;

	for (gsize i = 0; i < G_N_ELEMENTS(areas) && length == 0; i++)
		if (g_str_has_prefix(p, areas[i]))
			length = strspn(p, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "/_-+");
	if (length == 0 || length >= sizeof zone->region)
		return 0;
	g_autofree char *name = g_strndup(p, length);
	g_autoptr(GTimeZone) known = g_time_zone_new_identifier(name);
	if (known == NULL)
		return 0;
	set_region(zone, name);
	return length;
}

/* What follows the word for a zone's time: `time` of `Eastern Time`, `Pacific daylight time`. */
static const char *
skip_time(Languages languages, const char *p)
{
	static const char *const seasons[] = { "standard", "daylight", "summer", "saving" };
	const char *q = scan_skip_blanks(p);

	for (gsize i = 0; i < G_N_ELEMENTS(seasons); i++) {
		const char *after = scan_after_word(q, seasons[i]);
		if (after != NULL)
			q = scan_skip_blanks(after);
	}
	const char *time = vocabulary_after_word(languages, WORDS_ZONE_TIME, q);
	return time != NULL ? time : p;
}

/* `ET`, `Eastern Time`; in small letters `et` is a word of other languages. */
static gsize
scan_region(Languages languages, const char *p, Zone *zone)
{
	for (gsize i = 0; i < G_N_ELEMENTS(regions); i++) {
		const char *after = scan_after_word(p, regions[i].name);
		gboolean letters = strlen(regions[i].name) <= strlen("aet");
		if (after == NULL || (letters && !g_ascii_isupper(after[-1])))
			continue;
		set_region(zone, regions[i].region);
		return (gsize)(skip_time(languages, after) - p);
	}
	return 0;
}

/* `Berlin time`, `heure de Paris`, `Berliner Zeit`. */
static gsize
scan_place(Languages languages, const char *p, Zone *zone)
{
	const char *before = vocabulary_after_word(languages, WORDS_ZONE_TIME, p);
	const char *name = before != NULL ? scan_skip_blanks(before) : p;

	for (gsize i = 0; i < G_N_ELEMENTS(places); i++) {
		const char *after = vocabulary_after_entry(name, places[i].name);
		if (after == NULL)
			continue;
		const char *end = before != NULL ? after : skip_time(languages, after);
		if (end == after && before == NULL)
			continue;
		set_region(zone, places[i].region);
		return (gsize)(end - p);
	}
	return 0;
}

/* A name of two to five capitals that ends as those of zones do, and is none that is known. */
static gsize
scan_unknown(const char *p)
{
	gsize length = strspn(p, G_CSET_A_2_Z);

	if (scan_is_word_byte(p[length]))
		return 0;
	for (gsize i = 0; i < G_N_ELEMENTS(ambiguous); i++)
		if (strlen(ambiguous[i]) == length && strncmp(p, ambiguous[i], length) == 0)
			return length;
	return length >= 3 && length <= 5 && strncmp(p + length - 2, "ST", 2) == 0 ? length : 0;
}

gsize
zone_find(Languages languages, const char *p, Zone *zone)
{
	const char *us = scan_after_word(p, "us");
	const char *name = us != NULL ? scan_skip_blanks(us) : p;
	gsize length;

	*zone = (Zone){ .kind = ZONE_NONE };
	length = zone_scan(name, &zone->offset);
	if (length > 0) {
		zone->kind = ZONE_OFFSET;
		return (gsize)(name - p) + length;
	}
	if (!scan_is_word_byte(*p))
		return 0;
	length = scan_region(languages, p, zone);
	if (length == 0)
		length = scan_identifier(p, zone);
	if (length == 0)
		length = scan_place(languages, p, zone);
	if (length == 0 && (length = scan_unknown(p)) > 0)
		zone->kind = ZONE_AMBIGUOUS;
	return length;
}

GTimeZone *
zone_to_time_zone(const Zone *zone, GTimeZone *otherwise)
{
	GTimeZone *region =
	    zone->kind == ZONE_REGION ? g_time_zone_new_identifier(zone->region) : NULL;

	if (region != NULL)
		return region;
	return zone->kind == ZONE_OFFSET ? g_time_zone_new_offset(zone->offset)
	                                 : g_time_zone_ref(otherwise);
}
