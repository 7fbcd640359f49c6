"""``studyapp review --fit``: when questions come back, fitted to the learner's own history."""

from __future__ import annotations

import os
import sys

from studyapp.commands.exits import DONE, NO_PROGRESS
from studyapp.commands.keeping import keeping
from studyapp.errors import ProgressError, StudyError
from studyapp.places import settings_file
from studyapp.settings import read
from studyapp.study.events import EVERY_COURSE, Kind
from studyapp.study.review import fitting
from studyapp.study.review.policy import Policy
from studyapp.wording import counted


def fit(progress_option: str | None) -> int:
    """Fit to all that is in the progress file, keep what predicts better, and print which it was.

    Raises StudyError where there is too little to fit to or the package that does it is missing, ProgressError where
    the progress file can't be used.
    """
    with keeping(progress_option) as progress:
        journal = progress.journal(EVERY_COURSE)
        if progress.trouble:  # Of what can't be read nothing can be learned.
            raise ProgressError(progress.trouble)
        histories = fitting.histories(progress.events())
        _must_suffice(fitting.reviews(histories))
        found = _fitted(histories, Policy(journal.policy.weights, _retention()))
        if found.better:
            journal.record(
                Kind.FITTED,
                "",
                weights=list(found.policy.weights),
                retention=found.policy.retention,
                reviews=found.reviews,
                before=found.before,
                after=found.after,
            )
        print(_told(found))
        return NO_PROGRESS if progress.unsaved else DONE


def _must_suffice(reviews: int) -> None:
    if reviews < fitting.ENOUGH:
        raise StudyError(
            f"You have reviewed questions {counted(reviews, 'time')} so far. Fitting is worth while from"
            f" {fitting.ENOUGH} times on; until then the dates are those that suit most learners."
        )


def _fitted(histories: list[fitting.History], policy: Policy) -> fitting.Fit:
    try:
        return fitting.fit(histories, policy)
    except ImportError:
        raise StudyError(
            "Fitting needs one more package. Install it and try again:"
            f" {sys.executable} -m pip install fsrs-rs-python"
        ) from None


def _retention() -> float:
    """The recall that the learner aims for."""
    settings, _ = read(settings_file(os.environ))
    return settings.retention


def _told(fit: fitting.Fit) -> str:
    of = f"{fit.reviews} reviews, judged by the newest fifth of them"
    if not fit.better:
        return (
            f"Nothing changes: fitted to {of}, the predictions are no better (log loss {fit.after:.4f}) than"
            f" those in force ({fit.before:.4f})."
        )
    return (
        f"Fitted to {of}: predictions are better now (log loss {fit.after:.4f}, before {fit.before:.4f})."
        " All dates follow from it."
    )
