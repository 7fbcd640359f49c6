"""strace, where it is there and may be used: it records a process's calls, and makes chosen ones fail."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NoReturn

from torture.rows import NotHere

PATIENCE = 60
"""Seconds after which what goes on is ended."""
_SET_TRACER, _ANY = 0x59616D61, ctypes.c_ulong(-1)
"""For prctl: any process of the same user may trace this one, which some kernels allow to parents only."""


def strace(trace: Path) -> list[str]:
    """The beginning of a command line that runs a program traced; raises NotHere where that can't be."""
    if missing := _missing():
        raise NotHere(missing)
    return ["strace", "-f", "--seccomp-bpf", "-o", str(trace)]


def traced(work: Callable[[], object], trace: Path, options: Sequence[str]) -> None:
    """Do something in a process of its own, traced from its beginning on; RuntimeError where it fails.

    The process is a copy of this one, so that nothing is imported anew.
    """
    if missing := _missing():
        raise NotHere(missing)
    closed, gate = os.pipe()
    child = os.fork()
    if child == 0:
        _do(work, closed, gate)
    os.close(closed)
    command = ["strace", "-f", "-o", str(trace), "-p", str(child), *options]
    with (
        subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer,
        os.fdopen(gate, "wb") as opened,
    ):
        errors = tracer.stderr.readline() if tracer.stderr else ""
        if "attached" in errors:
            opened.write(b"\n")
            opened.flush()
        else:
            os.kill(child, signal.SIGKILL)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code:
        raise RuntimeError(f"what was traced ended with {code}: {errors.strip()}")


def _do(work: Callable[[], object], closed: int, gate: int) -> NoReturn:
    code = 1
    try:
        os.close(gate)
        with suppress(AttributeError):  # not every C library has it, and not every kernel asks for it
            ctypes.CDLL(None).prctl(_SET_TRACER, _ANY, 0, 0, 0)
        signal.alarm(PATIENCE)
        if os.read(closed, 1):
            work()
            code = 0
    finally:
        os._exit(code)


@cache
def _missing() -> str:
    """Why programs can't be traced here; empty where they can."""
    if shutil.which("strace") is None:
        return "strace is not installed (apt install strace)"
    done = subprocess.run(["strace", "-f", "true"], capture_output=True, text=True)
    return f"strace can't trace here: {done.stderr.strip().splitlines()[-1]}" if done.returncode else ""
