"""post_notes.py - meetings that a job posts to a webhook, for the tests of posts and their edits."""
import json

from place import Place
from tap import check, same

ME = "80351110224678912"
CONFIG = """\
notes: {{root: notes}}
timezone: UTC
state: state.db
keep: 400 days
people:
  - {{id: rd, name: Ana Pop, aliases: [AP], discord: "{me}", mention: true}}
  - {{id: fh, name: Ion Ionescu, aliases: [II], discord: "{me}1"}}
discord: {{community: {{via: {via}{more}}}}}
jobs:
  news: {{kind: post, to: ["discord:community"]}}
"""
MEETING = """\
---
datetime: 2026-03-02T08:00:00+00:00
title: {title}
teams: [firmware]
participants: [AP, II]
---

## Discussions

{discussion}

## TODOs and Decisions

{todos}
"""


class Notes(Place):
    """Notes, a webhook, and a job that posts each meeting."""

    def __init__(self, hook, more="", via="{env: HOOK}"):
        super().__init__(hook=hook)
        self.settings(more, via)
        self.runs = 0

    def settings(self, more="", via="{env: HOOK}"):
        self.file("tidings.yaml", CONFIG.format(more=more, via=via, me=ME).encode())

    def write(self, name="one", todos=("AP: Ask for a board.",), discussion="We met.", title=None):
        text = MEETING.format(title=title or f"Meeting {name}", discussion=discussion,
                              todos="\n".join(f"* {t}" for t in todos))
        self.file(f"notes/{name}.md", text.encode())

    def go(self, status=0):
        """A run, an hour later than the one before."""
        self.clock(9 + self.runs)
        self.runs += 1
        return self.run("run", status=status)

    def row(self, number):
        return self.run("outbox", "show", str(number))


def embed(payload):
    return payload["embeds"][0]


def text(payload):
    return embed(payload)["description"]


def check_asked(peer):
    """What holds of every request: limits are the server's to check, pings are ours."""
    for _, _, data in peer.requests:
        payload = json.loads(data)
        allowed = payload["allowed_mentions"]
        same(allowed["parse"], [])
        check(set(allowed.get("users", [])) <= {ME}, allowed)
        check("content" in payload or "embeds" in payload)


LONG = ["AP: " + f"Item {n} of many, " + "with words " * 25 for n in range(60)]
