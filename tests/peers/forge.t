#!/usr/bin/python3
"""The state of linked issues and pull requests, against a server that answers as GitHub, GitLab and Forgejo do."""
import glob
import json
import os
import socket
import sqlite3
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from forge_peer import TOKEN, ForgePeer  # noqa: E402
from tap import SLOW, WRAPPER, Folder, check, run_cases, same  # noqa: E402

TIDINGS = os.environ["TIDINGS"]
CASES = []
CONFIG = """\
notes: {{root: notes}}
timezone: UTC
state: state.db
people: [{{id: rd, name: Ruth Dane, aliases: [RD], email: rd@example.org}}]
mail: {{from: notes@example.org, via: "folder:out"}}
forge: {{{forges}}}
jobs:
  reminders: {{kind: reminder, every: day, remind: always, to: [owners]}}
  weekly: {{kind: digest, every: day, to: ["list:all@example.org"]}}
"""
NOTES = "---\ndatetime: {day}T08:00:00+00:00\nteams: [tool]\n---\n\n## TODOs\n\n{items}\n"


def case(function):
    CASES.append(function)
    return function


class Community(Folder):
    """Notes with items, a forge, and runs at times of one's choice."""

    def __init__(self, items, forges, day="2026-03-01"):
        super().__init__()
        os.mkdir(os.path.join(self.path, "notes"))
        self.configure(forges)
        self.write(items, day)
        self.file("token", TOKEN.encode() + b"\n")
        os.chmod(os.path.join(self.path, "token"), 0o600)
        self.now = "2026-03-02T09:00:00Z"

    def configure(self, forges):
        self.file("tidings.yaml", CONFIG.format(forges=forges).encode())

    def write(self, items, day="2026-03-01"):
        self.file(f"notes/{day}.md", NOTES.format(day=day, items="\n".join("* RD: " + i for i in items)).encode())

    def command(self, *arguments, status=0):
        done = subprocess.run(WRAPPER + [TIDINGS, *arguments], cwd=self.path, capture_output=True, timeout=120,
                              env={**os.environ, "TIDINGS_NOW": self.now, "TIDINGS_CONFIG": "tidings.yaml"})
        self.errors = done.stderr.decode()
        everything = done.stdout.decode() + self.errors
        check(TOKEN not in everything, "the token is shown", everything)
        same(done.returncode, status, everything)
        return done.stdout.decode()

    def run(self, now=None, *more, status=0):
        self.now = now or self.now
        return self.command("run", *more, status=status)

    def actions(self, *more):
        """{text up to its first word's end or more: action}"""
        lines = self.command("actions", "--json", *more).splitlines()
        return {json.loads(line)["text"].split(" ")[0]: json.loads(line) for line in lines}

    def states(self):
        """{place: state} of what is remembered"""
        with sqlite3.connect(os.path.join(self.path, "state.db")) as db:
            return {key.split(":", 1)[1]: state for key, state in db.execute("SELECT key, state FROM linked")}

    def mails(self):
        """The texts of all mails, the latest last."""
        texts = []
        for path in sorted(glob.glob(os.path.join(self.path, "out", "*.eml")), key=os.path.getmtime):
            with open(path, encoding="utf-8") as source:
                texts.append(source.read().replace("=\n", "").replace("=E2=80=9C", "\"").replace("=E2=80=9D", "\""))
        return texts

    def forget_mails(self):
        for path in glob.glob(os.path.join(self.path, "out", "*")):
            os.remove(path)


def github(peer, more="", token=True):
    secret = "token: {file: token}, " if token else ""
    return f'github: {{url: "{peer.url}", web: "https://github.com", {secret}owners: [acme]{more}}}'


def pull(number, repo="acme/tool"):
    return f"https://github.com/{repo}/pull/{number}"


@case
def one_request():
    """GitHub is asked for all references in one request, with the token, and not for titles"""
    things = {"acme/tool#1": "open", "acme/tool#2": "merged", "acme/other#3": "draft", "acme/tool#4": "closed",
              "acme/tool#5": "not planned"}
    items = [f"Plan {pull(1)} and {pull(2)}", "Ask acme/other#3", f"Tell [#4]({pull(4)}), #5 and #6"]
    with ForgePeer(things) as peer, Community(items, github(peer)) as place:
        place.run()
        same(len(peer.requests), 1)
        method, path, headers, body = peer.requests[0]
        same((method, path, headers["Authorization"]), ("POST", "/graphql", f"Bearer {TOKEN}"))
        check(b"title" not in body, body)
        same(place.states(), {**things, "acme/tool#6": "missing"})
        linked = place.actions()["Plan"]["linked"]
        same([(x["link"], x["state"]) for x in linked], [("acme/tool#1", "open"), ("acme/tool#2", "merged")])
        same(linked[1]["changed"], "2026-02-27T10:00:00Z")


@case
def strangers():
    """only owners of the allow-list are asked for and shown"""
    items = [f"Plan {pull(1, 'stranger/tool')}", "Ask other/thing#3", "Tell acmecorp/tool#4", f"Do {pull(9, 'acme/../x')}"]
    with ForgePeer({"stranger/tool#1": "merged"}) as peer, Community(items, github(peer)) as place:
        place.run()
        same((peer.requests, place.states()), ([], {}))
        same(place.actions()["Plan"]["linked"], [])


@case
def again():
    """an open one is asked for again after an hour, closed and missing ones after a week"""
    things = {"acme/tool#1": "open", "acme/tool#2": "merged"}
    items = [f"Plan {pull(1)}", f"Plot {pull(2)}", f"Pin {pull(3)}"]
    with ForgePeer(things) as peer, Community(items, github(peer)) as place:
        place.run()
        place.run("2026-03-02T09:59:59Z")
        same(len(peer.requests), 1)
        peer.asked.clear()
        place.run("2026-03-02T10:00:00Z")
        same(peer.asked, ["acme/tool#1"])
        peer.asked.clear()
        place.run("2026-03-09T09:00:00Z")
        same(sorted(peer.asked), ["acme/tool#1", "acme/tool#2", "acme/tool#3"])


@case
def hundred():
    """more than a hundred references are several requests"""
    items = [f"Plan {pull(n)}" for n in range(1, 151)]
    with ForgePeer({f"acme/tool#{n}": "open" for n in range(1, 151)}) as peer, Community(items, github(peer)) as place:
        place.run()
        same(len(peer.requests), 2)
        same(len(place.states()), 150)


@case
def partial():
    """of a partial answer the rest is kept, and what failed is asked for again by the next run"""
    answer = {"data": {"r0": {"n1": ForgePeer.node("open"), "n2": None}}, "errors": [
        {"message": "Something went wrong", "path": ["r0", "n2"]}]}
    with ForgePeer({"acme/tool#2": "draft"}, [(200, answer, {})]) as peer:
        with Community([f"Plan {pull(1)} and {pull(2)}"], github(peer)) as place:
            place.run()
            same(place.states(), {"acme/tool#1": "open", "acme/tool#2": "unknown"})
            place.run("2026-03-02T09:05:00Z")
            same(place.states(), {"acme/tool#1": "open", "acme/tool#2": "draft"})


@case
def no_token():
    """without a token GitHub's REST is asked, the newest item first, with ETags"""
    things = {"acme/tool#1": "open", "acme/tool#2": "merged"}
    with ForgePeer(things, token=None) as peer, Community([f"Plan {pull(1)}"], github(peer, token=False), "2026-02-20") as place:
        place.write([f"Plot {pull(2)}"])
        place.run()
        same([r[1] for r in peer.requests], ["/repos/acme/tool/issues/2", "/repos/acme/tool/issues/1"])
        check(all("Authorization" not in r[2] for r in peer.requests))
        same(place.states(), things)
        place.run("2026-03-02T11:00:00Z")
        same(peer.requests[-1][2]["If-None-Match"], '"acme/tool#1-open"')
        place.run("2026-03-02T11:30:00Z")
        same(len(peer.requests), 3, "a 304 is an answer")
        check(not any("secret title" in row for row in open(os.path.join(place.path, "state.db"), encoding="latin-1")))


def limit(status, headers, until, body=b"{}"):
    def limited():
        with ForgePeer({"acme/tool#1": "open"}, [(status, body, headers)]) as peer:
            with Community([f"Plan {pull(1)}"], github(peer)) as place:
                place.run()
                place.run(until - 1)
                same(len(peer.requests), 1, "it is left alone")
                place.run(until)
                same((len(peer.requests), place.states()), (2, {"acme/tool#1": "open"}))

    limited.__doc__ = f"after {status} with {headers} the forge is left alone, across runs"
    return limited


START = 1772442000  # 2026-03-02T09:00:00Z


def at(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def limit_case(status, headers, wait, body=b"{}"):
    def limited():
        with ForgePeer({"acme/tool#1": "open"}, [(status, body, headers)]) as peer:
            with Community([f"Plan {pull(1)}"], github(peer)) as place:
                place.run()
                same(place.errors, "")
                place.run(at(START + wait - 1))
                same(len(peer.requests), 1, "it is left alone")
                place.run(at(START + wait))
                same((len(peer.requests), place.states()), (2, {"acme/tool#1": "open"}))

    limited.__doc__ = f"after {status} {headers} {body.decode()} the forge is left alone for {wait} s, across runs"
    CASES.append(limited)


limit_case(429, {"Retry-After": "900"}, 900)
limit_case(429, {}, 60)
limit_case(403, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(START + 1800)}, 1800)
limit_case(403, {}, 60, b'{"message": "You have exceeded a secondary rate limit"}')
limit_case(200, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(START + 600)}, 600,
           b'{"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded"}]}')
limit_case(429, {"Retry-After": "99999999"}, 86400)


@case
def failures():
    """a failure is told from the third run on, once a day, and mail goes nevertheless"""
    broken = (502, b"<html>Bad Gateway</html>", {})
    with ForgePeer({"acme/tool#1": "open"}, [broken] * 4) as peer, Community([f"Plan {pull(1)}"], github(peer)) as place:
        place.run()
        same((place.errors, len(place.mails())), ("", 2))
        place.run("2026-03-02T09:05:00Z")
        same(place.errors, "")
        place.run("2026-03-02T09:10:00Z", status=69)
        same(place.errors.count("\n"), 1, place.errors)
        check("GitHub does not say how issues and pull requests are: 502" in place.errors, place.errors)
        place.run("2026-03-02T09:15:00Z", status=69)
        same(place.errors, "")
        place.run("2026-03-02T09:20:00Z")
        same((place.errors, place.states()), ("", {"acme/tool#1": "open"}))


def garbled(answer, words):
    def told():
        with ForgePeer({}, [answer] * 3) as peer, Community([f"Plan {pull(1)}"], github(peer)) as place:
            place.run()
            place.run("2026-03-02T09:05:00Z")
            place.run("2026-03-02T09:10:00Z", status=69)
            check(words in place.errors, place.errors)
            same(place.states(), {"acme/tool#1": "unknown"})

    told.__doc__ = f"{words}: nothing is believed, and it is told"
    CASES.append(told)


garbled((200, b"<html>log in here</html>", {}), "its answer cannot be understood")
garbled((200, b"[" * 5000, {}), "its answer cannot be understood")
garbled((200, {"data": {"r0": {"n1": {"state": 7}}}, "x": "y" * 2_000_000}, {}), "longer than any of a forge's")
garbled((401, {"message": "Bad credentials"}, {}), "401 Bad credentials; the token is wrong or has expired")
garbled((200, {"errors": [{"message": "Field \x1b[31m does not exist"}]}, {}), "\\x1b[31m does not exist")


@case
def elsewhere():
    """a redirect to another host is not followed, so that the token does not get there"""
    with ForgePeer({"acme/tool#1": "merged"}) as other:
        step = (302, b"", {"Location": other.url + "/graphql"})
        with ForgePeer({}, [step] * 3) as peer, Community([f"Plan {pull(1)}"], github(peer)) as place:
            for minute in range(3):
                place.run(f"2026-03-02T09:0{minute}:00Z", status=69 if minute == 2 else 0)
            check("a redirect to another place" in place.errors, place.errors)
            same(other.requests, [])


@case
def renamed():
    """a renamed repository is followed on the same host, as REST redirects to it"""
    with ForgePeer({"acme/tool#1": "merged"}, token=None) as peer:
        peer.script = [(301, b"{}", {"Location": peer.url + "/moved/repos/acme/tool/issues/1"})]
        with Community([f"Plan {pull(1)}"], github(peer, token=False)) as place:
            place.run()
            same(place.states(), {"acme/tool#1": "merged"})


@case
def moved_away():
    """REST's redirect to another host is not followed"""
    with ForgePeer({"acme/tool#1": "merged"}) as other, ForgePeer({}, token=None) as peer:
        peer.script = [(301, b"{}", {"Location": other.url + "/repos/acme/tool/issues/1"})]
        with Community([f"Plan {pull(1)}"], github(peer, token=False)) as place:
            place.run()
            same((other.requests, place.states()), ([], {"acme/tool#1": "unknown"}))


@case
def slow():
    """a forge that does not answer costs five seconds, and mail goes with the state that was known last, and its day"""
    with ForgePeer({"acme/tool#1": "open"}) as peer, Community([f"Plan {pull(1)}"], github(peer)) as place:
        place.run()
        check(any("open; tool, Sun 1 Mar" in text for text in place.mails()), place.mails())
        place.forget_mails()
        peer.script = ["stall"] * 2
        place.run("2026-03-05T09:00:00Z")
        same(len(peer.requests), 2)
        check(any("open (as of Mon 2 Mar); " in text for text in place.mails()), place.mails())


@case
def unreachable():
    """nobody there: mail goes, silently"""
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        forge = f'github: {{url: "{url}", web: "https://github.com", token: {{file: token}}, owners: [acme]}}'
        with Community([f"Plan {pull(1)}"], forge) as place:
            place.run()
            same((place.errors, len(place.mails())), ("", 2))


@case
def bad_token():
    """a token with a newline in it is not sent, and one that cannot be read is told of by check and by the third run"""
    with ForgePeer({"acme/tool#1": "open"}) as peer, Community([f"Plan {pull(1)}"], github(peer)) as place:
        place.file("token", b"ghp_x\r\nHost: evil.example\n")
        place.run()
        same(peer.requests, [])
        place.command("check", status=78)
        check("tidings.yaml:6" in place.errors and "token" in place.errors, place.errors)
        os.remove(os.path.join(place.path, "token"))
        place.command("check", status=78)
        place.run("2026-03-02T09:05:00Z")
        place.run("2026-03-02T09:10:00Z", status=69)
        check("tidings.yaml:6" in place.errors, place.errors)


@case
def looks_done():
    """an item whose pull request was merged looks done once in reminder and digest, and is done two weeks later"""
    items = [f"Review {pull(1)}", "Call the printer"]
    with ForgePeer({"acme/tool#1": "open"}) as peer, Community(items, github(peer)) as place:
        place.run()
        same(sorted(place.actions()), ["Call", "Review"])
        check(all("Looks done" not in text for text in place.mails()))
        peer.things["acme/tool#1"] = "merged"
        place.forget_mails()
        place.run("2026-03-03T09:00:00Z")
        mails = place.mails()
        same(len(mails), 2)
        for text in mails:
            same(text.count("\nLooks done\n"), 1, text)
            check("merged (by GitHub, Fri 27 Feb)" in text, text)
        check("Ruth Dane: Review" in "".join(mails), mails)
        same(sorted(place.actions()), ["Call"])
        review = place.actions("--all")["Review"]
        same((review["state"], review["by"]), ("looks done", "GitHub"))
        place.forget_mails()
        place.run("2026-03-04T09:00:00Z")
        check(all("Looks done" not in text and "Review" not in text for text in place.mails()), place.mails())
        place.run("2026-03-17T08:59:59Z")
        same(place.actions("--all")["Review"]["state"], "looks done")
        place.run("2026-03-17T09:00:00Z")
        same(place.actions("--all")["Review"]["state"], "done")
        place.write(items, "2026-03-16")
        place.run("2026-03-18T09:00:00Z")
        same(sorted(place.actions()), ["Call"], "it stays done when the next notes still list it")


@case
def reopened():
    """reopen holds for good"""
    with ForgePeer({"acme/tool#1": "merged"}) as peer, Community([f"Review {pull(1)}"], github(peer)) as place:
        place.run()
        review = place.actions("--all")["Review"]
        same(review["state"], "looks done")
        place.command("reopen", review["id"])
        for day in (3, 4, 12, 25):
            place.run(f"2026-03-{day:02}T09:00:00Z")
            same(place.actions()["Review"]["state"], "open")
        check("by" not in place.actions()["Review"])


@case
def reopened_before():
    """reopen of an item that is open keeps it open, too"""
    with ForgePeer({"acme/tool#1": "open"}) as peer, Community([f"Review {pull(1)}"], github(peer)) as place:
        place.run()
        place.command("reopen", place.actions()["Review"]["id"])
        peer.things["acme/tool#1"] = "merged"
        place.run("2026-03-03T09:00:00Z")
        same(place.actions()["Review"]["state"], "open")


@case
def marked():
    """a mark in the notes ends what looks done, and taking it away opens it for good"""
    item = f"Review {pull(1)}"
    with ForgePeer({"acme/tool#1": "merged"}) as peer, Community([item], github(peer)) as place:
        place.run()
        place.write([f"~~{item}~~"])
        place.run("2026-03-03T09:00:00Z")
        ended, = place.actions("--all").values()
        same((ended["state"], ended.get("by")), ("done", None))
        place.write([item])
        for day in (4, 5, 25):
            place.run(f"2026-03-{day:02}T09:00:00Z")
            same(place.actions()["Review"]["state"], "open")


@case
def edited_away():
    """what looks done and is taken out of the notes is withdrawn"""
    with ForgePeer({"acme/tool#1": "merged"}) as peer:
        with Community([f"Review {pull(1)}", "Call"], github(peer)) as place:
            place.run()
            place.write(["Call"])
            place.run("2026-03-03T09:00:00Z")
            with sqlite3.connect(os.path.join(place.path, "state.db")) as db:
                same(db.execute("SELECT state, ended_by FROM actions WHERE looks > 0").fetchall(), [("withdrawn", "")])


@case
def opened_again():
    """an issue that is opened again opens the item, and so does an edit to something else"""
    items = [f"Fix {pull(1)}", f"Merge {pull(2)}"]
    with ForgePeer({"acme/tool#1": "closed", "acme/tool#2": "merged"}) as peer, Community(items, github(peer)) as place:
        place.run()
        same(place.actions(), {})
        peer.things["acme/tool#1"] = "open"
        place.write([items[0], f"Merge {pull(2)} and tell everybody"])
        place.run("2026-03-10T09:00:00Z")
        same(sorted(place.actions()), ["Fix", "Merge"])


@case
def only_shows():
    """closes: false only shows the state"""
    with ForgePeer({"acme/tool#1": "merged"}) as peer:
        with Community([f"Review {pull(1)}"], github(peer, ", closes: false")) as place:
            place.run()
            action = place.actions()["Review"]
            same((action["state"], action["linked"][0]["state"]), ("open", "merged"))
            check(any("merged; tool" in text for text in place.mails()), place.mails())


@case
def not_about():
    """due dates to come, other verbs and open references keep an item open"""
    things = {f"acme/tool#{n}": "merged" for n in range(1, 9)}
    items = [f"Review {pull(1)} (due 2026-03-20)", f"Present {pull(2)}", f"Update the slides after {pull(3)}",
             f"Finish {pull(4)} and https://github.com/acme/tool/issues/99", f"Approve {pull(5)} and write to the list",
             f"Merge {pull(6)} and stranger/tool#7", f"Close {pull(7)}, https://git.example.org/a/b/issues/3"]
    with ForgePeer(things) as peer, Community(items, github(peer)) as place:
        place.run()
        same(len(place.actions()), 7)


@case
def taken_out():
    """without forge: what looked done is open again"""
    with ForgePeer({"acme/tool#1": "merged"}) as peer, Community([f"Review {pull(1)}"], github(peer)) as place:
        place.run()
        same(place.actions(), {})
        place.configure("")
        config = open(os.path.join(place.path, "tidings.yaml"), encoding="utf-8").read()
        place.file("tidings.yaml", config.replace("forge: {}\n", "").encode())
        place.run("2026-03-03T09:00:00Z")
        same(sorted(place.actions()), ["Review"])
        check("linked" not in place.actions()["Review"])


@case
def gitlab():
    """GitLab is asked by GraphQL, a project a request; issues and merge requests are counted apart"""
    things = {"acme/sub/tool#1": "opened", "acme/sub/tool!1": "merged", "acme/x!2": "draft", "acme/x!3": "closed"}
    web = "https://gitlab.com"
    items = [f"Plan {web}/acme/sub/tool/-/issues/1", f"Review {web}/acme/sub/tool/-/merge_requests/1",
             f"Plot {web}/acme/x/-/merge_requests/2, !3 and #4", f"Pin {web}/acme/none/-/issues/9"]
    with ForgePeer(things) as peer:
        with Community(items, f'gitlab: {{url: "{peer.url}", web: "{web}", token: {{file: token}}, owners: [acme]}}') as place:
            place.run()
            same(len(peer.requests), 3)
            same(place.states(), {"acme/sub/tool#1": "open", "acme/sub/tool!1": "merged", "acme/x!2": "draft",
                                  "acme/x!3": "closed", "acme/x#4": "missing", "acme/none#9": "missing"})
            same(place.actions("--all")["Review"]["state"], "looks done")


@case
def forgejo():
    """Forgejo is asked by REST, with its token"""
    web = "https://codeberg.org"
    things = {"acme/tool#1": "merged", "acme/tool#2": "draft", "acme/tool#3": "closed"}
    items = [f"Merge {web}/acme/tool/pulls/1", f"Plan {web}/acme/tool/pulls/2", f"Fix {web}/acme/tool/issues/3"]
    with ForgePeer(things, etags=False) as peer:
        with Community(items, f'forgejo: {{url: "{peer.url}", web: "{web}", token: {{file: token}}, owners: [acme]}}') as place:
            place.run()
            same(sorted(r[1] for r in peer.requests), [f"/api/v1/repos/acme/tool/issues/{n}" for n in (1, 2, 3)])
            same(place.states(), things)
            same(sorted(place.actions()), ["Plan"])
            check(any("merged (by Forgejo, Fri 27 Feb)" in text for text in place.mails()), place.mails())


@case
def idle():
    """a run with nothing to ask asks nothing, and stays silent"""
    with ForgePeer({}) as peer, Community(["Call the printer #12", "Ask C#5 users"], github(peer)) as place:
        place.run()
        same((place.errors, peer.requests), ("", []))


if __name__ == "__main__":
    run_cases(CASES, 4 if SLOW == 1 else 2)
