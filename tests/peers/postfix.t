#!/usr/bin/python3
"""Mail to a real Postfix on loopback, in a folder of its own, with and without STARTTLS; read back by Python's email."""
import email
import email.policy
import os
import re
import pwd
import shutil
import socket
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from place import Place, mails  # noqa: E402
from tap import Folder, check, run_cases, same  # noqa: E402
from tls import Authority  # noqa: E402

MAIN = """\
compatibility_level = 3.6
queue_directory = {path}/queue
data_directory = {path}/data
daemon_directory = /usr/lib/postfix/sbin
command_directory = /usr/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {path}/log
maillog_file_prefixes = {path}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = sink.example
mydestination =
local_recipient_maps =
alias_maps =
virtual_mailbox_domains = example.org
virtual_mailbox_base = {path}/mail
virtual_mailbox_maps = static:all/
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_minimum_uid = 1
smtpd_recipient_restrictions = check_recipient_access inline:{{nobody@example.org=REJECT}}, permit_mynetworks, reject
smtpd_tls_cert_file = {cert}
smtpd_tls_key_file = {key}
smtpd_tls_security_level = {tls}
message_size_limit = 100000
"""
MASTER = """\
127.0.0.1:{port} inet n - n - - smtpd
postlog unix-dgram n - n - 1 postlogd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
"""


def why_not():
    if shutil.which("postfix", path="/usr/sbin:/usr/bin") is None:
        return "Postfix is not installed"
    if os.getuid() != 0:
        return "Postfix's master wants to be started by root"
    return None


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Postfix(Folder):
    """An instance of its own; its processes run as postfix and nobody."""

    def __init__(self, tls="none"):
        super().__init__()
        os.chmod(self.path, 0o755)
        self.port = free_port()
        authority = Authority(self.path)
        cert, key = authority.files("IP:127.0.0.1")
        self.ca_file = authority.ca_file
        owner, nobody = pwd.getpwnam("postfix"), pwd.getpwnam("nobody")
        for name in ("queue", "data", "mail", "etc"):
            os.mkdir(os.path.join(self.path, name), 0o755)
        os.chown(os.path.join(self.path, "data"), owner.pw_uid, owner.pw_gid)
        os.chown(os.path.join(self.path, "mail"), nobody.pw_uid, nobody.pw_gid)
        self.file("etc/main.cf", MAIN.format(path=self.path, cert=cert, key=key, tls=tls, uid=nobody.pw_uid,
                                             gid=nobody.pw_gid).encode())
        self.file("etc/master.cf", MASTER.format(port=self.port).encode())
        self.control("check")
        self.control("start")
        self.wait_for(self.answers)

    def control(self, word):
        subprocess.run(["/usr/sbin/postfix", "-c", os.path.join(self.path, "etc"), word], capture_output=True, timeout=60,
                       check=False)

    def __exit__(self, *_):
        self.control("stop")
        super().__exit__()

    def log(self):
        with open(os.path.join(self.path, "log"), encoding="utf-8", errors="replace") as lines:
            return lines.read()

    def wait_for(self, condition):
        for _ in range(1500):
            if condition():
                return
            time.sleep(0.02)
        check(False, "Postfix does not get there:", self.log())

    def answers(self):
        try:
            with socket.create_connection(("127.0.0.1", self.port)) as talk:
                return talk.recv(3) == b"220"
        except OSError:
            return False

    def mailbox(self):
        return os.path.join(self.path, "mail", "all", "new")

    def arrived(self, count):
        self.wait_for(lambda: os.path.isdir(self.mailbox()) and len(os.listdir(self.mailbox())) >= count)
        found = []
        for name in os.listdir(self.mailbox()):
            with open(os.path.join(self.mailbox(), name), "rb") as file:
                found.append(email.message_from_binary_file(file, policy=email.policy.default))
        return found


def compare(found, wanted):
    """The same messages: headers that we wrote, and bodies."""
    by_id = {message["Message-ID"]: message for message in found}
    same(len(by_id), len(wanted))
    for recipient, data in wanted.values():
        sent = email.message_from_bytes(data, policy=email.policy.default)
        got = by_id[sent["Message-ID"]]
        same(got["X-Original-To"] or got["Delivered-To"], recipient)
        for name in ("From", "To", "Subject", "Date"):
            same(got[name], sent[name], name)
        same(got.get_content(), sent.get_content().replace("\r\n", "\n"))


def relay():
    """250 messages to a relay without TLS; one recipient refused, one message over its size"""
    with Postfix() as postfix, Place(f"smtp://127.0.0.1:{postfix.port}") as place:
        wanted = mails(250)
        place.queue("mail", wanted)
        place.queue("mail", {"refused": ("nobody@example.org", mails(1)["mail-1"][1]),
                             "large": ("rd1@example.org", mails(1)["mail-1"][1] + b"x" * 70 + b"\r\n" * 60000)})
        place.run("deliver", status=69)
        same([state for state in place.states().values() if state != "sent"], ["failed", "failed"])
        compare(postfix.arrived(250), wanted)


def starttls():
    """the same by STARTTLS, which this server demands"""
    with Postfix(tls="encrypt") as postfix, Place() as place:
        place.configure(f"smtp://127.0.0.1:{postfix.port}", f", starttls: required, ca_file: {postfix.ca_file}")
        wanted = mails(30)
        place.queue("mail", wanted)
        place.run("deliver")
        compare(postfix.arrived(30), wanted)
        # over several connections, each of them encrypted
        postfix.wait_for(lambda: sum(map(int, re.findall(r"starttls=1 mail=(\d+)", postfix.log()))) == 30)


if why_not() is not None:
    print(f"1..0 # SKIP {why_not()}")
    sys.exit(0)
run_cases([relay, starttls], jobs=1)
