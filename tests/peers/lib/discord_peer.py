"""discord_peer.py - an HTTP server that answers a webhook's requests as Discord does, and misbehaves where it is told to."""
import http.server
import json
import re
import socket
import threading
import time
import urllib.parse

TOKEN = "s3cret-t0ken_of-the-webhook"
HOOK = "80351110224678912"
CHANNEL = "70000000000000000"
LIMITS = {"title": 256, "description": 4096, "url": 2048}
ERRORS = {
    10003: (404, "Unknown Channel"),
    10008: (404, "Unknown Message"),
    10015: (404, "Unknown Webhook"),
    30046: (429, "Maximum number of edits to messages older than 1 hour reached. Try again later."),
    40067: (400, "A tag is required to create a forum post in this channel"),
    50027: (401, "Invalid Webhook Token"),
    50083: (400, "Thread is archived"),
    160005: (400, "Thread is locked"),
    220001: (400, "Webhooks posted to forum channels must have a thread_name or thread_id"),
    220002: (400, "Webhooks posted to forum channels cannot have both a thread_name and thread_id"),
    220003: (400, "Webhooks can only create threads in forum channels"),
}


def error(code, **more):
    """The answer that carries one of Discord's own codes."""
    status, message = ERRORS[code]
    return status, {"message": message, "code": code, **more}, {}


def units(text):
    return len(text.encode("utf-16-le")) // 2


def form_error(path, message):
    """What Discord answers to a bad form: the path as nested objects."""
    node = {"_errors": [{"code": "BASE_TYPE_MAX_LENGTH", "message": message}]}
    for key in reversed(path):
        node = {str(key): node}
    return 400, {"code": 50035, "message": "Invalid Form Body", "errors": node}


def check_form(payload):
    """None, or the answer to a payload that breaks a limit."""
    content, embeds = payload.get("content", ""), payload.get("embeds", [])
    if not content and not embeds:
        return 400, {"code": 50006, "message": "Cannot send an empty message"}
    if units(content) > 2000:
        return form_error(["content"], "Must be 2000 or fewer in length.")
    if len(embeds) > 10:
        return form_error(["embeds"], "Must be 10 or fewer in length.")
    if sum(units(e.get("title", "")) + units(e.get("description", "")) + units(e.get("footer", {}).get("text", ""))
           for e in embeds) > 6000:
        return form_error(["embeds"], "Embed size exceeds maximum size of 6000")
    for place, embed in enumerate(embeds):
        for key, limit in LIMITS.items():
            if units(embed.get(key, "")) > limit:
                return form_error(["embeds", place, key], f"Must be {limit} or fewer in length.")
    return None


class _Server(http.server.ThreadingHTTPServer):
    """Knows when nothing is under way."""

    daemon_threads = True

    def __init__(self, *how):
        super().__init__(*how)
        self.active, self.idle = 0, threading.Condition()

    def process_request(self, request, client_address):
        with self.idle:
            self.active += 1
        super().process_request(request, client_address)

    def process_request_thread(self, request, client_address):
        super().process_request_thread(request, client_address)
        with self.idle:
            self.active -= 1
            self.idle.notify_all()

    def handle_error(self, request, client_address):
        """A client that was killed."""


class DiscordPeer:
    """
    `script` holds what happens to the next requests: None (the normal answer), (status, JSON object, headers), (status,
    bytes, headers), "close" (after reading the request), "stall", "no-id", "flood", or "take-and-close" (it is done, and
    nothing said).

    `forum`: its channel is one.  `bucket`: (requests, seconds) that it allows; more are answered by 429.  `refuse`: a code of
    ERRORS that everything is answered by.  `messages` is what people see: id -> payload, in order.  Threads that are in
    `archived` are opened by a message, unless they are in `locked`, too.
    """

    def __init__(self, script=(), headers=None, thread=None, forum=False, bucket=None):
        self.script, self.headers, self.forum, self.bucket = list(script), headers or {}, forum, bucket
        self.posts, self.requests, self.times, self.answers, self.codes = [], [], [], [], []
        self.methods, self.messages, self.threads, self.deleted = [], {}, {}, set()
        self.known_threads, self.archived, self.locked = {thread} if thread else set(), set(), set()
        self.refuse, self.spent = None, []
        self.stopping, self.lock = threading.Event(), threading.RLock()
        peer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                peer.handle(self)

            def do_PATCH(self):
                peer.handle(self)

            def do_DELETE(self):
                peer.handle(self)

            def log_message(self, *_):
                pass

        self.server = _Server(("127.0.0.1", 0), Handler)
        self.via = f"http://127.0.0.1:{self.server.server_port}/api/webhooks/{HOOK}/{TOKEN}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stopping.set()
        self.server.shutdown()
        self.server.server_close()

    def settle(self):
        """Waits until all that clients had sent, who may be dead by now, is done."""
        with socket.create_connection(self.server.server_address) as last:
            # Connections are taken in order, so those of before have been.
            last.sendall(b"HEAD / HTTP/1.0\r\n\r\n")
            while last.recv(4096):
                pass
        with self.server.idle:
            check_idle = self.server.idle.wait_for(lambda: self.server.active == 0, timeout=60)
        assert check_idle, "a request never ends"

    def delete(self, message):
        """A person deletes it."""
        del self.messages[message]
        self.deleted.add(message)

    def delete_thread(self, thread):
        """A person deletes it with all that is in it."""
        self.known_threads.remove(thread)
        for message in [m for m, t in self.threads.items() if t == thread and m in self.messages]:
            self.delete(message)

    def on_request(self, count):
        """Called with the number of requests so far, before each is answered: for tests to replace."""

    def handle(self, request):
        data = request.rfile.read(int(request.headers.get("Content-Length", 0)))
        with self.lock:
            self.requests.append((request.path, dict(request.headers), data))
            self.methods.append(request.command)
            self.times.append(time.monotonic())
            event = self.script.pop(0) if self.script else None
            count = len(self.requests)
        self.on_request(count)
        request.close_connection = event is not None
        if isinstance(event, tuple):
            self.answer(request, *event)
        elif event is None:
            self.answer(request, *self.normal(request, data))
        else:
            self.misbehave(request, event, data)

    def normal(self, request, data):
        with self.lock:
            url = urllib.parse.urlsplit(request.path)
            query = dict(urllib.parse.parse_qsl(url.query))
            found = re.fullmatch(f"/api/v10/webhooks/{HOOK}/{TOKEN}(?:/messages/([0-9]+))?", url.path)
            if not found:
                return 404, {"message": "404: Not Found", "code": 0}, {}
            if not request.headers.get("User-Agent", "").startswith("DiscordBot ("):
                return 403, {"message": "no user agent", "code": 40333}, {}
            if self.refuse:
                return error(self.refuse)
            limited = self.limit()
            if limited:
                return limited
            payload = json.loads(data)
            if request.command == "DELETE":
                return self.take_away(found[1], query)
            if found[1] is not None:
                status, body, headers = self.edit(found[1], query, payload)
            elif query.pop("wait", None) != "true":
                return 204, b"", {}
            else:
                status, body, headers = self.post(query, payload)
            return status, body, {**headers, **self.headers, **self.bucket_headers()}

    def limit(self):
        """Counts the request against the bucket."""
        if not self.bucket:
            return None
        now = time.monotonic()
        self.spent = [t for t in self.spent if now - t < self.bucket[1]]
        if len(self.spent) >= self.bucket[0]:
            wait = self.bucket[1] - (now - self.spent[0])
            return 429, {"message": "You are being rate limited.", "retry_after": wait, "global": False}, {}
        self.spent.append(now)
        return None

    def bucket_headers(self):
        if not self.bucket:
            return {}
        return {"X-RateLimit-Remaining": str(self.bucket[0] - len(self.spent)),
                "X-RateLimit-Reset-After": f"{self.bucket[1] - (time.monotonic() - self.spent[0]):.3f}"}

    def post(self, query, payload):
        thread, name = query.get("thread_id"), payload.get("thread_name")
        if name is not None and not self.forum:
            return error(220003)
        if name is not None and thread is not None:
            return error(220002)
        if self.forum and name is None and thread is None:
            return error(220001)
        if thread is not None and thread not in self.known_threads:
            return error(10003)
        if thread in self.locked:
            return error(160005)
        refused = check_form(payload)
        if refused is not None:
            return (*refused, {})
        self.archived.discard(thread)
        number = str(1001 + len(self.posts))
        self.posts.append(payload)
        if name is not None:
            thread = number  # the thread has the id of the message that starts it
            self.known_threads.add(thread)
        self.messages[number], self.threads[number] = payload, thread
        return 200, {"id": number, "channel_id": thread or CHANNEL, "content": payload.get("content", "")}, {}

    def edit(self, number, query, payload):
        thread = query.get("thread_id")
        if thread is not None and thread not in self.known_threads:
            return error(10003)
        if number not in self.messages or self.threads[number] != thread:
            return error(10008)
        if thread in self.archived:
            return error(50083)
        merged = {**self.messages[number], **payload}
        refused = check_form(merged)
        if refused is not None:
            return (*refused, {})
        self.messages[number] = merged
        return 200, {"id": number, "channel_id": self.threads[number] or CHANNEL, "edited_timestamp": "now"}, {}

    def take_away(self, number, query):
        if number not in self.messages or self.threads[number] != query.get("thread_id"):
            return error(10008)
        self.delete(number)
        return 204, b"", {}

    def misbehave(self, request, event, data):
        if event == "stall":
            self.stopping.wait()
        elif event == "no-id":
            self.answer(request, 200, {}, {})
        elif event == "flood":
            self.answer(request, 200, b"x" * 10_000_000, {})
        elif event == "take-and-close":
            self.normal(request, data)

    def answer(self, request, status, body, headers):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.answers.append(status)
        self.codes.append(body.get("code") if isinstance(body, dict) else None)
        try:
            request.send_response(status)
            request.send_header("Content-Type", "text/html" if isinstance(body, bytes) else "application/json")
            request.send_header("Content-Length", str(len(data)))
            for name, value in headers.items():
                request.send_header(name, value)
            request.end_headers()
            request.wfile.write(data)
        except OSError:
            pass
