"""The shared cells in Jupyter Notebook, in a browser without a window."""

import os
import re
import shutil
import socket
import sys
from contextlib import contextmanager

import checks
import nbformat
import pexpect
from selenium.webdriver import ActionChains, Chrome, ChromeOptions, Keys
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

LIMIT_SECONDS = 60
FLAGS = "headless no-sandbox disable-gpu disable-quic no-first-run disable-background-networking".split()
CELLS = os.path.join(os.path.dirname(__file__), "cells.ipynb")


@contextmanager
def server(folder):
    """Notebook's server, for this machine alone; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}", "--NotebookApp.port_retries=0"]
    options += ["--NotebookApp.token=", "--NotebookApp.password=", f"--notebook-dir={folder}"]
    process = pexpect.spawn("/usr/bin/jupyter-notebook", options, timeout=LIMIT_SECONDS)
    try:
        process.expect("is running at")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()  # it ends its kernels
        process.expect(pexpect.EOF)
        process.close(force=True)


@contextmanager
def browser():
    options = ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in FLAGS:
        options.add_argument(f"--{flag}")
    driver = Chrome(service=Service("/usr/bin/chromedriver"), options=options)
    try:
        driver.set_window_size(1000, 3000)
        yield driver
    finally:
        driver.quit()


class Page:
    def __init__(self, driver):
        self.driver = driver

    def until(self, condition, what):
        def held(driver):
            return condition()

        return WebDriverWait(self.driver, LIMIT_SECONDS, poll_frequency=0.05).until(held, what)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def press(self, *keys):
        """The last key is pressed while those before it are held."""
        chain = ActionChains(self.driver)
        for key in keys[:-1]:
            chain.key_down(key)
        chain.send_keys(keys[-1])
        for key in keys[:-1]:
            chain.key_up(key)
        chain.perform()

    def button(self, action):
        self.all(f"button[data-jupyter-action='jupyter-notebook:{action}']")[0].click()

    def cell(self, index):
        return self.all(".code_cell")[index]

    def part(self, index, selector):
        return self.cell(index).find_elements(By.CSS_SELECTOR, selector)

    def output(self, index):
        return "\n".join(area.text for area in self.part(index, ".output_subarea"))

    def run(self, index):
        self.part(index, ".input_prompt")[0].click()
        self.button("run-cell-and-select-next")

    def has_run(self, index):
        self.until(lambda: re.search(r"\[\d+\]", self.part(index, ".input_prompt")[0].text), f"cell {index} has run")
        # the number comes with the reply; the cost line is the last output
        self.until(lambda: self.part(index, ".joulebook-cost"), f"cell {index} shows its cost: {self.output(index)}")

    def edit_new_cell(self, text):
        """Types into a new cell below the last one."""
        last = len(self.all(".code_cell")) - 1
        self.part(last, ".input_prompt")[0].click()
        self.button("insert-cell-below")
        self.until(lambda: len(self.all(".code_cell")) == last + 2, "a new cell")
        self.part(last + 1, ".CodeMirror")[0].click()
        self.until(lambda: self.part(last + 1, ".CodeMirror-focused"), "the new cell has the focus")
        self.press(text)
        return last + 1


def opens(page, address):
    page.driver.get(f"{address}/notebooks/cells.ipynb")
    page.until(lambda: page.all("#kernel_indicator_icon.kernel_idle_icon"), "the kernel is idle")
    assert "Java (Joulebook)" in page.all("#kernel_indicator")[0].text
    page.until(lambda: page.all(".code_cell .cm-type"), "Java is coloured")


def shows(page, cell, index):
    page.run(index)
    if "answer" in cell.metadata:
        page.until(lambda: page.part(index, "input.raw_input"), "an input box")
        page.part(index, "input.raw_input")[0].send_keys(cell.metadata.answer + Keys.ENTER)
    if "interrupt" in cell.metadata:
        page.until(lambda: cell.metadata.interrupt in page.output(index), "the cell runs")
        page.button("interrupt-kernel")
    page.has_run(index)
    for expected in cell.metadata.shows:
        assert expected in page.output(index), page.output(index)
    if "element" in cell.metadata:
        elements = page.part(index, f".output_area {cell.metadata.element}")
        assert any(e.is_displayed() and e.size["height"] > 0 for e in elements), elements


def completes_by_tab(page):
    index = page.edit_new_cell('"abcdef".sub')
    page.press(Keys.TAB)
    page.until(lambda: page.all("#complete option"), "a list of completions")
    texts = [option.text for option in page.all("#complete option")]
    assert {"substring", "subSequence"} <= set(texts), texts
    page.press(Keys.ENTER)
    page.until(lambda: not page.all("#complete"), "the list is gone")
    assert texts[0] in page.cell(index).text, page.cell(index).text


def explains_by_shift_tab(page):
    page.edit_new_cell('"abcdef".substring')
    page.press(Keys.SHIFT, Keys.TAB)
    page.until(lambda: "substring(int beginIndex" in page.all("#tooltip")[0].text, "a tooltip")
    page.press(Keys.ESCAPE)


def main():
    folder = sys.argv[1]
    cells = nbformat.read(CELLS, as_version=4).cells
    shutil.copy(CELLS, folder)
    with server(folder) as address, browser() as driver:
        page = Page(driver)
        steps = [("opens", opens, address)]
        steps += [(f"shows {cell.id}", shows, cell, index) for index, cell in enumerate(cells)]
        steps += [("completes by tab", completes_by_tab), ("explains by shift-tab", explains_by_shift_tab)]
        for name, step, *arguments in steps:
            if not checks.run(f"notebook {name}", step, page, *arguments):
                break  # what follows stands on it
        driver.save_screenshot(os.path.join(folder, "notebook.png"))


main()
