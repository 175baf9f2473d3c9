"""two_ways.py - mail by each of its two transports: what a server does must come to the same."""
import tempfile

from smtp_peer import SmtpPeer
from tap import Sending, mail
from tls import Authority

SCRATCH = tempfile.TemporaryDirectory(prefix="tidings-tls-")
AUTHORITY = Authority(SCRATCH.name)
CONTEXT = AUTHORITY.context("IP:127.0.0.1")


class Way:
    """`plain` is libesmtp to a relay, `TLS` is libcurl."""

    def __init__(self, name):
        self.name, self.tls = name, name == "TLS"

    def peer(self, faults=None, **how):
        return SmtpPeer(faults, **({"tls": CONTEXT, "implicit": True} if self.tls else {}), **how)

    def via(self, peer):
        return f"smtps://127.0.0.1:{peer.port}" if self.tls else peer.via

    def send(self, peer, count=3, timeout=2, size=200, sizes=None, **env):
        """Messages of `size` bytes, but for those whose number is in `sizes`."""
        messages = [(f"rd{n}@example.org", mail(n, size=(sizes or {}).get(n, size))) for n in range(1, count + 1)]
        return Sending("mail", self.via(peer), messages, timeout=timeout,
                       env={"ONE_CONNECTION": "1", **({"CA_FILE": AUTHORITY.ca_file} if self.tls else {}), **env})


WAYS = [Way("plain"), Way("TLS")]


def on_both(cases, function, doc):
    """A case for each way."""
    for way in WAYS:
        def case(way=way):
            function(way)

        case.__doc__ = f"{way.name}: {doc}"
        cases.append(case)


def taken(peer):
    """Whose messages the server has taken, in their order."""
    return [message["to"][0] for message in peer.messages]
