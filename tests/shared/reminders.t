#!/usr/bin/python3
"""Two years of a corpus of real notes replayed week by week: how many reminders go out, and how long they are.

Each file comes when a community of volunteers would push it: a day, a week, three weeks or two months after its
meeting.  TIDINGS_CORPUS names the corpus (default ../shared/corpus beside the source); without one the test is skipped.
"""
import collections
import datetime
import email
import email.policy
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("TIDINGS_BUILD", SOURCE / "build"))
TIDINGS = os.environ.get("TIDINGS") or str(BUILD / "tidings")
CORPUS = pathlib.Path(os.environ.get("TIDINGS_CORPUS", SOURCE.parent / "shared/corpus"))
FIRST, WEEKS = datetime.date(2022, 1, 3), 104
# Of ten meetings, so many days later the notes of each are there.
DELAYS = [1, 1, 2, 2, 3, 5, 6, 9, 21, 60]
# So many reminders went out in this replay before they had to have news, one of them of 226 lines; of the 2,981 that the
# whole history of these notes made, at most 1,400 were to be left.
BEFORE, LINES = 2561, 60
MOST = BEFORE * 1400 // 2981


def day_of(path):
    found = re.search(r"^datetime: *(\d{4})-(\d\d)-(\d\d)", path.read_text(encoding="utf-8", errors="replace"), re.M)
    try:
        return datetime.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def environment(now=None):
    fixed = {"TIDINGS_TEMPLATES": os.environ.get("TIDINGS_TEMPLATES", str(SOURCE / "templates")), "LC_ALL": "C.UTF-8"}
    if now is not None:
        fixed["TIDINGS_NOW"] = f"{now}T09:00:00+02:00"
    return dict(os.environ, **fixed)


def tidings(folder, *arguments, now=None):
    done = subprocess.run([TIDINGS, *arguments], cwd=folder, env=environment(now), capture_output=True, text=True, check=False)
    assert done.returncode == 0 and (arguments[0] == "init" or not done.stdout + done.stderr), (arguments, done)


def configure(folder):
    """What `init` guesses from all the notes, with an address for everybody, and one weekly reminder."""
    tidings(folder, "init", "--notes", str(folder / "notes"))
    text = (folder / "tidings.yaml").read_text(encoding="utf-8")
    text = re.sub(r"# email: (.*)@\.\.\.", r"email: \1@example.org", text).replace("# link:", "link:")
    (folder / "tidings.yaml").write_text(
        f"{text[:text.index(chr(10) + 'jobs:')]}\narchive: site\narchive_url: https://notes.example.org/\njobs:\n"
        "  reminders: {kind: reminder, every: week, at: \"Mon 08:00\", to: [owners]}\n", encoding="utf-8")


def replay(seen):
    """Runs 104 weeks; `seen` gets each mail.  Returns their number."""
    with tempfile.TemporaryDirectory(prefix="tidings-reminders-") as name:
        folder, count = pathlib.Path(name), 0
        shutil.copytree(CORPUS, folder / "notes", copy_function=shutil.copyfile)
        configure(folder)
        shutil.rmtree(folder / "notes")
        (folder / "notes").mkdir()
        dated = sorted((day, path) for path in CORPUS.rglob("*.md") if (day := day_of(path)) is not None)
        for number, (day, path) in enumerate(dated):
            dated[number] = (day + datetime.timedelta(days=DELAYS[number % len(DELAYS)]), path)
        for week in range(WEEKS):
            today = FIRST + datetime.timedelta(days=7 * week)
            for when, path in dated:
                target = folder / "notes" / path.relative_to(CORPUS)
                if when <= today and not target.exists():
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(path, target)
            if not any((folder / "notes").rglob("*.md")):
                continue
            tidings(folder, "run", now=today)
            for file in sorted((folder / "tidings-mail").rglob("*.eml")) if (folder / "tidings-mail").exists() else []:
                seen(email.message_from_bytes(file.read_bytes(), policy=email.policy.default))
                file.unlink()
                count += 1
        return count


def body(message):
    return message.get_body(preferencelist=("plain",)).get_content()


def ids(text):
    """The short ids of the items that it shows."""
    return set(re.findall(r"; ([2-9a-hjkmnp-tv-z]{5,8})\s*$", text, re.M))


def main():
    if not CORPUS.is_dir() or os.environ.get("TIDINGS_SANITIZED"):
        print("1..0 # SKIP there is no corpus, or this is not the plain program")
        return 0
    lines, items, people = collections.Counter(), collections.Counter(), set()

    def look(message):
        text = body(message)
        lines[len(text.splitlines())] += 1
        items[len(ids(text))] += 1
        people.add(message["To"])

    count = replay(look)
    checks = [(count < MOST, f"{count} mails to {len(people)} people in place of {BEFORE}: less than {MOST}"),
              (max(lines) <= LINES, f"the longest has {max(lines)} lines of at most {LINES}"),
              (max(items) <= 10 and items[0] < 10, f"and {max(items)} items of at most 10")]
    for number, (good, what) in enumerate(checks):
        print(f"{'ok' if good else 'not ok'} {number + 1} - {what}")
    print(f"1..{len(checks)}")
    return 0 if all(good for good, _ in checks) else 1


if __name__ == "__main__":
    sys.exit(main())
