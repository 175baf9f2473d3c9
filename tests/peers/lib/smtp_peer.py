"""smtp_peer.py - an SMTP server that records what it takes, and misbehaves where it is told to."""
import base64
import socket
import struct
import threading

EXTENSIONS = ("PIPELINING", "SIZE 10240000", "8BITMIME", "ENHANCEDSTATUSCODES")


class Close:
    """Closes the connection; with `reset`, by RST; with `reply`, after saying that."""

    def __init__(self, reset=False, reply=None):
        self.reset, self.reply = reset, reply


class Stall:
    """Says nothing more and reads nothing more, until the peer is stopped."""


class Raw:
    """Sends these bytes as they are, and goes on."""

    def __init__(self, data):
        self.data = data


class Drip:
    """Sends these bytes one by one, so slowly that all of them take `seconds`; the peer notes in `whole` that they were sent."""

    def __init__(self, data, seconds):
        self.data, self.pause = data, seconds / len(data)


class Flood:
    """Sends this again and again until the client goes away."""

    def __init__(self, data):
        self.data = data


class Gone(Exception):
    """The connection is over."""


class SmtpPeer:
    """
    `faults` maps a step (greeting, ehlo, helo, mail, rcpt, data, body, dot, after, rset, quit) to what happens there
    instead of the normal reply: a string (a reply), Close, Stall, Raw, Drip or Flood; or a list of them, one for each time the step comes, None
    for normal; behind the list's end all is normal.  `tls` is an ssl context for STARTTLS, or for all with `implicit`; with `logins`
    ({user: password}) mail needs AUTH PLAIN or LOGIN; `mechanisms` are offered under TLS only; with `tokens` ({mechanism: {user: token}}) it needs
    one of XOAUTH2 and OAUTHBEARER.  With `size` a MAIL that says more is refused.  `body` happens when half a kilobyte of the body has come.
    """

    def __init__(self, faults=None, extensions=EXTENSIONS, split=False, tls=None, implicit=False, logins=None,
                 tokens=None, size=None, mechanisms=("PLAIN",)):
        self.faults, self.extensions, self.split = dict(faults or {}), extensions, split
        self.tls, self.implicit, self.logins = tls, implicit, logins
        self.tokens, self.size, self.mechanisms = tokens, size, mechanisms
        self.messages, self.commands, self.connections = [], [], 0
        self.lock, self.stopping, self.stalled = threading.Lock(), threading.Event(), threading.Event()
        self.whole = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        # Inherited by each connection: what a peer that reads no more can hold is bounded.
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        self.port = self.listener.getsockname()[1]
        self.via = f"smtp://127.0.0.1:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stopping.set()
        self.listener.close()

    def on_command(self, count):
        """Called with the number of commands and final dots so far, before each is answered: for tests to replace."""

    def verbs(self):
        return [command.split()[0].upper() for command in self.commands]

    def _accept(self):
        while not self.stopping.is_set():
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            # Or the second of two replies waits for the client to acknowledge the first, which takes 40 ms.
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.connections += 1
            threading.Thread(target=_Talk(self, connection).run, daemon=True).start()

    def take_fault(self, step):
        with self.lock:
            fault = self.faults.get(step)
            if isinstance(fault, list):
                fault = fault.pop(0) if fault else None
            return fault


class _Talk:
    """One connection."""

    def __init__(self, peer, connection):
        self.peer, self.connection = peer, connection
        self.buffer, self.envelope = b"", {}
        self.secure = self.known = False

    def run(self):
        try:
            if self.peer.implicit:
                self.secure_it()
            self.step("greeting", "220 peer.example ESMTP")
            while True:
                self.command(self.line().decode("latin-1"))
        except (Gone, OSError):
            pass
        finally:
            self.connection.close()

    def secure_it(self):
        self.connection = self.peer.tls.wrap_socket(self.connection, server_side=True)
        self.secure = True

    def fill(self):
        data = self.connection.recv(65536)
        if not data:
            raise Gone
        self.buffer += data

    def line(self):
        while b"\r\n" not in self.buffer:
            self.fill()
        line, self.buffer = self.buffer.split(b"\r\n", 1)
        return line

    def say(self, reply):
        data = reply.encode() + b"\r\n"
        if self.peer.split:
            self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for place in range(len(data)):
                self.connection.sendall(data[place : place + 1])
        else:
            self.connection.sendall(data)

    def step(self, name, reply):
        """The reply of a step, or what goes wrong there; the reply given, for the state of the talk."""
        fault = self.peer.take_fault(name)
        if fault is None:
            if reply is not None:
                self.say(reply)
            return reply
        if isinstance(fault, str):
            self.say(fault)
            return fault
        if isinstance(fault, Raw):
            self.connection.sendall(fault.data)
            return fault.data.decode("latin-1")
        if isinstance(fault, Stall):
            self.peer.stalled.set()
            self.peer.stopping.wait()
        if isinstance(fault, Drip):
            for byte in fault.data:
                if self.peer.stopping.wait(fault.pause):
                    raise Gone
                self.connection.sendall(bytes([byte]))
            self.peer.whole.set()
            return fault.data.decode("latin-1")
        if isinstance(fault, Flood):
            while True:
                self.connection.sendall(fault.data)
        if isinstance(fault, Close):
            if fault.reply:
                self.say(fault.reply)
            if fault.reset:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        raise Gone

    def command(self, line):
        self.peer.commands.append(line)
        self.peer.on_command(len(self.peer.commands))
        verb = line.split(" ")[0].split(":")[0].upper()
        handler = getattr(self, "on_" + verb.lower(), None)
        if handler is None:
            self.say("502 5.5.1 not implemented")
        else:
            handler(line)

    def on_ehlo(self, _):
        lines = ["peer.example"] + list(self.peer.extensions)
        lines += ["STARTTLS"] if self.peer.tls and not self.secure else []
        lines += ["AUTH " + " ".join(self.peer.mechanisms)] if self.peer.logins and self.secure else []
        lines += ["AUTH " + " ".join(self.peer.tokens)] if self.peer.tokens and self.secure else []
        self.step("ehlo", "\r\n".join(f"250{'-' if n + 1 < len(lines) else ' '}{l}" for n, l in enumerate(lines)))

    def on_starttls(self, _):
        if self.step("starttls", "220 2.0.0 go on").startswith("2"):
            self.buffer = b""
            self.secure_it()

    def on_token(self, mechanism, blob):
        """XOAUTH2 as Google and Microsoft describe it, OAUTHBEARER as RFC 7628."""
        said = base64.b64decode(blob).decode()
        self.known = any(
            f"user={user}\1auth=Bearer {token}\1\1" == said if mechanism == "XOAUTH2"
            else said.startswith(f"n,a={user},") and f"\1auth=Bearer {token}\1" in said
            for user, token in self.peer.tokens.get(mechanism, {}).items())
        self.step("auth", "235 2.7.0 welcome" if self.known else "535 5.7.8 wrong token")

    def on_auth(self, line):
        words = line.split(" ")
        if self.peer.tokens:
            if len(words) < 3:
                self.say("334 ")
                words.append(self.line().decode("latin-1"))
            self.on_token(words[1], words[2])
            return
        if words[1] not in ("PLAIN", "LOGIN"):
            self.say("504 5.5.4 only for show")
            return
        if len(words) < 3:
            self.say("334 " + ("VXNlcm5hbWU6" if words[1] == "LOGIN" else ""))
            words.append(self.line().decode("latin-1"))
        if words[1] == "LOGIN":
            self.say("334 UGFzc3dvcmQ6")
            said = [base64.b64decode(blob).decode() for blob in (words[2], self.line())]
            self.known = self.peer.logins.get(said[0]) == said[1]
            self.step("auth", "235 2.7.0 welcome" if self.known else "535 5.7.8 wrong password")
            return
        _, user, password = base64.b64decode(words[2]).decode().split("\0")
        self.known = self.peer.logins.get(user) == password
        self.step("auth", "235 2.7.0 welcome" if self.known else "535 5.7.8 wrong password")

    def on_helo(self, _):
        self.step("helo", "250 peer.example")

    def on_mail(self, line):
        said = [int(word[5:]) for word in line.split() if word.upper().startswith("SIZE=")]
        if self.peer.size is not None and said and said[0] > self.peer.size:
            self.say("552 5.3.4 too large")
            return
        if (self.peer.logins or self.peer.tokens) and not self.known:
            self.say("530 5.7.0 who are you?")
            return
        if self.step("mail", "250 2.1.0 sender ok").startswith("2"):
            self.envelope = {"from": line.split("<")[1].split(">")[0], "to": []}

    def on_rcpt(self, line):
        if self.step("rcpt", "250 2.1.5 recipient ok").startswith("2"):
            self.envelope["to"].append(line.split("<")[1].split(">")[0])

    def on_data(self, _):
        if not self.envelope.get("to"):
            self.step("data", "554 5.5.1 no valid recipients")
            return
        if self.step("data", "354 go on").startswith("3"):
            self.body()

    def body(self):
        end, searched = b"\r\n.\r\n", 0
        self.buffer = b"\r\n" + self.buffer
        misbehaved = False
        while self.buffer.find(end, searched) < 0:
            searched = max(0, len(self.buffer) - len(end))
            self.fill()
            if len(self.buffer) > 512 and not misbehaved:
                misbehaved = True
                self.step("body", None)
        data, self.buffer = self.buffer.split(end, 1)
        lines = [line[1:] if line.startswith(b".") else line for line in data[2:].split(b"\r\n")]
        taken = {**self.envelope, "data": b"\r\n".join(lines) + b"\r\n"}
        self.peer.commands.append(".")
        self.peer.on_command(len(self.peer.commands))
        if self.step("dot", None) is None:
            # A server has the message before it says so.
            self.peer.messages.append(taken)
            self.say("250 2.0.0 taken")
        self.envelope = {}
        self.step("after", None)

    def on_rset(self, _):
        self.envelope = {}
        self.step("rset", "250 2.0.0 reset")

    def on_quit(self, _):
        self.step("quit", "221 2.0.0 bye")
        raise Gone
