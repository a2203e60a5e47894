"""JupyterLab in a real browser, on this machine only: for the test of the panel and for its picture in docs/.

The picture is made by

    python -m tests.lab docs/explore.png
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import nbformat
from PIL import Image
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from playwright.sync_api import sync_playwright

_ATTEMPTS = 3
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
OFFLINE = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
OFFLINE += ["--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]


def write_notebook(path, code):
    """Write a notebook of one cell."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    notebook.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    nbformat.write(notebook, path)


@contextmanager
def jupyterlab(folder, scratch):
    """Serve a folder on this machine only, with settings of its own that ask nobody outside for news."""
    settings = scratch / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    quiet = '{"fetchNews":"false","checkForUpdates":false}'
    (settings / "notification.jupyterlab-settings").write_text(quiet, encoding="utf-8")
    homes = {"SETTINGS_DIR": "settings", "WORKSPACES_DIR": "workspaces"}
    env = os.environ | {f"JUPYTERLAB_{key}": str(scratch / name) for key, name in homes.items()}
    env |= {f"JUPYTER_{key}_DIR": str(scratch / key.lower()) for key in ("CONFIG", "DATA", "RUNTIME")}
    env |= {"IPYTHONDIR": str(scratch / "ipython")}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}"]
    command += ["--ServerApp.port_retries=0", "--IdentityProvider.token=t", f"--ServerApp.root_dir={folder}"]
    with (scratch / "server.log").open("wb") as log:
        server = subprocess.Popen(command, env=env, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait_until_it_answers(server, port, scratch / "server.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait_until_it_answers(server, port, log):
    give_up = time.monotonic() + 60
    while time.monotonic() < give_up and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("JupyterLab did not start: " + log.read_text(encoding="utf-8", errors="replace")[-2000:])


def _run_all(page, address):
    """Open the notebook, restart and run all of it, and wait for the panel's picture."""
    page.goto(address)
    page.locator(".jp-NotebookPanel .jp-Cell").first.wait_for()
    page.locator('[data-jp-item-name="restart-and-run"] :is(jp-button, button)').first.click()
    page.locator(".jp-Dialog .jp-mod-accept").click()
    page.locator(".ls-panel img").wait_for()


@contextmanager
def notebook_run(folder, name, scratch, *, height=1300):
    """Open a notebook, run all of it, and give the page once the panel shows its picture."""
    with jupyterlab(folder, scratch) as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=OFFLINE)
        page = browser.new_context(viewport={"width": 1500, "height": height}).new_page()
        page.set_default_timeout(60_000)
        for attempt in range(_ATTEMPTS):
            try:
                _run_all(page, f"{address}/lab/tree/{name}?token=t")
                break
            except PlaywrightTimeout:
                # A click that falls between a kernel's start and its first answer is lost; a person clicks again.
                if attempt + 1 == _ATTEMPTS:
                    raise
        yield page
        browser.close()


def main(target):
    """Take a picture of the panel with the fictional office's figures."""
    example = Path(__file__).resolve().parents[1] / "data" / "example"
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "示例")
        folder.mkdir()
        code = f"import lawstats\n\nlawstats.explore({str(example)!r}, indicator='disputes_mediated')"
        write_notebook(folder / "explore.ipynb", code)
        scratch = Path(place, "scratch")
        scratch.mkdir()
        with notebook_run(folder, "explore.ipynb", scratch, height=1700) as page:
            page.wait_for_timeout(1500)
            picture = Image.open(BytesIO(page.locator(".ls-panel").first.screenshot()))
        # A palette keeps the letters sharp at a fraction of the size.
        picture.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(target, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1])
