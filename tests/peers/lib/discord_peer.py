"""discord_peer.py - an HTTP server that answers a webhook's posts as Discord does, and misbehaves where it is told to."""
import http.server
import json
import threading
import time

TOKEN = "s3cret-t0ken_of-the-webhook"
LIMITS = {"title": 256, "description": 4096}


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
    for place, embed in enumerate(embeds):
        for key, limit in LIMITS.items():
            if units(embed.get(key, "")) > limit:
                return form_error(["embeds", place, key], f"Must be {limit} or fewer in length.")
    return None


class DiscordPeer:
    """
    `script` holds what happens to the next posts: None (the normal answer), (status, JSON object, headers), (status, bytes,
    headers), "close" (after reading the post), "stall", "no-id", "flood", or "take-and-close" (the post is made, and nothing said).
    """

    def __init__(self, script=(), headers=None, thread=None):
        self.query = "?wait=true" + (f"&thread_id={thread}" if thread else "")
        self.script, self.headers = list(script), headers or {}
        self.posts, self.requests, self.times = [], [], []
        self.stopping, self.lock = threading.Event(), threading.Lock()
        peer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                peer.handle(self)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.via = f"http://127.0.0.1:{self.server.server_port}/api/webhooks/80351110224678912/{TOKEN}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stopping.set()
        self.server.shutdown()
        self.server.server_close()

    def handle(self, request):
        data = request.rfile.read(int(request.headers.get("Content-Length", 0)))
        with self.lock:
            self.requests.append((request.path, dict(request.headers), data))
            self.times.append(time.monotonic())
            event = self.script.pop(0) if self.script else None
        request.close_connection = event is not None
        if isinstance(event, tuple):
            self.answer(request, *event)
        elif event is None:
            self.answer(request, *self.normal(request, data))
        else:
            self.misbehave(request, event, data)

    def normal(self, request, data):
        if request.path != f"/api/v10/webhooks/80351110224678912/{TOKEN}{self.query}":
            return 404, {"message": "404: Not Found", "code": 0}, {}
        if not request.headers.get("User-Agent", "").startswith("DiscordBot ("):
            return 403, {"message": "no user agent", "code": 40333}, {}
        payload = json.loads(data)
        refused = check_form(payload)
        if refused is not None:
            return (*refused, {})
        with self.lock:
            self.posts.append(payload)
            return 200, {"id": str(1000 + len(self.posts)), "content": payload.get("content", "")}, self.headers

    def misbehave(self, request, event, data):
        if event == "stall":
            self.stopping.wait()
        elif event == "no-id":
            self.answer(request, 200, {}, {})
        elif event == "flood":
            self.answer(request, 200, b"x" * 10_000_000, {})
        elif event == "take-and-close":
            self.posts.append(json.loads(data))

    @staticmethod
    def answer(request, status, body, headers):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
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
