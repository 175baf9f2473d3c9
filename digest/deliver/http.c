/* http.c - one HTTP request, by libcurl. */
#include "deliver/http.h"

#include "base/stop.h"

#include <curl/curl.h>
#include <string.h>

enum {
	CONNECT_MS = 10000,
};

#define SECONDS_MOST 1e9
#define TIME_MOST    1e11 /* Unix seconds */

/* The answer that is being received. */
typedef struct {
	HttpAnswer *answer;
	gsize most;
} Receiver;

/* CURLOPT_WRITEFUNCTION.  A short count ends the transfer. */
static size_t
take_body(char *data, size_t size, size_t count, void *user)
{
	const Receiver *receiver = user;
	GString *body = receiver->answer->body;

	if (body->len + size * count > receiver->most)
		return 0;
	g_string_append_len(body, data, (gssize)(size * count));
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

static const char *
header_text(CURL *curl, const char *name)
{
	struct curl_header *header = NULL;

	return curl_easy_header(curl, name, 0, CURLH_HEADER, -1, &header) == CURLHE_OK
	           ? header->value
	           : NULL;
}

/* Returns a number from 0 to `most`, or -1. */
static double
header_number(CURL *curl, const char *name, double most)
{
	const char *text = header_text(curl, name);
	if (text == NULL)
		return -1;

	char *end = NULL;
	double value = g_ascii_strtod(text, &end);
	return end == text || !(value >= 0 && value < most) ? -1 : value;
}

/* The same of a header that some servers call by its draft standard's name. */
static double
limit_number(CURL *curl, const char *name, double most)
{
	double value = header_number(curl, name, most);

	return value >= 0 ? value : header_number(curl, name + strlen("X-"), most);
}

static void
set_body(CURL *curl, GBytes *body)
{
	gsize length = 0;
	const char *data = g_bytes_get_data(body, &length);

	curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)length);
	curl_easy_setopt(curl, CURLOPT_POSTFIELDS, data);
}

static void
set_options(CURL *curl, const HttpRequest *request)
{
	curl_easy_setopt(curl, CURLOPT_URL, request->url);
	if (request->body != NULL)
		set_body(curl, request->body);
	curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request->method);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
	curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)MIN(request->timeout, CONNECT_MS));
	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)request->timeout);
	curl_easy_setopt(curl, CURLOPT_USERAGENT, request->agent);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
	curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, watch_stop);
}

static const char *
say_trouble(CURLcode code, const char *too_long)
{
	if (code == CURLE_ABORTED_BY_CALLBACK)
		return "this run had to end before there was an answer";
	if (code == CURLE_WRITE_ERROR)
		return too_long;
	return curl_easy_strerror(code);
}

static void
read_answer(CURL *curl, CURLcode code, const HttpRequest *request, HttpAnswer *answer)
{
	curl_off_t body_bytes = 0;
	long connect_status = 0;

	/* The size of the request would include what a proxy was told. */
	curl_easy_getinfo(curl, CURLINFO_SIZE_UPLOAD_T, &body_bytes);
	answer->left = body_bytes > 0;
	if (code != CURLE_OK) {
		answer->trouble = say_trouble(code, request->too_long);
		curl_easy_getinfo(curl, CURLINFO_HTTP_CONNECTCODE, &connect_status);
		answer->proxy_status = connect_status / 100 == 2 ? 0 : connect_status;
		return;
	}
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer->status);
	answer->retry_after = header_number(curl, "Retry-After", SECONDS_MOST);
	answer->remaining = limit_number(curl, "X-RateLimit-Remaining", SECONDS_MOST);
	answer->reset_after = header_number(curl, "X-RateLimit-Reset-After", SECONDS_MOST);
	answer->reset_at = limit_number(curl, "X-RateLimit-Reset", TIME_MOST);
	answer->etag = g_strdup(header_text(curl, "ETag"));
	char *location = NULL;
	if (curl_easy_getinfo(curl, CURLINFO_REDIRECT_URL, &location) == CURLE_OK)
		answer->location = g_strdup(location);
}

static struct curl_slist *
make_headers(const HttpRequest *request)
{
	struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");

	for (gsize i = 0;
	     headers != NULL && request->headers != NULL && request->headers[i] != NULL; i++) {
		struct curl_slist *more = curl_slist_append(headers, request->headers[i]);
		if (more == NULL)
			g_clear_pointer(&headers, curl_slist_free_all);
		else
			headers = more;
	}
	return headers;
}

void
http_send(const HttpRequest *request, HttpAnswer *answer)
{
	*answer = (HttpAnswer){ .body = g_string_new(NULL),
		                .retry_after = -1,
		                .remaining = -1,
		                .reset_after = -1,
		                .reset_at = -1 };
	answer->trouble = "libcurl cannot be loaded or started";
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return;

	gint64 stopped_at = 0;
	CURL *curl = curl_easy_init();
	struct curl_slist *headers = make_headers(request);
	Receiver receiver = { answer, request->answer_max };
	if (curl != NULL && headers != NULL) {
		answer->trouble = NULL;
		set_options(curl, request);
		curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
		curl_easy_setopt(curl, CURLOPT_WRITEDATA, &receiver);
		curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &stopped_at);
		read_answer(curl, curl_easy_perform(curl), request, answer);
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
	g_clear_pointer(&answer->etag, g_free);
	g_clear_pointer(&answer->location, g_free);
}
