"""tap.py - the test anything protocol, and what the tests against peers share."""
import concurrent.futures
import os
import shutil
import subprocess
import sys
import tempfile
import traceback

BUILD = os.environ.get("TIDINGS_BUILD", "build")
WRAPPER = os.environ.get("TIDINGS_WRAPPER", "").split()
SLOW = 5 if WRAPPER else 1


class Failure(Exception):
    """A check that did not hold."""


def check(condition, *what):
    if not condition:
        raise Failure(" ".join(str(word) for word in what))


def same(got, wanted, what=""):
    check(got == wanted, f"{what}: got {got!r}, wanted {wanted!r}")


def run_cases(cases, jobs=8):
    """Runs functions, a name each (their docstrings); several at once, for most of them wait for a peer."""
    print(f"1..{len(cases)}")
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        futures = [pool.submit(case) for case in cases]
        for number, (case, future) in enumerate(zip(cases, futures), 1):
            name = (case.__doc__ or case.__name__).strip().splitlines()[0]
            try:
                future.result()
                print(f"ok {number} - {name}")
            except Exception:  # a test reports whatever went wrong
                failed += 1
                print(f"not ok {number} - {name}")
                for line in traceback.format_exc().splitlines():
                    print(f"# {line}")
            sys.stdout.flush()
    sys.exit(1 if failed else 0)


class Folder:
    """A temporary folder for one case."""

    def __init__(self):
        self.path = tempfile.mkdtemp(prefix="tidings-peers-")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)

    def file(self, name, data):
        path = os.path.join(self.path, name)
        with open(path, "wb") as out:
            out.write(data)
        return path


def mail(number=1, size=200, extra=b""):
    """A whole message with lines that SMTP must not lose: dots, a long one, an empty one."""
    head = (
        f"Date: Wed, 16 Feb 2022 13:00:00 +0000\r\nFrom: Notes <notes@example.org>\r\n"
        f"To: rd{number}@example.org\r\nSubject: Number {number}\r\nMessage-ID: <{number}@example.org>\r\n"
        f"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n"
    ).encode()
    body = b".\r\n..two\r\n.leading\r\n\r\n" + extra
    line = b"the quick brown fox jumps over the lazy dog 0123456789\r\n"
    return head + body + line * (size // len(line)) + b"end\r\n"


class Sending:
    """One call of build/peers/send, read."""

    def __init__(self, channel, via, messages, timeout=1, sender="notes@example.org", env=None):
        with Folder() as folder:
            command = WRAPPER + [os.path.join(BUILD, "peers", "send"), channel, via, str(timeout * SLOW), sender]
            for number, (recipient, data) in enumerate(messages, 1):
                command += [recipient, folder.file(f"{number}.msg", data)]
            done = subprocess.run(command, capture_output=True, timeout=120, env={**os.environ, **(env or {})})
        self.lines = done.stdout.decode().splitlines()
        check(done.returncode in (0, 78), "exit", done.returncode, done.stdout, done.stderr)
        self.refused = next((line.split("\t")[1] for line in self.lines if line.startswith("refused")), None)
        self.open = bool(self.lines) and self.lines[-1] == "open"
        self.waits = [float(line.split("\t")[1]) for line in self.lines if line.startswith("wait")]
        self.begun = {int(line.split("\t")[1]) for line in self.lines if line.startswith("begin")}
        self.settled = {}
        in_air = set()
        for line in self.lines:
            word, *fields = line.split("\t")
            if word == "begin":
                check(int(fields[0]) not in in_air | set(self.settled), "begun twice:", line)
                in_air.add(int(fields[0]))
            if word == "withdraw":
                in_air.remove(int(fields[0]))
            if word == "settle":
                in_air.remove(int(fields[0]))
                self.settled[int(fields[0])] = fields[1:]
        same(in_air, set(), "begun and neither settled nor withdrawn")

    def kinds(self):
        """{id: kind}"""
        return {number: fields[0] for number, fields in self.settled.items()}

    def reply(self, number):
        return self.settled[number][4]

    def rests(self, number):
        return self.settled[number][3] == "rest"
