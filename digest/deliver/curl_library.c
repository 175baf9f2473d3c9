/*
 * curl_library.c - libcurl, loaded when the first message goes that way.
 *
 * With the thirty libraries behind it, it takes longer to load than a run takes that finds nothing
 * new, and most runs and commands send nothing by it.  So the program is not linked with it: these
 * are its functions as its header declares them, and each is handed on.  curl_global_init(), which
 * comes before all others, loads it.
 */
#include <curl/curl.h>
#include <dlfcn.h>
#include <glib.h>

/* By the number of its interface, which is that of the header.  A bare name: it is looked for where
 * libraries are, nowhere else. */
#define NAME "libcurl.so.4"

#define FUNCTIONS(X)                                                                               \
	X(curl_global_init)                                                                        \
	X(curl_global_cleanup)                                                                     \
	X(curl_easy_init)                                                                          \
	X(curl_easy_cleanup)                                                                       \
	X(curl_easy_setopt)                                                                        \
	X(curl_easy_perform)                                                                       \
	X(curl_easy_getinfo)                                                                       \
	X(curl_easy_send)                                                                          \
	X(curl_easy_recv)                                                                          \
	X(curl_easy_header)                                                                        \
	X(curl_easy_strerror)                                                                      \
	X(curl_multi_init)                                                                         \
	X(curl_multi_cleanup)                                                                      \
	X(curl_multi_add_handle)                                                                   \
	X(curl_multi_remove_handle)                                                                \
	X(curl_multi_perform)                                                                      \
	X(curl_multi_poll)                                                                         \
	X(curl_multi_info_read)                                                                    \
	X(curl_slist_append)                                                                       \
	X(curl_slist_free_all)

static struct {
#define X(name) __typeof__(name) *name;
	FUNCTIONS(X)
#undef X
} library;

/* TRUE when all functions are there.  ISO C has no cast from an object to a function; POSIX shows
 * this way (dlsym()). */
static gboolean
load(void)
{
	static void *handle;
	gboolean whole = TRUE;

	if (handle == NULL)
		handle = dlopen(NAME, RTLD_LAZY | RTLD_LOCAL);
	if (handle == NULL)
		return FALSE;
#define X(name) whole = (*(void **)&library.name = dlsym(handle, #name)) != NULL && whole;
	FUNCTIONS(X)
#undef X
	return whole;
}

CURLcode
curl_global_init(long flags)
{
	return load() ? library.curl_global_init(flags) : CURLE_FAILED_INIT;
}

void
curl_global_cleanup(void)
{
	library.curl_global_cleanup();
}

CURL *
curl_easy_init(void)
{
	return library.curl_easy_init();
}

void
curl_easy_cleanup(CURL *curl)
{
	library.curl_easy_cleanup(curl);
}

/* An option's number tells what its value is (curl.h, CURLOPTTYPE_...).  In parentheses, because
 * the header has a macro. */
CURLcode(curl_easy_setopt)(CURL *curl, CURLoption option, ...)
{
	CURLcode code;
	va_list value;

	va_start(value, option);
	if (option < CURLOPTTYPE_OBJECTPOINT)
		code = (library.curl_easy_setopt)(curl, option, va_arg(value, long));
	else if (option >= CURLOPTTYPE_OFF_T && option < CURLOPTTYPE_BLOB)
		code = (library.curl_easy_setopt)(curl, option, va_arg(value, curl_off_t));
	else
		code = (library.curl_easy_setopt)(curl, option, va_arg(value, void *));
	va_end(value);
	return code;
}

CURLcode
curl_easy_perform(CURL *curl)
{
	return library.curl_easy_perform(curl);
}

/* What is asked for is always written to where a pointer shows. */
CURLcode(curl_easy_getinfo)(CURL *curl, CURLINFO info, ...)
{
	va_list place;

	va_start(place, info);
	CURLcode code = (library.curl_easy_getinfo)(curl, info, va_arg(place, void *));
	va_end(place);
	return code;
}

CURLcode
curl_easy_send(CURL *curl, const void *data, size_t size, size_t *sent)
{
	return library.curl_easy_send(curl, data, size, sent);
}

CURLcode
curl_easy_recv(CURL *curl, void *data, size_t size, size_t *got)
{
	return library.curl_easy_recv(curl, data, size, got);
}

CURLHcode
curl_easy_header(CURL *curl, const char *name, size_t index, unsigned int origin, int request,
                 struct curl_header **header)
{
	return library.curl_easy_header(curl, name, index, origin, request, header);
}

const char *
curl_easy_strerror(CURLcode code)
{
	return library.curl_easy_strerror(code);
}

CURLM *
curl_multi_init(void)
{
	return library.curl_multi_init();
}

CURLMcode
curl_multi_cleanup(CURLM *multi)
{
	return library.curl_multi_cleanup(multi);
}

CURLMcode
curl_multi_add_handle(CURLM *multi, CURL *curl)
{
	return library.curl_multi_add_handle(multi, curl);
}

CURLMcode
curl_multi_remove_handle(CURLM *multi, CURL *curl)
{
	return library.curl_multi_remove_handle(multi, curl);
}

CURLMcode
curl_multi_perform(CURLM *multi, int *running)
{
	return library.curl_multi_perform(multi, running);
}

CURLMcode
curl_multi_poll(CURLM *multi, struct curl_waitfd *more, unsigned int count, int timeout_ms,
                int *ready)
{
	return library.curl_multi_poll(multi, more, count, timeout_ms, ready);
}

CURLMsg *
curl_multi_info_read(CURLM *multi, int *left)
{
	return library.curl_multi_info_read(multi, left);
}

struct curl_slist *
curl_slist_append(struct curl_slist *list, const char *text)
{
	return library.curl_slist_append(list, text);
}

void
curl_slist_free_all(struct curl_slist *list)
{
	library.curl_slist_free_all(list);
}
