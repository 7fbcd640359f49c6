"""The progress file: what a learner did, durable, and where they stand."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self, TextIO

from studyapp.errors import ProgressError
from studyapp.study.events import Event, Stamps, utc
from studyapp.study.review.days import study_day
from studyapp.study.store import derive, lookup
from studyapp.study.store.backups import automatic_backup, backed_up_today, copy_to
from studyapp.study.store.check import findings
from studyapp.study.store.course_journal import CourseJournal
from studyapp.study.store.eventrows import question_events, read_events
from studyapp.study.store.keeper import Keeper
from studyapp.study.store.rescue import rescue
from studyapp.study.store.sources import file_source, stream_source
from studyapp.study.store.transfer import Imported, Source, merge, write_events
from studyapp.study.store.trouble import explain

if TYPE_CHECKING:
    from studyapp.study.overview.calendar import StudyDay
    from studyapp.study.store.sums import Stated


class Progress:
    """One learner's progress file, open.

    Safe for several threads, and for several programs on one file. What can't be written stays in memory, in order,
    and is tried again with each later record: see :attr:`unsaved` and :attr:`trouble`.
    """

    def __init__(
        self,
        path: Path,
        clock: Callable[[], int],
        entropy: Callable[[int], bytes],
        offset: Callable[[int], int],
        timeout: float,
    ) -> None:
        self._clock = clock
        self._entropy = entropy
        self._offset = offset
        self.lock = threading.RLock()
        """Held while anything is read or written."""
        self._keeper = Keeper(path, clock, timeout, self._show)
        self._journals: dict[str, CourseJournal] = {}
        self._shown = 0
        """How many of the pending events the journals show."""
        self._recorded = False
        self._together = False

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        clock: Callable[[], int],
        entropy: Callable[[int], bytes],
        offset: Callable[[int], int] = utc,
        timeout: float = 5.0,
    ) -> Self:
        """Open the file, or make it.

        ``clock`` gives UTC microseconds, ``entropy`` n random bytes, ``offset`` the minutes that the learner's clock
        is ahead of UTC at a time in UTC microseconds; ``timeout`` is how many seconds a lock of
        another program is waited for. Raises :class:`ProgressError` for a file that is not ours to write. A file
        that can't be reached is no error: :attr:`trouble` tells, and what is recorded stays in memory meanwhile.
        """
        progress = cls(path, clock, entropy, offset, timeout)
        progress._keeper.open()
        return progress

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """Where the file lies, absolute."""
        return self._keeper.path

    @property
    def unsaved(self) -> int:
        """How many events are in memory only."""
        return len(self._keeper.pending)

    @property
    def trouble(self) -> str:
        """Why the file can't be written, and what to do; empty where all is well."""
        return self._keeper.trouble

    @property
    def notices(self) -> list[str]:
        """What the learner is to be told once, such as what was saved from a damaged file."""
        return self._keeper.notices

    def journal(self, course: str) -> CourseJournal:
        """The journal of a course, by its id."""
        if (known := self._journals.get(course)) is not None:
            return known  # without the lock, which a count over a long history may hold for seconds
        with self.lock:
            if course not in self._journals:
                journal = CourseJournal(course, self, Stamps(self._clock, self._entropy, self._offset))
                self._keeper.attempt(lambda _: self._load(journal))
                self._journals[course] = journal
            return self._journals[course]

    def save(self) -> bool:
        """Try to write what is pending; whether all is in the file now."""
        with self.lock:
            return self._keeper.flush()

    def close(self) -> Path | None:
        """Close the file, after one more try to write what is pending.

        What still can't be written is exported to a file beside the progress file, else in the folder for temporary
        files, whose path is returned: ``studyapp progress import`` takes it in. Where nothing at all could be
        written, :attr:`unsaved` still counts.
        """
        with self.lock:
            if self._recorded:
                self._keeper.flush()
            rescued = rescue(self._keeper.pending, self.path, self._clock()) if self._keeper.pending else None
            if self._recorded and not rescued:
                self._back_up_daily()
            self._recorded = False
            if rescued:
                self._keeper.pending.clear()
            self._keeper.close()
            return rescued

    def events(self, course: str | None = None) -> Iterator[Event]:
        """All events, or one course's, in their order; :attr:`notices` tells which were left out as damaged."""
        last = (-1, "")
        left_out: list[str] = []
        while True:
            try:
                for event in read_events(self._usable(), course, left_out):
                    if event.order > last:
                        last = event.order
                        yield event
                break
            except sqlite3.Error as error:
                # Once what can be read was saved, go on behind what was given already.
                with self.lock:
                    if not self._keeper.mended(error):
                        raise ProgressError(explain(error, self.path)) from error
        self._keeper.tell(left_out)

    def courses(self) -> list[lookup.CourseRow]:
        """The courses that were studied, the newest first."""
        with self.lock:
            return self._keeper.use(lookup.courses)

    def today(self) -> int:
        """The learner's study day; see :mod:`studyapp.study.review.days`."""
        now = self._clock()
        return study_day(now, self._offset(now))

    def study_days(self) -> tuple[StudyDay, ...]:
        """All days on which anything was studied, of whatever course; they ascend."""
        from studyapp.study.store.sums import study_days

        with self.lock:
            return self._keeper.use(study_days)

    def stated(self) -> Stated:
        """How answers came out by the certainty that was stated with them, of all courses."""
        from studyapp.study.store.sums import stated

        with self.lock:
            return self._keeper.use(stated)

    def load(self, first: int, last: int, without: tuple[str, str]) -> dict[int, int]:
        """How many questions of all courses, but for one (course, question), are due from day to day.

        None are known of while the file can't be read: an answer is not to be lost for it.
        """
        found: dict[int, int] = {}
        with self.lock:
            self._keeper.attempt(lambda conn: found.update(lookup.load(conn, first, last, without)))
        return found

    def rebuild(self) -> derive.Rebuilt:
        """Derive all standings anew from the events."""
        with self.lock:
            return self._keeper.use(self._keeper.rebuild)

    def check(self) -> list[str]:
        """Look at the whole file: what is wrong with it, one sentence each. It takes time as the history grows."""
        with self.lock:
            return self._keeper.use(findings)

    def salvage(self) -> None:
        """Begin a new file with all that can be read from this one and its newest backup; :attr:`notices` tells.

        This one is kept under another name.
        """
        with self.lock:
            self._keeper.use(lambda _: self._keeper.recover())
            self._usable()

    def backup(self, target: Path) -> None:
        """Write a whole copy to a file that must not exist yet (:class:`ProgressError` where it does)."""
        with self.lock:
            self._keeper.use(lambda conn: copy_to(conn, target))

    def export(self, stream: TextIO, course: str | None = None) -> int:
        """Write all events, or one course's, as JSON lines; how many there were."""
        return write_events(self.events(course), stream)

    def import_events(self, stream: BinaryIO) -> Imported:
        """Take in an export: all of it or, with :class:`BadImport`, nothing.

        Imports may come in any order, and twice.
        """
        with ExitStack() as held:
            return self._merge([stream_source(stream, held)])[0]

    def import_files(self, paths: Sequence[Path]) -> list[Imported]:
        """Take in exports and other progress files, all of them or nothing; what each of them came to.

        Raises :class:`BadImport`, which names the file.
        """
        # Under the lock, for one might be this very file, and closing a file gives up all locks on it.
        with self.lock, ExitStack() as held:
            return self._merge([file_source(path, held) for path in paths])

    def import_file(self, path: Path) -> Imported:
        """Take in one file, as :meth:`import_files` does."""
        return self.import_files([path])[0]

    def _merge(self, sources: Sequence[Source]) -> list[Imported]:
        def action(conn: sqlite3.Connection) -> list[Imported]:
            newest = lookup.newest(conn)
            if newest:
                automatic_backup(conn, self.path, self._clock())
            now = max(self._clock(), newest)
            return self._keeper.change(conn, lambda conn: merge(conn, sources, now))

        with self.lock:
            return self._keeper.use(action)

    def _usable(self) -> sqlite3.Connection:
        """The connection, with all that is pending written. Raises :class:`ProgressError`."""
        with self.lock:
            return self._keeper.use(lambda conn: conn)

    def keep(self, event: Event) -> None:
        """Write an event of a course's journal, or have it wait in memory."""
        with self.lock:
            self._recorded = True
            self._keeper.pending.append(event)
            if self._together or not self._keeper.flush():
                self._show_pending()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Write what is kept within in one transaction at the end; other threads wait meanwhile."""
        with self.lock:
            self._together = True
            try:
                yield
            finally:
                self._together = False
                if self._keeper.pending:
                    self._keeper.flush()

    def history(self, course: str, question: str) -> list[Event]:
        """All events of one id, those that wait among them, in no order.

        Raises :class:`ProgressError` where the file can't be read.
        """
        pending = [one for one in self._keeper.pending if (one.course, one.question) == (course, question)]
        conn = self._keeper.conn
        if conn is None:
            raise ProgressError(self.trouble)
        try:
            kept = question_events(conn, course, question, [])
        except sqlite3.Error as error:
            raise ProgressError(explain(error, self.path)) from error
        return list({event.id: event for event in (*kept, *pending)}.values())

    def _show(self, derived: derive.Derived | None) -> None:
        """Let the journals show the rows that were written, or where None all that is in the file."""
        self._shown = min(self._shown, len(self._keeper.pending))
        for journal in self._journals.values():
            if derived is None:
                self._load(journal)
            else:
                journal.show_rows(derived)
        for event in self._keeper.pending[: self._shown]:
            self._journals[event.course].show(event)

    def _show_pending(self) -> None:
        for event in self._keeper.pending[self._shown :]:
            self._journals[event.course].show(event)
        self._shown = len(self._keeper.pending)

    def _load(self, journal: CourseJournal) -> None:
        if self._keeper.conn is not None:
            journal.show_file(lookup.course_rows(self._keeper.conn, journal.course))

    def mend(self, journal: CourseJournal) -> None:
        """Derive a row anew that can't be read; where even that fails, what it told is unknown."""
        try:
            self.rebuild()
        except ProgressError:
            journal.show_file(lookup.CourseRows({}, {}, {}, 0))

    def _back_up_daily(self) -> None:
        conn = self._keeper.conn
        try:
            if conn is not None and not backed_up_today(self.path, self._clock()):
                automatic_backup(conn, self.path, self._clock())
        except (OSError, sqlite3.Error, ProgressError) as error:
            self.notices.append(f"No backup could be made: {explain(error, self.path)}")
