#!/usr/bin/python3
"""tidings init: a configuration guessed from notes, which loads as it is and never replaces one."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import Scene, Tap

tap = Tap()


def meeting(day, team, participants, todos, offset="+02:00"):
    listed = "".join(f"  - {name}\n" for name in participants)
    return (f"---\ndatetime: {day}T13:00:00{offset}\nteams:\n  - {team}\nparticipants:\n{listed}---\n\n"
            f"## Discussions\n\nNothing much.\n\n## TODOs and Decisions\n\n{todos}\n")


def fresh(name="tidings.yaml"):
    scene = Scene()
    (scene.folder / "tidings.yaml").unlink()
    scene.file = scene.folder / name
    return scene


def person(text, name):
    """The lines of a person's entry, from the comment above it on."""
    lines = text.splitlines()
    at = next(i for i, line in enumerate(lines) if line == f"    name: {name}")
    start = at
    while lines[start - 1].startswith(("  #", "  - id")):
        start -= 1
    return "\n".join(lines[start:at + 2])


scene = fresh()
scene.note("talks/sensors/2026-01-12.md", meeting("2026-01-12", "sensors", ["ȚurcanuI", "NoémieT", "Otto"],
                                                  "NT: Order gauges.\n\nOK/NT: Paint the mast.\n\nEveryone: Read it."))
scene.note("talks/sensors/2026-01-19.md", meeting("2026-01-19", "sensor", ["Noemie T", "Otto"],
                                                  "NT: Call the shop.\n\nOL: Sell the boat."))
scene.note("talks/sensors/2026-01-26.md", meeting("2026-01-26", "sensors", ["NoemieT", "OttoL"], "OL: Buy paint."))
scene.note("talks/README.md", "# How we meet\n")
scene.note("plans/ideas.md", "# Ideas\n\nA roof.\n")
result = scene.run("init", "--notes", "notes")
tap.is_((result.status, result.err), (0, ""), "init reads the notes and writes a configuration")
tap.is_(len(result.out.splitlines()), 3, "and says in three lines what it found and what is next")
text = scene.file.read_text()
tap.is_(oct(scene.file.stat().st_mode & 0o777), "0o600", "which is its owner's alone")
tap.ok(scene.run("check").out.startswith("tidings.yaml: ok: 3 people, 1 track, 2 jobs"), "it loads as it is",
       scene.run("check").err + text)
entry = person(text, "Noémie T")
tap.ok("aliases: [NT, Noemie T, NoemieT, NoémieT]" in entry and "NT 2" in entry and "- id: nt" in entry,
       "initials and spellings with and without diacritics are one person", entry)
entry = person(text, "Otto L")
tap.ok("aliases: [OL, Otto, OttoL]" in entry or "aliases: [OL, OttoL, Otto]" in entry, "a first name belongs to the only one",
       entry)
tap.ok('include: ["talks/**/*.md"]' in text and 'exclude: ["**/README.md"]' in text,
       "meetings are where meetings were found", text)
tap.ok("aliases: [Everyone]\n    members: participants" in text, "everyone is a group", text)
tap.ok("    name: sensors\n    aliases: [sensor]" in text, "spellings of a team are one track", text)
tap.silent(scene.run("run"), "a run works at once")
tap.ok(scene.run("status").out.startswith("notes    "), "and so does status")

before = scene.file.read_bytes()
result = scene.run("init", "--notes", "notes")
tap.is_((result.status, result.out, scene.file.read_bytes()), (74, "", before), "a second init overwrites nothing")
tap.ok("tidings.yaml is there already and is left as it is" in result.err, "and says so", result.err)
scene.file.unlink()
scene.file.symlink_to("elsewhere.yaml")
tap.is_(scene.run("init", "--notes", "notes").status, 74, "nor does it write through a link")
tap.ok(not (scene.folder / "elsewhere.yaml").exists(), "to what is not there yet")
result = scene.run("-c", "conf/t.yaml", "init", "--notes", "notes")
tap.is_((result.status, scene.run("init", "extra").status), (74, 64), "a folder that is not there and an argument are errors")
(scene.folder / "conf").mkdir()
result = scene.run("-c", "conf/t.yaml", "init", "--notes", "notes")
tap.ok(result.status == 0 and scene.run("-c", "conf/t.yaml", "check").status == 0, "-c names the file; the root stays right",
       result.err)
tap.is_(scene.run("-c", "x.yaml", "init", "--notes", "nowhere").status, 74, "no such folder")
scene.close()

scene = fresh()
result = scene.run("init")
tap.ok(result.status == 0 and "0 meetings" in result.out, "an empty folder gives a configuration, too", result.err)
scene.note("2026-01-12.md", meeting("2026-01-12", "a", ["AnaP"], "AP: Something."))
tap.ok(scene.run("check").out.startswith("tidings.yaml: ok: 0 people"), "which loads once there are notes",
       scene.run("check").err)
scene.close()

strange = ['"Ana: Pop #1"', '"Null"', "'- x'", '"say \\"hi\\""', '"back\\\\slash"', '"bell\\x07"', '"Łukasz [x], {y}"',
           '"@zed"', '"*star"', '"%pct"', '"yes"', '"123"', '"…"', '"é\\u2028x"', "'&amp'", '"=1+1"', '"a\\nb"', '"rd@example.org"']
scene = fresh()
todos = "@zed: Do.\n\n@Odd-Name: Do.\n\n**Weird: Name**: Do."
scene.note("x/2026-01-12.md", meeting("2026-01-12", '"te: am # \\"1\\""', strange, todos))
scene.note("x/2026-01-13.md", meeting("2026-01-13", '"no"', strange[:3], todos))
result = scene.run("init", "--notes", "notes")
tap.is_((result.status, result.err), (0, ""), "strange names")
tap.is_((scene.run("check").status, scene.run("check").err), (0, ""), "are quoted so that they load")
text = scene.file.read_text()
tap.ok('aliases: ["@zed"]' in text or 'name: "@zed"' in text, "a handle is kept", text)
tap.ok('name: "Null"' in text and 'name: "Ana: Pop #1"' in text and 'name: "no"' in text, "what YAML would misread is quoted", text)
scene.close()

scene = fresh()
for day in range(1, 6):
    scene.note(f"a/2026-01-0{day}.md", meeting(f"2026-01-0{day}", "a", ["MiaS"], "MS: One.", "+09:00"))
    scene.note(f"b/2026-02-0{day}.md", meeting(f"2026-02-0{day}", "b", ["MaxS"], "MS: Two.", "+09:00"))
git = scene.folder / "notes" / ".git"
git.mkdir()
(git / "config").write_text('[core]\n\tbare = false\n[remote "origin"]\n\turl = https://me:hunter2@git.example.org/w/notes.git\n')
(git / "HEAD").write_text("ref: refs/heads/trunk\n")
scene.run("init", "--notes", "notes")
text = scene.file.read_text()
tap.ok("# - MS (10 actions): Max S (5 meetings) or Mia S (5 meetings)" in text, "initials of two people are a doubt", text)
tap.ok("aliases: [MS" not in text and "id: ms\n" not in text, "and nobody's")
tap.ok('link: "https://git.example.org/w/notes/blob/trunk/{path}#L{line}"' in text and "hunter2" not in text,
       "the checkout's origin gives the link, without the password", text)
tap.ok("timezone: Asia/Tokyo" in text and "10 of 10 times" in text, "a zone that fits the notes", text)
tap.ok('include: ["a/**/*.md", "b/**/*.md"]' in text, "several folders of meetings", text)
scene.close()
tap.done()
