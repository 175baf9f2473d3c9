#!/usr/bin/python3
"""Posts to a webhook, against a server that answers as Discord does."""
import json
import os
import socket
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from discord_peer import TOKEN, DiscordPeer  # noqa: E402
from tap import Sending, check, run_cases, same  # noqa: E402

CASES = []
LIMITED = {"message": "You are being rate limited.", "retry_after": 0.2, "global": False}


def case(function):
    CASES.append(function)
    return function


def post(number, **more):
    payload = {"content": f"part {number}", "allowed_mentions": {"parse": []}, **more}
    return ("community", json.dumps(payload).encode())


def send(peer, count=3, **how):
    sending = Sending("discord", peer.via, [post(n) for n in range(1, count + 1)], **how)
    check(not any(TOKEN in line for line in sending.lines), "the token is shown", sending.lines)
    return sending


@case
def plain():
    """three parts arrive in order, as they are, and their ids are kept"""
    with DiscordPeer() as peer:
        sending = send(peer)
        same(sending.kinds(), {1: "sent", 2: "sent", 3: "sent"})
        same([sending.settled[n][2] for n in (1, 2, 3)], ["1001", "1002", "1003"])
        same([p["content"] for p in peer.posts], ["part 1", "part 2", "part 3"])
        same([data for _, _, data in peer.requests], [post(n)[1] for n in (1, 2, 3)])
        check(sending.open)


@case
def form():
    """a post goes to v10 with wait=true, a JSON type and a bot's name"""
    with DiscordPeer() as peer:
        send(peer, count=1)
        path, headers, _ = peer.requests[0]
        check(path.startswith("/api/v10/webhooks/") and path.endswith("?wait=true"), path)
        same(headers["Content-Type"], "application/json")
        check(headers["User-Agent"].startswith("DiscordBot ("), headers)


@case
def bad_form():
    """a form that is refused names the place that Discord names; nothing is sent behind it"""
    with DiscordPeer() as peer:
        bad = post(1, embeds=[{"title": "x" * 257}])
        sending = Sending("discord", peer.via, [bad, post(2)])
        same(sending.kinds(), {1: "permanent"})
        check("embeds.0.title: Must be 256" in sending.reply(1), sending.reply(1))
        check(not sending.open)
        same(peer.posts, [])


def refusal(status, answer, kind="permanent"):
    def refused():
        with DiscordPeer([(status, answer, {})]) as peer:
            sending = send(peer)
            same(sending.kinds(), {1: kind})
            check(not sending.open)
            check(str(status) in sending.reply(1), sending.reply(1))
            same(len(peer.requests), 1)

    refused.__doc__ = f"{status} switches the webhook off for the run"
    return refused


CASES.append(refusal(404, {"message": "Unknown Webhook", "code": 10015}, "held"))
CASES.append(refusal(401, {"message": "Invalid Webhook Token", "code": 50027}, "held"))
CASES.append(refusal(404, {"message": "404: Not Found", "code": 0}, "held"))
CASES.append(refusal(413, {"message": "Request entity too large", "code": 40005}))
CASES.append(refusal(405, {"message": "405: Method Not Allowed", "code": 0}))


@case
def limited():
    """a short limit is waited out, and the post is made once"""
    with DiscordPeer([None, (429, LIMITED, {"Retry-After": "1"})]) as peer:
        sending = send(peer)
        same(sending.kinds(), {1: "sent", 2: "sent", 3: "sent"})
        same([p["content"] for p in peer.posts], ["part 1", "part 2", "part 3"])
        same(sending.waits, [1.0], "a limit of 0.2 s is waited for a second")


@case
def limited_by_header():
    """a limit without JSON is read from its header"""
    with DiscordPeer([(429, b"<html>slow down</html>", {"Retry-After": "7"})]) as peer:
        sending = send(peer, count=1)
        same((sending.kinds(), sending.waits), ({1: "sent"}, [7.0]))


@case
def limited_long():
    """a long limit is not waited out: tried again after what it asks for, and nothing is sent behind it"""
    with DiscordPeer([None, (429, {**LIMITED, "retry_after": 900.5}, {})]) as peer:
        sending = send(peer)
        same(sending.kinds(), {1: "sent", 2: "temporary"})
        same(sending.settled[2][1], "901")
        same(len(peer.requests), 2)


@case
def limited_by_edge():
    """a limit of the edge, without a word, is a minute"""
    with DiscordPeer([(429, b"<html>too many</html>", {})]) as peer:
        sending = send(peer)
        same(sending.kinds(), {1: "temporary"})
        same(sending.settled[1][1], "61")


@case
def bucket():
    """an empty bucket is waited for before the next post, not after the last"""
    with DiscordPeer(headers={"X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": "0.3"}) as peer:
        sending = send(peer)
        same((sending.kinds(), sending.waits), ({1: "sent", 2: "sent", 3: "sent"}, [0.3, 0.3]))


@case
def bucket_counted():
    """a bucket is never overdrawn: posts wait by its headers, and none is refused"""
    with DiscordPeer(bucket=(2, 0.4)) as peer:
        same(set(send(peer, count=7, env={"WAIT": "1"}).kinds().values()), {"sent"})
        same([p["content"] for p in peer.posts], [f"part {n}" for n in range(1, 8)])
        same(set(peer.answers), {200})


@case
def bucket_long():
    """a bucket that fills too slowly leaves the rest for another run, without an attempt"""
    with DiscordPeer(headers={"X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": "600"}) as peer:
        sending = send(peer)
        same(sending.kinds(), {1: "sent"})
        check(not sending.open)
        same(len(peer.requests), 1)


def ambiguous(event, doc):
    def unclear():
        with DiscordPeer([None, event]) as peer:
            sending = send(peer)
            same(sending.kinds(), {1: "sent", 2: "unknown"})
            check(not sending.open)
            same(len(peer.requests), 2, "requests: the post must not be repeated")

    unclear.__doc__ = f"{doc}: unknown, not repeated, and nothing is sent behind it"
    return unclear


CASES.append(ambiguous((500, {"message": "Internal Server Error", "code": 0}, {}), "500"))
CASES.append(ambiguous((503, b"<html>unavailable</html>", {}), "503 without JSON"))
CASES.append(ambiguous("close", "closing without an answer"))
CASES.append(ambiguous("take-and-close", "taking the post and closing"))
CASES.append(ambiguous("stall", "no answer in time"))
CASES.append(ambiguous("no-id", "an answer without the message"))
CASES.append(ambiguous("flood", "an answer without end"))


@case
def down():
    """a server that is not there: tried again later"""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        via = f"http://127.0.0.1:{silent.getsockname()[1]}/api/webhooks/1/{TOKEN}"
        sending = Sending("discord", via, [post(1), post(2)])
    same(sending.kinds(), {1: "temporary"})
    check(TOKEN not in sending.reply(1))


@case
def stranger():
    """a URL that is no webhook of Discord's is refused without being shown"""
    for via in ("https://discord.example/api/webhooks/1/s3cret", "http://discord.com/api/webhooks/1/s3cret"):
        sending = Sending("discord", via, [post(1)])
        check(sending.refused is not None and "s3cret" not in sending.refused, sending.refused)


run_cases(CASES)
