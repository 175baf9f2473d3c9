#!/usr/bin/python3
"""Answers in the mailbox of a real Dovecot on loopback, with TLS and a log-in: each is read once, and a server that is away holds up nothing."""
import base64
import grp
import os
import pathlib
import pwd
import shutil
import socket
import socketserver
import subprocess
import sys
import tempfile
import threading

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE / "lib"), str(HERE.parent / "lib")]
import tls  # noqa: E402
from scene import CONFIG, Scene, Tap  # noqa: E402

# Where contrib/install-packages --check unpacks it.
ROOT = HERE.parents[1] / "build/peers/dovecot"
LIBRARIES = ROOT / "usr/lib/dovecot"
PASSWORD = "r1ght"

DOVECOT = """\
base_dir = {path}/run
state_dir = {path}/run
log_path = {path}/log
ssl = no
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
mail_uid = {user}
mail_gid = {group}
first_valid_uid = 0
first_valid_gid = 0
mail_plugin_dir = {libraries}/modules
mail_location = maildir:{path}/Maildir
namespace inbox {{
  inbox = yes
}}
"""


class Server(socketserver.ThreadingTCPServer):
    """Greets, speaks TLS and checks the log-in, and gives the session to Dovecot's imap.

    Dovecot's own log-in process looks for its modules only where it was built to be installed.
    """
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, context, implicit):
        super().__init__(("127.0.0.1", 0), None)
        self.context, self.implicit, self.port = context, implicit, self.server_address[1]
        self.sessions = 0
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="tidings-imap-"))
        self.user = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        for name in ("run", "Maildir/new", "Maildir/cur", "Maildir/tmp"):
            (self.path / name).mkdir(parents=True)
        (self.path / "conf").write_text(DOVECOT.format(path=self.path, libraries=LIBRARIES, user=self.user.pw_name,
                                                       group=grp.getgrgid(self.user.pw_gid).gr_name))
        for found in (self.path, *self.path.rglob("*")):
            os.chown(found, self.user.pw_uid, self.user.pw_gid)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def finish_request(self, request, client_address):
        try:
            self.talk(self.context.wrap_socket(request, server_side=True) if self.implicit else request)
        except OSError:
            pass

    def talk(self, link):
        """Until the log-in; then Dovecot has the word."""
        lines = link.makefile("rb")
        secure = self.implicit
        ready = "IMAP4rev1 SASL-IR " + ("AUTH=PLAIN" if secure else "STARTTLS LOGINDISABLED")
        link.sendall(f"* OK [CAPABILITY {ready}] ready\r\n".encode())
        while line := lines.readline(8192):
            tag, command, *rest = line.decode().split()
            if command == "STARTTLS":
                link.sendall(f"{tag} OK go\r\n".encode())
                link, secure = self.context.wrap_socket(link, server_side=True), True
                lines = link.makefile("rb")
            elif command == "CAPABILITY":
                ready = "IMAP4rev1 SASL-IR " + ("AUTH=PLAIN" if secure else "STARTTLS LOGINDISABLED")
                link.sendall(f"* CAPABILITY {ready}\r\n{tag} OK done\r\n".encode())
            elif command == "AUTHENTICATE" and secure:
                said = base64.b64decode(rest[1]).split(b"\0")
                if said[1:] != [b"notes", PASSWORD.encode()]:
                    link.sendall(f"{tag} NO [AUTHENTICATIONFAILED] no\r\n".encode())
                    continue
                link.sendall(f"{tag} OK logged in\r\n".encode())
                self.sessions += 1
                return self.serve(link, lines)
            else:
                link.sendall(f"{tag} BAD not now\r\n".encode())
        return None

    def serve(self, link, lines):
        environment = {"LD_LIBRARY_PATH": str(LIBRARIES), "USER": self.user.pw_name, "HOME": str(self.path), "PATH": os.environ["PATH"]}
        with subprocess.Popen([ROOT / "usr/bin/doveconf", "-f", "service=imap", "-c", self.path / "conf", "-e", LIBRARIES / "imap"],
                              env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL) as imap:
            imap.stdout.readline()    # its greeting

            def back():
                try:
                    while data := imap.stdout.read1(65536):
                        link.sendall(data)
                    link.shutdown(socket.SHUT_RDWR)
                except (OSError, ValueError):
                    pass    # the other side has gone first

            threading.Thread(target=back, daemon=True).start()
            try:
                while line := lines.readline(65536):
                    imap.stdin.write(line)
                    imap.stdin.flush()
            finally:
                imap.stdin.close()

    def put(self, name, message):
        file = self.path / "Maildir/tmp" / name
        file.write_bytes(message)
        os.chown(file, self.user.pw_uid, self.user.pw_gid)
        file.rename(self.path / "Maildir/new" / name)

    def close(self):
        self.shutdown()
        self.server_close()
        shutil.rmtree(self.path, ignore_errors=True)


def mail(number, line, more=""):
    return (f"From: ana@example.org\r\nTo: answers@example.org\r\nSubject: Re: Your TODOs\r\nMessage-ID: <{number}@example.org>\r\n"
            "Authentication-Results: mx.example.org; dmarc=pass header.from=example.org\r\n\r\n" + line + "\r\n" + more).encode()


def states(scene):
    return [a["state"] for a in sorted(scene.actions("--all"), key=lambda a: a["text"])]


def check(tap, server, cert, scheme):
    config = CONFIG.replace("reply_to: ana@example.org", "reply_to: ana@example.org, answers: answers@example.org").replace(
        "discord:", f"answers: {{trust: [mx.example.org], imap: \"{scheme}://127.0.0.1:{server.port}/INBOX\", ca_file: {cert},\n"
        "  login: {user: notes, password: {file: password}}}\ndiscord:", 1)
    scene = Scene(config, "2026-03-03T09:00:00+02:00")
    (scene.folder / "password").write_text(PASSWORD)
    (scene.folder / "password").chmod(0o600)
    scene.meeting("a.md", "2026-03-02", "- AP: Alder\n- AP: Birch\n- AP: Cedar\n- AP: Dogwood")
    tap.silent(scene.run("run"), f"{scheme}: an empty mailbox is no news")
    ids = {a["text"]: a["id"] for a in scene.actions()}
    server.put(f"1.{scheme}", mail(f"1{scheme}", f"done {ids['Alder']}"))
    server.put(f"2.{scheme}", mail(f"2{scheme}", f"not mine {ids['Birch']}", "x" * 1200000))
    server.put(f"3.{scheme}", mail(f"3{scheme}", f"not mine {ids['Cedar']}"))
    tap.silent(scene.run("run"), f"{scheme}: a run reads the mailbox")
    tap.is_(states(scene), ["done", "open", "dropped", "open"], f"{scheme}: and takes what is there, but not what is too long")
    scene.run("reopen", ids["Alder"])
    tap.silent(scene.run("run"), f"{scheme}: the next run is silent")
    tap.is_(states(scene), ["open", "open", "dropped", "open"], f"{scheme}: and takes nothing twice")
    server.put(f"4.{scheme}", mail(f"4{scheme}", f"done {ids['Dogwood']}"))
    scene.run("run")
    tap.is_(states(scene), ["open", "open", "dropped", "done"], f"{scheme}: what came since then is read")
    (scene.folder / "password").write_text("s3cr3t")
    (scene.folder / "password").chmod(0o600)
    refused = scene.run("run")
    tap.ok("answers were not read: 127.0.0.1:" in refused.err and "s3cr3t" not in refused.err, f"{scheme}: a wrong password is told without it", refused.err)
    tap.silent(scene.run("run"), f"{scheme}: once a day")
    scene.close()


def main():
    if not (ROOT / "usr/bin/doveconf").exists() or os.environ.get("TIDINGS_SANITIZED"):
        print("1..0 # SKIP Dovecot is not unpacked in build/peers")
        return
    tap = Tap()
    with tempfile.TemporaryDirectory(prefix="tidings-ca-") as folder:
        authority = tls.Authority(folder)
        for scheme in ("imaps", "imap"):
            server = Server(authority.context("IP:127.0.0.1"), scheme == "imaps")
            check(tap, server, authority.ca_file, scheme)
            server.close()
    tap.done()


main()
