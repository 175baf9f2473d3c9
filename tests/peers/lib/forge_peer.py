"""forge_peer.py - an HTTP server that answers as GitHub, GitLab and Forgejo do, and misbehaves where it is told to."""
import http.server
import json
import re
import threading

TOKEN = "ghp_s3cretTokenOfTheForge"
TIME = "2026-02-27T10:00:00Z"


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A client that was killed."""


class ForgePeer:
    """
    `things`: {"acme/tool#12": "open"}, with the states open, draft, merged, closed and "not planned"; of GitLab's merge requests
    "acme/tool!12".  What is not there is missing.  `script` holds what happens to the next requests: None (the normal answer),
    (status, JSON or bytes, headers), or "stall".  `token`: what is wanted; None for nothing.
    """

    def __init__(self, things=(), script=(), token=TOKEN, etags=True):
        self.things, self.script, self.token, self.etags = dict(things), list(script), token, etags
        self.requests, self.asked, self.stopping = [], [], threading.Event()
        peer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                peer.handle(self)

            def do_POST(self):
                peer.handle(self)

            def log_message(self, *_):
                pass

        self.server = _Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stopping.set()
        self.server.shutdown()
        self.server.server_close()

    def handle(self, request):
        body = request.rfile.read(int(request.headers.get("Content-Length", 0)))
        self.requests.append((request.command, request.path, dict(request.headers), body))
        step = self.script.pop(0) if self.script else None
        if step == "stall":
            self.stopping.wait(30)
            return
        status, answer, headers = step if step else self.answer(request, body)
        data = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name, value)
        request.send_header("Content-Length", str(len(data)))
        request.end_headers()
        try:
            request.wfile.write(data)
        except OSError:
            pass

    def answer(self, request, body):
        if self.token and request.headers.get("Authorization") != f"Bearer {self.token}":
            return 401, {"message": "Bad credentials"}, {}
        if request.path.endswith("/api/graphql"):
            return self.gitlab(json.loads(body)["query"])
        if request.path.endswith("/graphql"):
            return self.github(json.loads(body)["query"])
        return self.rest(request)

    def github(self, query):
        data, errors = {}, []
        for alias, owner, name, numbers in re.findall(r'(r\d+):repository\(owner:"([^"]*)",name:"([^"]*)"\)\{(.*?)\} (?=r\d|\})', query):
            known = [key for key in self.things if key.startswith(f"{owner}/{name}#")]
            self.asked += [f"{owner}/{name}#{n}" for n in re.findall(r"number:(\d+)", numbers)]
            if not known:
                data[alias] = None
                errors.append({"type": "NOT_FOUND", "path": [alias], "message": "Could not resolve to a Repository"})
                continue
            data[alias] = {}
            for number in re.findall(r"number:(\d+)", numbers):
                state = self.things.get(f"{owner}/{name}#{number}")
                data[alias][f"n{number}"] = self.node(state)
                if state is None:
                    errors.append({"type": "NOT_FOUND", "path": [alias, f"n{number}"], "message": "Could not resolve"})
        return 200, {"data": data, **({"errors": errors} if errors else {})}, {}

    @staticmethod
    def node(state):
        if state in ("open", "draft"):
            return {"__typename": "PullRequest", "state": "OPEN", "isDraft": state == "draft", "mergedAt": None, "closedAt": None}
        if state == "merged":
            return {"__typename": "PullRequest", "state": "MERGED", "isDraft": False, "mergedAt": TIME, "closedAt": TIME}
        if state in ("closed", "not planned"):
            reason = "NOT_PLANNED" if state == "not planned" else "COMPLETED"
            return {"__typename": "Issue", "state": "CLOSED", "stateReason": reason, "closedAt": TIME}
        return None

    def gitlab(self, query):
        project = re.search(r'fullPath:"([^"]*)"', query).group(1)
        if not any(re.split("[#!]", key)[0] == project for key in self.things):
            return 200, {"data": {"project": None}}, {}
        answer = {"id": "gid://gitlab/Project/1"}
        for field, mark in (("issues", "#"), ("mergeRequests", "!")):
            found = re.search(field + r"\(iids:\[([^\]]*)\]\)", query)
            if not found:
                continue
            numbers = re.findall(r"\d+", found.group(1))
            self.asked += [f"{project}{mark}{n}" for n in numbers]
            states = {n: self.things.get(f"{project}{mark}{n}") for n in numbers}
            answer[field] = {"nodes": [
                {"iid": n, "state": {"open": "opened", "draft": "opened"}.get(state, state), "draft": state == "draft",
                 "closedAt": TIME if state == "closed" else None, "mergedAt": TIME if state == "merged" else None}
                for n, state in states.items() if state]}
        return 200, {"data": {"project": answer}}, {}

    def rest(self, request):
        found = re.fullmatch(r"(?:/api/v1|/moved)?/repos/([^/]+/[^/]+)/issues/(\d+)", request.path)
        thing = f"{found.group(1)}#{found.group(2)}" if found else ""
        self.asked.append(thing)
        state = self.things.get(thing)
        if state is None:
            return 404, {"message": "Not Found"}, {}
        tag = f'"{thing}-{state}"'
        if self.etags and request.headers.get("If-None-Match") == tag:
            return 304, b"", {"ETag": tag}
        ended = state in ("merged", "closed", "not planned")
        answer = {"number": int(found.group(2)), "title": "a secret title", "state": "closed" if ended else "open",
                  "state_reason": {"closed": "completed", "not planned": "not_planned"}.get(state), "draft": state == "draft",
                  "closed_at": TIME if ended else None}
        if state in ("merged", "draft"):
            answer["pull_request"] = {"merged_at": TIME if state == "merged" else None, "merged": state == "merged"}
        return 200, answer, {"ETag": tag} if self.etags else {}
