"""post_harness.py - meetings as posts, a webhook, and a person who looks into the channel; what must be true of all three."""
import collections
import json
import os
import sqlite3
import time

from discord_peer import DiscordPeer, units
from harness import RECIPIENTS, RESTARTS_MAX, Program
from tap import check, same

MEETINGS = max(5, RECIPIENTS // 8)
CONFIG = """\
notes: {{root: notes}}
timezone: UTC
state: state.db
tracks: [{tracks}]
discord: {{{hooks}}}
jobs:
  news: {{kind: post}}
"""
HOOKS = -(-MEETINGS // 10)  # more than ten new meetings in one webhook would be a list
MEETING = "---\ndatetime: 2026-03-02T08:00:00+00:00\ntitle: Meeting {n:03}\nteams: [t{team}]\n---\n\n## TODOs\n\n{todos}\n"


def shown(payload):
    return json.dumps(payload, sort_keys=True)


class PostRun(Program):
    """Every second meeting is too long for one post; with `forum` each is a thread."""

    def __init__(self, peer, dice, forum=False):
        super().__init__()
        self.peer, self.dice, self.forum = peer, dice, forum
        self.rows_of = collections.defaultdict(set)  # payload -> rows that were to send it
        self.assumed = {}  # row -> the message that a person saw
        os.mkdir(os.path.join(self.path, "notes"))
        more = ", forum: {}" if forum else ""
        tracks = ", ".join(f'{{id: t{i}, post_to: ["discord:h{i}"]}}' for i in range(HOOKS))
        hooks = ", ".join(f'h{i}: {{via: "{peer.via}"{more}}}' for i in range(HOOKS))
        self.file("tidings.yaml", CONFIG.format(tracks=tracks, hooks=hooks).encode())
        os.chmod(os.path.join(self.path, "tidings.yaml"), 0o600)

    def write(self, edition):
        """Each meeting anew: what every post shows differs from edition to edition."""
        for n in range(MEETINGS):
            todos = "\n".join(f"* @p{k:02}: Edition {edition}, meeting {n}, look after mast {k}{' and its wires' * 14}."
                              for k in range(40 if n % 2 else 2))
            self.file(f"notes/{n:03}.md", MEETING.format(n=n, team=n % HOOKS, todos=todos).encode())

    def bodies(self):
        """{row: (state, doubts, id in Discord, payload)}"""
        with sqlite3.connect(os.path.join(self.path, "state.db")) as db:
            rows = db.execute("SELECT d.id, d.state, d.doubts, d.remote_id, b.body FROM deliveries d JOIN bodies b"
                              " ON b.id = d.body").fetchall()
        found = {row[0]: (*row[1:4], json.loads(row[4])) for row in rows}
        for row, (_, _, _, payload) in found.items():
            self.rows_of[shown(payload)].add(row)
        return found

    def as_posted(self, message):
        """A message's payload as a row has it, without what the request adds: a forum's name for its thread, content taken away."""
        return {key: value for key, value in message.items() if key != "thread_name" and (key, value) != ("content", "")}

    def owned(self):
        return {row[2] for row in self.bodies().values() if row[2]} | set(self.assumed.values())

    def judge_doubts(self):
        """
        The person looks for each row that is in doubt.  What is not in the channel is to be posted; what is there is believed,
        but one time in three, and in forums, where the program needs the thread, posted again.
        """
        for row, (state, _, _, payload) in self.bodies().items():
            if state != "unknown":
                continue
            there = [number for number, message in self.peer.messages.items() if number not in self.owned()
                     and row in self.rows_of[shown(self.as_posted(message))]]
            if there and not self.forum and self.dice.random() < 2 / 3:
                self.assumed[row] = there[0]
                self.ask("outbox", "assume-sent", str(row))
            else:
                self.ask("outbox", "retry", str(row))

    def finish(self):
        """Runs and resolves doubts until nothing is left."""
        for _ in range(RESTARTS_MAX):
            self.restarts += 1
            status = self.run()
            check(status in (0, 69, 75), "exit", status, self.errors[-1])
            self.peer.settle()
            states = {row[0] for row in self.bodies().values()}
            if status == 0 and states == {"sent"}:
                return
            self.judge_doubts()
        check(False, "never done:", collections.Counter(row[0] for row in self.bodies().values()), self.errors[-1])

    def judge(self):
        """
        Nothing lost: each row's message is there and says what the row says.  Whatever else is there is of a row that was in
        doubt.  How many of these.
        """
        self.whole()
        rows = self.bodies()
        parts = [row for row in rows.values() if any(units(e["description"]) for e in row[3].get("embeds", []))]
        check(len(rows) > MEETINGS and len(parts) == len(rows), "rows", len(rows), "of", MEETINGS, "meetings")
        for row, (_, _, number, payload) in rows.items():
            check(number or row in self.assumed, "row", row, "has no message")
            check((number or self.assumed[row]) in self.peer.messages, "lost:", row)
            if number:
                same(self.as_posted(self.peer.messages[number]), payload, f"row {row}")
        extra = collections.Counter()
        for number, message in self.peer.messages.items():
            if number in self.owned():
                continue
            of = self.rows_of[shown(self.as_posted(message))]
            same(len(of), 1, f"rows of message {number}")
            extra[next(iter(of))] += 1
        for row, count in extra.items():
            check(count <= rows[row][1], "row", row, "came", count, "times more, doubted", rows[row][1])
        return sum(extra.values())

    def doubts(self):
        return sum(row[1] for row in self.bodies().values())


def learn_posts():
    """The points that a run passes that posts, and one that edits; and how long the longer takes."""
    points, took = [], 0
    for logged in (True, False):
        with DiscordPeer() as peer, PostRun(peer, None) as run:
            for edition in (1, 2):
                run.write(edition)
                if logged:
                    points.append(collections.Counter(run.passed()))
                    continue
                began = time.monotonic()
                same(run.run(), 0, run.errors)
                took = max(took, time.monotonic() - began)
            same(run.judge(), 0)
            check(peer.methods.count("PATCH") > MEETINGS, peer.methods)
    return points, took
