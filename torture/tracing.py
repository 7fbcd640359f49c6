"""strace, where it is there and may be used: it records a program's calls, and makes chosen ones fail."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

from torture.rows import NotHere


def strace(trace: Path) -> list[str]:
    """The beginning of a command line that runs a program traced; raises NotHere where that can't be."""
    if missing := _missing():
        raise NotHere(missing)
    return ["strace", "-f", "--seccomp-bpf", "-o", str(trace)]


@cache
def _missing() -> str:
    """Why programs can't be traced here; empty where they can."""
    if shutil.which("strace") is None:
        return "strace is not installed (apt install strace)"
    done = subprocess.run(["strace", "-f", "true"], capture_output=True, text=True)
    return f"strace can't trace here: {done.stderr.strip().splitlines()[-1]}" if done.returncode else ""
