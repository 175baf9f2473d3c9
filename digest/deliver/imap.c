/* imap.c - the new mails of a mailbox, by libcurl. */
#include "deliver/imap.h"

#include "base/error.h"
#include "base/fail_point.h"
#include "base/stop.h"
#include "imap_parse.h"

#include <curl/curl.h>
#include <string.h>

enum {
	CONNECT_SECONDS = 10,
	ALL_SECONDS = 60,
	LINES_MAX = 64 * 1024,          /* bytes of an answer that is no mail */
	TOGETHER_MAX = 16 * 1024 * 1024 /* bytes of the mails of one call, about */
};

typedef struct {
	CURL *curl;
	GUri *uri;
	GString *answer;
	gsize most; /* bytes of `answer` */
	gboolean too_long;
	gint64 deadline; /* monotonic microseconds */
	char trouble[CURL_ERROR_SIZE];
} Session;

guint32
imap_parse_validity(const char *text)
{
	static const char word[] = "UIDVALIDITY ";
	const char *found = strstr(text, word);
	guint64 number = found != NULL ? g_ascii_strtoull(found + strlen(word), NULL, 10) : 0;

	return number <= G_MAXUINT32 ? (guint32)number : 0;
}

static int
compare_uids(gconstpointer a, gconstpointer b)
{
	const guint32 x = *(const guint32 *)a, y = *(const guint32 *)b;

	return (x > y) - (x < y);
}

void
imap_parse_search(const char *text, guint32 last, guint most, GArray *uids)
{
	static const char word[] = "* SEARCH";
	const char *p = strstr(text, word);

	for (p = p != NULL ? p + strlen(word) : ""; *p == ' ';) {
		char *end = NULL;
		guint64 number = g_ascii_strtoull(p + 1, &end, 10);
		if (end == p + 1)
			break;
		guint32 uid = number <= G_MAXUINT32 ? (guint32)number : 0;
		if (uid > last)
			g_array_append_val(uids, uid);
		p = end;
	}
	g_array_sort(uids, compare_uids);
	g_array_set_size(uids, MIN(uids->len, most));
}

/* CURLOPT_WRITEFUNCTION.  A short count ends the transfer. */
static size_t
take(char *data, size_t size, size_t count, void *user)
{
	Session *session = user;

	session->too_long = session->answer->len + count > session->most;
	if (session->too_long)
		return 0;
	g_string_append_len(session->answer, data, (gssize)(size * count));
	return size * count;
}

/* CURLOPT_XFERINFOFUNCTION: returning 1 ends the transfer. */
static int
watch(void *user, curl_off_t a G_GNUC_UNUSED, curl_off_t b G_GNUC_UNUSED,
      curl_off_t c G_GNUC_UNUSED, curl_off_t d G_GNUC_UNUSED)
{
	const Session *session = user;

	return stop_requested() || g_get_monotonic_time() > session->deadline;
}

static gboolean
is_this_host(const char *host)
{
	return strcmp(host, "localhost") == 0 || strcmp(host, "127.0.0.1") == 0 ||
	       strcmp(host, "::1") == 0;
}

static void
set_options(Session *session, const ImapServer *server)
{
	CURL *curl = session->curl;
	gboolean local = is_this_host(g_uri_get_host(session->uri));

	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "imap,imaps");
	curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)(local ? CURLUSESSL_TRY : CURLUSESSL_ALL));
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)ALL_SECONDS);
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, session->trouble);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, session);
	curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
	curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, watch);
	curl_easy_setopt(curl, CURLOPT_XFERINFODATA, session);
	curl_easy_setopt(curl, CURLOPT_USERNAME, server->user);
	if (server->ca_file != NULL)
		curl_easy_setopt(curl, CURLOPT_CAINFO, server->ca_file);
	/* as in curl_mail.c: the library would prefer others, and ignore the password */
	if (server->token != NULL) {
		curl_easy_setopt(curl, CURLOPT_XOAUTH2_BEARER, server->token);
		curl_easy_setopt(curl, CURLOPT_LOGIN_OPTIONS, "AUTH=OAUTHBEARER;AUTH=XOAUTH2");
	} else {
		curl_easy_setopt(curl, CURLOPT_PASSWORD,
		                 server->password != NULL ? server->password : "");
		curl_easy_setopt(curl, CURLOPT_LOGIN_OPTIONS,
		                 "AUTH=SCRAM-SHA-256;AUTH=SCRAM-SHA-1;AUTH=PLAIN;AUTH=LOGIN");
	}
}

/*
 * Sends one command, or with NULL fetches what `url` names.  The answer is in session->answer, of
 * at most `most` bytes; a longer one is none, and session->too_long.
 */
static gboolean
ask(Session *session, const char *url, const char *command, gsize most, GError **error)
{
	g_string_truncate(session->answer, 0);
	session->most = most;
	session->too_long = FALSE;
	curl_easy_setopt(session->curl, CURLOPT_URL, url);
	curl_easy_setopt(session->curl, CURLOPT_CUSTOMREQUEST, command);
	CURLcode code = curl_easy_perform(session->curl);
	if (code == CURLE_OK || (code == CURLE_WRITE_ERROR && session->too_long))
		return TRUE;

	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_UNAVAILABLE, "%s: %s",
	            g_uri_get_host(session->uri),
	            code == CURLE_ABORTED_BY_CALLBACK ? "there was no time to read the mailbox"
	                                              : curl_easy_strerror(code));
	return FALSE;
}

/* Asks for the mailbox's UIDVALIDITY; with another one than before all of it is new. */
static gboolean
ask_validity(Session *session, ImapPlace *place, GError **error)
{
	g_autofree char *command =
	    g_strdup_printf("STATUS \"%s\" (UIDVALIDITY)", g_uri_get_path(session->uri) + 1);
	g_autofree char *root =
	    g_uri_join(G_URI_FLAGS_NONE, g_uri_get_scheme(session->uri), NULL,
	               g_uri_get_host(session->uri), g_uri_get_port(session->uri), "/", NULL, NULL);
	if (!ask(session, root, command, LINES_MAX, error))
		return FALSE;

	guint32 validity = imap_parse_validity(session->answer->str);
	if (validity == 0) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_UNAVAILABLE,
		            "%s: the server does not know the mailbox",
		            g_uri_get_host(session->uri));
		return FALSE;
	}
	if (validity != place->validity)
		*place = (ImapPlace){ .validity = validity };
	return TRUE;
}

/* Fetches one mail; one that is too long becomes an empty one. */
static gboolean
fetch_one(Session *session, const ImapServer *server, guint32 uid, gsize most, GPtrArray *mails,
          GError **error)
{
	g_autofree char *url = g_strdup_printf("%s;UID=%u", server->url, uid);
	if (!ask(session, url, NULL, most, error))
		return FALSE;

	gsize length = session->too_long ? 0 : session->answer->len;
	g_ptr_array_add(mails, g_bytes_new(session->answer->str, length));
	return TRUE;
}

static gboolean
fetch_all(Session *session, const ImapServer *server, gsize most, ImapPlace *place,
          GPtrArray *mails, GError **error)
{
	g_autoptr(GArray) uids = g_array_new(FALSE, FALSE, sizeof(guint32));
	ImapPlace reached = *place;
	gsize together = 0;
	if (!ask_validity(session, &reached, error))
		return FALSE;
	g_autofree char *command = g_strdup_printf(
	    "UID SEARCH UID %u:*", reached.last < G_MAXUINT32 ? reached.last + 1 : reached.last);
	if (!ask(session, server->url, command, LINES_MAX * 16, error))
		return FALSE;

	imap_parse_search(session->answer->str, reached.last, IMAP_MAILS_MAX, uids);
	for (guint i = 0; i < uids->len && together < TOGETHER_MAX; i++) {
		FAIL_POINT("imap");
		if (!fetch_one(session, server, g_array_index(uids, guint32, i), most, mails,
		               error))
			return FALSE;
		together += session->answer->len;
		reached.last = g_array_index(uids, guint32, i);
	}
	*place = reached;
	return TRUE;
}

gboolean
imap_fetch(const ImapServer *server, gsize most, ImapPlace *place, GPtrArray *mails, GError **error)
{
	g_autoptr(GUri) uri = g_uri_parse(server->url, G_URI_FLAGS_NONE, error);
	if (uri == NULL)
		return FALSE;
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
		g_set_error_literal(error, TIDINGS_ERROR, TIDINGS_ERROR_UNAVAILABLE,
		                    "libcurl cannot be loaded or started");
		return FALSE;
	}

	Session session = { .curl = curl_easy_init(),
		            .uri = uri,
		            .answer = g_string_new(NULL),
		            .deadline = g_get_monotonic_time() + ALL_SECONDS * G_USEC_PER_SEC };
	set_options(&session, server);
	gboolean done = fetch_all(&session, server, most, place, mails, error);
	curl_easy_cleanup(session.curl);
	curl_global_cleanup();
	g_string_free(session.answer, TRUE);
	return done;
}
