"""A real JupyterLab, or Notebook 7 which is built from its parts, driven from inside its page."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from .process import Server, free_port

# A notebook that names no kernel makes JupyterLab ask for one, and this wait end in an error.
READY = """() => {
  const kernel = window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel;
  return kernel?.connectionStatus === "connected" && kernel.status === "idle";
}"""
SHUTDOWN = "async () => await window.jupyterapp?.shell.currentWidget?.sessionContext.shutdown()"
WITHIN = """([seconds, argument]) => Promise.race([(%s)(argument), new Promise((_, fail) =>
  setTimeout(() => fail(new Error(`no answer in ${seconds} s`)), 1000 * seconds))])"""
# A splash screen covers the page while the new style sheet loads.
THEMED = """lit => document.body.dataset.jpThemeLight === lit &&
  !document.getElementById("jupyterlab-splash")"""
RUN = """async code => {
  const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  const future = kernel.requestExecute({code, store_history: false});
  let text = "", failure = null;
  future.onIOPub = ({header, content}) => {
    if (header.msg_type === "stream") text += content.text;
    if (header.msg_type === "execute_result") text += content.data["text/plain"];
    if (header.msg_type === "error") failure = content.traceback.join("\\n");
  };
  await future.done;
  return [text, failure];
}"""
INTERRUPT = """async () => {
  await window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.interrupt();
}"""
REWRITE = """code => {
  window.jupyterapp.shell.currentWidget.content.activeCell.model.sharedModel.setSource(code);
}"""
ERRORS = """() => window.jupyterapp.shell.currentWidget.content.widgets.flatMap(cell =>
  (cell.model.sharedModel.outputs ?? []).filter(o => o.output_type === "error")
    .map(o => o.ename + ": " + o.evalue))"""


# By module: the class that is configured, and where a notebook is opened.
APPS = {"jupyterlab": ("LabApp", "doc/tree"), "notebook": ("JupyterNotebookApp", "notebooks")}


class LabServer(Server):
    """A running JupyterLab whose files are in `root` and whose notebooks open under `doc`."""

    root: Path
    doc: str


def start(root: Path, home: Path, app: str = "jupyterlab") -> LabServer:
    """JupyterLab on a free port of 127.0.0.1, with settings and workspaces of its own."""
    traits, doc = APPS[app]
    folders = ("CONFIG", "DATA", "RUNTIME")
    env = {f"JUPYTER_{name}_DIR": str(home / name.lower()) for name in folders}
    settings, workspaces = home / "settings", home / "workspaces"
    quiet = settings / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
    quiet.parent.mkdir(parents=True)
    quiet.write_text(json.dumps({"fetchNews": "false", "checkForUpdates": False}))
    port = free_port()
    options = {
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": port,
        "ServerApp.port_retries": 0,
        "ServerApp.root_dir": root,
        "ServerApp.token": "",
        "IdentityProvider.token": "",
        f"{traits}.expose_app_in_browser": True,
        "LabApp.extension_manager": "readonly",
        f"{traits}.user_settings_dir": settings,
        f"{traits}.workspaces_dir": workspaces,
    }
    arguments = [f"--{name}={value}" for name, value in options.items()]
    env |= {"IPYTHONDIR": str(home / "ipython"), "JUPYTER_PREFER_ENV_PATH": "1"}
    url = f"http://127.0.0.1:{port}"
    allowed = ["--allow-root"] if sys.platform == "linux" else []
    command = [app, "--no-browser", *allowed, *arguments]
    server = LabServer(command, f"{url}/api", home / "lab.log", env)
    server.wait()
    server.url, server.root, server.doc = url, root, f"{url}/{doc}"
    return server


class Lab:
    """What a reader does in JupyterLab, as verbs. One notebook at a time."""

    def __init__(self, page: Page, server: LabServer) -> None:
        self.page, self.server = page, server

    def open(self, notebook: Path) -> Lab:
        """Copy a notebook into the server's folder and open it; returns once its kernel is idle."""
        target = self.server.root / notebook.name
        if notebook != target:
            shutil.copyfile(notebook, target)
        self.page.goto(f"{self.server.doc}/{notebook.name}?reset")
        self.page.wait_for_function("() => window.jupyterapp?.shell.currentWidget?.sessionContext")
        self.page.wait_for_function(READY)
        return self

    def run_all(self) -> Lab:
        """Run every cell and wait for the last. Raises `AssertionError` where a cell fails."""
        self._ask("() => window.jupyterapp.commands.execute('notebook:run-all-cells')", seconds=120)
        errors = self._ask(ERRORS)
        assert not errors, errors
        return self

    def rewrite(self, code: str) -> Lab:
        """Put this code into the selected cell, in place of what stands there."""
        self._ask(REWRITE, code)
        return self

    def run(self, code: str) -> str:
        """Run code in the page's own kernel and return what it printed and its last value."""
        text, failure = self._ask(RUN, code)
        assert failure is None, failure
        return str(text).strip()

    def interrupt(self) -> None:
        """Press the stop button of the notebook."""
        self._ask(INTERRUPT)

    def outputs(self, selector: str) -> Locator:
        """Elements inside the outputs of the notebook."""
        return self.page.locator(f".jp-OutputArea-output {selector}")

    def theme(self, name: str) -> Lab:
        """Switch JupyterLab to its "light" or "dark" theme."""
        theme = f"JupyterLab {name.title()}"
        change = "theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})"
        self._ask(change, theme)
        lit = "true" if name == "light" else "false"
        self.page.wait_for_function(THEMED, arg=lit)
        return self

    def close(self) -> None:
        """Shut the kernel down, and leave the server light for the next test."""
        self.theme("light")
        self._ask(SHUTDOWN)

    def _ask(self, script: str, argument: object = None, seconds: float = 30) -> Any:
        """Playwright's `evaluate` has no time limit of its own."""
        return self.page.evaluate(WITHIN % script, [seconds, argument])
