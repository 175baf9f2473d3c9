#!/usr/bin/python3
"""Mail by SMTP, against a server that misbehaves at each step."""
import os
import socket
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from smtp_peer import EXTENSIONS, Close, Flood, Raw, SmtpPeer, Stall  # noqa: E402
from tap import Sending, check, mail, run_cases, same  # noqa: E402

CASES = []


def case(function):
    CASES.append(function)
    return function


def messages(count, **how):
    return [(f"rd{n}@example.org", mail(n, **how)) for n in range(1, count + 1)]


def send(peer, count=3, env=None, **how):
    return Sending("mail", peer.via, messages(count, **how), env=env)


@case
def plain():
    """three messages arrive byte for byte, over one connection, each with one recipient"""
    with SmtpPeer() as peer:
        sending = send(peer)
        same(sending.kinds(), {1: "sent", 2: "sent", 3: "sent"})
        check(sending.open)
        same(peer.connections, 1)
        same([m["data"] for m in peer.messages], [data for _, data in messages(3)])
        same([m["to"] for m in peer.messages], [["rd1@example.org"], ["rd2@example.org"], ["rd3@example.org"]])
        same({m["from"] for m in peer.messages}, {"notes@example.org"})
        same(peer.verbs()[-1], "QUIT")


@case
def bare():
    """a server that knows no EHLO gets HELO"""
    with SmtpPeer({"ehlo": "502 5.5.1 what?"}) as peer:
        same(send(peer).kinds(), {1: "sent", 2: "sent", 3: "sent"})
        check("HELO" in peer.verbs())


@case
def no_extensions():
    """a server without extensions is served"""
    with SmtpPeer(extensions=()) as peer:
        same(send(peer).kinds(), {1: "sent", 2: "sent", 3: "sent"})
        same([m["data"] for m in peer.messages], [data for _, data in messages(3)])


@case
def chunking():
    """CHUNKING is not taken up, also when the reply comes byte by byte"""
    for split in (False, True):
        with SmtpPeer(extensions=EXTENSIONS + ("CHUNKING", "BINARYMIME"), split=split) as peer:
            same(send(peer).kinds(), {1: "sent", 2: "sent", 3: "sent"})
            check("BDAT" not in peer.verbs(), peer.verbs())
            same([m["data"] for m in peer.messages], [data for _, data in messages(3)])


@case
def many():
    """250 messages of 5 kB go over several connections, each once"""
    with SmtpPeer() as peer:
        sending = send(peer, count=250, size=5000)
        same(set(sending.kinds().values()), {"sent"})
        same(sorted(m["to"][0] for m in peer.messages), sorted(f"rd{n}@example.org" for n in range(1, 251)))
        check(peer.connections > 1)
        by_recipient = {m["to"][0]: m["data"] for m in peer.messages}
        same(by_recipient, dict(messages(250, size=5000)), "bodies")
        check(sending.lines.count("commit") < 300, sending.lines.count("commit"), "commits")


@case
def large():
    """a message of 1 MB arrives whole"""
    with SmtpPeer() as peer:
        same(send(peer, count=1, size=1_000_000).kinds(), {1: "sent"})
        same(peer.messages[0]["data"], mail(1, size=1_000_000))


@case
def too_large():
    """a message over the server's SIZE is refused before it is transferred, and stops no other"""
    with SmtpPeer(size=5000) as peer:
        data = [("rd1@example.org", mail(1)), ("rd2@example.org", mail(2, size=9000)), ("rd3@example.org", mail(3))]
        same(Sending("mail", peer.via, data).kinds(), {1: "sent", 2: "permanent", 3: "sent"})
        same(peer.verbs().count("DATA"), 2)


@case
def bare_line_ends():
    """bare line ends become CRLF, so no line of a body can be taken for its end"""
    with SmtpPeer() as peer:
        loose = mail(1).replace(b"\r\n", b"\n") + b"x\n.\nQUIT\ry"
        same(Sending("mail", peer.via, [("rd@example.org", loose)]).kinds(), {1: "sent"})
        same(peer.messages[0]["data"], mail(1) + b"x\r\n.\r\nQUIT\r\ny\r\n")


@case
def down():
    """a server that is not there costs one attempt, and the rest stays as it was"""
    with socket.socket() as silent:  # bound, so that nobody else gets its port, but not listening
        silent.bind(("127.0.0.1", 0))
        sending = Sending("mail", f"smtp://127.0.0.1:{silent.getsockname()[1]}", messages(3))
    same(sending.kinds(), {1: "temporary"})
    check(not sending.open)
    check("refused" in sending.reply(1), sending.reply(1))


@case
def no_such_host():
    """a name that does not resolve costs one attempt"""
    sending = Sending("mail", "smtp://nowhere.invalid:25", messages(2))
    same(sending.kinds(), {1: "temporary"})


@case
def bad_addresses():
    """addresses that would break out of the envelope never reach the server; the others do"""
    with SmtpPeer() as peer:
        bad = ["a@b\r\nRCPT TO:<c@d>", "a b@c", "a<b@c", "a>b@c", "răzvan@example.org", "nobody", "@x", "x@", ""]
        data = [(address, mail(1)) for address in bad] + [("rd@example.org", mail(2))]
        sending = Sending("mail", peer.via, data)
        same(sending.kinds(), {**{n: "permanent" for n in range(1, len(bad) + 1)}, len(bad) + 1: "sent"})
        same(len(peer.messages), 1)
        same(peer.messages[0]["to"], ["rd@example.org"])


@case
def bad_sender():
    """a sender that cannot stand in an envelope stops the mail before a connection"""
    with SmtpPeer() as peer:
        sending = Sending("mail", peer.via, messages(2), sender="a@b>\r\nQUIT")
        same(sending.kinds(), {1: "temporary"})
        same(peer.connections, 0)


@case
def no_header():
    """what is no message is refused for good"""
    with SmtpPeer() as peer:
        same(Sending("mail", peer.via, [("rd@example.org", b"no header")]).kinds(), {1: "permanent"})


@case
def outbox_refuses():
    """when the outbox cannot note that a message leaves, its final dot is not sent"""
    with SmtpPeer() as peer:
        sending = Sending("mail", peer.via, messages(3), env={"REFUSE_BEGIN": "2"})
        same(sending.kinds(), {1: "sent"})
        check(not sending.open)
        same(len(peer.messages), 1)


REFUSALS = {
    "mail": ("MAIL", {2: "begins"}),
    "rcpt": ("RCPT", {}),
    "data": ("DATA", {}),
    "dot": ("the final dot", {}),
}


def refusal(step, code, kind):
    def refused():
        with SmtpPeer({step: [None, f"{code} 5.1.1 not you", None]}) as peer:
            sending = send(peer)
            same(sending.kinds(), {1: "sent", 2: kind, 3: "sent"})
            check(str(code) in sending.reply(2) and "not you" in sending.reply(2), sending.reply(2))
            same([m["to"][0] for m in peer.messages], ["rd1@example.org", "rd3@example.org"])
            check(sending.open)

    refused.__doc__ = f"{code} at {REFUSALS[step][0]} is {kind} and stops no other"
    return refused


for each_step in REFUSALS:
    CASES.append(refusal(each_step, 451, "temporary"))
    CASES.append(refusal(each_step, 550, "permanent"))


def server_trouble(step, fault, doc, **more):
    def troubled():
        with SmtpPeer({step: fault, **more}) as peer:
            sending = send(peer)
            same(sending.kinds(), {1: "temporary"})
            check(not sending.open)
            same(peer.messages, [])

    troubled.__doc__ = f"{doc} costs one attempt"
    return troubled


for each_step in ("greeting", "ehlo"):
    CASES.append(server_trouble(each_step, Close(), f"closing at {each_step}"))
    CASES.append(server_trouble(each_step, Close(reset=True), f"a reset at {each_step}"))
    CASES.append(server_trouble(each_step, Stall(), f"a stall at {each_step}"))
    CASES.append(server_trouble(each_step, "421 4.3.2 shutting down", f"421 at {each_step}"))
    CASES.append(server_trouble(each_step, Raw(b"nonsense\r\n" * 3), f"nonsense at {each_step}"))
    CASES.append(server_trouble(each_step, Flood(b"250-x\r\n" * 1000), f"a flood at {each_step}"))
CASES.append(server_trouble("greeting", "554 5.3.2 no service", "554 at greeting"))
CASES.append(server_trouble("greeting", "450 4.3.2 not now", "450 at greeting"))
for code in (451, 550):
    CASES.append(server_trouble("ehlo", f"{code} 5.3.2 go away", f"{code} at EHLO and no HELO", helo=f"{code} 5.3.2 go away"))


def breaking(step, fault, doc, kind):
    """The second of three messages meets a broken connection; the third goes over a new one."""

    def broken():
        with SmtpPeer({step: [None, fault]}) as peer:
            # More than the sockets hold, or the whole message would have left before its server closes.
            sending = send(peer, size=2_000_000 if step == "body" else 2000, env={"ONE_CONNECTION": "1"})
            same(sending.kinds(), {1: "sent", 2: kind, 3: "sent"})
            same([m["to"][0] for m in peer.messages], ["rd1@example.org", "rd3@example.org"])
            same(peer.connections, 2)

    broken.__doc__ = f"{doc}: the message in hand is {kind}, the next goes over a new connection"
    return broken


for each_step in ("mail", "rcpt", "data", "body"):
    CASES.append(breaking(each_step, Close(), f"closing at {each_step}", "temporary"))
    CASES.append(breaking(each_step, Stall(), f"a stall at {each_step}", "temporary"))
    CASES.append(
        breaking(each_step, Close(reply="421 4.3.2 going down"), f"421 and closing at {each_step}", "temporary")
    )
for each_step in ("mail", "rcpt", "data"):
    CASES.append(breaking(each_step, Close(reset=True), f"a reset at {each_step}", "temporary"))
    CASES.append(breaking(each_step, Raw(b"250-a\r\n550 b\r\n"), f"a reply at odds with itself at {each_step}", "temporary"))
for each_step, wanted in (("mail", "temporary"), ("rcpt", "temporary"), ("data", "temporary"), ("dot", "unknown")):
    CASES.append(breaking(each_step, Flood(b"250-x\r\n" * 1000), f"a flood at {each_step}", wanted))
CASES.append(breaking("dot", Close(), "closing at the final dot", "unknown"))
CASES.append(breaking("dot", Close(reset=True), "a reset at the final dot", "unknown"))
CASES.append(breaking("dot", Stall(), "a stall at the final dot", "unknown"))
CASES.append(breaking("dot", Raw(b"xyz\r\n"), "nonsense at the final dot", "unknown"))
CASES.append(breaking("dot", Close(reply="421 4.3.2 no"), "421 and closing at the final dot", "temporary"))


@case
def many_lines():
    """replies of several lines are understood at each step, also byte by byte"""
    faults = {step: Raw(f"{code}-one\r\n{code}-\r\n{code} three\r\n".encode())
              for step, code in (("greeting", 220), ("mail", 250), ("rcpt", 251), ("data", 354), ("quit", 221))}
    for split in (False, True):
        with SmtpPeer(faults, split=split) as peer:
            same(send(peer).kinds(), {1: "sent", 2: "sent", 3: "sent"})
            same([m["data"] for m in peer.messages], [data for _, data in messages(3)])
    with SmtpPeer({"rcpt": [None, Raw(b"550-5.1.1 nobody\r\n550 5.1.1 here\r\n")]}) as peer:
        sending = send(peer)
        same(sending.kinds(), {1: "sent", 2: "permanent", 3: "sent"})
        check("550" in sending.reply(2) and "nobody" in sending.reply(2), sending.reply(2))


@case
def stall_after():
    """a server that stalls after a 250 has that message, and the next is temporary"""
    with SmtpPeer({"after": [Stall()]}) as peer:
        same(send(peer).kinds(), {1: "sent", 2: "temporary", 3: "sent"})
        same([m["to"][0] for m in peer.messages], ["rd1@example.org", "rd3@example.org"])


@case
def stuck_body():
    """a server that stops reading in the middle of a large body has not got it, and is not told that it has"""
    with SmtpPeer({"body": Stall()}) as peer:
        same(send(peer, count=1, size=8_000_000).kinds(), {1: "temporary"})
        same(peer.messages, [])


@case
def closed_after():
    """a server that closes after each 250 has its messages, and the rest goes on over new connections"""
    with SmtpPeer({"after": [Close(), Close()]}) as peer:
        same(send(peer).kinds()[1], "sent")
        same(peer.messages[0]["to"], ["rd1@example.org"])


@case
def always_breaking():
    """a server that breaks at each message is left alone after a few"""
    with SmtpPeer({"data": [None, Close(), None, Close(), None, Close(), None, Close()]}) as peer:
        sending = send(peer, count=20)
        check(not sending.open)
        check(len(sending.settled) < 20, sending.settled)


@case
def breaking_at_full_speed():
    """what was begun ahead on a connection that breaks goes over another: each once, and the one in hand is told exactly"""
    nonsense = Raw(b"250-a\r\n550 b\r\n")  # at which the library crashes
    for step, fault, kind in (("mail", Close(), "temporary"), ("data", Close(), "temporary"), ("dot", Close(), "unknown"),
                              ("rcpt", nonsense, "temporary"), ("data", Stall(), "temporary")):
        with SmtpPeer({step: [None] * 150 + [fault]}) as peer:
            # Alone, for this server has but one processor: it is to be fast enough for being run ahead of.
            sending = Sending("mail", peer.via, messages(400), env={"ONE_CONNECTION": "1"})
            check(sending.open)
            kinds = sending.kinds()
            same(sorted(kinds), list(range(1, 401)))
            same([k for k in kinds.values() if k != "sent"], [kind])
            same(sorted(m["to"][0] for m in peer.messages),
                 sorted(f"rd{n}@example.org" for n, k in kinds.items() if k == "sent"))


@case
def quit_stalls():
    """a server that never answers QUIT has taken its messages all the same"""
    with SmtpPeer({"quit": Stall()}) as peer:
        same(send(peer).kinds(), {1: "sent", 2: "sent", 3: "sent"})


run_cases(CASES)
