"""mta.py - what the tests with real mail servers share: an instance in a folder, what it is sent, and two readers of what came."""
import email
import email.message
import email.policy
import os
import pwd
import shutil
import socket
import subprocess
import time

from place import Place
from tap import Failure, Folder, check, same
from tls import Authority

USER, PASSWORD, TOKEN = "me@sink.example", "p@ss/w%rd", "t0ken-of-one-hour"
LOGIN = "me%40sink.example:p%40ss%2Fw%25rd"
SECRETS = (PASSWORD, "p%40ss", TOKEN)
REFUSED, SIZE_MAX = "nobody@example.org", 100000
HEADERS = ("From", "To", "Subject", "Date", "Message-ID")


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Mta(Folder):
    """
    A server on loopback that delivers everything for example.org into one maildir, but for REFUSED.  It listens on `port`, and
    on `tls_port` with TLS from the first byte.  The names of `tls`: "none", "may" (STARTTLS is offered), "encrypt" (demanded);
    `mechanisms`: those of AUTH, which it then demands, and offers under TLS only.
    """

    owner = "nobody"  # whom its files belong to

    def __init__(self, tls="none", mechanisms=()):
        super().__init__()
        os.chmod(self.path, 0o755)
        self.port, self.tls_port = free_port(), free_port()
        self.tls, self.mechanisms = tls, mechanisms
        authority = Authority(self.path)
        self.cert, self.key = authority.files("IP:127.0.0.1")
        self.ca_file = authority.ca_file
        self.configure()
        self.start()
        try:
            self.wait_for(self.answers)
        except Failure:
            self.stop()
            raise

    def __exit__(self, *_):
        self.stop()
        super().__exit__()

    def configure(self):
        raise NotImplementedError

    start = stop = configure

    def give(self, *names):
        """Makes files the server's own, when we may; else it runs as who we are."""
        for name in names if os.getuid() == 0 else ():
            user = pwd.getpwnam(self.owner)
            os.chown(os.path.join(self.path, name), user.pw_uid, user.pw_gid)

    def log(self, name="log"):
        try:
            with open(os.path.join(self.path, name), encoding="utf-8", errors="replace") as lines:
                return lines.read()
        except FileNotFoundError:
            return ""

    def wait_for(self, condition):
        for _ in range(1500):
            if condition():
                return
            time.sleep(0.02)
        check(False, "the server does not get there:", self.log())

    def answers(self):
        try:
            with socket.create_connection(("127.0.0.1", self.port)) as talk:
                return talk.recv(3) == b"220"
        except OSError:
            return False

    def arrived(self, count):
        """The files of what came, once there are so many."""
        box = os.path.join(self.path, "mail", "all", "new")
        self.wait_for(lambda: os.path.isdir(box) and len(os.listdir(box)) >= count)
        return [os.path.join(box, name) for name in os.listdir(box)]

    def way(self, login="", more="", implicit=False):
        """`via`, and the settings behind it; with TLS unless the server has none."""
        scheme, port = ("smtps", self.tls_port) if implicit else ("smtp", self.port)
        if self.tls != "none":
            more += f", ca_file: {self.ca_file}" + ("" if implicit else ", starttls: required")
        return f"{scheme}://{login}{'@' if login else ''}127.0.0.1:{port}", more

    def place(self, *how, **more):
        """A configuration that sends there."""
        place = Place()
        os.chmod(os.path.join(place.path, "tidings.yaml"), 0o600)  # a password may stand in it
        place.configure(*self.way(*how, **more))
        return place


def letter(number):
    """What tidings sends: two alternatives, letters of more than one script, lines that SMTP must not lose."""
    made = email.message.EmailMessage(policy=email.policy.SMTP)
    made["Date"], made["From"] = "Wed, 16 Feb 2022 13:00:00 +0000", "Întâlniri <notes@example.org>"
    made["To"], made["Message-ID"] = f"Răzvan {number} <rd{number}@example.org>", f"<letter-{number}@example.org>"
    made["Subject"] = f"Ședința {number}, cu un subiect pe care un antet nu îl poate ține într-un singur rând – 会議 📌"
    made.set_content(f".\n..two\n.leading\n\nBună, ăâîșț {number} = {'long ' * 40}\n \nend\n", cte="quoted-printable")
    made.add_alternative(f"<p>Bună {number}</p>\n<p>\n.\n</p>\n", subtype="html", cte="base64")
    made.set_boundary(f"part-of-{number}")
    return made.as_bytes()


def letters(count):
    return {f"letter-{n}": (f"rd{n}@example.org", letter(n)) for n in range(1, count + 1)}


def mblaze(*command):
    return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode().replace("\r\n", "\n")


def compare_by_mblaze(file, sent):
    """Headers decoded by mhdr, each part decoded by mshow."""
    if shutil.which("mshow") is None:
        print("# mblaze is not installed, so only Python reads what came")
        return
    seen = mblaze("mhdr", "-d", "-h", ":".join(HEADERS).lower(), file).splitlines()
    same(sorted(seen), sorted(str(sent[name]) for name in HEADERS), "mhdr")
    for number, part in enumerate(sent.walk(), 1):
        if not part.is_multipart():
            same(mblaze("mshow", "-O", file, str(number)), part.get_content().replace("\r\n", "\n"), f"part {number} by mshow")


def compare_by_python(got, sent):
    for name in HEADERS + ("MIME-Version", "Content-Type"):
        same(got[name], sent[name], name)
    same([part.get_content_type() for part in got.walk()], [part.get_content_type() for part in sent.walk()])
    for mine, its in zip(sent.walk(), got.walk()):
        same(its.defects, [])
        if not mine.is_multipart():
            same(its.get_content().replace("\r\n", "\n"), mine.get_content().replace("\r\n", "\n"))


def compare(files, wanted):
    """What came is what was queued: each once, to whom it was for, as two readers see it."""
    found = {}
    for file in files:
        with open(file, "rb") as data:
            got = email.message_from_binary_file(data, policy=email.policy.default)
        check(got["Message-ID"] not in found, "twice:", got["Message-ID"])
        found[got["Message-ID"]] = (file, got)
    same(len(found), len(wanted))
    for recipient, data in wanted.values():
        sent = email.message_from_bytes(data, policy=email.policy.default)
        file, got = found[sent["Message-ID"]]
        same(got["X-Original-To"] or got["Envelope-To"], recipient)
        same(got["Return-Path"], "<notes@example.org>")
        compare_by_python(got, sent)
        compare_by_mblaze(file, sent)


def send_letters(server, place, count):
    wanted = letters(count)
    place.queue("mail", wanted)
    place.run("deliver")
    compare(server.arrived(count), wanted)


def relay(server, count, refusal, too_large):
    """Many to a server; one recipient refused, one message over its size: its words for these."""
    with server.place() as place:
        wanted = letters(count)
        place.queue("mail", wanted)
        place.queue("mail", {"refused": (REFUSED, letter(count + 1)),
                             "large": ("rd1@example.org", letter(count + 2) + b"\r\n" * 60000)})
        place.run("deliver", status=69)
        rows = place.states()
        same([state for state in rows.values() if state != "sent"], ["failed", "failed"])
        told = place.run("outbox", "list", "--all")
        for words in (refusal, too_large):
            check(words in told, words, "is not told:", told)
        compare(server.arrived(count), wanted)


def logged_in(server, login=LOGIN, more="", implicit=False, count=12):
    """Some by a user who is known, with TLS."""
    with server.place(login, more, implicit) as place:
        send_letters(server, place, count)


def not_logged_in(server, words, login="me%40sink.example:wr0ng%2F", more="", secrets=("wr0ng",)):
    """Nothing is sent, nothing lost: with the right password all arrives.  The server's words are told, and no secret."""
    with server.place(login, more) as place:
        place.queue("mail", letters(3))
        place.run("deliver", status=75)
        shown = place.errors + "".join(place.run(*command) for command in (
            ("outbox", "list", "--all"), ("outbox", "show", "1"), ("status",)))
        check(words in shown, words, "is not told:", shown)
        for secret in (*secrets, *SECRETS):
            check(secret not in shown, "a secret is shown:", shown)
        same(set(place.states().values()) - {"queued", "deferred"}, set())
        place.configure(*server.way(LOGIN))
        place.clock(15)
        place.run("deliver")
        compare(server.arrived(3), letters(3))
