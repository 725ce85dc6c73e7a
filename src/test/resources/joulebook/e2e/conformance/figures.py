"""What a page shows of figures and tables, as the browser has it."""

import base64
import re
import xml.etree.ElementTree as ElementTree

IMAGES = """
return [...document.querySelectorAll(arguments[0] + " img[alt^=Figure]")].map(image => ({
    alt: image.alt, source: image.currentSrc, natural: image.naturalWidth, complete: image.complete,
    width: image.clientWidth, room: image.parentElement.parentElement.clientWidth}));
"""
TABLES = """
return [...document.querySelectorAll(arguments[0] + " table")].map(table => ({
    rows: table.rows.length, headers: table.querySelectorAll("th").length, height: table.clientHeight}));
"""


def images(driver, within):
    """The figures there; each must be drawn and fit."""
    found = driver.execute_script(IMAGES, within)
    for image in found:
        assert image["complete"] and image["natural"] > 0, image["alt"]
        assert 0 < image["width"] <= image["room"], (image["alt"], image["width"], image["room"])
    return found


def marks(image):
    """How many lines, bars, dots and fields the drawing of a figure has, as the browser chose it: SVG."""
    kind, data = image["source"].split(",", 1)
    assert kind == "data:image/svg+xml;base64", kind
    return marks_in(base64.b64decode(data))


def marks_in(svg):
    names = [element.tag.split("}")[-1] for element in ElementTree.fromstring(svg).iter()]
    return sum(name in ("path", "rect", "circle") for name in names)


def tables(driver, within):
    """The tables there; each must be seen and have headers."""
    found = driver.execute_script(TABLES, within)
    for table in found:
        assert table["rows"] > 1 and table["headers"] > 0 and table["height"] > 0, table
    return found


def rgb(colour):
    """The parts of an opaque colour as the browser writes it."""
    return [int(part) for part in re.findall(r"\d+", colour)[:3]]


def contrast(text, ground):
    """The ratio of WCAG 2."""
    light, dark = sorted((luminance(text), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    shares = [part / 255 for part in colour]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def whole_page(driver, file):
    """A picture of all of the page, however long."""
    shot = driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True})
    with open(file, "wb") as png:
        png.write(base64.b64decode(shot["data"]))


def emulate(driver, scheme):
    """Has the page think that its reader has chosen light or dark."""
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
