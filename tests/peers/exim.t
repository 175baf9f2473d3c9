#!/usr/bin/python3
"""Mail to a real Exim on loopback, unprivileged, in a folder of its own: as it is, with TLS, with log-ins; read back by two readers."""
import glob
import os
import pwd
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "lib"))
from mta import LOGIN, PASSWORD, REFUSED, SIZE_MAX, TOKEN, USER, Mta, logged_in, not_logged_in, relay, send_letters  # noqa: E402
from tap import run_cases, same  # noqa: E402

# Where contrib/install-packages --check unpacks it.
EXIM = os.path.join(HERE, "..", "..", "build", "peers", "exim", "usr", "sbin", "exim4")
WRAPPERS = glob.glob("/usr/lib/*/libnss_wrapper.so") + glob.glob("/usr/lib/libnss_wrapper.so")

CONFIG = """\
exim_path = {path}/exim
spool_directory = {path}/spool
log_file_path = {path}/%slog
pid_file_path = {path}/pid
keep_environment = LD_PRELOAD : NSS_WRAPPER_PASSWD : NSS_WRAPPER_GROUP
primary_hostname = sink.example
local_interfaces = <; [127.0.0.1]:{port} ; [127.0.0.1]:{tls_port}
tls_on_connect_ports = {tls_port}
tls_advertise_hosts = {advertise}
tls_certificate = {cert}
tls_privatekey = {key}
log_selector = +smtp_connection +tls_certificate_verified
message_size_limit = {size}
smtp_accept_queue_per_connection = 0
deliver_drop_privilege = true
acl_smtp_rcpt = rcpt
domainlist ours = example.org

begin acl
rcpt:
  deny message = not that one
       recipients = {refused}
{demands}
  accept domains = +ours
  deny message = no relay

begin routers
all:
  driver = accept
  transport = all

begin transports
all:
  driver = appendfile
  maildir_format
  directory = {path}/mail/all
  envelope_to_add
  return_path_add

begin authenticators
{authenticators}
"""
# How each mechanism's answer is judged; each is offered under TLS only.
CONDITIONS = {
    "PLAIN": f"server_prompts = :\n  server_condition = ${{if and{{{{eq{{$auth2}}{{{USER}}}}}{{eq{{$auth3}}{{{PASSWORD}}}}}}}}}",
    "LOGIN": "server_prompts = Username:: : Password::\n"
             f"  server_condition = ${{if and{{{{eq{{$auth1}}{{{USER}}}}}{{eq{{$auth2}}{{{PASSWORD}}}}}}}}}",
    "XOAUTH2": f"server_prompts = :\n  server_condition = ${{if eq{{$auth1}}{{user={USER}\\001auth=Bearer {TOKEN}\\001\\001}}}}",
}
AUTHENTICATOR = """\
{name}:
  driver = plaintext
  public_name = {name}
  {condition}
  server_set_id = known
  server_advertise_condition = ${{if def:tls_in_cipher}}
"""


def why_not():
    if not os.access(EXIM, os.X_OK):
        return "Exim is not in build/peers/exim; contrib/install-packages --check puts it there"
    if not WRAPPERS:
        return "libnss-wrapper is not installed, and Exim wants a user of its own"
    return None


class Exim(Mta):
    """Runs as nobody when root asks for it, else as who asks; it is told that this is the user it was built for."""

    def configure(self):
        for name in ("spool", "mail"):
            os.mkdir(os.path.join(self.path, name), 0o755)
            self.give(name)
        self.give(os.path.basename(self.key))
        shutil.copy(EXIM, os.path.join(self.path, "exim"))  # where that user can reach it
        self.user = pwd.getpwnam(self.owner) if os.getuid() == 0 else pwd.getpwuid(os.getuid())
        ids = f"{self.user.pw_uid}:{self.user.pw_gid}"
        self.file("passwd", f"root:x:0:0::/:/bin/sh\nDebian-exim:x:{ids}::/:/bin/sh\n".encode())
        self.file("group", f"root:x:0:\nDebian-exim:x:{self.user.pw_gid}:\n".encode())
        self.file("config", CONFIG.format(
            path=self.path, port=self.port, tls_port=self.tls_port, advertise="" if self.tls == "none" else "*",
            cert=self.cert, key=self.key, size=SIZE_MAX, refused=REFUSED,
            demands=("  require encrypted = *\n" if self.tls == "encrypt" else "")
            + ("  require authenticated = *\n" if self.mechanisms else ""),
            authenticators="".join(AUTHENTICATOR.format(name=name, condition=CONDITIONS[name])
                                   for name in self.mechanisms)).encode())

    def start(self):
        env = {"PATH": os.environ["PATH"], "LD_PRELOAD": WRAPPERS[0],
               "NSS_WRAPPER_PASSWD": os.path.join(self.path, "passwd"), "NSS_WRAPPER_GROUP": os.path.join(self.path, "group")}
        ids = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []} if os.getuid() == 0 else {}
        self.give(".")
        self.server = subprocess.Popen(
            [os.path.join(self.path, "exim"), "-C", os.path.join(self.path, "config"), "-bdf"], env=env, cwd=self.path,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=open(os.path.join(self.path, "errors"), "wb"), **ids)

    def stop(self):
        self.server.terminate()
        self.server.wait(timeout=60)

    def log(self):
        return super().log("mainlog") + super().log("paniclog") + super().log("errors")

    def taken(self):
        """How each message came: its protocol, and by whom."""
        return re.findall(r" <= notes@example.org .* P=(\w+)(?: X=\S+)?(?: CV=\S+)?(?: A=(\S+))?", self.log())


def plainly():
    """100 messages to a relay without TLS; one recipient refused, one message over its size"""
    with Exim() as exim:
        relay(exim, 100, "550 not that one", "552 Message size exceeds maximum permitted")
        same(set(exim.taken()), {("esmtp", "")})


def starttls():
    """30 by STARTTLS, which this server demands"""
    with Exim(tls="encrypt") as exim, exim.place() as place:
        send_letters(exim, place, 30)
        same(exim.taken(), [("esmtps", "")] * 30)


def implicit():
    """TLS from the first byte, and a log-in"""
    with Exim(tls="may", mechanisms=("PLAIN",)) as exim:
        logged_in(exim, implicit=True)
        same(set(exim.taken()), {("esmtpsa", "PLAIN:known")})


def login(*mechanisms, used, user=LOGIN, more=""):
    def by_login():
        with Exim(tls="may", mechanisms=mechanisms) as exim:
            logged_in(exim, user, more)
            same(exim.taken(), [("esmtpsa", f"{used}:known")] * 12)

    by_login.__doc__ = f"of AUTH {' '.join(mechanisms)}, offered under TLS only, it is {used}"
    return by_login


def wrong_password():
    """a wrong password: the server's words, no secret, nothing sent, nothing lost"""
    with Exim(tls="may", mechanisms=("PLAIN", "LOGIN")) as exim:
        not_logged_in(exim, "535 Incorrect authentication data")
        same(exim.log().count("authenticator failed"), 1, "one attempt a run")


def wrong_token():
    """a token that has run out: the same"""
    with Exim(tls="may", mechanisms=("XOAUTH2", "PLAIN")) as exim:
        not_logged_in(exim, "535 Incorrect authentication data", "me%40sink.example",
                      ', oauth: {command: "echo old-token"}', ("old-token",))


if __name__ == "__main__":
    if why_not() is not None:
        print(f"1..0 # SKIP {why_not()}")
        sys.exit(0)
    run_cases([plainly, starttls, implicit, login("PLAIN", "LOGIN", used="PLAIN"), login("LOGIN", used="LOGIN"),
               login("PLAIN", "XOAUTH2", used="XOAUTH2", user="me%40sink.example", more=f', oauth: {{command: "echo {TOKEN}"}}'),
               wrong_password, wrong_token], jobs=2)
