#!/usr/bin/python3
"""A name of 17,000 quotes, each six bytes of HTML, in any place where the notes name something: it used to stop the digest
and, for as long as an item of the note was open, everybody's reminders."""
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import TIDINGS, Scene, Tap, text_of

QUOTES = '"' * 17000
KEPT = 120
WORD = "a" * 17000
YAML = f"'{QUOTES}'"
HEADS = {"title": "Weekly", "teams": "firmware", "location": "Roof", "participants": "[AnaP, DanT]"}

tap = Tap()


def note(heads=(), heading="Masts", owner="AP", discussion="AP: The mast is up.", extra=""):
    lines = "\n".join(f"{key}: {value}" for key, value in {**HEADS, **dict(heads)}.items())
    return (f"---\n{lines}\ndatetime: 2026-03-01T13:00:00+02:00\n---\n\n## Discussions\n\n### {heading}\n\n{discussion}\n\n"
            f"## TODOs\n\n- {owner}: Oil the weather vane by March 3.\n{extra}")


# One place each; what they are told of with is long-name.
PLACES = {
    "title": note({"title": YAML}),
    "team": note({"teams": f"[{YAML}]"}),
    "location": note({"location": YAML}),
    "participant": note({"participants": f"[AnaP, DanT, {YAML}]"}),
    "tag": note({"tags": f"[{YAML}]"}),
    "heading": note(heading=QUOTES),
    "heading of items": note(extra=f"\n### {QUOTES}\n\n- AP: More of it.\n"),
    "owner": note(owner=f"TODO(AP)", extra=f"- TODO({QUOTES}): Do it.\n"),
    "handle": note(extra=f"- @{'x' * 17000}: Do it.\n"),
    "owner of a list": note(extra=f"\nTODO({QUOTES}):\n\n- One.\n- Two.\n"),
    "cell of a table": note(extra=f"\n| Owner | Task |\n|---|---|\n| {QUOTES} | mend |\n"),
    "speaker": note(discussion=f"@{'y' * 17000}: The mast is down."),
    "title as heading": f"# {QUOTES}\n\nPresent: AnaP, DanT\nDate: March 1, 2026\n\n## TODOs\n\n- AP: Oil it.\n",
    "participant in a list": f"# Weekly\n\n## Attendees\n\n- AnaP\n- DanT\n- {QUOTES}\n\n## TODOs\n\n- AP: Oil it.\n",
    "participant on a line": f"# Weekly\n\nPresent: AnaP, DanT, {QUOTES}\n\n## TODOs\n\n- AP: Oil it.\n",
    "word in a list": f"# Weekly\n\n## Attendees\n\n- AnaP\n- DanT\n- Mi{WORD}\n\n## TODOs\n\n- AP: Oil it.\n",
    "word on a line": f"# Weekly\n\nPresent: AnaP, DanT, Mi{WORD}\n\n## TODOs\n\n- AP: Oil it.\n",
    "word as owner": note(owner=f"TODO(AP)", extra=f"- Mi{WORD}: Do it.\n"),
}
# What is no name of anybody there, though it would be one elsewhere.
NOBODY = {"owner", "owner of a list", "participant in a list", "participant on a line", "word in a list", "word on a line"}


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (s for inner in value.values() for s in strings(inner))
    elif isinstance(value, list):
        yield from (s for inner in value for s in strings(inner))


def everybody_is_told(scene, name):
    result = scene.run("run")
    tap.is_((result.status, result.out, result.err), (0, "", ""), f"{name}: the run is silent")
    mails = {mail["To"]: mail for mail in scene.mails()}
    tap.is_(sorted(to.split("@")[0].strip("<>").split("<")[-1] for to in mails), ["all", "ana", "dan"],
            f"{name}: the list, Ana and Dan get their mails")
    small = [len(mail.get_body(("html",)).get_content().encode()) for mail in mails.values()]
    tap.ok(all(size <= 101000 for size in small), f"{name}: each fits", small)
    # everybody's last item is there, whoever's note is bad
    tap.ok(any("Paint the mast" in text_of(mail) for mail in mails.values()), f"{name}: Dan's item is told")
    posts = scene.payloads()
    tap.ok(0 < len(posts) <= 8, f"{name}: it is posted, in few parts", len(posts))


def each_place():
    for name, text in PLACES.items():
        scene = Scene()
        scene.note("2026-03-01-a.md", text)
        scene.meeting("2026-03-01-b.md", "2026-03-01", "DT: Paint the mast by March 3.")
        parsed = json.loads(scene.run("parse", "--json", "notes/2026-03-01-a.md").out)
        read = {**parsed, "warnings": []}
        if name in NOBODY:
            read = [parsed["participants"], [action["owners"] for action in parsed["actions"]]]
        longest = max(len(s) for s in strings(read))
        # no word is told of a heading among items, of which each has it
        tap.ok(longest == KEPT or (name in NOBODY | {"heading of items"} and longest < KEPT), f"{name}: it is cut where it is read",
               longest)
        lint = scene.run("lint", "notes/2026-03-01-a.md").out
        if name not in NOBODY:
            tap.ok("[long-name]" in lint and "has 1700" in lint and len(lint) < 2000, f"{name}: lint says so",
                   lint[:500])
        everybody_is_told(scene, name)
        scene.close()


def all_at_once():
    """Sixty items in one note of a team of 4,000 characters; and a path as long as paths may be."""
    scene = Scene()
    items = "\n".join(f"- {'AP' if n % 2 else 'DT'}: Item number {n} of the very long list." for n in range(60))
    scene.note("a.md", note({"teams": f"['{'<' * 4000}']", "title": f"'{'&' * 4000}'"}, extra=items + "\n"))
    deep = "/".join([chr(0x10FFFF) * 60] * 14)
    scene.note(f"{deep}/2026-03-01-b.md", note({"teams": "[]"}, extra="- DT: Paint the mast by March 3.\n"))
    everybody_is_told(scene, "all at once")
    scene.close()


def ordinary_names():
    """What is within the bound stays as it is, with its identity; a cut falls between characters that people see."""
    scene = Scene()
    title, family = "T" * KEPT, "e\u0301" * 60
    scene.note("2026-03-01.md", note({"title": title, "teams": f"['{family}x', '{'🇷🇴' * 61}', '{'👩‍🔬' * 60}']"},
                                     extra="- @" + "z" * (KEPT - 1) + ": Do it.\n"))
    parsed = json.loads(scene.run("parse", "--json", "notes/2026-03-01.md").out)
    tap.is_((parsed["title"], parsed["actions"][1]["owners"]), (title, ["@" + "z" * (KEPT - 1)]), "what fits is kept whole")
    accents, flags, emoji = parsed["teams"]
    tap.is_(accents, "e\u0301" * 59 + "…", "not between a letter and its accent")
    tap.is_(flags, "🇷🇴" * 59 + "…", "nor within a flag")
    tap.is_(emoji.replace("👩‍🔬", ""), "…", "nor within an emoji of several")
    scene.close()


def numbers():
    """Nor are there names without number."""
    scene = Scene()
    many = ", ".join(f"N{n:04}" for n in range(3000))
    scene.note("2026-03-01.md", note({"teams": f"[{many}]", "tags": f"[{many}]", "participants": f"[{many}]"},
                                     extra=f"\n| Owner | Task |\n|---|---|\n| {many} | mend |\n"))
    parsed = json.loads(scene.run("parse", "--json", "notes/2026-03-01.md").out)
    tap.is_((len(parsed["teams"]), len(parsed["tags"]), len(parsed["participants"]), len(parsed["actions"][-1]["owners"])),
            (100, 100, 1000, 32), "teams, tags, participants and owners of one item are bounded")
    codes = [w["code"] for w in parsed["warnings"]]
    tap.is_(codes.count("too-many-items"), 4, "and each is told")
    scene.close()


def not_multiplied():
    """A name of half a file is not kept once for each item below it: 1 MiB of notes took over 3 GB."""
    top = "---\ndatetime: 2026-03-01T13:00:00+02:00\n"
    name, limit = "h" * 500_000, 512 << 20
    notes = {"heading of items": f"{top}---\n\n## TODO\n\n### {name}\n\n" + "- RD: x\n" * 9000,
             "owner above items": f"{top}---\n\n## TODO\n\n@{name}:\n\n" + "- x\n" * 9000,
             "team of discussions": f"{top}teams: [{name}]\n---\n\n" + "## Notes\n\nRD: x\n\n" * 9000}
    for what, text in notes.items():
        if "TIDINGS_SANITIZED" in os.environ:
            tap.ok(True, f"{what}: # SKIP a sanitizer needs more memory")
            continue
        with tempfile.NamedTemporaryFile(suffix=".md") as file:
            file.write(text.encode())
            file.flush()
            run = subprocess.run([TIDINGS, "parse", file.name], stdin=subprocess.DEVNULL, capture_output=True, check=False,
                                 env={"HOME": "/nonexistent", "PATH": os.environ["PATH"]},
                                 preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)))
        tap.is_(run.returncode, 0, f"{what}: it is read within 512 MiB")


each_place()
not_multiplied()
all_at_once()
ordinary_names()
numbers()
tap.done()
