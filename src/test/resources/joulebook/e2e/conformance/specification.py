"""Checks the installed kernel against the message specification."""

import checks
import comms
import control
import execution
import questions
import transports
from front import Front

kernel = Front()
try:
    for module in (execution, questions, comms, control, transports):
        checks.run_all(module, kernel)
finally:
    kernel.close()
