"""The notebooks that tour.py has run, as pages: Joulebook's own HTML, nbconvert's, and both printed; folder, pictures."""

import os
import subprocess
import sys

import checks
import figures
from browser import FLAGS, asked_of_others, browser, complaints

MOST_BYTES = 8_000_000
DRAWINGS = """
return [...document.querySelectorAll(".output svg")].map(svg => ({
    marks: svg.querySelectorAll("path, rect, circle").length, width: svg.clientWidth, height: svg.clientHeight,
    room: svg.parentElement.clientWidth, name: svg.getAttribute("aria-label"),
    colour: getComputedStyle(svg.querySelector("text")).fill}));
"""
TABLE_COLOUR = "return getComputedStyle(document.querySelector('.output td')).color"
PAGE_COLOUR = "return getComputedStyle(document.body).backgroundColor"


class Pages:
    def __init__(self, driver, folder, pictures):
        self.driver = driver
        self.folder = folder
        self.pictures = pictures

    def path(self, name):
        return os.path.join(self.folder, name)

    def open(self, name):
        self.driver.get(f"file://{self.path(name)}")

    def our_page_in_light_and_dark(self):
        texts = []
        for scheme, page in (("light", "rgb(255, 255, 255)"), ("dark", "rgb(13, 17, 23)")):
            figures.emulate(self.driver, scheme)
            self.open("tour.html")
            assert self.driver.execute_script(PAGE_COLOUR) == page
            drawings = self.driver.execute_script(DRAWINGS)
            assert len(drawings) >= 7
            for drawing in drawings:
                assert drawing["marks"] > 3 and drawing["height"] > 100, drawing
                assert drawing["width"] <= drawing["room"], drawing
            assert len(figures.tables(self.driver, ".output")) >= 6
            texts.append((drawings[0]["colour"], self.driver.execute_script(TABLE_COLOUR)))
            figures.whole_page(self.driver, os.path.join(self.pictures, f"page-{scheme}.png"))
        assert all(light != dark for light, dark in zip(*texts)), texts
        self.alone()

    def our_page_of_many_figures(self):
        assert os.path.getsize(self.path("figures.html")) < MOST_BYTES
        self.open("figures.html")
        assert len(self.driver.execute_script(DRAWINGS)) == 20
        self.alone()

    def alone(self):
        """Neither a request to elsewhere nor an error."""
        others = asked_of_others(self.driver)
        assert not others, others
        errors = complaints(self.driver)
        assert not errors, errors

    def nbconverts_page(self):
        """Its own scripts come from the network, which is shut here."""
        self.driver.execute_cdp_cmd("Network.enable", {})
        self.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["http://*", "https://*"]})
        figures.emulate(self.driver, "light")
        self.open("nbconvert.html")
        assert len(figures.images(self.driver, "body")) >= 7
        assert len(figures.tables(self.driver, "body")) >= 6
        figures.whole_page(self.driver, os.path.join(self.pictures, "nbconvert.png"))

    def printed(self, name):
        """Figures and tables on paper: pages, words and pictures in the PDF."""
        pdf = os.path.join(self.pictures, f"{name}.pdf")
        flags = [f"--{flag}" for flag in FLAGS] + ["--host-resolver-rules=MAP * ~NOTFOUND"]
        command = ["/usr/bin/chromium", *flags, f"--print-to-pdf={pdf}", f"file://{self.path(name)}.html"]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        text = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout
        assert text.count("\f") >= 4, text.count("\f")
        for words in ("test accuracy", "mean ± sd", "CO₂e", "mf / bp"):
            assert words in text, words
        if name == "tour":  # drawings are text there
            for words in ("Weights left by layer", "Energy by cell"):
                assert words in text, words


def main():
    folder, pictures = sys.argv[1:]
    with browser() as driver:
        pages = Pages(driver, folder, pictures)
        checks.run("our page in light and dark", pages.our_page_in_light_and_dark)
        checks.run("our page of many figures", pages.our_page_of_many_figures)
        checks.run("nbconvert's page", pages.nbconverts_page)
        checks.run("our page printed", pages.printed, "tour")
        checks.run("nbconvert's page printed", pages.printed, "nbconvert")


main()
