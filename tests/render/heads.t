#!/usr/bin/python3
"""Each shipped template begins with a comment that lists what it names, or says in which template's comment that stands."""
import pathlib
import re

TEMPLATES = pathlib.Path(__file__).resolve().parents[2] / "templates"
HEAD = re.compile(r"\{\{!((?:(?!\}\}).)*)\}\}\n", re.DOTALL)  # ends at the first braces, as templates have it
NAME = re.compile(r"\{\{\{?[#^&]? *(\w+)")


def words(comment):
    """The words of a comment and of those that it refers to."""
    found = set(re.findall(r"\w+", comment))
    for other in re.findall(r"as in (\w+\.\w+)\.mustache", comment):
        found |= words(HEAD.match((TEMPLATES / f"{other}.mustache").read_text(encoding="utf-8"))[1])
    return found


paths = sorted(TEMPLATES.glob("*.mustache"))
print(f"1..{len(paths)}")
for number, path in enumerate(paths, 1):
    text = path.read_text(encoding="utf-8")
    head = HEAD.match(text)
    missing = sorted(set(NAME.findall(text[head.end():])) - words(head[1]) - {"words"}) if head else ["the comment"]
    print(f"{'not ok' if missing else 'ok'} {number} - {path.name}")
    for name in missing:
        print(f"# lacks {name}")
