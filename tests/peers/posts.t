#!/usr/bin/python3
"""Meetings as posts: made once, edited in place, against a server that behaves as Discord does."""
import json
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from discord_peer import CHANNEL, HOOK, TOKEN, DiscordPeer, error, units  # noqa: E402
from place import Place  # noqa: E402
from tap import check, run_cases, same  # noqa: E402

CASES = []
ME = "80351110224678912"
CONFIG = """\
notes: {{root: notes}}
timezone: UTC
state: state.db
keep: 400 days
people:
  - {{id: rd, name: Ana Pop, aliases: [AP], discord: "{me}", mention: true}}
  - {{id: fh, name: Ion Ionescu, aliases: [II], discord: "{me}1"}}
discord: {{community: {{via: {via}{more}}}}}
jobs:
  news: {{kind: post, to: ["discord:community"]}}
"""
MEETING = """\
---
datetime: 2026-03-02T08:00:00+00:00
title: {title}
teams: [firmware]
participants: [AP, II]
---

## Discussions

{discussion}

## TODOs and Decisions

{todos}
"""


def case(function):
    CASES.append(function)
    return function


class Notes(Place):
    """Notes, a webhook, and a job that posts each meeting."""

    def __init__(self, hook, more="", via="{env: HOOK}"):
        super().__init__(hook=hook)
        self.settings(more, via)
        self.runs = 0

    def settings(self, more="", via="{env: HOOK}"):
        self.file("tidings.yaml", CONFIG.format(more=more, via=via, me=ME).encode())

    def write(self, name="one", todos=("AP: Ask for a board.",), discussion="We met.", title=None):
        text = MEETING.format(title=title or f"Meeting {name}", discussion=discussion,
                              todos="\n".join(f"* {t}" for t in todos))
        self.file(f"notes/{name}.md", text.encode())

    def go(self, status=0):
        """A run, an hour later than the one before."""
        self.clock(9 + self.runs)
        self.runs += 1
        return self.run("run", status=status)

    def row(self, number):
        return self.run("outbox", "show", str(number))


def embed(payload):
    return payload["embeds"][0]


def text(payload):
    return embed(payload)["description"]


def check_asked(peer):
    """What holds of every request: limits are the server's to check, pings are ours."""
    for _, _, data in peer.requests:
        payload = json.loads(data)
        allowed = payload["allowed_mentions"]
        same(allowed["parse"], [])
        check(set(allowed.get("users", [])) <= {ME}, allowed)
        check("content" in payload or "embeds" in payload)


@case
def edited():
    """a changed meeting edits its post and says what has changed; one that is as it was asks nothing"""
    with DiscordPeer() as peer, Notes(peer.via) as notes:
        notes.write()
        notes.go()
        same(peer.methods, ["POST"])
        same(embed(peer.posts[0])["title"], "Meeting one")
        check("<t:1772438400:F>" in text(peer.posts[0]), text(peer.posts[0]))
        same(peer.posts[0]["content"], f"<@{ME}>")
        same(peer.posts[0]["allowed_mentions"], {"parse": [], "users": [ME]})
        notes.go()
        same(len(peer.requests), 1)
        notes.write(todos=["AP: Ask for a board.", "II: Write to the vendor."])
        notes.go()
        same(peer.methods, ["POST", "PATCH"])
        same(peer.requests[1][0], f"/api/v10/webhooks/{HOOK}/{TOKEN}/messages/1001")
        same(list(peer.messages), ["1001"])
        shown = text(peer.messages["1001"])
        check("## Changed: 1 TODO added" in shown and shown.count("Write to the vendor.") == 2, shown)
        same(peer.messages["1001"]["allowed_mentions"], {"parse": [], "users": [ME]})
        notes.go()
        same(len(peer.requests), 2)
        same(notes.states(), {1: "sent"})
        check_asked(peer)


@case
def unmentioned():
    """who has nothing to do any more is taken out of the content, too"""
    with DiscordPeer() as peer, Notes(peer.via) as notes:
        notes.write()
        notes.go()
        notes.write(todos=["[x] AP: Ask for a board."])
        notes.go()
        same(peer.messages["1001"]["content"], "")
        same(peer.messages["1001"]["allowed_mentions"], {"parse": []})


@case
def same_payload():
    """notes that changed where a post does not show it ask nothing"""
    with DiscordPeer() as peer, Notes(peer.via) as notes:
        notes.write()
        notes.go()
        with open(os.path.join(notes.path, "notes/one.md"), encoding="utf-8") as source:
            text_of_notes = source.read()
        notes.file("notes/one.md", text_of_notes.replace("teams:", "tags: [board]\nteams:").encode())
        notes.go()
        same(peer.methods, ["POST"])


@case
def heads():
    """another title or time is told"""
    with DiscordPeer() as peer, Notes(peer.via) as notes:
        notes.write()
        notes.go()
        notes.write(title="Another name")
        notes.go()
        same(embed(peer.messages["1001"])["title"], "Another name")
        check("About the meeting: **title**." in text(peer.messages["1001"]), text(peer.messages["1001"]))


@case
def renamed():
    """a file under another name keeps its post"""
    with DiscordPeer() as peer, Notes(peer.via) as notes:
        notes.write()
        notes.go()
        os.rename(os.path.join(notes.path, "notes/one.md"), os.path.join(notes.path, "notes/two.md"))
        notes.go()
        notes.write("two", todos=["AP: Ask for a board.", "II: Write to the vendor."], title="Meeting one")
        notes.go()
        same(peer.methods, ["POST", "PATCH"])


@case
def deleted():
    """a post that a person deleted stays deleted, until a person says retry"""
    with DiscordPeer() as peer, Notes(peer.via) as notes:
        notes.write("one")
        notes.write("two")
        notes.go()
        peer.delete("1001")
        for todo in ("Call.", "Write."):
            notes.write("one", todos=[f"AP: {todo}"])
            notes.write("two", todos=[f"AP: {todo}"])
            notes.go()
        same(peer.methods, ["POST", "POST", "PATCH", "PATCH", "PATCH"])
        same(list(peer.messages), ["1002"])
        check("Write." in text(peer.messages["1002"]))
        same(notes.states(), {1: "dropped", 2: "sent"})
        check("somebody deleted it in Discord" in notes.row(1), notes.row(1))
        notes.run("outbox", "retry", "1")
        notes.write("one", todos=["AP: Sing."])
        notes.go()
        same(list(peer.messages), ["1002", "1003"])
        check("Sing." in text(peer.messages["1003"]))


def broken(event, doc):
    def retried():
        with DiscordPeer([None, event, event]) as peer, Notes(peer.via) as notes:
            notes.write()
            notes.go()
            notes.write(todos=["AP: Call."])
            notes.go(status=75)
            same(notes.states(), {1: "deferred"})
            notes.write(todos=["AP: Write."])
            notes.go(status=75)
            notes.go()
            same(peer.methods, ["POST", "PATCH", "PATCH", "PATCH"])
            same(len(peer.messages), 1)
            check("Write." in text(peer.messages["1001"]), peer.messages)
            same(notes.states(), {1: "sent"})

    retried.__doc__ = f"an edit is repeated after {doc}, with what the notes say by then"
    return retried


CASES.append(broken((500, {"message": "Internal Server Error", "code": 0}, {}), "500"))
CASES.append(broken((503, b"<html>unavailable</html>", {}), "503 in HTML"))
CASES.append(broken("close", "a connection that closed"))
CASES.append(broken("take-and-close", "an edit that was taken without a word"))


@case
def old_edits():
    """the quota for edits of old messages holds up the edits, not the posts"""
    quota = error(30046, retry_after=1800)
    with DiscordPeer([None, None, quota]) as peer, Notes(peer.via) as notes:
        notes.write("one")
        notes.write("two")
        notes.go()
        for name in ("one", "two", "three"):
            notes.write(name, todos=["AP: Call."])
        notes.go(status=75)
        same(peer.methods, ["POST", "POST", "PATCH", "POST"])
        same(notes.states(), {1: "deferred", 2: "queued", 3: "sent"})
        notes.write("four")
        notes.clock(10, 5)
        notes.run("run", status=75)
        same(peer.methods[4:], ["PATCH", "POST"], "what waits for its time holds nothing up")
        notes.go()
        same(len(peer.messages), 4)
        check(all("Call." in text(peer.messages[m]) for m in ("1001", "1002")), peer.messages)


@case
def limited_edit():
    """a short limit is waited out by an edit, too"""
    limit = (429, {"message": "slow", "retry_after": 0.2, "global": False}, {"Retry-After": "1"})
    with DiscordPeer([None, limit]) as peer, Notes(peer.via) as notes:
        notes.write()
        notes.go()
        notes.write(todos=["AP: Call."])
        notes.go()
        same(peer.answers, [200, 429, 200])
        check("Call." in text(peer.messages["1001"]))


LONG = ["AP: " + f"Item {n} of many, " + "with words " * 25 for n in range(60)]


@case
def grown_and_shrunk():
    """a post that needs more parts posts them behind its own; one that needs fewer says so in them, and can grow again"""
    with DiscordPeer() as peer, Notes(peer.via) as notes:
        notes.write(todos=LONG[:3])
        notes.go()
        same(len(peer.messages), 1)
        notes.write(todos=LONG)
        notes.go()
        count = len(peer.messages)
        check(count > 2, "parts", count)
        same(peer.methods, ["POST", "PATCH"] + ["POST"] * (count - 1))
        same([embed(m)["footer"]["text"].split()[-1] for m in peer.messages.values()],
             [f"{n}/{count}" for n in range(1, count + 1)])
        check(all(embed(m)["footer"]["text"].startswith("Meeting one · ") for m in list(peer.messages.values())[1:]))
        urls = [embed(m)["url"] for m in peer.messages.values() if "url" in embed(m)]
        same(len(urls), len(set(urls)), "urls")
        notes.write(todos=LONG[:3])
        notes.go()
        same(len(peer.messages), count)
        for message in list(peer.messages.values())[1:]:
            check("The notes have become shorter" in text(message), message)
            check("footer" not in embed(message), message)
        asked = len(peer.requests)
        notes.go()
        same(len(peer.requests), asked)
        notes.write(todos=LONG)
        notes.go()
        same(set(peer.methods[asked:]), {"PATCH"})
        whole = "\n".join(text(m) for m in peer.messages.values())
        same(re.findall(r"^- Item ([0-9]+)", whole.split("## TODOs")[1], re.MULTILINE), [str(n) for n in range(40)])
        check("and 20 more" in whole, whole)


@case
def shrunk_unsent():
    """parts that were not sent yet and are not needed any more are never posted"""
    later = (429, {"message": "slow", "retry_after": 1800}, {})
    with DiscordPeer([None, later]) as peer, Notes(peer.via) as notes:
        notes.write(todos=LONG)
        notes.go(status=75)
        notes.write(todos=LONG[:3])
        notes.go()
        same(peer.methods, ["POST", "POST", "PATCH"])
        same(len(peer.messages), 1)
        same(notes.states(), {1: "sent"})


@case
def doubted():
    """a post that may have arrived waits for a person, who then posts what the notes say by then"""
    with DiscordPeer(["close"]) as peer, Notes(peer.via) as notes:
        notes.write()
        notes.go(status=69)
        notes.write(todos=["AP: Call."])
        notes.go(status=0)
        same(notes.states(), {1: "unknown"})
        same(peer.methods, ["POST"])
        notes.run("outbox", "retry", "1")
        notes.go()
        same(list(peer.messages), ["1001"])
        check("Call." in text(peer.messages["1001"]))


def off(code, sentence):
    def switched_off():
        with DiscordPeer() as peer, Notes(peer.via) as notes:
            notes.write("zero")
            notes.go()
            peer.refuse = code
            notes.write("zero", todos=["AP: Call."])
            notes.write("one")
            notes.go(status=75)
            check(sentence in notes.errors and "left alone" in notes.errors, notes.errors)
            asked = len(peer.requests)
            same(asked, 2)
            for name in ("two", "three"):
                notes.write(name)
                notes.go(status=75)
                same(notes.errors, "")
            notes.env["TIDINGS_NOW"] = "2026-03-22T09:00:00Z"
            notes.run("run", status=75)
            notes.run("deliver", status=75)
            same(len(peer.requests), asked, "nothing is asked of it")
            status = notes.run("status")
            check("off      discord.community since 2026-03-02 10:00, 4 waiting: " in status and sentence in status, status)
            notes.run("check", status=78)
            check("discord.community is switched off" in notes.errors and sentence in notes.errors, notes.errors)
            check(all(state in ("queued", "sent") for state in notes.states().values()), notes.states())
            with open(os.path.join(notes.path, "state.db"), "rb") as state:
                check(TOKEN.encode() not in state.read(), "the token is in the state file")

            with DiscordPeer() as other:
                notes.env["HOOK"] = other.via
                notes.run("check")
                notes.write("zero", todos=["AP: Sing."])
                notes.run("run")
                same([embed(m)["title"] for m in other.messages.values()],
                     [f"Meeting {n}" for n in ("one", "two", "three")])
                same(other.methods.count("PATCH"), 1, "the post of the webhook of before is not there")
                check("off " not in notes.run("status"))

    switched_off.__doc__ = f"{code} switches the webhook off until its settings change, and nothing is lost"
    return switched_off


CASES.append(off(10015, "404 Unknown Webhook: the webhook is not there any more"))
CASES.append(off(50027, "401 Invalid Webhook Token: the token in the webhook's URL is wrong"))


@case
def forum():
    """in a forum each post starts a thread with its tags; later parts and edits go there"""
    tags = ["111", "222"]
    with DiscordPeer(forum=True) as peer, Notes(peer.via, ', forum: {tags: ["111", "222"]}') as notes:
        notes.write("one", todos=LONG)
        notes.write("two")
        notes.go()
        first, *later, other = peer.posts
        same([first["thread_name"], other["thread_name"]], ["Meeting one", "Meeting two"])
        same([first["applied_tags"], other["applied_tags"]], [tags, tags])
        check(later and all("thread_name" not in p and "applied_tags" not in p for p in later))
        same(set(list(peer.threads.values())[:-1]), {"1001"})
        same(set(peer.answers), {200})
        notes.write("one", todos=[item + " Really." for item in LONG])
        notes.go()
        check(set(peer.answers) == {200} and peer.methods.count("PATCH") == 1 + len(later), peer.methods)
        check(not any("thread_name" in json.loads(r[2]) for r, m in zip(peer.requests, peer.methods) if m == "PATCH"))


@case
def forum_doubted():
    """later parts in a forum wait until a person said what became of the first one"""
    with DiscordPeer(["close"], forum=True) as peer, Notes(peer.via, ", forum: {}") as notes:
        notes.write("one", todos=LONG)
        notes.go(status=None)
        notes.write("two")
        notes.go(status=None)
        same([p.get("thread_name") for p in peer.posts], ["Meeting two"])
        notes.run("outbox", "retry", "1")
        notes.go()
        check(set(notes.states().values()) == {"sent"} and set(peer.answers) == {200}, notes.states())
        same(len(peer.known_threads), 2)
    with DiscordPeer(["close"], forum=True) as peer, Notes(peer.via, ", forum: {}") as notes:
        notes.write("one", todos=LONG)
        notes.go(status=None)
        notes.run("outbox", "drop", "1")
        notes.go(status=69)
        same(set(list(notes.states().values())[:-1]), {"failed"})
        check("there is no thread for it" in notes.errors, notes.errors)


@case
def forum_settings():
    """a channel that is a forum, or is none, is told in words that say what to write, and then everything goes there"""
    with DiscordPeer(forum=True) as peer, Notes(peer.via) as notes:
        notes.write()
        notes.go(status=75)
        check("its channel is a forum; write `forum: {}`" in notes.errors, notes.errors)
        notes.go(status=75)
        same(len(peer.requests), 1)
        notes.settings(", forum: {}")
        notes.go()
        same(peer.posts[0]["thread_name"], "Meeting one")
    with DiscordPeer() as peer, Notes(peer.via, ", forum: {}") as notes:
        notes.write()
        notes.go(status=75)
        check("its channel is no forum; take `forum` out" in notes.errors, notes.errors)
        notes.settings()
        notes.go()
        same(list(peer.threads.values()), [None])
    with DiscordPeer(forum=True) as peer, Notes(peer.via + "?thread_id=5", ", forum: {}") as notes:
        notes.write()
        notes.go(status=75)
        check("take `forum`, or the thread's id out of the URL" in notes.errors, notes.errors)
    with DiscordPeer([error(40067)], forum=True) as peer, Notes(peer.via, ", forum: {}") as notes:
        notes.write()
        notes.go(status=75)
        check("write `forum: {tags: [ID]}`" in notes.errors, notes.errors)
        notes.settings(", forum: {tags: 5}")
        notes.go()
        same(peer.posts[0]["applied_tags"], ["5"])


@case
def thread_moved():
    """an edit goes to the thread where its post is, whatever the configuration says by then"""
    with DiscordPeer(thread="555") as peer, Notes(peer.via, ", thread: 555") as notes:
        notes.write("one")
        notes.go()
        same(peer.threads, {"1001": "555"})
        notes.settings()
        notes.write("one", todos=["AP: Call."])
        notes.write("two")
        notes.go()
        same(peer.threads, {"1001": "555", "1002": None})
        check("Call." in text(peer.messages["1001"]))


@case
def digest_in_forum():
    """a digest in a forum is one thread"""
    with DiscordPeer(forum=True) as peer, Notes(peer.via, ", forum: {}") as notes:
        notes.settings(", forum: {}")
        path = os.path.join(notes.path, "tidings.yaml")
        with open(path, encoding="utf-8") as source:
            settings = source.read().replace("news: {kind: post,", "weekly: {kind: digest, every: week,")
        notes.file("tidings.yaml", settings.encode())
        for n in range(12):
            notes.write(f"m{n}", todos=LONG[:8], discussion="\n\n".join("AP: " + "word " * 90 for _ in range(3)))
        notes.go()
        check(len(peer.posts) > 1, len(peer.posts))
        same(set(peer.threads.values()), {"1001"})
        check(peer.posts[0]["thread_name"].startswith("Notes, "), peer.posts[0])
        for payload in peer.posts:
            check(units(text(payload)) <= 4096)


@case
def folder():
    """written to a folder, an edit is the same file with what the post is to say now"""
    with DiscordPeer() as peer, Notes(peer.via, via='"folder:out"') as notes:
        notes.write()
        notes.go()
        out = os.path.join(notes.path, "out")
        names = os.listdir(out)
        same(len(names), 1)
        notes.write(todos=["AP: Call."])
        notes.go()
        same(os.listdir(out), names)
        with open(os.path.join(out, names[0]), encoding="utf-8") as source:
            check("Call." in text(json.load(source)))
        notes.settings()
        notes.write(todos=["AP: Sing."])
        notes.go()
        same(peer.methods, ["POST"], "Discord never had it")
        notes.settings(via='"folder:out"')
        notes.write(todos=["AP: Dance."])
        notes.go()
        notes.settings()
        notes.write(todos=["AP: Sleep."])
        notes.go()
        same(peer.methods, ["POST", "PATCH"], "and has it still")
        check("Sleep." in text(peer.messages["1001"]))


@case
def bad_edit():
    """an edit that is refused names the place, and the other posts go on"""
    bad = (400, {"code": 50035, "message": "Invalid Form Body", "errors": {"embeds": {"0": {"title": {"_errors": [
        {"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 256 or fewer in length."}]}}}}}, {})
    with DiscordPeer([None, None, bad]) as peer, Notes(peer.via) as notes:
        notes.write("one")
        notes.write("two")
        notes.go()
        notes.write("one", todos=["AP: Call."])
        notes.write("two", todos=["AP: Call."])
        notes.go(status=69)
        check("embeds.0.title: Must be 256" in notes.errors, notes.errors)
        same(notes.states(), {1: "failed", 2: "sent"})
        notes.write("one", todos=["AP: Sing."])
        notes.go()
        same(notes.states(), {1: "sent", 2: "sent"})
        same(len(peer.messages), 2)


same(CHANNEL.isdigit(), True)
run_cases(CASES)
