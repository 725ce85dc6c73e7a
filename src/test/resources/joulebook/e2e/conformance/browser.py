"""A browser without a window, and Jupyter Notebook in it."""

import json
import re
import socket
from contextlib import contextmanager

import pexpect
from selenium.webdriver import ActionChains, Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

LIMIT_SECONDS = 60
FLAGS = "headless no-sandbox disable-gpu disable-quic no-first-run disable-background-networking".split()
HERE = re.compile(r"(https?|wss?)://127\.0\.0\.1[:/]|(data|blob|file|about|chrome):")


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
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    driver = Chrome(service=Service("/usr/bin/chromedriver"), options=options)
    try:
        driver.set_window_size(1000, 3000)
        yield driver
    finally:
        driver.quit()


def asked_of_others(driver):
    """The addresses outside this machine that the pages asked for since the last call."""
    events = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    addresses = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
    addresses += [e["params"]["url"] for e in events if e["method"] == "Network.webSocketCreated"]
    assert addresses, "the log tells nothing"
    return [address for address in addresses if not HERE.match(address)]


def complaints(driver):
    """What the console of the browser has of errors since the last call, but for Notebook's own: it wants ipywidgets."""
    errors = [entry["message"] for entry in driver.get_log("browser") if entry["level"] == "SEVERE"]
    return [error for error in errors if "nbextensions/widgets" not in error]


class Notebook:
    def __init__(self, driver):
        self.driver = driver

    def until(self, condition, what, seconds=LIMIT_SECONDS):
        def held(driver):
            return condition()

        return WebDriverWait(self.driver, seconds, poll_frequency=0.05).until(held, what)

    def open(self, address, name):
        self.driver.get(f"{address}/notebooks/{name}")
        self.until(lambda: self.all("#kernel_indicator_icon.kernel_idle_icon"), "the kernel is idle")
        assert "Java (Joulebook)" in self.all("#kernel_indicator")[0].text

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
        """What is to be read there, and what pictures are said to show."""
        texts = [area.text for area in self.part(index, ".output_subarea")]
        texts += [image.get_attribute("alt") for image in self.part(index, ".output_subarea img")]
        return "\n".join(texts)

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
