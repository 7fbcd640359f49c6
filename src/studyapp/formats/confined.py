"""A reader at work in a process of its own, which may take only so much time and memory.

Both sides of it are here: ``confined`` starts this module as a program, hands it the file's bytes and takes a document
back as JSON. The kernel keeps the limits, so no loop and no bomb in a stranger's file can hold or fill the machine.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from importlib import import_module
from typing import Final

from studyapp.formats.document import Document, Unreadable

SECONDS: Final = 120
"""Of processor time at most; 3 for any file and 1 for each 25 kB of it are several times what honest ones take."""
_SECONDS_AT_LEAST: Final = 3
_BYTES_A_SECOND: Final = 25_000
ADDRESSES: Final = 500_000_000
"""Bytes of memory that are asked for, and ten times the file's own: more than what is used."""
_NO_MEMORY: Final = 3
"""Exit code of a reader that was refused memory."""
_SPLIT: Final = "split it into smaller files, or copy the text that you need"
_SAVE_ANEW: Final = "open it in the program it was made with and save it anew, or copy the text that you need"


def confined(reader: str, data: bytes) -> Document:
    """What the function ``read`` of the module ``reader`` makes of the data.

    Raises Unreadable where that does, takes more than the limits or brings its process down, and says which;
    ImportError where a library is missing.
    """
    done = subprocess.run(
        [sys.executable, "-P", "-m", __name__, reader],
        input=data,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        check=False,
    )
    if done.returncode:
        raise _given_up(done.returncode, len(data))
    answer = json.loads(done.stdout)
    if "missing" in answer:
        raise ModuleNotFoundError(f"No module named {answer['missing']!r}", name=answer["missing"])
    if "seen" in answer:
        raise Unreadable(**answer)
    return Document(**{**answer, "notes": tuple(answer["notes"])})


def _given_up(code: int, size: int) -> Unreadable:
    """What the exit code of a reader that was ended before its time tells about a file of that size."""
    ended = signal.Signals(-code).name if -code in set(signal.Signals) else ""
    match ended:
        case "SIGXCPU":
            seen = (
                f"reading the file takes over {_seconds(size)} seconds of the processor, so it was given up"
            )
            return Unreadable(seen, _SPLIT)
        case "SIGKILL":
            seen = "reading the file was ended by the system (SIGKILL), most often for want of memory"
            return Unreadable(seen, _SPLIT)
    if code == _NO_MEMORY:
        seen = f"reading the file takes over {_addresses(size) // 1_000_000} MB of memory, so it was given up"
        return Unreadable(seen, _SPLIT)
    how = f"by {ended or f'signal {-code}'}" if code < 0 else f"without a word (exit code {code})"
    return Unreadable(f"reading the file was ended {how}: something in it breaks the reader", _SAVE_ANEW)


def main() -> None:
    """Read what comes on standard input; write the document, or the reason why there is none, to standard output."""
    import logging

    logging.disable(logging.CRITICAL)
    data = sys.stdin.buffer.read()
    _limit(len(data))
    try:
        answer = asdict(import_module(sys.argv[1]).read(data))
    except Unreadable as error:
        answer = {"seen": error.seen, "help": error.help}
    except ModuleNotFoundError as error:
        answer = {"missing": error.name}
    except MemoryError:
        sys.exit(_NO_MEMORY)
    except Exception as error:
        seen = f"reading the file failed by a mistake of studyapp's own ({type(error).__name__})"
        answer = {"seen": seen, "help": _SAVE_ANEW}
    json.dump(answer, sys.stdout)


def _limit(size: int) -> None:
    import resource
    from contextlib import suppress

    limits = {
        resource.RLIMIT_CPU: _seconds(size),
        resource.RLIMIT_AS: _addresses(size),
        resource.RLIMIT_CORE: 0,
    }
    for limit, value in limits.items():
        with suppress(ValueError, OSError):  # not every system has each of them
            resource.setrlimit(limit, (value, resource.getrlimit(limit)[1]))


def _seconds(size: int) -> int:
    return min(SECONDS, _SECONDS_AT_LEAST + size // _BYTES_A_SECOND)


def _addresses(size: int) -> int:
    return ADDRESSES + 10 * size


if __name__ == "__main__":
    main()
