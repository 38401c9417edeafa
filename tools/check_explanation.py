#!/usr/bin/env python3
"""Checks explanations (docs/reference/explanation.md) against the packages, and nothing else.

Shares no code with the engine: decides every event again from its facts and holds every step
against the tables. Standard library only.

Exit code 0: all agree. 1: some do not. 2: something could not be checked.
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from checker.command import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
