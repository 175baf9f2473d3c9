#!/usr/bin/python3
"""A line of notes that is as long as a book, wherever it stands: digest, reminder and post are four messages in Discord at most."""
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import Scene, Tap

CONFIG = """\
notes: {root: notes, link: "https://git.example.org/n/{path}#L{line}"}
timezone: Europe/Bucharest
state: state.db
discord: {digest: {via: "folder:discord/digest"}, reminder: {via: "folder:discord/reminder"}, post: {via: "folder:discord/post"}}
jobs:
  weekly:  {kind: digest, every: week, to: ["discord:digest"], discussion: full}
  remind:  {kind: reminder, every: week, to: ["discord:reminder"]}
  news:    {kind: post, to: ["discord:post"], discussion: full}
"""
PLAIN = {"title": "", "team": "yard", "people": "AnaP", "place": "The hall", "heading": "Masts", "said": "AP: It is up.",
         "todos": "- AP: Paint the mast", "more": ""}
NOTE = """\
---
{title}teams: ["{team}"]
location: "{place}"
participants: ["{people}"]
datetime: 2026-03-02T08:00:00+02:00
---

## Discussions

### {heading}

{said}

## TODOs

{todos}

## Decisions

{more}
"""
END = "… and more in the notes"
tap = Tap()


def units(text):
    return len(text.encode("utf-16-le")) // 2


def posts(scene, kind):
    return [json.loads(file.read_text())["embeds"][0] for file in sorted((scene.folder / "discord" / kind).glob("*.json"))]


def is_right(parts):
    """Four at most, within Discord's limits; where it ends too early only the last one says so, at its end."""
    texts = [part.get("description", "") for part in parts]
    whole = [(part.get("title", ""), text, part.get("footer", {}).get("text", "")) for part, text in zip(parts, texts)]
    fits = all(units(title) <= 256 and units(text) <= 4096 and units(title + text + foot) <= 6000 for title, text, foot in whole)
    ends = [END in text for text in texts]
    last = texts[-1].splitlines()[-1:] if texts else []
    return len(parts) <= 4 and fits and not any(ends[:-1]) and (not any(ends) or (last[0].startswith("-# ") and END in last[0]))


def judge(name, **long):
    """The messages about a meeting with `long`."""
    scene = Scene(CONFIG)
    scene.note("a.md", NOTE.format(**dict(PLAIN, **long)))
    result = scene.run("run")
    tap.ok(result.status in (0, 65), f"{name}: a run", f"{result.status} {result.err[:500]}")
    for kind in ("digest", "reminder", "post"):
        parts = posts(scene, kind)
        tap.ok(is_right(parts), f"{name}: the {kind}", [len(parts)] + [p.get("description", "")[-90:] for p in parts[-2:]])
    scene.close()


for size in (30_000, 900_000):
    word, words = "x" * size, "some 🎉 words and " * (size // 20)
    judge(f"a team of {size} bytes", team=word)
    judge(f"a title of {size} bytes", title=f"title: {word}\n")
    judge(f"a place of {size} bytes", place=words)
    judge(f"a participant of {size} bytes", people=words)
    judge(f"a heading of {size} bytes", heading=words)
    judge(f"an owner of {size} bytes", todos=f"- {'X' * size}: Paint the mast")
    judge(f"an item of {size} bytes", todos=f"- AP: {words}")
    judge(f"a statement of {size} bytes", said=f"AP: {words}")
    judge(f"code of {size} bytes", said="AP: so:\n\n```c\n" + "int x;\n" * (size // 8) + "```")
judge("2,000 owners", todos="\n".join(f"- A{chr(65 + i % 26)}{chr(65 + i // 26 % 26)}{chr(65 + i // 676)}: Paint mast m{i}x, the one with "
                                        "the long name that stands behind the old house" for i in range(2000)))
judge("2,000 decisions", more="\n".join(f"- We keep the mast m{i}x, which stands behind the old house" for i in range(2000)))
tap.done()
