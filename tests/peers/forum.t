#!/usr/bin/python3
"""Posts into forums and threads, and what becomes of a post whose thread somebody deletes."""
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from discord_peer import DiscordPeer, error, units  # noqa: E402
from post_notes import LONG, Notes, text  # noqa: E402
from tap import check, run_cases, same  # noqa: E402

CASES = []


def case(function):
    CASES.append(function)
    return function


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
def no_such_thread():
    """a thread of the configuration that is not there (10003) switches the webhook off, until the configuration names another"""
    with DiscordPeer(thread="555") as peer, Notes(peer.via, ", thread: 666") as notes:
        notes.write("one")
        notes.write("two")
        notes.go(status=75)
        check("404 Unknown Channel: the thread is not there" in notes.errors and "left alone" in notes.errors, notes.errors)
        same((peer.answers, set(notes.states().values())), ([404], {"queued"}))
        notes.go(status=75)
        same(peer.answers, [404])
        notes.settings(", thread: 555")
        notes.go()
        same(peer.threads, {"1001": "555", "1002": "555"})


@case
def thread_deleted():
    """a post whose thread somebody deletes (10003) stays deleted with all its parts, and the others go on"""
    with DiscordPeer(forum=True) as peer, Notes(peer.via, ", forum: {}") as notes:
        notes.write("one", todos=LONG[:3])
        notes.write("two")
        notes.go()
        same(peer.threads, {"1001": "1001", "1002": "1002"})
        peer.delete_thread("1001")
        # An edit of what is there no more, and parts that would be new in its thread.
        notes.write("one", todos=LONG)
        notes.write("two", todos=["AP: Call."])
        notes.write("three")
        notes.go()
        check(10003 in peer.codes and "off " not in notes.run("status"), peer.codes)
        same(list(peer.messages), ["1002", "1003"])
        check("Call." in text(peer.messages["1002"]))
        states = notes.states()
        same((states[1], states[2], set(states.values())), ("dropped", "sent", {"dropped", "sent"}))
        check("somebody deleted its thread" in notes.row(1), notes.row(1))
        asked = len(peer.requests)
        notes.write("one", todos=LONG[:5])
        notes.go()
        same(len(peer.requests), asked)


run_cases(CASES)
