"""The shared cells in Jupyter Notebook, in a browser without a window."""

import os
import shutil
import sys

import checks
import nbformat
from browser import Notebook, browser, server
from selenium.webdriver import Keys

CELLS = os.path.join(os.path.dirname(__file__), "cells.ipynb")


def opens(page, address):
    page.open(address, "cells.ipynb")
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
        page = Notebook(driver)
        steps = [("opens", opens, address)]
        steps += [(f"shows {cell.id}", shows, cell, index) for index, cell in enumerate(cells)]
        steps += [("completes by tab", completes_by_tab), ("explains by shift-tab", explains_by_shift_tab)]
        for name, step, *arguments in steps:
            if not checks.run(f"notebook {name}", step, page, *arguments):
                break  # what follows stands on it
        driver.save_screenshot(os.path.join(folder, "notebook.png"))


main()
