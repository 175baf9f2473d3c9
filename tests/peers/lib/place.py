"""place.py - a configuration with an outbox, for the tests of `tidings deliver`."""
import os
import re
import subprocess

from discord_peer import TOKEN
from tap import BUILD, WRAPPER, Folder, check, mail, same

PROGRAM = os.environ.get("TIDINGS", os.path.join(BUILD, "tidings"))
CONFIG = """\
notes: {{root: notes}}
timezone: UTC
state: state.db
mail: {{from: "Notes <notes@example.org>", via: "{mail}"{more}}}
discord: {{community: {{via: {{env: HOOK}}{hook_more}}}}}
{top}
"""


class Place(Folder):
    """A configuration with an outbox."""

    def __init__(self, mail_via="smtp://127.0.0.1:1", hook=None):
        super().__init__()
        self.errors = ""
        os.mkdir(os.path.join(self.path, "notes"))
        self.configure(mail_via)
        self.env = {**os.environ, "HOOK": hook or f"http://127.0.0.1:1/api/webhooks/1/{TOKEN}"}
        self.clock(9)

    def configure(self, mail_via, more="", top="", hook_more=""):
        self.file("tidings.yaml", CONFIG.format(mail=mail_via, more=more, top=top, hook_more=hook_more).encode())

    def clock(self, hour, minute=0):
        self.env["TIDINGS_NOW"] = f"2026-03-02T{hour:02}:{minute:02}:00Z"

    def queue(self, channel, messages):
        command = WRAPPER + [os.path.join(BUILD, "peers", "queue"), os.path.join(self.path, "state.db"), channel]
        for name, (recipient, data) in messages.items():
            command += [recipient, self.file(name, data)]
        done = subprocess.run(command, env=self.env, capture_output=True, timeout=60, check=False)
        same(done.returncode, 0, done.stderr)

    def command(self, *arguments):
        return [PROGRAM, "-c", os.path.join(self.path, "tidings.yaml"), *arguments]

    def run(self, *arguments, status=0):
        done = subprocess.run(self.command(*arguments), env=self.env, capture_output=True, timeout=120, check=False)
        self.errors = done.stderr.decode()
        check(TOKEN not in self.errors and TOKEN not in done.stdout.decode(), "the token is shown")
        same(done.returncode if status is not None else None, status, f"status of {arguments}: {self.errors}")
        return done.stdout.decode()

    def states(self):
        """{id: state}"""
        errors = self.errors
        rows = re.findall(r"^ {0,5}([0-9]+)  ([a-z]+) ", self.run("outbox", "list", "--all"), re.MULTILINE)
        self.errors = errors
        return {int(number): state for number, state in rows}


def mails(count):
    return {f"mail-{n}": (f"rd{n}@example.org", mail(n)) for n in range(1, count + 1)}
