#!/usr/bin/python3
"""Mail with TLS and a log-in, against servers that must not be trusted, or that misbehave."""
import os
import ssl
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from smtp_peer import Close, Flood, Raw, SmtpPeer, Stall  # noqa: E402
from tap import Sending, check, mail, run_cases, same  # noqa: E402
from tls import Authority  # noqa: E402

CASES = []
SCRATCH = tempfile.TemporaryDirectory(prefix="tidings-tls-")
AUTHORITY = Authority(SCRATCH.name)
GOOD = AUTHORITY.context("IP:127.0.0.1")
OTHER_NAME = AUTHORITY.context("DNS:mail.example.org")
EXPIRED = AUTHORITY.context("IP:127.0.0.1", days=-1)
SELF_SIGNED = AUTHORITY.self_signed("IP:127.0.0.1")
OLDEST = AUTHORITY.context("IP:127.0.0.1", ssl.TLSVersion.TLSv1_2)
OLD = AUTHORITY.context("IP:127.0.0.1", ssl.TLSVersion.TLSv1_1)
# An administrator who allows everything: what is refused all the same is refused by us.
LAX = os.path.join(SCRATCH.name, "openssl.cnf")
with open(LAX, "w", encoding="ascii") as conf:
    conf.write("openssl_conf = all\n[all]\nssl_conf = ssl\n[ssl]\nsystem_default = lax\n"
               "[lax]\nMinProtocol = TLSv1\nCipherString = ALL:@SECLEVEL=0\n")
LOGINS = {"me": "p@ss/word"}


def case(function):
    CASES.append(function)
    return function


def messages(count):
    return [(f"rd{n}@example.org", mail(n)) for n in range(1, count + 1)]


def send(peer, scheme="smtps", login="me:p%40ss%2Fword@", count=3, trust=True, **more):
    env = {**({"CA_FILE": AUTHORITY.ca_file} if trust else {}), **more}
    sending = Sending("mail", f"{scheme}://{login}127.0.0.1:{peer.port}", messages(count), env=env, timeout=2)
    check(not any("p@ss" in line or "p%40" in line for line in sending.lines), "a password is shown", sending.lines)
    return sending


def arrived(peer, count=3):
    same([m["data"] for m in peer.messages], [data for _, data in messages(count)])
    same([m["to"] for m in peer.messages], [[f"rd{n}@example.org"] for n in range(1, count + 1)])


@case
def implicit():
    """three messages with TLS from the first byte and a log-in, over one connection"""
    with SmtpPeer(tls=GOOD, implicit=True, logins=LOGINS) as peer:
        same(send(peer).kinds(), {1: "sent", 2: "sent", 3: "sent"})
        arrived(peer)
        same(peer.connections, 1)
        same(peer.verbs().count("AUTH"), 1)


@case
def starttls():
    """smtp:// with a password is STARTTLS before the log-in"""
    with SmtpPeer(tls=GOOD, logins=LOGINS) as peer:
        same(send(peer, scheme="smtp").kinds(), {1: "sent", 2: "sent", 3: "sent"})
        arrived(peer)
        check(peer.verbs().index("STARTTLS") < peer.verbs().index("AUTH"), peer.verbs())


@case
def no_login():
    """smtps:// without a password needs none"""
    with SmtpPeer(tls=GOOD, implicit=True) as peer:
        same(send(peer, login="").kinds(), {1: "sent", 2: "sent", 3: "sent"})
        check("AUTH" not in peer.verbs())


@case
def no_login_starttls():
    """with `starttls: required` smtp:// needs no password to be TLS"""
    with SmtpPeer(tls=GOOD) as peer:
        same(send(peer, scheme="smtp", login="", STARTTLS="required").kinds(), {1: "sent", 2: "sent", 3: "sent"})
        check(peer.verbs().index("STARTTLS") < peer.verbs().index("MAIL"), peer.verbs())


@case
def never_in_the_clear():
    """with `starttls: required` a server without STARTTLS gets nothing"""
    with SmtpPeer() as peer:
        sending = send(peer, scheme="smtp", login="", STARTTLS="required")
        same(sending.kinds(), {1: "temporary"})
        check("MAIL" not in peer.verbs(), peer.verbs())


def token(mechanism):
    def logged_in():
        with SmtpPeer(tls=GOOD, tokens={mechanism: {"me": "t0ken"}}) as peer:
            sending = send(peer, scheme="smtp", login="me@", TOKEN="t0ken")
            same(sending.kinds(), {1: "sent", 2: "sent", 3: "sent"})
            arrived(peer)
            check(peer.verbs().index("STARTTLS") < peer.verbs().index("AUTH"), peer.verbs())

    logged_in.__doc__ = f"a token logs in by {mechanism}"
    return logged_in


CASES += [token("XOAUTH2"), token("OAUTHBEARER")]


@case
def wrong_token():
    """a token that is refused costs one attempt, and is not shown"""
    with SmtpPeer(tls=GOOD, tokens={"XOAUTH2": {"me": "other"}}) as peer:
        sending = send(peer, scheme="smtp", login="me@", TOKEN="t0ken")
        same(sending.kinds(), {1: "temporary"})
        check("MAIL" not in peer.verbs() and not any("t0ken" in line for line in sending.lines), sending.lines)


@case
def token_not_taken():
    """a token is not given to a server that offers passwords only"""
    with SmtpPeer(tls=GOOD, logins=LOGINS) as peer:
        sending = send(peer, scheme="smtp", login="me@", TOKEN="t0ken")
        same(sending.kinds(), {1: "temporary"})
        check("none of the log-ins" in sending.reply(1), sending.reply(1))
        check(not {"AUTH", "MAIL"} & set(peer.verbs()), peer.verbs())


@case
def too_large():
    """a message over the server's SIZE is refused before it is transferred, and stops no other"""
    with SmtpPeer(tls=GOOD, implicit=True, size=5000) as peer:
        data = [("rd1@example.org", mail(1)), ("rd2@example.org", mail(2, size=9000)), ("rd3@example.org", mail(3))]
        sending = Sending("mail", f"smtps://127.0.0.1:{peer.port}", data, env={"CA_FILE": AUTHORITY.ca_file}, timeout=2)
        same(sending.kinds(), {1: "sent", 2: "permanent", 3: "sent"})
        same(peer.verbs().count("DATA"), 2)


def untrusted(doc, words="", **how):
    def refused():
        trust = how.pop("trust", True)
        scheme = "smtps" if how.get("implicit") else "smtp"
        with SmtpPeer(logins=LOGINS, **how) as peer:
            sending = send(peer, scheme=scheme, trust=trust, OPENSSL_CONF=LAX)
            same(sending.kinds(), {1: "temporary"})
            check(words in sending.reply(1), sending.reply(1))
            check(not sending.open)
            check(not {"AUTH", "MAIL"} & set(peer.verbs()), peer.verbs())

    refused.__doc__ = f"{doc}: nothing is said to it"
    return refused


CASES.append(untrusted("a certificate of nobody known", words="unable to get local issuer certificate", tls=GOOD, implicit=True, trust=False))
CASES.append(untrusted("a certificate of nobody known after STARTTLS", tls=GOOD, trust=False))
CASES.append(untrusted("a certificate for another name", words="no alternative certificate subject name matches", tls=OTHER_NAME, implicit=True))
CASES.append(untrusted("a certificate for another name after STARTTLS", tls=OTHER_NAME))
CASES.append(untrusted("a certificate that has expired", words="certificate has expired", tls=EXPIRED, implicit=True))
CASES.append(untrusted("a certificate that vouches for itself", words="self-signed certificate", tls=SELF_SIGNED,
                       implicit=True))
CASES.append(untrusted("TLS 1.1", tls=OLD, implicit=True))
CASES.append(untrusted("a server without STARTTLS", words="STARTTLS not supported"))
CASES.append(untrusted("a server that refuses STARTTLS", tls=GOOD, faults={"starttls": "454 4.7.0 not now"}))


def password(offered, used):
    def logged_in():
        with SmtpPeer(tls=GOOD, logins={"me@example.org": "p@ss/word"}, mechanisms=offered) as peer:
            same(send(peer, scheme="smtp", login="me%40example.org:p%40ss%2Fword@").kinds(), {1: "sent", 2: "sent", 3: "sent"})
            arrived(peer)
            same({c.split()[1] for c in peer.commands if c.startswith("AUTH ")}, {used})

    logged_in.__doc__ = f"of {', '.join(offered)} it is {used} that a password goes by"
    return logged_in


CASES.append(password(("PLAIN", "LOGIN"), "PLAIN"))
CASES.append(password(("LOGIN",), "LOGIN"))
CASES.append(password(("GSSAPI", "NTLM", "DIGEST-MD5", "CRAM-MD5", "XOAUTH2", "PLAIN"), "PLAIN"))


@case
def no_common_mechanism():
    """a server that offers no mechanism that we know gets neither password nor mail"""
    with SmtpPeer(tls=GOOD, implicit=True, logins=LOGINS, mechanisms=("GSSAPI", "NTLM")) as peer:
        sending = send(peer)
        same(sending.kinds(), {1: "temporary"})
        check("none of the log-ins" in sending.reply(1), sending.reply(1))
        check(not {"AUTH", "MAIL"} & set(peer.verbs()), peer.verbs())


@case
def parallel():
    """many go over as many connections as are allowed, each connection logs in once and carries several"""
    for one in (False, True):
        with SmtpPeer(tls=GOOD, implicit=True, logins=LOGINS) as peer:
            sending = send(peer, count=80, **({"ONE_CONNECTION": "1"} if one else {}))
            same(set(sending.kinds().values()), {"sent"})
            same(len(sending.kinds()), 80)
            same({m["to"][0]: m["data"] for m in peer.messages}, dict(messages(80)), "bodies")
            same(len(peer.messages), 80)
            same(peer.connections, 1 if one else 4)
            same(peer.verbs().count("AUTH"), peer.connections)
            # Two for each message would be 160: they are noted as begun, and settled, several at a time.
            check(sending.lines.count("commit") < 100, sending.lines.count("commit"), "commits")


@case
def withdrawn():
    """what was noted as begun and not sent, for the server breaks each connection, is as it was before"""
    with SmtpPeer({"dot": [None, Close(), Close(), Close()]}, tls=GOOD, implicit=True) as peer:
        sending = send(peer, login="", count=40, ONE_CONNECTION="1")
        same(sending.kinds(), {1: "sent", 2: "unknown", 3: "unknown", 4: "unknown"})
        check(len(sending.begun) > 10 and not sending.open, sending.begun)


@case
def breaking_in_parallel():
    """one of several connections that breaks at the final dot leaves its message in doubt and takes no other with it"""
    with SmtpPeer({"dot": [None] * 30 + [Close()]}, tls=GOOD, implicit=True) as peer:
        kinds = send(peer, login="", count=80).kinds()
        same(sorted(kinds), list(range(1, 81)))
        same([kind for kind in kinds.values() if kind != "sent"], ["unknown"])
        same(sorted(m["to"][0] for m in peer.messages), sorted(f"rd{n}@example.org" for n, k in kinds.items() if k == "sent"))


@case
def outbox_refuses():
    """when the outbox cannot note that a message leaves, its final dot is not sent"""
    with SmtpPeer(tls=GOOD, implicit=True) as peer:
        sending = send(peer, login="", count=1, REFUSE_BEGIN="1")
        same((sending.kinds(), sending.open, peer.messages), ({}, False, []))


@case
def quit_stalls():
    """a server that never answers QUIT is not waited for (the library would wait for two minutes)"""
    with SmtpPeer({"quit": Stall()}, tls=GOOD, implicit=True) as peer:
        same(send(peer, login="").kinds(), {1: "sent", 2: "sent", 3: "sent"})


@case
def wrong_password():
    """a wrong password costs one attempt"""
    with SmtpPeer(tls=GOOD, implicit=True, logins={"me": "other"}) as peer:
        sending = send(peer)
        same(sending.kinds(), {1: "temporary"})
        check("535" in sending.reply(1), sending.reply(1))
        check("MAIL" not in peer.verbs())


def refusal(step, code, kind):
    def refused():
        with SmtpPeer({step: [None, f"{code} 5.1.1 not you"]}, tls=GOOD, implicit=True) as peer:
            sending = send(peer, login="")
            same(sending.kinds(), {1: "sent", 2: kind, 3: "sent"})
            check(str(code) in sending.reply(2), sending.reply(2))
            same([m["to"][0] for m in peer.messages], ["rd1@example.org", "rd3@example.org"])

    refused.__doc__ = f"{code} at {step} is {kind} and stops no other"
    return refused


def breaking(step, fault, doc, kind):
    def broken():
        with SmtpPeer({step: [None, fault]}, tls=GOOD, implicit=True) as peer:
            sending = send(peer, login="")
            same(sending.kinds()[1], "sent")
            same(sending.kinds()[2], kind)
            check("rd2@example.org" not in [m["to"][0] for m in peer.messages])

    broken.__doc__ = f"{doc} at {step}: the message in hand is {kind}"
    return broken


def server_trouble(step, fault, doc, **more):
    def troubled():
        with SmtpPeer({step: fault, **more}, tls=GOOD, implicit=True) as peer:
            sending = send(peer, login="")
            same(sending.kinds(), {1: "temporary"})
            check(not sending.open and peer.messages == [], peer.verbs())

    troubled.__doc__ = f"{doc} costs one attempt"
    return troubled


for each_step in ("greeting", "ehlo"):
    CASES.append(server_trouble(each_step, Close(), f"closing at {each_step}"))
    CASES.append(server_trouble(each_step, Close(reset=True), f"a reset at {each_step}"))
    CASES.append(server_trouble(each_step, Stall(), f"a stall at {each_step}"))
    CASES.append(server_trouble(each_step, "421 4.3.2 shutting down", f"421 at {each_step}", helo="421 4.3.2 shutting down"))
    CASES.append(server_trouble(each_step, Raw(b"nonsense\r\n" * 3), f"nonsense at {each_step}"))
    CASES.append(server_trouble(each_step, Flood(b"250-x\r\n" * 1000), f"a flood at {each_step}"))


@case
def many_lines():
    """replies of several lines are understood at each step, also byte by byte"""
    faults = {step: Raw(f"{code}-one\r\n{code}-\r\n{code} three\r\n".encode())
              for step, code in (("greeting", 220), ("mail", 250), ("rcpt", 251), ("data", 354), ("quit", 221))}
    for split in (False, True):
        with SmtpPeer(faults, split=split, tls=GOOD, implicit=True) as peer:
            same(send(peer, login="").kinds(), {1: "sent", 2: "sent", 3: "sent"})
            arrived(peer)


@case
def stall_after():
    """a server that stalls after a 250 has that message, and the next is temporary"""
    with SmtpPeer({"after": [Stall()]}, tls=GOOD, implicit=True) as peer:
        kinds = send(peer, login="").kinds()
        same((kinds[1], kinds[2]), ("sent", "temporary"))
        check("rd2@example.org" not in [m["to"][0] for m in peer.messages])


def half_body(fault, doc):
    def broken():
        with SmtpPeer({"body": [None, fault]}, tls=GOOD, implicit=True) as peer:
            # More than the sockets hold, or the whole message would have left before its server closes.
            data = [(f"rd{n}@example.org", mail(n, size=6_000_000 if n == 2 else 2000)) for n in (1, 2, 3)]
            sending = Sending("mail", f"smtps://127.0.0.1:{peer.port}", data, env={"CA_FILE": AUTHORITY.ca_file}, timeout=2)
            same(sending.kinds(), {1: "sent", 2: "temporary", 3: "sent"})
            same([m["to"][0] for m in peer.messages], ["rd1@example.org", "rd3@example.org"])

    broken.__doc__ = f"{doc} in half the body: the message in hand is temporary, the next goes over a new connection"
    return broken


CASES += [half_body(Close(), "closing"), half_body(Close(reset=True), "a reset"), half_body(Stall(), "a stall"),
          half_body(Close(reply="421 4.3.2 going down"), "421 and closing")]


@case
def tls_1_2():
    """TLS 1.2 is spoken where there is no newer"""
    with SmtpPeer(tls=OLDEST, implicit=True, logins=LOGINS) as peer:
        same(send(peer).kinds(), {1: "sent", 2: "sent", 3: "sent"})


for each_step in ("mail", "rcpt", "data", "dot"):
    CASES.append(refusal(each_step, 451, "temporary"))
    CASES.append(refusal(each_step, 550, "permanent"))
    wanted = "unknown" if each_step == "dot" else "temporary"
    CASES.append(breaking(each_step, Close(), "closing", wanted))
    CASES.append(breaking(each_step, Close(reset=True), "a reset", wanted))
    CASES.append(breaking(each_step, Flood(b"250-x\r\n" * 1000), "a flood", wanted))
    CASES.append(breaking(each_step, Close(reply="421 4.3.2 going down"), "421 and closing", "temporary"))
    CASES.append(breaking(each_step, Stall(), "a stall", wanted))


run_cases(CASES)
