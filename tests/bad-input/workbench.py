"""What the tests of bad input share: a folder of notes with a configuration, a bounded run of the program, and TAP."""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parent.parent.parent
BUILD = pathlib.Path(os.environ.get("TIDINGS_BUILD", SOURCE / "build"))
PROGRAM = str(pathlib.Path(os.environ.get("TIDINGS", BUILD / "tidings")).resolve())
SANITIZED = "TIDINGS_SANITIZED" in os.environ
SECONDS = 600 if SANITIZED else 60
PEAK_MIB = 64
NOBODY = 65534

CONFIG = """\
notes: {root: notes, include: ["**/*.md"]}
timezone: Europe/Bucharest
state: state/state.db
people:
  - {id: rd, name: Roxana Dobre, aliases: [RD], email: rd@example.org}
mail: {from: "Notes <notes@example.org>", via: "folder:mail"}
jobs:
  weekly: {kind: digest, every: week, at: "Mon 08:00", to: ["list:all@example.org"]}
"""


def meeting(action, front="datetime: 2026-02-27T16:00:00+02:00\nteams:\n- workshop\nparticipants:\n- RoxanaD\n"):
    return f"---\n{front}---\n\n## Discussions\n\nRD: A word.\n\n## TODOs\n\nRD: {action}\n".encode()


class Tap:
    """Counts and prints results; `diagnosis` is shown on failure."""

    def __init__(self):
        self.count = self.failed = 0

    def ok(self, fine, name, diagnosis=""):
        self.count += 1
        self.failed += not fine
        print(f"{'ok' if fine else 'not ok'} {self.count} - {name}")
        for line in [] if fine else str(diagnosis).splitlines():
            print("#", line[:2000])
        return fine

    def skip(self, name, why):
        self.count += 1
        print(f"ok {self.count} - {name} # SKIP {why}")

    def done(self):
        print(f"1..{self.count}")
        sys.exit(1 if self.failed else 0)


class Result:
    """How a run of the program ended: status (negative: the signal), output, peak memory in MiB."""

    def __init__(self, status, out, err, peak):
        self.status, self.out, self.err, self.peak = status, out, err, peak

    def __str__(self):
        return f"status {self.status}, peak {self.peak:.0f} MiB\nstdout: {self.out}\nstderr: {self.err}"

    def bounded(self):
        return SANITIZED or self.peak < PEAK_MIB


class Bench:
    """A temporary folder with notes/, state/, mail/ and tidings.yaml; a context manager."""

    def __enter__(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="bad-input-"))
        for name in ("notes", "state", "mail", "home"):
            (self.root / name).mkdir()
        (self.root / "tidings.yaml").write_text(CONFIG, encoding="utf-8")
        self.minute = 0
        return self

    def __exit__(self, *_):
        subprocess.run(["chmod", "-R", "u+rwX", self.root], check=False)
        shutil.rmtree(self.root, ignore_errors=True)

    def note(self, name, content):
        path = os.path.join(os.fsencode(self.root / "notes"), os.fsencode(name))
        with open(path, "wb") as file:
            file.write(content)
        return path

    def environment(self):
        kept = {name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}
        now = f"2026-03-02T09:{self.minute:02}:00+02:00"
        return dict(kept, PATH="/usr/bin:/bin", HOME=str(self.root / "home"), LC_ALL="C.UTF-8", TZ="UTC", TIDINGS_NOW=now,
                    TIDINGS_TEMPLATES=str(SOURCE / "templates"), TIDINGS_PROGRAM=os.environ.get("TIDINGS_PROGRAM", ""))

    def tidings(self, *arguments, prepare=None, before=()):
        """Runs the program a minute after the last time; `prepare` is called in the child, `before` is a wrapper."""
        self.minute += 1
        command = [*before, PROGRAM, "-c", str(self.root / "tidings.yaml"), *arguments]
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            child = subprocess.Popen(command, cwd=self.root, env=self.environment(), stdin=subprocess.DEVNULL, stdout=out,
                                     stderr=err, preexec_fn=prepare, restore_signals=False, start_new_session=True)
            status, peak = wait(child)
            texts = []
            for file in (out, err):
                file.seek(0)
                texts.append(file.read().decode(errors="backslashreplace"))
        return Result(status, *texts, peak)

    def parse(self, path, prepare=None):
        """(what `parse --json` prints for a file or None, the Result)."""
        result = self.tidings("parse", "--json", os.fsdecode(path), prepare=prepare)
        try:
            return json.loads(result.out), result
        except ValueError:
            return None, result


def wait(child):
    """(status, peak in MiB); a child that takes too long is killed."""

    def too_late(*_):
        os.killpg(child.pid, signal.SIGKILL)

    signal.signal(signal.SIGALRM, too_late)
    signal.alarm(SECONDS)
    _, status, usage = os.wait4(child.pid, 0)
    signal.alarm(0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return child.returncode, usage.ru_maxrss / 1024


def become_nobody():
    """For `prepare`: root may read everything, so let it be somebody else."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def give_to_nobody(bench):
    """Lets nobody own the bench; says whether the program can be run so."""
    if os.geteuid() == 0:
        subprocess.run(["chown", "-R", f"{NOBODY}:{NOBODY}", bench.root], check=True)
    try:
        return bench.tidings("version", prepare=become_nobody).status == 0
    except (OSError, subprocess.SubprocessError):
        return False
