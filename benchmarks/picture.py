"""The picture of the README: a figure of the demo's page, as Debian's Chromium draws them. `python -m benchmarks.picture`."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
FIGURES = ("dimension-conflict-strain",)
_KEPT = ",".join(f"#{figure}" for figure in FIGURES)
_STYLE = f"""<style>
nav,footer,main>section:not(:has({_KEPT})),section h2,section h3,.scroll,details,figure:not({_KEPT}){{display:none}}
h1{{margin-top:1rem}}
figure{{margin:1.2rem 0}}
</style></head>"""


def main() -> None:
    """Write docs/demo-report.png from the release that `make demo` has made."""
    chromium = shutil.which("chromium")
    page = ROOT / "releases" / "latest" / "report.html"
    if chromium is None or not page.exists():
        sys.exit("needs Debian's chromium, and a release of the demo: run `make demo` first")
    with tempfile.TemporaryDirectory() as folder:
        cut = Path(folder) / "page.html"
        cut.write_text(page.read_text(encoding="utf-8").replace("</head>", _STYLE, 1), encoding="utf-8")
        picture = ROOT / "docs" / "demo-report.png"
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1160,960"]
        subprocess.run([chromium, *options, f"--screenshot={picture}", cut.as_uri()], check=True, capture_output=True, timeout=120)
    print(picture.relative_to(ROOT))


if __name__ == "__main__":
    main()
