"""A run that hangs: it has connected to a mail server that never says a word, and holds its locks."""
import os
import pathlib
import socket
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "lib"))
from scene import CHECKOUT, CONFIG, KEPT, TIDINGS, Scene, Tap  # noqa: F401


class Tarpit:
    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.via = f"smtp://127.0.0.1:{self.socket.getsockname()[1]}"
        self.taken = []

    def wait(self):
        """Until somebody has connected."""
        self.taken.append(self.socket.accept()[0])

    def close(self):
        for one in (*self.taken, self.socket):
            one.close()


class Held:
    """A scene in which a run has been at work since `now`.  Ends it in close()."""

    def __init__(self, command=("run",), before=lambda scene: None, **settings):
        self.tarpit = Tarpit()
        self.scene = Scene(CONFIG.replace("folder:mail", self.tarpit.via), **settings)
        self.scene.meeting("a.md", "2026-02-25", "- AP: Order rain gauges\n- DT: Paint the mast")
        before(self.scene)
        env = {"PATH": os.environ["PATH"], "HOME": str(self.scene.folder), "LC_ALL": "C.UTF-8", "TZ": "UTC",
               "TIDINGS_NOW": self.scene.now, "TIDINGS_TEMPLATES": str(CHECKOUT / "templates")}
        env.update({k: v for k, v in os.environ.items() if k.startswith(KEPT)})
        self.process = subprocess.Popen([TIDINGS, *command], cwd=self.scene.folder, env=env, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.tarpit.wait()

    def close(self):
        self.process.kill()
        self.process.wait()
        self.tarpit.close()
        self.scene.close()
