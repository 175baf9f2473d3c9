#!/usr/bin/python3
"""Answers of proxies, log-in pages and Cloudflare in the place of Discord's: they settle no post, and lose none."""
import json
import os
import socket
import sys
import threading

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../peers/lib"))
from discord_peer import TOKEN, DiscordPeer  # noqa: E402
from post_notes import Notes, embed, text  # noqa: E402
from tap import Sending, check, run_cases, same  # noqa: E402

CASES = []
PAGE = b"<!DOCTYPE html><html><title>Access denied</title><body>Ask your administrator.</body></html>"


def post(number):
    return ("community", json.dumps({"content": f"part {number}", "allowed_mentions": {"parse": []}}).encode())


def passing(status, body, doc, rests=False, headers=None):
    def answered():
        with DiscordPeer([(status, body, headers or {})]) as peer:
            sending = Sending("discord", peer.via, [post(1), post(2)])
            same((sending.kinds(), sending.rests(1)), ({1: "temporary"}, rests), sending.lines)
            check(str(status) in sending.reply(1), sending.reply(1))
            same(len(peer.requests), 1, "a request more makes it worse")
            if rests:
                check(int(sending.settled[1][1]) >= 3600, sending.settled)

    answered.__doc__ = f"{doc}: temporary{', and the webhook rests' if rests else ''}"
    return answered


CASES.append(passing(403, PAGE, "an intermediary's 403 in HTML", rests=True))
CASES.append(passing(403, b"error code: 1020", "Cloudflare's 403, error code 1020", rests=True))
CASES.append(passing(429, b"error code: 1015", "Cloudflare's 429, error code 1015", rests=True))
CASES.append(passing(429, PAGE.replace(b"Access denied", b"Error 1015"), "the page of error 1015", rests=True,
                     headers={"Retry-After": "7200"}))
CASES.append(passing(403, {"message": "internal network error", "code": 40333}, "Discord's code 40333", rests=True))
for code in (301, 302, 303, 307, 308):
    CASES.append(passing(code, b"", f"{code}, a captive portal", headers={"Location": "http://127.0.0.1:1/login"}))
for code in (400, 401, 404, 405, 406, 407, 408, 410, 413, 414, 415, 417, 421, 425, 426, 431, 451, 499):
    CASES.append(passing(code, PAGE, f"{code} in HTML"))
CASES.append(passing(400, {"message": "no code"}, "JSON without a code"))
CASES.append(passing(400, {"message": "a word for a code", "code": "50035"}, "JSON with a code that is no number"))
CASES.append(passing(400, b"[50035]", "JSON that is no object"))
CASES.append(passing(407, {"message": "log in", "code": 1}, "407 with whatever body"))
CASES.append(passing(425, {"message": "too early", "code": 0}, "425 with whatever body"))


def no_id(answer, doc):
    def answered():
        with DiscordPeer([(200, answer, {})]) as peer:
            sending = Sending("discord", peer.via, [post(1), post(2)])
            same((sending.kinds(), sending.settled[1][2]), ({1: "unknown"}, "-"))

    answered.__doc__ = f"a message id that is {doc} is none: the post is in doubt"
    return answered


for bad, words in (("abc", "a word"), ("1" * 21, "21 digits long"), ("", "empty"), ("../../1", "a path"),
                   ("12 34", "two numbers"), ("-1", "negative"), ("١٢", "in other digits")):
    CASES.append(no_id({"id": bad}, words))
CASES.append(no_id({"id": 12}, "a number of JSON"))
CASES.append(no_id(PAGE, "not there, for it is a page of HTML"))


def longest_id():
    """an id of 20 digits is one"""
    with DiscordPeer([(200, {"id": "9" * 20, "channel_id": "x"}, {})]) as peer:
        sending = Sending("discord", peer.via, [post(1)])
        same((sending.kinds(), sending.settled[1][2]), ({1: "sent"}, "9" * 20))


CASES.append(longest_id)


def edit_by_stranger():
    """a page that answers an edit with 200 has not made it: it is made by the next run"""
    with DiscordPeer([None, (200, PAGE, {}), (302, b"", {})]) as peer, Notes(peer.via) as notes:
        notes.write()
        notes.go()
        notes.write(todos=["AP: Call."])
        for _ in range(2):
            notes.go(status=75)
            same(notes.states(), {1: "deferred"})
        notes.go()
        check("Call." in text(peer.messages["1001"]), peer.messages)


CASES.append(edit_by_stranger)


class Proxy:
    """Takes one CONNECT after the other, and refuses it in its way."""

    def __init__(self, answer):
        self.answer, self.heard = answer, []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.serve, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.close()

    def serve(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection:
                data = b""
                while b"\r\n\r\n" not in data:
                    part = connection.recv(4096)
                    if not part:
                        break
                    data += part
                self.heard.append(data.split(b"\r\n")[0])
                connection.sendall(self.answer)


def refused_connect(answer, doc, words):
    def refused():
        with Proxy(answer) as proxy:
            sending = Sending("discord", f"https://discord.com/api/webhooks/1/{TOKEN}", [post(1), post(2)],
                              env={"https_proxy": proxy.url, "HTTPS_PROXY": proxy.url, "no_proxy": "", "NO_PROXY": ""})
            same(proxy.heard, [b"CONNECT discord.com:443 HTTP/1.1"])
            same(sending.kinds(), {1: "temporary"}, sending.lines)
            check(words in sending.reply(1) and TOKEN not in sending.reply(1), sending.reply(1))

    refused.__doc__ = f"{doc}: nothing has left, so nothing is in doubt"
    return refused


for code in (403, 407, 502, 503):
    CASES.append(refused_connect(f"HTTP/1.1 {code} No\r\nContent-Length: 2\r\n\r\nno".encode(),
                                 f"a proxy that refuses CONNECT with {code}", f"the proxy refuses the way to Discord with status {code}"))
CASES.append(refused_connect(b"", "a proxy that closes at CONNECT", ""))
CASES.append(refused_connect(b"HTTP/1.1 200 Fine\r\n\r\nthis is no TLS", "a proxy that is no way to Discord", ""))


def rests():
    """a webhook that is turned away rests, an hour, then two: nothing is asked meanwhile, nothing is lost"""
    away = (403, b"error code: 1020", {})
    with DiscordPeer([None, away, away]) as peer, Notes(peer.via) as notes:
        notes.write("zero")
        notes.run("run")
        notes.write("zero", todos=["AP: Call."])  # an edit, which has no order
        notes.write("one")
        notes.write("two")

        def go(hour, minute, asked, status=75):
            notes.clock(hour, minute)
            notes.run("run", status=status)
            same(len(peer.requests), asked, f"requests at {hour}:{minute:02}")

        go(9, 10, 2)
        check("403 by Cloudflare, error code 1020" in notes.errors and "left alone" in notes.errors, notes.errors)
        check("resting  discord.community until 2026-03-02 10:10" in notes.run("status"), notes.run("status"))
        notes.write("three")
        for minute in (25, 40, 55):
            go(9, minute, 2)
            same(notes.errors, "")
        go(10, 15, 3)
        for hour in (11, 12):
            go(hour, 10, 3)
        go(12, 20, 7, status=0)
        same(set(notes.states().values()), {"sent"})
        same([embed(m)["title"] for m in peer.messages.values()], [f"Meeting {n}" for n in ("zero", "one", "two", "three")])
        check("Call." in text(peer.messages["1001"]))
        check("resting" not in notes.run("status"))


def rest_ends():
    """a rest ends when the webhook's settings change, and one from a time to come is none"""
    away = (403, PAGE, {})
    with DiscordPeer([away]) as peer, DiscordPeer() as other, Notes(peer.via) as notes:
        notes.write("one")
        notes.clock(9)
        notes.run("run", status=75)
        notes.env["HOOK"] = other.via
        notes.clock(10)  # the row's own hour is over, the rest is another webhook's
        notes.run("run")
        same((len(peer.requests), len(other.messages)), (1, 1))
    with DiscordPeer([away]) as peer, Notes(peer.via) as notes:
        notes.clock(20)
        notes.write("one")
        notes.run("run", status=75)
        notes.clock(9)
        notes.write("two")
        notes.run("outbox", "retry", "1")
        notes.run("run", status=65)  # it says that the clock went back
        same(len(peer.messages), 2)


def given_up():
    """a post that is turned away for the time of give_up has failed, and says by what"""
    with DiscordPeer([(403, PAGE, {})] * 100) as peer, Notes(peer.via) as notes:
        notes.write("one")
        for day in range(2, 8):
            for hour in range(0, 24, 2):
                notes.env["TIDINGS_NOW"] = f"2026-03-{day:02}T{hour:02}:00:00Z"
                notes.run("run", status=None)
        same(notes.states(), {1: "failed"})
        check("403, which is no answer of Discord's" in notes.row(1), notes.row(1))
        check(len(peer.requests) < 20, len(peer.requests), "requests in three days")


CASES += [rests, rest_ends, given_up]
run_cases(CASES)
