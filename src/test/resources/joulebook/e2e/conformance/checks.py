"""Runs checks: prints one line of JSON for each, with its problem or an empty text."""

import inspect
import json
import traceback


def run(name, check, *arguments):
    """Runs one check; whether it passed."""
    problem = ""
    try:
        check(*arguments)
    except Exception:
        problem = traceback.format_exc()
    print(json.dumps({"check": name, "problem": problem}), flush=True)
    return not problem


def run_all(module, *arguments):
    """Runs the functions of a module that are no helpers, in the order of the file."""
    functions = inspect.getmembers(module, inspect.isfunction)
    own = [f for name, f in functions if f.__module__ == module.__name__ and not name.startswith("_")]
    for check in sorted(own, key=lambda function: function.__code__.co_firstlineno):
        run(f"{module.__name__}: {check.__name__.replace('_', ' ')}", check, *arguments)
