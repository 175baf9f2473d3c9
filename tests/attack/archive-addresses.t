#!/usr/bin/python3
"""Whoever may write notes writes mail addresses everywhere, and what looks like very long ones: none is published, and no page is lost."""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import CONFIG, Scene, Tap  # noqa: E402
from archive_site import broken_links, pages, read_calendar, read_feed  # noqa: E402

ARCHIVE = CONFIG.replace("jobs:\n", "archive: web\njobs:\n")
ADDRESS = re.compile(rb"[\w.+-]+@[\w-]+\.[\w]")
tap = Tap()


def files(scene):
    root = scene.folder / "web"
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def leaks(scene):
    """Addresses by file; those of the web stay, and the name of an event is made by tidings."""
    found = []
    for name, data in files(scene).items():
        data = re.sub(rb"\r\n ", b"", data)
        data = re.sub(rb"UID:tidings\.[0-9a-f]{32}@\S+|https?:[^\s\"<&]*", b"", data)
        found += [f"{name}: {match.decode()}" for match in ADDRESS.findall(data)]
    return found


def whole(scene, name):
    """That the archive of a scene is there and says something in every file."""
    root = scene.folder / "web"
    seen = files(scene)
    empty = [path for path, data in seen.items() if not data.strip()]
    tap.ok({"index.html", "feed.xml", "people/ana.html"} <= set(seen) and not empty, f"{name}: every page says something", (sorted(seen), empty))
    tap.is_(leaks(scene), [], f"{name}: no address is published")
    found = pages(root)
    tap.is_(broken_links(root, found) + [problem for page in found.values() for problem in page.problems], [], f"{name}: the pages are sound")
    read_feed(root / "feed.xml")
    return found


# in every place
scene = Scene(ARCHIVE)
HEADS = ("---\ntitle: \"Ask tina.title@example.org\"\ndatetime: 2026-02-24T13:00:00+02:00\nlocation: \"at loc@example.org\"\nteams:\n"
         "  - \"ring team.x@example.org for it\"\nparticipants:\n  - AnaP\n  - peter.part@example.org\n---\n\n")
scene.note("a/anna.path@example.org.md", HEADS + """## Discussions

### On head@example.org

owen.says@example.org: Write to sam.said@example.org, or <angela.angle@example.org>.

## TODOs and Decisions

- AP: Ask ida.item@example.org, [Bob](mailto:bob.link@example.org) and `cora.code@example.org`.
- otto.owner@example.org: Sweep.
- Agreed: write to dora.decided@example.org.

Next meeting: March 4, 2026, 17:00, ask cal.told@example.org, at a@xn--e1afmkfd.example,x;y\\z@example.org
""")
scene.meeting("b.md", "2026-02-25", "- AP: Order.\n\nNext meeting: March 5, 2026, 17:00", team="list.team@lists.example.org")
tap.silent(scene.run("run", "weekly"), "addresses in every place")
found = whole(scene, "in every place")
events = read_calendar(scene.folder / "web/meetings.ics")
tap.is_(sorted(event["SUMMARY"] for event in events), ["list.team@…", "ring team.x@… for it"], "the calendar has them cut, like the pages")
tap.ok(any("cal.told@…" in event["DESCRIPTION"] for event in events), "in what it tells, too", [event["DESCRIPTION"] for event in events])
tap.ok(all(re.fullmatch(r"tidings\.[0-9a-f]{32}@example\.org", event["UID"]) for event in events), "the names of events stay", events)
tap.ok("tracks/list-team.html" in found and not [path for path in found if "example" in path], "no file is called like an address", sorted(found))
mail = scene.mails()[-1].as_string()
tap.ok("ring team.x@example.org for it" in mail, "the mail, which goes to people who may know, has them whole")
scene.close()

# what ended a regular expression's stack: 1,365 labels and more, in each place
for name, team, item in (("a team", "a@" + ".".join("b" * 1400), "Order."),
                         ("an item", "firmware", "Ask a@" + ".".join("b" * 1900)),
                         ("a local part", "firmware", "Ask " + "a." * 1900 + "@example.org"),
                         ("many of them", "firmware", "a@" * 1900 + "example.org")):
    scene = Scene(ARCHIVE)
    scene.meeting("a.md", "2026-02-24", f"- AP: {item}\n- DT: Paint the mast.", team=f'"{team}"')
    tap.silent(scene.run("run", "weekly"), f"an endless address: {name}")
    found = whole(scene, name)
    tap.ok("Paint the mast" in found["people/dan.html"].text, f"{name}: what others have to do is there")
    scene.close()

# megabytes of what begins like an address or a link to mail
for name, piece in (("labels", "a@b.c.d"), ("at", "a@"), ("links", "mailto:"), ("spaces", "http: href=\"mailto:"), ("dots", "@a.")):
    scene = Scene(ARCHIVE)
    items = "\n".join(f"- AP: {n} " + piece * (3900 // len(piece)) for n in range(200))
    scene.meeting("a.md", "2026-02-24", items)
    tap.silent(scene.run("run", "weekly"), f"a file full of {piece}")
    whole(scene, name)
    scene.close()
tap.done()
