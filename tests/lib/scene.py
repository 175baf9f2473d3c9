"""A community's notes in a temporary folder, and tidings run over them; TAP on standard output."""
import email
import email.policy
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

CHECKOUT = pathlib.Path(__file__).resolve().parents[2]
TIDINGS = os.environ.get("TIDINGS") or str(CHECKOUT / os.environ.get("BUILD", "build") / "tidings")

# What `make check-asan` and `make check-valgrind` tell the program.
KEPT = ("ASAN_", "UBSAN_", "LSAN_", "TIDINGS_PROGRAM")

CONFIG = """\
notes: {root: notes, link: "https://git.example.org/n/{path}#L{line}"}
timezone: Europe/Bucharest
state: state.db
people:
  - {id: ana, name: Ana Pop, aliases: [AP], email: ana@example.org}
  - {id: dan, name: Dan Ţurcanu, aliases: [DT], email: dan@example.org}
groups:
  - {id: everyone, aliases: [Everyone, All], members: participants}
mail: {from: "Notes <notes@example.org>", reply_to: ana@example.org, via: "folder:mail"}
discord: {news: {via: "folder:discord"}}
jobs:
  weekly:    {kind: digest, every: week, at: "Mon 08:00", to: ["list:all@lists.example.org"]}
  reminders: {kind: reminder, every: week, at: "Tue 08:00", to: [owners], remind: always}
  news:      {kind: post, to: ["discord:news"]}
"""


class Result:
    def __init__(self, process):
        self.status = process.returncode
        self.out = process.stdout.decode("utf-8", "replace")
        self.err = process.stderr.decode("utf-8", "replace")


class Scene:
    """A folder with tidings.yaml and notes/; `now` is the program's clock."""

    def __init__(self, config=CONFIG, now="2026-03-02T09:00:00+02:00"):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tidings-test-"))
        self.now = now
        (self.folder / "notes").mkdir()
        (self.folder / "tidings.yaml").write_text(config)

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def note(self, path, text):
        """Writes a notes file; its time is well in the past, so that the stat cache is not racy."""
        file = self.folder / "notes" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        self.age(file)
        return file

    def meeting(self, path, day, todos, team="firmware", discussion="AP: The mast is up."):
        return self.note(path, f"---\ndatetime: {day}T13:00:00+02:00\nteams:\n  - {team}\nparticipants:\n"
                               f"  - AnaP\n  - DanT\n---\n\n## Discussions\n\n{discussion}\n\n"
                               f"## TODOs and Decisions\n\n{todos}\n")

    stamp = 1_700_000_000

    def age(self, file):
        Scene.stamp += 10
        os.utime(file, (Scene.stamp, Scene.stamp))

    def run(self, *arguments, env=None):
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "LC_ALL": "C.UTF-8", "TZ": "UTC",
                       "TIDINGS_NOW": self.now, "TIDINGS_TEMPLATES": str(CHECKOUT / "templates")}
        environment.update({k: v for k, v in os.environ.items() if k.startswith(KEPT)})
        environment.update(env or {})
        return Result(subprocess.run([TIDINGS, *arguments], cwd=self.folder, env=environment, timeout=300,
                                     stdin=subprocess.DEVNULL, capture_output=True, check=False))

    def mails(self):
        """What lies in mail/, oldest name first, parsed; and takes it away."""
        found = []
        for file in sorted((self.folder / "mail").rglob("*.eml")) if (self.folder / "mail").exists() else []:
            found.append(email.message_from_bytes(file.read_bytes(), policy=email.policy.default))
            file.unlink()
        return found

    def payloads(self):
        found = []
        for file in sorted((self.folder / "discord").rglob("*.json")) if (self.folder / "discord").exists() else []:
            found.append(json.loads(file.read_text()))
            file.unlink()
        return found

    def actions(self, *arguments):
        return [json.loads(line) for line in self.run("actions", "--json", *arguments).out.splitlines()]


def text_of(message):
    return message.get_body(preferencelist=("plain",)).get_content()


class Tap:
    """ok(), is_(), plan at the end; a failure shows what it saw."""

    def __init__(self):
        self.count = 0
        self.failed = 0

    def ok(self, condition, name, seen=None):
        self.count += 1
        print(f"{'ok' if condition else 'not ok'} {self.count} - {name}", flush=True)
        if not condition:
            self.failed += 1
            for line in str(seen).splitlines():
                print(f"# {line}")

    def is_(self, seen, wanted, name):
        self.ok(seen == wanted, name, f"seen   {seen!r}\nwanted {wanted!r}")

    def silent(self, result, name):
        self.ok(result.status == 0 and not result.out and not result.err, name,
                f"exit {result.status}\n{result.out}{result.err}")

    def done(self):
        print(f"1..{self.count}")
        sys.exit(1 if self.failed else 0)
