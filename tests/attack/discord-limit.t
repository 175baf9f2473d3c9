#!/usr/bin/python3
"""A webhook's limits that never end: a request is repeated five times at most, and what was refused is never in doubt."""
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../peers/lib"))
from discord_peer import DiscordPeer, error  # noqa: E402
from place import Place  # noqa: E402
from post_notes import Notes, text  # noqa: E402
from tap import BUILD, WRAPPER, Sending, check, run_cases, same  # noqa: E402

CASES = []
ENDLESS = 40  # answers: more than any client may hear


def post(number):
    return ("community", json.dumps({"content": f"part {number}", "allowed_mentions": {"parse": []}}).encode())


def limit(seconds):
    return (429, {"message": "You are being rate limited.", "retry_after": seconds, "global": False}, {})


def endless(answer, doc, wait=1.0):
    def limited():
        with DiscordPeer([answer] * ENDLESS) as peer:
            sending = Sending("discord", peer.via, [post(1), post(2)])
            same(sending.kinds(), {1: "temporary"})
            same((len(peer.requests), sending.waits), (6, [wait] * 5))
            check(int(sending.settled[1][1]) >= 60, "tried again at once:", sending.settled)
            check(not sending.open, "the webhook stays open")

    limited.__doc__ = f"{doc}: five repeats, a second or more between them, then deferred"
    return limited


for seconds in (0, 0.0, 5e-324, 0.0001, 0.5):
    CASES.append(endless(limit(seconds), f"retry_after {seconds}"))
for header in ("0", "0.0", "0.2"):
    CASES.append(endless((429, b"<html>slow down</html>", {"Retry-After": header}), f"Retry-After: {header}"))
CASES.append(endless(limit(7), "retry_after 7", wait=7.0))


def not_waited(answer, doc):
    def limited():
        with DiscordPeer([answer] * ENDLESS) as peer:
            sending = Sending("discord", peer.via, [post(1), post(2)])
            same((sending.kinds(), len(peer.requests), sending.waits), ({1: "temporary"}, 1, []))

    limited.__doc__ = f"{doc}: not waited out"
    return limited


CASES.append(not_waited(limit(11), "retry_after 11"))
CASES.append(not_waited(limit(1e308), "retry_after 1e308"))
CASES.append(not_waited((429, {"message": "slow", "retry_after": -1}, {}), "retry_after -1"))
CASES.append(not_waited((429, b"", {"Retry-After": "inf"}), "Retry-After: inf"))


def a_minute_in_all():
    """however many requests there are, one webhook is waited for a minute in a run"""
    script = [limit(9), limit(9), None] * 20
    with DiscordPeer(script) as peer:
        sending = Sending("discord", peer.via, [post(n) for n in range(1, 21)])
        check(45 <= sum(sending.waits) <= 60, sending.waits)
        same(list(sending.kinds().values()), ["sent", "sent", "sent", "temporary"])
        same([p["content"] for p in peer.posts], ["part 1", "part 2", "part 3"])


CASES.append(a_minute_in_all)


def killed_while_waiting():
    """killed while it waits a limit out, a post is as it was: not in doubt, and posted once by the next run"""
    with DiscordPeer([limit(5)]) as peer, Place(hook=peer.via) as place:
        place.queue("discord", {"post-1": post(1)})
        program = WRAPPER + [os.path.join(BUILD, "fail", "tidings"), *place.command("deliver")[1:]]
        killed = subprocess.run(program, env={**place.env, "TIDINGS_FAIL": "post.wait"}, capture_output=True,
                                timeout=60, check=False)
        same(killed.returncode, -9, killed.stderr)
        same((len(peer.requests), peer.posts), (1, []))
        place.run("deliver")
        same((place.states(), len(peer.posts)), ({1: "sent"}, 1))


def killed_edit():
    """and so is an edit"""
    with DiscordPeer([None, limit(5)]) as peer, Notes(peer.via) as notes:
        notes.write()
        notes.go()
        notes.write(todos=["AP: Call."])
        program = WRAPPER + [os.path.join(BUILD, "fail", "tidings"), *notes.command("run")[1:]]
        killed = subprocess.run(program, env={**notes.env, "TIDINGS_FAIL": "post.wait"}, capture_output=True,
                                timeout=60, check=False)
        same(killed.returncode, -9, killed.stderr)
        notes.go()
        same((peer.methods, notes.states()), (["POST", "PATCH", "PATCH"], {1: "sent"}))
        check("Call." in text(peer.messages["1001"]))


def old_edits():
    """the quota for edits of old messages is a limit like any other"""
    with DiscordPeer([None] + [error(30046, retry_after=0.1)] * ENDLESS) as peer, Notes(peer.via) as notes:
        notes.write()
        notes.go()
        notes.write(todos=["AP: Call."])
        notes.go(status=75)
        same((len(peer.requests), notes.states()), (7, {1: "deferred"}))


if "TIDINGS_SANITIZED" not in os.environ:  # there are no fail points
    CASES += [killed_while_waiting, killed_edit]
CASES.append(old_edits)
run_cases(CASES)
