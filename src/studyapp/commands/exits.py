"""Exit codes, and the sentence on stderr that goes with them.

====== ================================================================
code   meaning
====== ================================================================
0      done
1      what was asked did not succeed (errors found, an import refused)
2      wrong usage
70     a mistake of studyapp itself; a report without values was written
74     the progress file can't be used
128+n  ended by signal n
====== ================================================================
"""

from __future__ import annotations

import sys

DONE = 0
FAILED = 1
WRONG_USAGE = 2
OUR_MISTAKE = 70
NO_PROGRESS = 74
ON_SIGNAL = 128


def tell(sentence: str) -> None:
    """Say something on stderr, clean of what could steer a terminal."""
    from studyapp.clean import clean

    print(clean(sentence), file=sys.stderr)
