"""Keeping events: in the progress file, and in memory for as long as the file can't be written."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from studyapp.errors import ProgressError
from studyapp.study.events import Event
from studyapp.study.rows import BadRow
from studyapp.study.store import derive
from studyapp.study.store.files import identity
from studyapp.study.store.opening import open_file
from studyapp.study.store.salvage import readable_events, recover
from studyapp.study.store.schema import pragma, transaction
from studyapp.study.store.trouble import explain, is_damage

SHORT_WAIT = 0.1
"""The share of the timeout that a lock is waited for while there is trouble already."""

T = TypeVar("T")


class Moved(ProgressError):
    """The file that was written is no longer the one at its path."""


class Keeper:
    """The connection to the progress file, and the events that are not in it yet.

    Not safe for several threads by itself.
    """

    def __init__(
        self,
        path: Path,
        clock: Callable[[], int],
        timeout: float,
        changed: Callable[[derive.Derived | None], None],
    ) -> None:
        self.path = path.absolute()
        self.pending: list[Event] = []
        """What is in memory only, in the order recorded."""
        self.trouble = ""
        self.notices: list[str] = []
        self.conn: sqlite3.Connection | None = None
        self._clock = clock
        self._timeout = timeout
        self._changed = changed
        """Called with the rows that a write changed, or with None where any may have changed."""
        self._identity: tuple[int, int] | None = None
        self._seen = 0
        """The file's ``data_version``: another number tells that another program wrote."""
        self._newest: dict[str, int] = {}
        """Time of the newest event of each course that was written to, for as long as nobody else writes."""

    def open(self) -> None:
        """Connect. A file that can't be reached is :attr:`trouble`; one that is not ours to write is raised."""
        try:
            self._connect()
        except (OSError, sqlite3.Error) as error:
            self._set_trouble(explain(error, self.path))

    def flush(self) -> bool:
        """Write what is pending, in one transaction; False, and :attr:`trouble` says why, where that fails."""
        return self.attempt(lambda _: None)

    def attempt(self, action: Callable[[sqlite3.Connection], object]) -> bool:
        """Do as :meth:`use` does; False, and :attr:`trouble` says why, where that fails."""
        try:
            self.use(action)
        except ProgressError as error:
            self._set_trouble(str(error))
            self._seen = -1  # What could not be read now is read after the next write.
            return False
        self._set_trouble("")
        return True

    def use(self, action: Callable[[sqlite3.Connection], T]) -> T:
        """What an action on the file gives, once all that is pending is written.

        Where the file turns out damaged or moved, that is mended and the action done again. Raises
        :class:`ProgressError`, whose text tells the learner what to do.
        """
        for tries_left in (2, 1, 0):
            try:
                return action(self._write())
            except (OSError, sqlite3.Error, Moved, BadRow) as error:
                if not (tries_left and self.mended(error)):
                    raise ProgressError(explain(error, self.path)) from error
        raise AssertionError

    def change(self, conn: sqlite3.Connection, action: Callable[[sqlite3.Connection], T]) -> T:
        """What an action gives that may change any rows, done in one transaction."""
        with transaction(conn):
            found = action(conn)
        self._newest.clear()
        self._changed(None)
        return found

    def rebuild(self, conn: sqlite3.Connection) -> derive.Rebuilt:
        """Derive all rows anew."""
        return self.change(conn, derive.rebuild)

    def recover(self) -> None:
        """Put a new file in the place of a damaged one; see :func:`studyapp.study.store.salvage.recover`."""
        if identity(self.path) == self._identity:
            self.close()
        self.notices += recover(self.path, self._clock())

    def mended(self, error: Exception) -> bool:
        """Whether the cause of a failure is gone now, so that another try may succeed."""
        try:
            if is_damage(error):
                self.recover()
                return True
            if isinstance(error, BadRow) and self.conn is not None:
                self.rebuild(self.conn)
                return True
            # Moved while it was written: SQLite itself refuses to go on then.
            return self.conn is not None and identity(self.path) != self._identity
        except (OSError, sqlite3.Error, ProgressError):
            return False

    def tell(self, notices: list[str]) -> None:
        """Add what the learner is to be told, each but once."""
        self.notices += [notice for notice in notices if notice not in self.notices]

    def close(self) -> None:
        """Close the connection; what is pending stays."""
        if self.conn is not None:
            self.conn.close()
        self.conn = None

    def _connect(self) -> sqlite3.Connection:
        """The connection to the file that is at the path now.

        Where that is no longer the file that was opened, all events that were in it are carried over. Raises
        as :func:`open_file` does.
        """
        if self.conn is not None and identity(self.path) == self._identity:
            return self.conn
        conn, notices = open_file(self.path, self._clock(), self._wait(self.trouble))
        try:
            if self.conn is not None:
                self._carry_over(self.conn, conn)
            seen = pragma(conn, "data_version")
        except BaseException:
            conn.close()
            raise
        self.close()
        self.conn, self._identity, self._seen = conn, identity(self.path), seen
        self._newest.clear()
        self.tell(notices)
        self._changed(None)
        return conn

    def _carry_over(self, old: sqlite3.Connection, new: sqlite3.Connection) -> None:
        with transaction(new):
            derive.absorb(new, readable_events(old))
        self.tell(
            [
                f"{self.path} was deleted or replaced while it was open. All that was in it is in the file that"
                " is there now."
            ]
        )

    def _write(self) -> sqlite3.Connection:
        """Write what is pending; the connection, once that is done."""
        conn = self._connect()
        if not self.pending:
            return conn
        with transaction(conn):
            version = pragma(conn, "data_version")
            alone = version == self._seen
            if not alone:
                self._newest.clear()
            derived = derive.absorb(conn, self.pending, self._newest)
        if identity(self.path) != self._identity:
            raise Moved(
                f"{self.path} keeps being replaced. Stop the program that does it, or name another file."
            )
        self.pending.clear()
        self.tell(derived.left_out)
        self._seen = version
        self._changed(derived if alone and not derived.refitted else None)
        return conn

    def _set_trouble(self, trouble: str) -> None:
        if bool(trouble) != bool(self.trouble) and self.conn is not None:
            self.conn.execute(f"PRAGMA busy_timeout = {int(self._wait(trouble) * 1000)}")
        self.trouble = trouble

    def _wait(self, trouble: str) -> float:
        # Whoever answers while a lock stands is not kept waiting at each answer.
        return self._timeout * SHORT_WAIT if trouble else self._timeout
