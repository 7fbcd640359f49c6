"""H20 to H25: what is harmless to a file, on the screen: drawn as text, and nothing is asked of the network."""

from __future__ import annotations

import socket
from pathlib import Path

from bench.terminal import Terminal
from studyapp.ui.links import web_address
from torture import studying
from torture.hostile import written
from torture.rows import Trial, row

EMOJI = "👩‍👩‍👧‍👦 🇩🇪 ❤️ 👍🏽 e\u0301\u0323 漢字かな交じり文と한국어를 שלום עולם مرحبا"
MARKUP = ("[@click=app.quit]quit[/]", "[/b] list[int]", "[bold red]x[/bold red]", "$primary {0} %s")


def _shown(folder: Path, text: str, question: str, *wanted: str) -> tuple[str, bytes]:
    """Open a section and its question in the app; the screens' text, and all that reached the terminal."""
    files = {
        "content/01-a.md": text,
        "questions/01-a.yaml": question,
        "course.yaml": "format: 1\ntitle: Made\n",
    }
    written(folder / "course", dict(files))
    with studying.opened(folder) as terminal:
        terminal.until("Made", "enter")
        terminal.send(studying.ENTER)
        screens = terminal.until(*wanted)
        for key in (b"\x1b[6~", b"G", b"g", b"a"):
            terminal.send(key)
            terminal.settle(0.2, first=2)
        screens += terminal.text()
        _end(terminal)
        return screens, b"".join(chunk.data for chunk in terminal.chunks)


def _end(terminal: Terminal) -> None:
    terminal.send(studying.QUIT)
    if code := terminal.wait():
        raise RuntimeError(f"it ended with {code}")
    if not terminal.restored:
        raise RuntimeError("the terminal is not as before")


def _asking(text: str) -> str:
    quoted = text.replace("'", "''")
    return f"questions:\n  - id: q\n    prompt: '{quoted}'\n    choices: [{{text: '{quoted}', correct: true}}, that]\n"


@row(
    "H20",
    "emoji with joiners, wide letters, text from right to left: drawn without breaking the screen",
    "screens",
)
def scripts(trial: Trial) -> None:
    """In heading, text, table, prompt and choice."""
    with trial.attempt():
        text = f"# Words {EMOJI}\n\n{EMOJI}\n\n| {EMOJI} | a |\n| - | - |\n| b | {EMOJI} |\n\nThe end.\n"
        screens, _ = _shown(trial.place(), text, _asking(EMOJI), "The end.")
        trial.holds("漢" in screens, "the letters are not shown")


@row("H21", "markup of the screen's own library: shown as it is written", "texts")
def markup(trial: Trial) -> None:
    """Nothing in it acts."""
    for index in trial.some(len(MARKUP)):
        with trial.attempt(MARKUP[index]):
            text = f"# Text\n\n{MARKUP[index]}\n\nThe end.\n"
            screens, _ = _shown(trial.place(), text, _asking(MARKUP[index]), "The end.")
            trial.holds(screens.count(MARKUP[index]) >= 2, f"{MARKUP[index]!r} is not shown")


@row(
    "H22", "an http link that is clicked: asked about with its whole address, opened only after yes", "links"
)
def asked_links(trial: Trial) -> None:
    """A browser that is a script of ours tells what it was given."""
    with trial.attempt():
        folder = trial.place()
        address, opened, browser = "https://example.org/a?b=c", folder / "opened", folder / "browser"
        browser.write_text(f'#!/bin/sh\necho "$1" >> {opened}\n', encoding="ascii")
        browser.chmod(0o700)
        text = f"# Text\n\n[the Nile]({address})\n\nThe end.\n"
        written(folder / "course", {"content/01-a.md": text, "course.yaml": "format: 1\ntitle: Made\n"})
        with studying.opened(folder, BROWSER=f"{browser} %s") as terminal:
            terminal.until("Made", "enter")
            terminal.send(studying.ENTER)
            lines = terminal.until("the Nile", "The end.").splitlines()
            at = next(number for number, line in enumerate(lines, 1) if "the Nile" in line)
            click = f"\x1b[<0;{lines[at - 1].index('Nile') + 1};{at}"
            for key, wanted in ((studying.ESCAPE, False), (studying.ENTER, False), (b"y", True)):
                terminal.send(f"{click}M{click}m".encode())
                terminal.until(address)
                trial.holds(not opened.exists(), "it was opened without asking")
                terminal.send(key)
                if wanted:
                    studying.until(terminal, opened.exists)
                terminal.settle(0.5, first=2)
                trial.holds(opened.exists() == wanted, f"opened: {opened.exists()}, wanted: {wanted}")
            _end(terminal)


@row(
    "H23",
    "file:, javascript:, with escapes, with control characters, `--x`: never opened; http(s) alone may be",
    "links",
)
def links(trial: Trial) -> None:
    """What may be opened at all, once the learner has seen the whole address and agreed."""
    bad = (
        "file:///etc/passwd", "javascript:alert(1)", "java%73cript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "--x",
        "../../etc/passwd", "//host/x", "http://", "http:///x", "https://a b", "http://x%0d%0ay", "http://x\x1b[2J",
        "http://x%1b]52;c;x", "vbscript:x", " http://x", "http://[::1", "ftp://x", "http://x\u202ey", "mailto:x@y", "",
    )  # fmt: skip
    for href in bad:
        with trial.attempt(href):
            trial.holds(web_address(href) is None, f"{href!r} could be opened")
    for href in ("http://example.org/a?b#c", "https://example.org:8443/%7Ea"):
        with trial.attempt(href):
            trial.holds(web_address(href) == href, f"{href!r} could not be opened")


@row("H24", "a remote image: its alternative text, and no request", "images")
def remote_image(trial: Trial) -> None:
    """A server of ours waits for one."""
    with trial.attempt(), socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x.png"
        text = f'# Text\n\n![a map of rivers]({address})\n\n<img src="{address}">\n\nThe end.\n'
        screens, _ = _shown(trial.place(), text, _asking("Which?"), "The end.")
        trial.holds("a map of rivers" in screens, "its alternative text is not shown")
        try:
            server.accept()
            trial.lost.append("it was asked for")
        except BlockingIOError:
            pass


@row(
    "H25", "2,000 bullets, a table of 100 columns, a fence of 2 MB: opened, paged through and closed", "texts"
)
def large(trial: Trial) -> None:
    """Each in a section of its own."""
    cells = " | ".join(map(str, range(100)))
    texts = {
        "bullets": "\n".join(f"{'  ' * (number % 40)}- item {number}" for number in range(2_000)),
        "table": f"| {cells} |\n|{' - |' * 100}\n" + f"| {cells} |\n" * 50,
        "fence": "```\n" + "x = [1, 2, 3]  # and so on\n" * 80_000 + "```",
        "quotes": ">" * 2_000 + " deep",
        "one line": "word " * 100_000,
    }
    names = list(texts)
    for index in trial.some(len(names)):
        with trial.attempt(names[index]):
            _shown(
                trial.place(),
                f"# Text\n\nThe start.\n\n{texts[names[index]]}\n",
                _asking("Which?"),
                "The start.",
            )
