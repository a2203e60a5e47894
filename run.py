#!/usr/bin/env python3
"""One command on a fresh machine, with nothing but Python 3.11 or newer.

    python run.py            set up .venv, clean the records, run the notebooks, write figures/
    python run.py test       set up, then style, types, unit tests, doctests and notebooks
    python run.py lab        set up, then JupyterLab on notebooks/
    python run.py explore    set up, then look through the figures interactively
    python run.py read FILE  any other words go to the lawstats command

On Windows: py run.py. Standard library only; everything is installed into .venv, never into the system's Python.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "lawstats-stamp.txt"

LAB_SETTINGS = {
    "@jupyterlab/translation-extension:plugin": {"locale": "zh_CN"},
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
}
CHECKS = (
    ("代码规范 ruff check", ("ruff", "check", "--quiet", ".")),
    ("代码格式 ruff format", ("ruff", "format", "--check", "--quiet", ".")),
    ("类型检查 mypy", ("mypy",)),
    ("单元测试与文档示例 pytest", ("pytest", "-q", "-n", "2")),
    (
        "笔记本复核 nbval",
        (
            *("pytest", "-q", "--nbval", "--nbval-current-env", "--nbval-cell-timeout", "300"),
            *("--nbval-sanitize-with", "tests/nbval_sanitize.cfg", "-n", "2", "--dist", "loadfile", "notebooks"),
        ),
    ),
)


def say(words: str) -> None:
    """Print at once, also where output is kept in a file."""
    print(words, flush=True)


def run(*command: object, **environment: str) -> int:
    """Run one command in the project's folder and give its exit code."""
    env = dict(os.environ, PYTHONUTF8="1", PYTHONIOENCODING="utf-8", **environment)
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=env, check=False).returncode


def run_or_stop(advice: str, *command: object) -> None:
    """Run a command that everything after it needs."""
    if code := run(*command):
        sys.exit(f"{advice}(退出码 {code})")


def fingerprint() -> str:
    """Name what the environment was made from; a moved folder breaks a venv, so the place counts too."""
    made_from = (LOCK.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), sys.version.encode(), str(ROOT).encode())
    return hashlib.sha256(b"\0".join(made_from)).hexdigest()


def make_venv(uv: str | None) -> None:
    """Make an empty environment, with uv or with the standard library."""
    if uv:
        run_or_stop("无法建立虚拟环境", uv, "venv", "--quiet", "--clear", "--python", sys.executable, VENV)
        return
    try:
        venv.create(VENV, with_pip=True, clear=True)
    except (subprocess.CalledProcessError, OSError):
        # Debian's python3 without python3-venv has no ensurepip; half a venv would look like a whole one next time.
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit("无法建立虚拟环境：Debian/Ubuntu 请先运行 apt install python3-venv，再重试。")


def set_up() -> None:
    """Make .venv from the lock, once; afterwards this costs a few milliseconds."""
    wanted = fingerprint()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    started = time.monotonic()
    uv = shutil.which("uv")
    pins = sum(1 for line in LOCK.read_text(encoding="utf-8").splitlines() if "==" in line)
    say(f"[1/3] 建立虚拟环境 .venv（Python {sys.version.split()[0]}）")
    make_venv(uv)
    say(f"[2/3] 安装 {pins} 个锁定版本的依赖包（{'uv' if uv else 'pip，首次约需一两分钟'}）")
    install = (uv, "pip", "install", "--python", PYTHON) if uv else (PYTHON, "-m", "pip", "install")
    quiet: tuple[str, ...] = ("--quiet", "--disable-pip-version-check", "--progress-bar", "on")
    if uv:
        quiet = () if sys.stdout.isatty() else ("--quiet",)  # uv draws its own progress on a terminal
    run_or_stop("依赖包没有装全：请检查网络能否访问软件包镜像，再重试", *install, *quiet, "-r", LOCK)
    say("[3/3] 安装 lawstats 本身")
    # The build backend is pinned in the lock, so nothing is fetched outside it.
    run_or_stop("lawstats 未能安装", *install, *quiet, "--no-deps", "--no-build-isolation", "-e", ROOT)
    STAMP.write_text(wanted, encoding="utf-8")
    say(f"环境就绪，用时 {time.monotonic() - started:.0f} 秒。")


def test() -> int:
    """Run every check, even after one fails, and sum up."""
    failed = []
    for name, command in CHECKS:
        say(f"\n== {name}: {' '.join(command)}")
        started = time.monotonic()
        # Notebooks need the inline backend, everything else must not look for a screen.
        environment = {} if "--nbval" in command else {"MPLBACKEND": "Agg"}
        code = run(PYTHON, "-m", *command, **environment)
        say(f"-- {'通过' if code == 0 else '未通过'}（{time.monotonic() - started:.0f} 秒）")
        if code:
            failed.append(name)
    say("\n全部检查通过。" if not failed else "\n未通过：" + "；".join(failed))
    return 1 if failed else 0


def lab() -> int:
    """Open JupyterLab on the notebooks, in Chinese, asking nobody outside for news."""
    settings = VENV / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(json.dumps(LAB_SETTINGS), encoding="utf-8")
    return run(PYTHON, "-m", "jupyterlab", "--notebook-dir", ROOT / "notebooks")


def main(words: list[str]) -> int:
    """Set up and do what the words of the command line ask for."""
    if sys.version_info < (3, 11):  # noqa: UP036  an older Python gets a sentence instead of a traceback
        sys.exit(f"需要 Python 3.11 以上，现在是 {sys.version.split()[0]}。Python 3.11 or newer is needed.")
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # a console in another code page must not stop the work
    if words and words[0] in ("-h", "--help"):
        say(__doc__)
        return 0
    set_up()
    if words == ["test"]:
        return test()
    if words == ["lab"]:
        return lab()
    return run(PYTHON, "-m", "lawstats", *(words or ["build"]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
