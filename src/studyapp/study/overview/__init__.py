"""What a learner has come to, as plain values: for the progress screen, the table, JSON and the page alike.

``whole`` puts it together: ``mastery`` of each section, the ``calendar`` of study days with its ``streak``, the
``forecast`` of what comes due, how ``calibration`` turned out, and what was ``misjudged``.
"""
