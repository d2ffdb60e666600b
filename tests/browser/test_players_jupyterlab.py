"""The same players in a real JupyterLab, where Python sees what the participant does."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser, Page, TimeoutError, expect

from tests.browser.material import ROOT, clock, drawn_data, hidden, quiz_data
from tests.browser.reader import give_code
from tests.patience import MILLISECONDS, PATIENCE, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TOKEN = "proeve"
RETRY = 15
"""Seconds after which a cell that shows nothing is run again."""


def notebook(path: Path, *cells: str) -> None:
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(new_notebook(cells=[new_code_cell(cell) for cell in cells], metadata=kernel), path)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small course, and a notebook handed out with its quiz beside it."""
    root = tmp_path_factory.mktemp("kursus")
    for name in (
        "assets/course.yaml",
        "assets/municipalities/roedovre.yaml",
        "notebooks/vignettes/den-tomme-plads.yaml",
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    notebook(
        root / "notebooks" / "case.ipynb",
        "from trekant.widgets import vignette\nplayer = vignette('den-tomme-plads')\nplayer",
        "print('RESULTAT', player.points, player.maximum, player.ended, len(player.path))",
        "vignette('findes-ikke')",
    )
    (root / "opgave").mkdir()
    (root / "opgave" / "quiz.json").write_text(json.dumps(quiz_data("graded")), encoding="utf-8")
    notebook(root / "opgave" / "quiz.ipynb", "from trekant.widgets import quiz\nspiller = quiz('quiz.json')\nspiller")
    (root / "udtraek").mkdir()
    (root / "udtraek" / "quiz.json").write_text(json.dumps(drawn_data("graded")), encoding="utf-8")
    shutil.copy(root / "opgave" / "quiz.ipynb", root / "udtraek")
    return root


@pytest.fixture(scope="module")
def lab(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = tmp_path_factory.mktemp("jupyter")
    places = {
        name: str(own / name.lower()) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    }
    options = [f"--port={port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}"]
    options += ["--no-browser", "--allow-root", f"--ServerApp.root_dir={folder}"]
    log = (own / "log.txt").open("wb")
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *options],
        env=os.environ | places, stdout=log, stderr=log,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: server.poll() is not None or answers(address), address)
        yield address
    finally:
        server.kill()  # asked politely, it may wait for ever for a page that is still open; its kernels end with it
        server.wait(PATIENCE)


def answers(address: str) -> bool:
    try:
        urllib.request.urlopen(f"{address}/api?token={TOKEN}", timeout=PATIENCE).close()
    except OSError:
        return False
    return True


def run_all(browser: Browser, lab: str, path: str) -> Page:
    page = browser.new_page(viewport={"width": 1300, "height": 1000})
    page.set_default_timeout(MILLISECONDS)
    page.goto(f"{lab}/lab/tree/{path}?token={TOKEN}&reset")
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    for _ in range(PATIENCE // RETRY):  # JupyterLab loses a cell that is run while the kernel is only just connected
        page.locator(".jp-Notebook .cm-content").first.click()
        page.keyboard.press("Shift+Enter")
        try:
            page.locator(".trk").wait_for(timeout=RETRY * 1000)
            break
        except TimeoutError:
            continue
    return page


def press(page: Page, name: str) -> None:
    page.locator(".trk").get_by_role("button", name=name, exact=True).click()


def test_a_case_tells_python_how_it_went(browser: Browser, lab: str) -> None:
    page = run_all(browser, lab, "notebooks/case.ipynb")
    # by keyboard: JupyterLab must not take the keys
    page.get_by_role("button", name="Start casen").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=clock("klubben"))).to_be_focused()
    page.locator("[value=fodbold]").focus()
    page.keyboard.press("Space")
    press(page, "Svar")
    page.keyboard.press("Enter")  # Videre has the focus
    page.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio").nth(1)).to_be_checked()
    page.locator("[value=spoerg]").check()
    press(page, "Svar")
    press(page, "Videre")
    for choice in ("leder", "set"):
        page.locator(f"[value={choice}]").check()
        press(page, "Svar")
        press(page, "Videre")
    expect(page.locator(".trk")).to_contain_text("Det endte godt")
    page.locator(".jp-Notebook .cm-content").nth(1).click()
    page.keyboard.press("Shift+Enter")
    expect(page.get_by_text("RESULTAT 3.3333 4.0 True 4")).to_be_visible()
    page.keyboard.press("Shift+Enter")
    wrong = page.locator(".jp-OutputArea-output", has_text=re.compile("Casen »findes-ikke« kan ikke læses"))
    expect(wrong).to_be_visible()
    expect(wrong).not_to_contain_text("Traceback")
    page.close()


def test_a_quiz_writes_its_answer_file(browser: Browser, lab: str, folder: Path) -> None:
    file = folder / "opgave" / "svar.json"
    page = run_all(browser, lab, "opgave/quiz.ipynb")
    expect(page.locator(".trk")).to_contain_text("Skriv din deltagerkode, før du begynder.")
    give_code(page, "HB-042", "Vis mine spørgsmål")
    page.get_by_role("button", name="Vis alle på én side").click()
    assert not file.exists()
    page.get_by_role("radio", name="Du tager anton").check()
    expect(page.locator(".trk")).to_contain_text("Dine svar er gemt i svar.json")
    press(page, "Gem svar")
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert kept["participant"] == "hb-042"
    assert kept["answers"] == hidden({"om-single": "anton"})
    page.get_by_role("button", name="Flyt ned").first.click()
    expect(page.locator(".trk-count")).to_have_text("2 af 6 besvaret")
    [order] = hidden({"om-order": []})
    wait_until(lambda: order in json.loads(file.read_text(encoding="utf-8"))["answers"], "the answer in the file")
    page.close()
    again = run_all(browser, lab, "opgave/quiz.ipynb")
    expect(again.locator(".trk-count")).to_have_text("2 af 6 besvaret")
    expect(again.locator(".trk")).to_contain_text("Din deltagerkode er hb-042.")
    again.close()


def test_a_drawn_quiz_asks_for_the_code_first(browser: Browser, lab: str, folder: Path) -> None:
    file = folder / "udtraek" / "svar.json"
    page = run_all(browser, lab, "udtraek/quiz.ipynb")
    give_code(page, "ab1", "Vis mine spørgsmål")
    expect(page.locator(".trk-question")).to_have_count(4)
    asked = page.locator(".trk-question legend").all_text_contents()
    page.locator(".trk input:is([type=radio], [type=checkbox])").first.check()
    expect(page.locator(".trk")).to_contain_text("Dine svar er gemt i svar.json")
    assert json.loads(file.read_text(encoding="utf-8"))["participant"] == "ab1"
    page.close()
    again = run_all(browser, lab, "udtraek/quiz.ipynb")
    expect(again.locator(".trk-count")).to_have_text("1 af 4 besvaret")
    assert again.locator(".trk-question legend").all_text_contents() == asked
    again.close()
