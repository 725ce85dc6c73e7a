"""The tour and a notebook of many figures in Jupyter Notebook, as a reader sees them: folder, tour, folder for pictures."""

import os
import shutil
import sys
import time

import checks
import figures
import nbformat
from browser import Notebook, asked_of_others, browser, complaints, server
from selenium.webdriver import Keys

TOUR_SECONDS = 600
MOST_BYTES = 6_000_000
DARK = """
const style = document.createElement("style");
style.textContent = `
    body, #header, #site, #notebook, #notebook-container, .CodeMirror, div.input_area, div.output_area, div.cell,
    .rendered_html tr { background: #111 !important; }
    body, .rendered_html, .rendered_html *, div.output_area pre, .CodeMirror, .cm-variable, .cm-operator {
        color: #ddd !important; }`;
document.head.append(style);
"""
CURVE = """
Random noise = new Random(7);
double[] x = new double[POINTS];
double[] y = new double[POINTS];
double[] z = new double[POINTS];
for (int i = 0; i < POINTS; i++) {
    x[i] = i;
    y[i] = 1 / (1 + 20.0 * i / POINTS) + 0.1 * noise.nextDouble();
    z[i] = 1 / (1 + 10.0 * i / POINTS) + 0.1 * noise.nextDouble();
}
"""
FIGURE = 'Figure.of("Figure K of 20").xAxis("step").yAxis("loss").line("bp", x, y).line("mf", x, z)'


def many_figures(mode):
    """Nineteen figures of 1,000 points and one of 100,000."""
    cells = [f"import java.util.Random;\n%plot mode {mode}", CURVE.replace("POINTS", "1_000")]
    cells += [FIGURE.replace("K", str(k)) for k in range(1, 20)]
    cells += [CURVE.replace("POINTS", "100_000"), FIGURE.replace("K", "20")]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.metadata.kernelspec = {"name": "joulebook", "display_name": "Java (Joulebook)", "language": "java"}
    return notebook


class Reader:
    def __init__(self, driver, address, folder, pictures):
        self.driver = driver
        self.address = address
        self.folder = folder
        self.pictures = pictures
        self.page = Notebook(driver)

    def keep(self, name):
        self.driver.save_screenshot(os.path.join(self.pictures, name))

    def note(self, measured):
        with open(os.path.join(self.pictures, "measured.txt"), "a", encoding="utf-8") as notes:
            print(measured, file=notes)

    def is_small(self, name, text):
        self.note(f"{name}: {len(text):,} bytes")
        assert len(text) < MOST_BYTES, len(text)

    def run_all(self):
        self.page.all("#celllink")[0].click()
        self.page.all("#run_all_cells a")[0].click()

    def all_have_run(self):
        cells = sum(bool(cell.text.strip()) for cell in self.page.all(".code_cell .CodeMirror-code"))

        def done():
            return len(self.page.all(".code_cell .joulebook-cost")) >= cells

        self.page.until(done, "all cells have run", TOUR_SECONDS)
        assert not self.page.all(".output_error"), self.page.all(".output_error")[0].text

    def save(self, name):
        """Saves the notebook and returns its text once all that the page shows is in it."""
        file = os.path.join(self.folder, name)
        cells = len(self.page.all(".joulebook-cost"))

        def whole():
            with open(file, encoding="utf-8") as saved:
                text = saved.read()
            return text.rstrip().endswith("}") and text.count("joulebook-cost") >= cells and text

        self.page.press(Keys.ESCAPE)
        self.page.all("#save-notbook button")[0].click()
        return self.page.until(whole, "it is saved")

    def opens_the_tour(self):
        self.page.open(self.address, "tour.ipynb")

    def sees_a_training_live(self):
        self.run_all()
        self.page.until(lambda: self.page.all(".joulebook-progress"), "a training runs", TOUR_SECONDS)
        self.page.until(self.live, "the chart grows with its line", TOUR_SECONDS)
        self.driver.execute_script("document.querySelector('.joulebook-progress').scrollIntoView({block: 'center'})")
        self.keep("notebook-live.png")

    def live(self):
        """The line, the curves above it and the figure on its page at one moment."""
        seen = self.driver.execute_script("""
            const line = document.querySelector(".joulebook-progress");
            const image = line && line.parentElement.querySelector("img");
            return image && {line: line.innerText, height: line.clientHeight, source: image.currentSrc,
                natural: image.naturalWidth};""")
        if not seen or "epoch 2 of 3" not in seen["line"]:
            return False
        assert "left" in seen["line"] and "test accuracy" in seen["line"], seen["line"]
        assert seen["height"] > 0
        return seen["natural"] > 0 and figures.marks(seen) > 3

    def sees_tables_figures_and_costs(self):
        self.all_have_run()
        assert not self.page.all(".joulebook-progress"), "lines of progress stay"
        drawn = figures.images(self.driver, ".output_area")
        assert len(drawn) >= 7, [image["alt"] for image in drawn]
        for image in drawn:
            assert figures.marks(image) > 3, image["alt"]
        assert len(figures.tables(self.driver, ".output_area")) >= 6
        assert all(cost.is_displayed() and "J" in cost.text for cost in self.page.all(".joulebook-cost"))
        height = self.driver.execute_script("return document.querySelector('#notebook-container').scrollHeight + 200")
        self.driver.set_window_size(1100, height)
        self.keep("notebook-light.png")
        self.driver.execute_script(DARK)
        self.keep("notebook-dark.png")
        self.driver.set_window_size(1000, 3000)
        self.save("tour.ipynb")

    def completes_by_tab(self):
        self.page.edit_new_cell('Figure.of("x").l')
        self.page.press(Keys.TAB)
        self.page.until(lambda: self.page.all("#complete option"), "a list of completions")
        assert "line" in [option.text.split("(")[0] for option in self.page.all("#complete option")]
        self.page.press(Keys.ESCAPE)

    def explains_by_shift_tab(self):
        self.page.edit_new_cell("Datasets.load")
        self.page.press(Keys.SHIFT, Keys.TAB)
        self.page.until(lambda: "load(String" in self.page.all("#tooltip")[0].text, "a tooltip")
        self.page.press(Keys.ESCAPE)

    def interrupts_a_training(self):
        cell = "%%train --data digits --epochs 1000000 --name cut\nnew Mlp(64, 64, 10)"
        index = self.page.edit_new_cell(cell)
        self.page.run(index)
        self.page.until(
            lambda: any("test accuracy" in line.text for line in self.page.part(index, ".joulebook-progress")), "it runs"
        )
        self.page.button("interrupt-kernel")
        self.page.has_run(index)
        assert "Ended early: cut holds seed 0 up to epoch" in self.page.output(index), self.page.output(index)
        assert "Interrupted." in self.page.output(index)
        assert not self.page.part(index, ".joulebook-progress")
        self.page.until(lambda: self.page.part(index, "picture img"), "the chart stays")
        self.driver.execute_script("arguments[0].scrollIntoView()", self.page.cell(index))
        self.keep("notebook-interrupted.png")

    def asked_nobody_else_and_made_no_errors(self):
        others = asked_of_others(self.driver)
        assert not others, others
        errors = complaints(self.driver)
        assert not errors, errors

    def sees_many_figures(self):
        file = os.path.join(self.folder, "figures.ipynb")
        nbformat.write(many_figures("interactive"), file)
        self.page.open(self.address, "figures.ipynb")
        last = len(self.page.all(".code_cell")) - 1
        for index in range(last):
            self.page.run(index)
        self.page.has_run(last - 1)
        started = time.monotonic()
        self.page.run(last)
        self.page.until(lambda: self.page.part(last, "picture img"), "the figure of 100,000 points")
        seconds = time.monotonic() - started
        self.note(f"a figure of 100,000 points: seen after {seconds:.2f} s")
        self.all_have_run()
        drawn = figures.images(self.driver, ".output_area")
        assert len(drawn) == 20
        assert all(figures.marks(image) > 3 for image in drawn)
        self.keep("notebook-figures.png")
        self.is_small("figures.ipynb", self.save("figures.ipynb"))

    def moves_figures_that_carry_their_library(self):
        file = os.path.join(self.folder, "portable.ipynb")
        nbformat.write(many_figures("portable"), file)
        self.page.open(self.address, "portable.ipynb")
        self.run_all()
        self.all_have_run()
        self.page.until(lambda: len(self.page.all(".js-plotly-plot svg.main-svg .trace")) >= 40, "plotly draws them")
        assert len(self.page.all(".js-plotly-plot")) == 20
        self.keep("notebook-portable.png")
        saved = self.save("portable.ipynb")
        self.is_small("portable.ipynb", saved)
        assert saved.count('id=\\"joulebook-plotly\\"') == 1


def main():
    folder, tour, pictures = sys.argv[1:]
    os.makedirs(pictures, exist_ok=True)
    shutil.copy(tour, os.path.join(folder, "tour.ipynb"))
    with server(folder) as address, browser() as driver:
        reader = Reader(driver, address, folder, pictures)
        steps = [
            reader.opens_the_tour,
            reader.sees_a_training_live,
            reader.sees_tables_figures_and_costs,
            reader.completes_by_tab,
            reader.explains_by_shift_tab,
            reader.interrupts_a_training,
            reader.asked_nobody_else_and_made_no_errors,
            reader.sees_many_figures,
            reader.moves_figures_that_carry_their_library,
            reader.asked_nobody_else_and_made_no_errors,
        ]
        for step in steps:
            name = step.__name__.replace("_", " ")
            if not checks.run(f"notebook {name}", step):
                reader.keep("notebook-failed.png")
                break  # what follows stands on it


main()
