"""Checks the installed kernel against the message specification; prints one line of JSON per check."""

import inspect
import json
import sys
import traceback

import cells
import comms
import control
import questions
import transports
from front import Front


def checks(module):
    """The functions of a module that are no helpers, in the order of the file."""
    functions = inspect.getmembers(module, inspect.isfunction)
    own = [f for name, f in functions if f.__module__ == module.__name__ and not name.startswith("_")]
    return sorted(own, key=lambda function: function.__code__.co_firstlineno)


def run(check, *arguments):
    problem = ""
    try:
        check(*arguments)
    except Exception:
        problem = traceback.format_exc()
    name = f"{check.__module__}: {check.__name__.replace('_', ' ')}"
    print(json.dumps({"check": name, "problem": problem}), flush=True)


def main():
    kernel = Front()
    try:
        for module in (cells, questions, comms, control):
            for check in checks(module):
                run(check, kernel)
        for check in checks(transports):
            run(check, kernel)
    finally:
        kernel.close()


if __name__ == "__main__":
    sys.exit(main())
