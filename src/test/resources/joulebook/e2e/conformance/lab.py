"""The tour's outputs through JupyterLab's own renderers, with and without trust; folder, folder of the bundle, pictures."""

import json
import os
import sys

import checks
import figures
from browser import asked_of_others, browser, complaints

PAGE = """<!doctype html>
<meta charset="utf-8">
<title>Outputs in JupyterLab</title>
<link rel="stylesheet" href="file://{bundle}/{theme}.css">
<script src="file://{bundle}/page.js"></script>
<body data-jp-theme-light="{light}" data-jp-theme-name="JupyterLab {theme}"></body>
"""
SHOW = "const [notebook, trusted, done] = arguments; window.show(notebook, trusted).then(done, e => done(String(e)))"
COLOURS = """
const colours = selector => getComputedStyle(document.querySelector(selector)).color;
return [getComputedStyle(document.body).backgroundColor, colours("td"), colours(".joulebook-cost")];
"""


def renders(driver, folder, bundle, pictures, theme, trusted):
    with open(os.path.join(folder, "tour.ipynb"), encoding="utf-8") as file:
        notebook = json.load(file)
    page = os.path.join(folder, f"lab-{theme}.html")
    with open(page, "w", encoding="utf-8") as file:
        file.write(PAGE.format(bundle=bundle, theme=theme, light=str(theme == "light").lower()))
    driver.get(f"file://{page}")
    shown = driver.execute_async_script(SHOW, notebook, trusted)
    assert isinstance(shown, dict), shown
    assert shown["text/html"] > 20, shown
    drawn = figures.images(driver, "body")
    assert len(drawn) >= 7
    if trusted:
        assert all(figures.marks(image) > 3 for image in drawn)
    assert len(figures.tables(driver, "body")) >= 6
    ground, cell, cost = (figures.rgb(colour) for colour in driver.execute_script(COLOURS))
    assert figures.contrast(cell, ground) >= 4.5, (cell, ground)
    figures.whole_page(driver, os.path.join(pictures, f"lab-{theme}-{'trusted' if trusted else 'untrusted'}.png"))
    others = asked_of_others(driver)
    assert not others, others
    errors = complaints(driver)
    assert not errors, errors


def main():
    folder, bundle, pictures = sys.argv[1:]
    with browser() as driver:
        for theme in ("light", "dark"):
            for trusted in (True, False):
                name = f"JupyterLab's renderers, {theme}, {'trusted' if trusted else 'not trusted'}"
                checks.run(name, renders, driver, folder, bundle, pictures, theme, trusted)


main()
