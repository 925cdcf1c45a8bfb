"""The page in a real browser: it draws, it says nothing on the console, it asks nothing of any network."""

import json
import re
import shutil
import subprocess
from urllib.parse import urlsplit

import pytest
from synthetic_release import LABELS, MANIFEST, make_release

from liftmine.report.page import render_report

CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


def draw(n_partnerships, n_dimensions):
    release = make_release(n_partnerships, n_dimensions)
    return render_report(release, MANIFEST, study_name="demo", partner_type_labels=LABELS, events={})


def browse(folder, page, *options):
    (folder / "page.html").write_text(page, encoding="utf-8")
    quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync"]
    profile = f"--user-data-dir={folder / 'profile'}"
    command = [CHROMIUM, *quiet, profile, *options, (folder / "page.html").as_uri()]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)


def asked_hosts(folder, page):
    """The hosts a page makes the browser ask, beside those that Chromium asks for itself."""
    log = folder / "net.json"
    browse(folder, page, f"--log-net-log={log}", "--dump-dom")
    hosts = {urlsplit(url).hostname for url in re.findall(r'"url":"(https?:[^"]+)"', log.read_text())}
    return {host for host in hosts if not re.search(r"(^|\.)(google|googleapis|gstatic)\.com$", host)}


def test_the_page_is_drawn_without_a_word_on_the_console(tmp_path):
    picture = tmp_path / "page.png"
    told = browse(tmp_path, draw(3, 4), "--enable-logging=stderr", "--v=0", f"--screenshot={picture}", "--window-size=1200,2400")
    assert re.findall(r"CONSOLE[^\n]*", told.stderr) == []
    assert picture.stat().st_size > 50_000  # an empty page of this size is a fifth of that


def test_the_page_asks_nobody_and_a_page_that_asks_is_caught(tmp_path):
    page = draw(1, 2)
    assert asked_hosts(tmp_path, page) == set()
    asking = page.replace("default-src 'none'", "img-src *").replace("</body>", '<img src="http://picture.invalid/x.png"></body>')
    assert asked_hosts(tmp_path, asking) == {"picture.invalid"}


def test_every_panel_has_its_axes_although_the_page_holds_them_once(tmp_path):
    page = draw(2, 1)
    measure = """<script>addEventListener("load", () => {
      const sizes = [...document.querySelectorAll("use")].map(each => each.getBBox().width);
      const colour = getComputedStyle(document.querySelector("g.tick")).fill;
      document.body.innerHTML = `<pre>${JSON.stringify({sizes, colour})}</pre>`;
    })</script>"""
    page = page.replace("default-src 'none'", "script-src 'unsafe-inline'").replace("</body>", f"{measure}</body>")
    told = json.loads(re.search(r"<pre>(.*?)</pre>", browse(tmp_path, page, "--dump-dom").stdout)[1])
    assert len(told["sizes"]) == 2 * 3  # three figures of three panels
    assert min(told["sizes"]) > 200
    assert told["colour"] == "rgb(88, 96, 110)"
