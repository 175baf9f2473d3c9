#!/usr/bin/python3
"""Whoever may write notes names teams so that the page of a configured track would be called otherwise: it keeps its name."""
import hashlib
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import CONFIG, Scene, Tap  # noqa: E402
from archive_site import broken_links, pages  # noqa: E402

CONFIGURED = CONFIG.replace("groups:", "tracks:\n  - {id: vmm, aliases: [Monitor]}\n  - {id: c.1}\n  - {id: c_1}\n  - {id: Index}\ngroups:") \
    .replace("jobs:\n", "archive: web\njobs:\n")
tap = Tap()


def short(text):
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def names(scene):
    return {p.name for p in (scene.folder / "web/tracks").iterdir()}


def scene_of(*teams):
    """One meeting of each team; a run."""
    scene = Scene(CONFIGURED)
    for number, team in enumerate(("Monitor", *teams)):
        scene.meeting(f"{number}.md", "2026-02-24", f"AP: Work of {number}.", team=f'"{team}"')
    tap.silent(scene.run("run", "weekly"), f"teams: {', '.join(teams) or 'none'}")
    return scene


alone = scene_of()
usual = names(alone)
tap.ok("vmm.html" in usual and "index.html" not in usual and len(usual) == 4, "four tracks, none of them in the way of index.html", sorted(usual))
alone.close()
own = sorted(name.removesuffix(".html") for name in usual)
for teams in (["VMM!"], ["vmm."], ["VMM!", "vmm.", "v.m.m", "(vmm)"], ["index"], ["INDEX!", "index"], ["c"], ["C-1"], ["c 1"], ["monitor!"],
              own, [name.upper().replace("-", " ") for name in own], [f"vmm-{short('vmm!')}", "vmm!"], [f"vmm-{short('vmm')}"],
              ["vmm@example.org"], ["../vmm", "./vmm", "tracks/vmm"], ["VMM" + "\u200b"]):
    scene = scene_of(*teams)
    found = pages(scene.folder / "web")
    tap.ok(usual <= names(scene), "the configured tracks are where they were", sorted(usual - names(scene)))
    tap.ok("Work of 0" in found["tracks/vmm.html"].text, "with what is theirs")
    tap.ok("index.html" not in names(scene), "and no track is shown to whoever asks for the folder")
    text = "\n".join(found[f"tracks/{name}"].text for name in names(scene))
    tap.is_([n for n in range(len(teams) + 1) if f"Work of {n}." not in text], [], "each team has a page")
    tap.is_(broken_links(scene.folder / "web", found), [], "every link leads somewhere")
    scene.close()
tap.done()
