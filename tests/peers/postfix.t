#!/usr/bin/python3
"""Mail to a real Postfix on loopback, in a folder of its own: as it is, with STARTTLS, and with SASL; read back by two readers."""
import os
import pwd
import re
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from mta import PASSWORD, REFUSED, SIZE_MAX, USER, Mta, letters, logged_in, not_logged_in, relay, send_letters  # noqa: E402
from tap import BUILD, check, run_cases, same  # noqa: E402

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
smtpd_recipient_restrictions = check_recipient_access inline:{{{refused}=REJECT}}, {who}, reject
smtpd_tls_cert_file = {cert}
smtpd_tls_key_file = {key}
smtpd_tls_security_level = {tls}
smtpd_sasl_auth_enable = {sasl}
smtpd_tls_auth_only = yes
message_size_limit = {size}
"""
MASTER = """\
127.0.0.1:{port} inet n - n - - smtpd
127.0.0.1:{tls_port} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
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
SASL = """\
pwcheck_method: auxprop
auxprop_plugin: sasldb
sasldb_path: {path}/users
mech_list: {mechanisms}
"""


def why_not():
    if shutil.which("postfix", path="/usr/sbin:/usr/bin") is None:
        return "Postfix is not installed"
    if os.getuid() != 0:
        return "Postfix's master wants to be started by root"
    return None


class Postfix(Mta):
    """Its processes run as postfix and nobody."""

    owner = "postfix"

    def configure(self):
        nobody = pwd.getpwnam("nobody")
        for name in ("queue", "data", "mail", "etc", "etc/sasl"):
            os.mkdir(os.path.join(self.path, name), 0o755)
        os.chown(os.path.join(self.path, "mail"), nobody.pw_uid, nobody.pw_gid)
        self.give("data")
        self.file("etc/main.cf", MAIN.format(
            path=self.path, cert=self.cert, key=self.key, tls=self.tls, uid=nobody.pw_uid, gid=nobody.pw_gid,
            refused=REFUSED, size=SIZE_MAX, sasl="yes" if self.mechanisms else "no",
            who="permit_sasl_authenticated" if self.mechanisms else "permit_mynetworks").encode())
        self.file("etc/master.cf", MASTER.format(port=self.port, tls_port=self.tls_port).encode())
        if self.mechanisms:
            # Where Debian's smtpd looks, whatever cyrus_sasl_config_path says.
            self.file("etc/sasl/smtpd.conf", SASL.format(path=self.path, mechanisms=" ".join(self.mechanisms)).encode())
            user, realm = USER.split("@")
            subprocess.run(["saslpasswd2", "-c", "-p", "-f", os.path.join(self.path, "users"), "-u", realm, user],
                           input=PASSWORD.encode(), check=True, timeout=60)
            self.give("users")

    def control(self, word):
        subprocess.run(["/usr/sbin/postfix", "-c", os.path.join(self.path, "etc"), word], capture_output=True, timeout=60,
                       check=False)

    def start(self):
        self.control("check")
        self.control("start")

    def stop(self):
        self.control("stop")


def plainly():
    """250 messages to a relay without TLS; one recipient refused, one message over its size"""
    with Postfix() as postfix:
        relay(postfix, 250, "554 5.7.1 <nobody@example.org>", "552 5.3.4 Message size exceeds fixed limit")


def starttls():
    """30 by STARTTLS, which this server demands, over several connections"""
    with Postfix(tls="encrypt") as postfix, postfix.place() as place:
        send_letters(postfix, place, 30)
        # each of them encrypted
        postfix.wait_for(lambda: sum(map(int, re.findall(r"starttls=1 mail=(\d+)", postfix.log()))) == 30)


def implicit():
    """TLS from the first byte, and a log-in"""
    with Postfix(tls="may", mechanisms=("PLAIN",)) as postfix:
        logged_in(postfix, implicit=True)


def sasl(*mechanisms, used):
    def by_sasl():
        with Postfix(tls="may", mechanisms=mechanisms) as postfix:
            logged_in(postfix)
            same(set(re.findall("sasl_method=([^,]*), sasl_username=(.*)", postfix.log())), {(used, USER)})

    by_sasl.__doc__ = f"of AUTH {' '.join(mechanisms)}, offered under TLS only, it is {used}"
    return by_sasl


def wrong_password():
    """a wrong password: the server's words, no secret, nothing sent, nothing lost"""
    with Postfix(tls="may", mechanisms=("PLAIN", "LOGIN")) as postfix:
        not_logged_in(postfix, "535 5.7.8 ")
        same(postfix.log().count("authentication failed"), 1, "one attempt a run")


def libcurl_has_scram():
    linked = subprocess.run(["ldd", os.path.join(BUILD, "tidings")], capture_output=True, check=False).stdout
    library = re.search(rb"libcurl\S* => (\S+)", linked)
    return library is not None and b"gsasl" in subprocess.run(["ldd", library[1]], capture_output=True, check=False).stdout


def scram():
    """SCRAM-SHA-256 where libcurl has it; else nothing is given to a server that offers no other"""
    with Postfix(tls="may", mechanisms=("SCRAM-SHA-256",)) as postfix:
        if libcurl_has_scram():
            logged_in(postfix)
            same(set(re.findall("sasl_method=([^,]*),", postfix.log())), {"SCRAM-SHA-256"})
            return
        print("# this libcurl is built without SCRAM")
        with postfix.place("me%40sink.example:pass") as place:
            place.queue("mail", letters(3))
            place.run("deliver", status=75)
            check("none of the log-ins that the server offers can be used" in place.errors, place.errors)
            check("SASL" not in postfix.log(), postfix.log())


if why_not() is not None:
    print(f"1..0 # SKIP {why_not()}")
    sys.exit(0)
CASES = [plainly, starttls]
if shutil.which("saslpasswd2", path="/usr/sbin:/usr/bin"):
    CASES += [implicit, sasl("PLAIN", "LOGIN", used="PLAIN"), sasl("LOGIN", used="LOGIN"),
              sasl("CRAM-MD5", "DIGEST-MD5", "PLAIN", used="PLAIN"), wrong_password, scram]
else:
    print("# saslpasswd2 is not installed, so nobody logs in")
run_cases(CASES, jobs=2)
