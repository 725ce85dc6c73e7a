"""The shared cells, typed into jupyter console; a terminal emulator keeps what a user would see."""

import os
import re
import sys

import checks
import nbformat
import pexpect
import pyte

LIMIT_SECONDS = 60
ROWS, COLUMNS = 1000, 120  # the whole session stays on the screen
PASTE, END_OF_PASTE = "\x1b[200~", "\x1b[201~"
LATE_CELLS = 3
META_ENTER = "\x1b\r"  # runs a cell and asks the kernel nothing before


class Console:
    """One console and its kernel.

    This console, with any kernel, breaks on keys that come while it awaits a reply: nothing is typed ahead, and nothing
    said about the cursor. And it may take the idle state of an earlier request (a completion, an interrupt) for that of
    the running cell, and show the cell's outputs with the next one.
    """

    def __init__(self, simple=False):
        self.simple = simple
        options = ["--kernel", "joulebook", f"--ZMQTerminalInteractiveShell.simple_prompt={simple}"]
        options += [f"--ZMQTerminalInteractiveShell.kernel_is_complete_timeout={LIMIT_SECONDS}"]
        terminal = {"TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
        self.child = pexpect.spawn(
            "/usr/bin/jupyter-console", options, dimensions=(ROWS, COLUMNS), env={**os.environ, **terminal}
        )
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self.stream = pyte.ByteStream(self.screen)
        self.number = 1

    def text(self):
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip()

    def until(self, pattern):
        """Reads until the pattern is on the screen."""
        while not re.search(pattern, self.text()):
            try:
                self.stream.feed(self.child.read_nonblocking(1 << 16, LIMIT_SECONDS))
            except (pexpect.TIMEOUT, pexpect.EOF) as e:
                raise AssertionError(f"{pattern} did not appear:\n{self.text()[-3000:]}") from e

    def prompt(self):
        self.until(rf"(?m)^In \[{self.number}\]:")

    def enter(self, keys):
        """Types what makes a cell whole, and returns once the next prompt is there."""
        self.child.send(keys)
        self.number += 1
        self.prompt()

    def type(self, code):
        """Types a cell and starts it; a simple prompt takes one line."""
        self.child.send(code.replace("\n", " ") + "\r" if self.simple else PASTE + code + END_OF_PASTE + META_ENTER)

    def run(self, code):
        self.type(code)
        self.enter("")

    def shows(self, *texts):
        """Raises unless these texts stand below the code of the last cell."""
        cell = self.number - 1
        for _ in range(LATE_CELLS):
            if all(text in self.below(cell) for text in texts):
                return
            self.run("0")  # by now the outputs that were late are there
        raise AssertionError(f"{texts} are not in {self.below(cell)}")

    def below(self, cell):
        """What stands below the code of a cell."""
        lines = self.text().split(f"In [{cell}]:", 1)[1].splitlines()[1:]
        return "\n".join(line for line in lines if not re.match(r"In \[\d+\]:| +\.\.\.:", line))


def starts(console):
    console.until("Joulebook .*every cell shows what it cost")
    console.prompt()
    console.run("1")  # from now on the session is warm


def shows(console, cell):
    if "answer" in cell.metadata:
        console.type(cell.source)
        console.until(r"(?m)^Name\?")
        console.enter(cell.metadata.answer + "\r")
    else:
        console.run(cell.source)
    console.shows(*cell.metadata.shows, "CO₂e (")


def interrupts(console, cell):
    console.type(cell.source)
    console.until(rf"(?m)^{cell.metadata.interrupt}")
    console.child.sendintr()
    console.enter("")
    console.shows(*cell.metadata.shows, "CO₂e (")
    console.run("6 * 7")
    console.shows("42")


def goes_on_while_code_is_incomplete(console):
    console.child.send("int twice(int a) {\r")
    console.until(r"int twice\(int a\) {\n +\.\.\.:")
    console.child.send("return 2 * a;\r")
    console.until(r"\.\.\.:     return 2 \* a;\n +\.\.\.:")
    console.enter("}\r")
    console.run("twice(21)")
    console.shows("42")


def completes_by_tab(console):
    console.child.send('"abcdef".subs\t')
    console.until(r'"abcdef"\.substring')
    console.enter("(3)" + META_ENTER)
    console.shows("def")


def puts_a_loaded_text_into_the_next_cell(console):
    with open("loaded.java", "w") as file:
        file.write("int loaded = 5 * 5;")
    console.run("%load loaded.java")
    console.until(r"int loaded = 5 \* 5;")
    console.enter(META_ENTER)
    console.run("loaded")
    console.shows("25")


def ends_with_its_kernel(console):
    console.child.sendeof()
    console.until("Do you really want to exit")
    console.child.send("y\r")
    console.until("Shutting down kernel")
    console.child.expect(pexpect.EOF, timeout=LIMIT_SECONDS)
    console.child.close()
    assert console.child.exitstatus == 0, console.child


def run(console, *steps):
    try:
        for step, *arguments in steps:
            name = " ".join(["console", step.__name__.replace("_", " "), *(cell.id for cell in arguments)])
            if not checks.run(name, step, console, *arguments):
                break  # what follows stands on it
    finally:
        console.child.close(force=True)


def main():
    os.chdir(sys.argv[1])
    cells = nbformat.read(os.path.join(os.path.dirname(__file__), "cells.ipynb"), as_version=4).cells
    endless = [cell for cell in cells if "interrupt" in cell.metadata]
    run(
        Console(),
        [starts],
        *([shows, cell] for cell in cells if cell not in endless),
        [completes_by_tab],
        [puts_a_loaded_text_into_the_next_cell],
        [goes_on_while_code_is_incomplete],
        [ends_with_its_kernel],
    )
    # after its fancy prompt this console's Ctrl-C ends the waiting for any kernel's cell, not the cell
    run(Console(simple=True), [starts], *([interrupts, cell] for cell in endless), [ends_with_its_kernel])


main()
