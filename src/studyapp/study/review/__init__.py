"""When a question comes back: FSRS on the study day's first answer, all of it derived from events.

``days`` tells which day an answer belongs to, ``attempt`` and ``rating`` what it says about the learner's memory,
``scheduler`` what FSRS makes of that, ``spread`` on which day near the computed one the question is due. ``fold``
puts them together into a ``card`` a question; ``queue`` says what to review today, in which order. ``policy``
is what FSRS computes with, and ``fitting`` fits that to a learner.
"""
