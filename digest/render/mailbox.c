/* mailbox.c - mailboxes that may stand in a header and in an envelope. */
#include "base/error.h"
#include "base/text.h"
#include "mail_text.h"
#include "render/mime.h"

#include <idn2.h>
#include <string.h>

enum {
	LOCAL_MAX = 64,    /* octets, RFC 5321 section 4.5.3.1.1 */
	ADDRESS_MAX = 254, /* octets, RFC 5321 section 4.5.3.1.3 less the angle brackets */
	LABEL_MAX = 63     /* octets, RFC 1035 section 2.3.4 */
};

static gboolean
refuse(GError **error, const char *address, const char *why)
{
	g_autofree char *shown = text_escape_for_terminal(address, -1);

	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA,
	            "\"%s\" is no mail address that can be used: %s", shown, why);
	return FALSE;
}

/* A dot-atom (RFC 5322 section 3.2.3): quoted local parts are legal, but nobody has one that is not
 * a mistake. */
static const char *
local_part_fault(const char *local)
{
	gsize length = strlen(local);

	if (length == 0 || length > LOCAL_MAX)
		return "the part before the @ is empty or longer than 64 characters";
	if (!g_str_is_ascii(local))
		return "the part before the @ has letters outside ASCII, which few mail servers "
		       "take";
	if (local[0] == '.' || local[length - 1] == '.' || strstr(local, "..") != NULL)
		return "a dot stands where none may stand";
	for (const char *p = local; *p != '\0'; p++)
		if (!g_ascii_isalnum(*p) && strchr("!#$%&'*+-/=?^_`{|}~.", *p) == NULL)
			return "the part before the @ has a character that must not stand there";
	return NULL;
}

static gboolean
is_host_name(const char *domain)
{
	g_auto(GStrv) labels = g_strsplit(domain, ".", -1);

	if (domain[0] == '\0')
		return FALSE; /* g_strsplit() gives no label at all */
	for (char **label = labels; *label != NULL; label++) {
		gsize length = strlen(*label);
		if (length == 0 || length > LABEL_MAX || (*label)[0] == '-' ||
		    (*label)[length - 1] == '-')
			return FALSE;
		for (const char *p = *label; *p != '\0'; p++)
			if (!g_ascii_isalnum(*p) && *p != '-')
				return FALSE;
	}
	return TRUE;
}

/* The domain with A-labels (RFC 5890), or NULL. */
static char *
domain_to_ascii(const char *domain)
{
	g_autofree char *lower = g_ascii_strdown(domain, -1);
	if (g_str_is_ascii(lower))
		return is_host_name(lower) ? g_steal_pointer(&lower) : NULL;

	guint8 *found = NULL;
	int code =
	    idn2_lookup_u8((const guint8 *)lower, &found,
	                   IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL | IDN2_USE_STD3_ASCII_RULES);
	if (code != IDN2_OK)
		return NULL;
	g_autofree char *ascii = g_strdup((const char *)found);
	idn2_free(found);
	return is_host_name(ascii) ? g_steal_pointer(&ascii) : NULL;
}

static char *
address_check(const char *address, GError **error)
{
	const char *at = strrchr(address, '@');
	if (at == NULL) {
		refuse(error, address, "there is no @ in it");
		return NULL;
	}
	g_autofree char *local = g_strndup(address, (gsize)(at - address));
	const char *fault = local_part_fault(local);
	if (fault != NULL) {
		refuse(error, address, fault);
		return NULL;
	}
	g_autofree char *domain = domain_to_ascii(at + 1);
	if (domain == NULL) {
		refuse(error, address, "what follows the @ is no domain name");
		return NULL;
	}
	g_autofree char *whole = g_strconcat(local, "@", domain, NULL);
	if (strlen(whole) > ADDRESS_MAX) {
		refuse(error, address, "it is longer than 254 characters");
		return NULL;
	}
	return g_steal_pointer(&whole);
}

/* A display name as written before "<": trimmed, without the quotes of a quoted string; NULL when
 * nothing is left. */
static char *
display_name(const char *written, gsize length)
{
	g_autofree char *name = g_strstrip(g_strndup(written, length));
	gsize size = strlen(name);

	if (size >= 2 && name[0] == '"' && name[size - 1] == '"') {
		GString *bare = g_string_new(NULL);
		for (gsize i = 1; i + 1 < size; i++) {
			if (name[i] == '\\' && i + 2 < size)
				i++;
			g_string_append_c(bare, name[i]);
		}
		g_free(name);
		name = g_strstrip(g_string_free(bare, FALSE));
	}
	return name[0] == '\0' ? NULL : g_steal_pointer(&name);
}

static gboolean
split_mailbox(const char *mailbox, char **name, char **address, GError **error)
{
	if (!mail_text_fits_header(mailbox, "a mail address", error))
		return FALSE;

	g_autofree char *whole = g_strstrip(g_strdup(mailbox));
	gsize length = strlen(whole);
	const char *open = strrchr(whole, '<');
	if (open == NULL) {
		*address = address_check(whole, error);
		return *address != NULL;
	}
	if (whole[length - 1] != '>')
		return refuse(error, whole, "the < has no > at the end");

	g_autofree char *inner = g_strndup(open + 1, (gsize)(whole + length - 1 - (open + 1)));
	*address = address_check(inner, error);
	if (*address == NULL)
		return FALSE;
	*name = display_name(whole, (gsize)(open - whole));
	return TRUE;
}

gboolean
mime_mailbox(const char *mailbox, char **name, char **address, GError **error)
{
	g_autofree char *found_name = NULL, *found_address = NULL;
	gboolean good = split_mailbox(mailbox, &found_name, &found_address, error);

	if (name != NULL)
		*name = g_steal_pointer(&found_name);
	if (address != NULL)
		*address = g_steal_pointer(&found_address);
	return good;
}
