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


class Console:
    def __init__(self, *more):
        waiting = f"--ZMQTerminalInteractiveShell.kernel_is_complete_timeout={LIMIT_SECONDS}"
        options = ["--kernel", "joulebook", waiting, *more]
        self.child = pexpect.spawn(
            "/usr/bin/jupyter-console", options, dimensions=(ROWS, COLUMNS), env={**os.environ, "TERM": "xterm"}
        )
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self.screen.write_process_input = self.child.send  # a terminal says where its cursor is
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

    def paste(self, code):
        self.child.send(PASTE + code + END_OF_PASTE)

    def output(self):
        """What stands below the code of the last cell."""
        cell = self.text().split(f"In [{self.number - 1}]:")[-1].split(f"In [{self.number}]:")[0]
        return "\n".join(line for line in cell.splitlines()[1:] if not re.match(r" +\.\.\.:", line))


def starts(console):
    console.until("Joulebook .*every cell shows what it cost")
    console.prompt()
    # Meta-Enter asks nothing of the kernel: the console has a moment only for answers about completeness
    console.enter("6 * 7\x1b\r")
    assert "42" in console.output(), console.output()


def shows(console, cell):
    console.paste(cell.source)
    if "answer" in cell.metadata:
        console.child.send("\r")
        console.until(r"(?m)^Name\?")
        console.enter(cell.metadata.answer + "\r")
    else:
        console.enter("\r")
    has_shown(console, cell)


def has_shown(console, cell):
    for expected in cell.metadata.shows:
        assert expected in console.output(), console.output()
    assert "CO₂e (" in console.output(), console.output()


def interrupts(console, cell):
    console.prompt()
    console.child.send(cell.source.replace("\n", " ") + "\r")
    console.until(rf"(?m)^{cell.metadata.interrupt}")
    console.child.sendintr()
    console.enter("")
    has_shown(console, cell)
    console.enter("6 * 7\r")
    assert "42" in console.output(), console.output()


def goes_on_while_code_is_incomplete(console):
    for line in ("int twice(int a) {", "return 2 * a;"):
        console.child.send(line + "\r")
    console.until(r"\.\.\.:     return 2 \* a;\n +\.\.\.:")
    console.enter("}\r")
    console.paste("twice(21)")
    console.enter("\r")
    assert "42" in console.output(), console.output()


def completes_by_tab(console):
    console.child.send('"abcdef".subs\t')
    console.until(r'"abcdef"\.substring')
    console.enter("(3)\r")
    assert "def" in console.output(), console.output()


def puts_a_loaded_text_into_the_next_cell(console):
    with open("loaded.java", "w") as file:
        file.write("int loaded = 5 * 5;")
    console.paste("%load loaded.java")
    console.enter("\r")
    console.until(r"int loaded = 5 \* 5;")
    console.enter("\r")
    console.paste("loaded")
    console.enter("\r")
    assert "25" in console.output(), console.output()


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
        [goes_on_while_code_is_incomplete],
        [completes_by_tab],
        [puts_a_loaded_text_into_the_next_cell],
        [ends_with_its_kernel],
    )
    # after its fancy prompt this console's Ctrl-C ends the waiting for any kernel's cell, not the cell
    run(Console("--simple-prompt"), *([interrupts, cell] for cell in endless), [ends_with_its_kernel])


main()
