#!/usr/bin/python3
"""What a mail server has against us is told in its own words, with its name and port, and with what to do."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../peers/lib"))
from place import Place, mails  # noqa: E402
from smtp_peer import Close, Flood, Raw, SmtpPeer  # noqa: E402
from tap import check, run_cases, same  # noqa: E402
from two_ways import on_both  # noqa: E402

CASES = []


def words(faults, wanted, doc):
    def told(way):
        with way.peer(faults) as peer:
            sending = way.send(peer)
            first = sending.reply(min(sending.settled))
            same(first, f"127.0.0.1:{peer.port} {wanted}")

    on_both(CASES, told, doc)


for code in ("554 5.3.2 no service here", "450 4.3.2 come back later", "421 4.3.2 shutting down", "521 5.3.2 no mail at all"):
    words({"greeting": code}, f"says on connecting: {code}", f"a greeting of {code[:3]}")
for step, place in (("mail", "MAIL FROM"), ("rcpt", "RCPT TO"), ("data", "DATA"), ("dot", "the message")):
    for code in ("451 4.3.0 not now", "550 5.7.1 not you"):
        words({step: code}, f"says to {place}: {code}", f"{code[:3]} to {place}")
words({"rcpt": Raw(b"550-5.1.1 nobody\r\n550-5.1.1 of that name\r\n550 5.1.1 here\r\n")},
      "says to RCPT TO: 550 5.1.1 nobody of that name here", "a refusal of several lines")


def refused_hello(way):
    """Whether it was EHLO or HELO, the words are there."""
    for code in ("451 4.3.0 not now", "550 5.7.1 not you", "502 5.5.1 no"):
        with way.peer({"ehlo": code, "helo": code}) as peer:
            reply = way.send(peer).reply(1)
            check(reply in [f"127.0.0.1:{peer.port} says to {hello}: {code}" for hello in ("EHLO", "HELO")], reply)


on_both(CASES, refused_hello, "a refused EHLO or HELO is told with the server's words")


def never_no_error(way):
    """However a session ends, something is said of it that a person understands."""
    faults = [Close(), Close(reset=True), Close(reply="421 4.3.2 bye"), Raw(b"\r\n"), Raw(b"\0\0\0\r\n"), Raw(b"554 \r\n"),
              Raw(b"554\r\n"), Raw(b"554-\r\n554\r\n"), Flood(b"250-x\r\n" * 500), "299 fine", "399 fine", "499 no", "599 no"]
    for step in ("greeting", "ehlo", "mail", "rcpt", "data", "body", "dot"):
        for fault in faults:
            with way.peer({step: fault, "helo": fault}) as peer:
                sending = way.send(peer, count=1, size=4000, timeout=1)
                for number, kind in sending.kinds().items():
                    if kind == "sent":
                        continue
                    reply = sending.reply(number)
                    check(f"127.0.0.1:{peer.port}" in reply, step, fault, reply)
                    check(len(reply.split()) > 3 and "no error" not in reply.lower(), step, fault, reply)


on_both(CASES, never_no_error, "no session ends in \"No Error\"")


def next_step():
    """What is deferred and what has failed is told with the command that tries it again"""
    with SmtpPeer({"rcpt": ["451 4.2.0 later", "550 5.1.1 nobody"]}) as smtp, Place(smtp.via) as place:
        place.configure(smtp.via, ", connections: 1")
        place.queue("mail", mails(3))
        place.run("deliver", status=75)
        server = f"127.0.0.1:{smtp.port}"
        check(f"mail.via: {server} says to RCPT TO: 451 4.2.0 later; tried again later, or at once after "
              "`tidings outbox retry --state=deferred`" in place.errors, place.errors)
        check(f"mail.via: delivery 2 to rd2@example.org failed: {server} says to RCPT TO: 550 5.1.1 nobody; once that is "
              "mended, `tidings outbox retry 2` sends it again" in place.errors, place.errors)
        place.run("outbox", "retry", "--state=deferred")
        place.run("outbox", "retry", "2")
        place.run("deliver")
        same(set(place.states().values()), {"sent"})


CASES.append(next_step)


def greeted():
    """and so is a server that greets with a refusal, through the program"""
    with SmtpPeer({"greeting": "554 5.3.2 no service here"}) as smtp, Place(smtp.via) as place:
        place.queue("mail", mails(2))
        place.run("deliver", status=75)
        check(f"mail.via: 127.0.0.1:{smtp.port} says on connecting: 554 5.3.2 no service here; tried again" in place.errors,
              place.errors)
        check("No Error" not in place.run("outbox", "show", "1"))


CASES.append(greeted)
run_cases(CASES)
