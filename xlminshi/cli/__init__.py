"""The command line: the same steps as the buttons, for closed files. All texts are Chinese.

Exit codes: 0 all good; 1 findings that a person must settle; 2 the job could not be done.
"""

from xlminshi.cli.base import FAILED, FINDINGS, GOOD
from xlminshi.cli.running import main, run

__all__ = ["FAILED", "FINDINGS", "GOOD", "main", "run"]
