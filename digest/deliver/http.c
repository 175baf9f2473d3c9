/* http.c - one HTTP request, by libcurl. */
#include "http.h"

#include "base/stop.h"

#include <curl/curl.h>

enum {
	CONNECT_SECONDS = 10,
};

/* Discord asks for this shape of name (its API reference, "User Agent"). */
#define USER_AGENT "DiscordBot (https://github.com/tidings/tidings, " TIDINGS_VERSION ")"

/* CURLOPT_WRITEFUNCTION.  A short count ends the transfer. */
static size_t
take_body(char *data, size_t size, size_t count, void *user)
{
	HttpAnswer *answer = user;

	if (answer->body->len + count > HTTP_ANSWER_MAX)
		return 0;
	g_string_append_len(answer->body, data, (gssize)(size * count));
	return size * count;
}

/*
 * CURLOPT_XFERINFOFUNCTION: called about once a second; returning 1 ends the transfer. `user` is
 * the time at which a stop was first seen.
 */
static int
watch_stop(void *user, curl_off_t down_all G_GNUC_UNUSED, curl_off_t down G_GNUC_UNUSED,
           curl_off_t up_all G_GNUC_UNUSED, curl_off_t up G_GNUC_UNUSED)
{
	gint64 *stopped_at = user;

	if (stop_requested() && *stopped_at == 0)
		*stopped_at = g_get_monotonic_time();
	return *stopped_at != 0 &&
	       g_get_monotonic_time() - *stopped_at >= (STOP_GRACE - 1) * G_USEC_PER_SEC;
}

static double
header_number(CURL *curl, const char *name)
{
	struct curl_header *header = NULL;
	if (curl_easy_header(curl, name, 0, CURLH_HEADER, -1, &header) != CURLHE_OK)
		return -1;

	char *end = NULL;
	double value = g_ascii_strtod(header->value, &end);
	return end == header->value || !(value >= 0 && value < 1e9) ? -1 : value;
}

static void
set_options(CURL *curl, const char *method, const char *url, GBytes *body, guint timeout)
{
	gsize length = 0;
	const char *data = g_bytes_get_data(body, &length);

	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
	curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)MIN(timeout, CONNECT_SECONDS));
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)timeout);
	curl_easy_setopt(curl, CURLOPT_USERAGENT, USER_AGENT);
	curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)length);
	curl_easy_setopt(curl, CURLOPT_POSTFIELDS, data);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
	curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, watch_stop);
}

static const char *
say_trouble(CURLcode code)
{
	if (code == CURLE_ABORTED_BY_CALLBACK)
		return "this run had to end before there was an answer";
	if (code == CURLE_WRITE_ERROR)
		return "the answer is longer than any of Discord's";
	return curl_easy_strerror(code);
}

static void
read_answer(CURL *curl, CURLcode code, HttpAnswer *answer)
{
	curl_off_t body_bytes = 0;
	long connect_status = 0;

	/* The size of the request would include what a proxy was told. */
	curl_easy_getinfo(curl, CURLINFO_SIZE_UPLOAD_T, &body_bytes);
	answer->left = body_bytes > 0;
	if (code != CURLE_OK) {
		answer->trouble = say_trouble(code);
		curl_easy_getinfo(curl, CURLINFO_HTTP_CONNECTCODE, &connect_status);
		answer->proxy_status = connect_status / 100 == 2 ? 0 : connect_status;
		return;
	}
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer->status);
	answer->retry_after = header_number(curl, "Retry-After");
	answer->remaining = header_number(curl, "X-RateLimit-Remaining");
	answer->reset_after = header_number(curl, "X-RateLimit-Reset-After");
}

void
http_send_json(const char *method, const char *url, GBytes *body, guint timeout, HttpAnswer *answer)
{
	*answer = (HttpAnswer){
		.body = g_string_new(NULL), .retry_after = -1, .remaining = -1, .reset_after = -1
	};
	answer->trouble = "libcurl cannot be loaded or started";
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return;

	gint64 stopped_at = 0;
	CURL *curl = curl_easy_init();
	struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
	if (curl != NULL && headers != NULL) {
		answer->trouble = NULL;
		set_options(curl, method, url, body, timeout);
		curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
		curl_easy_setopt(curl, CURLOPT_WRITEDATA, answer);
		curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &stopped_at);
		read_answer(curl, curl_easy_perform(curl), answer);
	}
	curl_slist_free_all(headers);
	curl_easy_cleanup(curl);
	curl_global_cleanup();
}

void
http_answer_clear(HttpAnswer *answer)
{
	if (answer->body != NULL)
		g_string_free(g_steal_pointer(&answer->body), TRUE);
}
