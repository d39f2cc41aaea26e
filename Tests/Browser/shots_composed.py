"""Pictures of what is no page of the console: papers, terminals, a verified dossier, a problem and the page it leads to."""

import base64
import html
import io
import os
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as XML
import zipfile
from pathlib import Path

from console import BASE, DESKTOP, OFFICER, ConsoleCase, context_of
from test_verification import VerificationCase

SEASON = os.environ.get("GRAINLEDGER_SEASON") or str(Path(__file__).resolve().parents[2].parent / "shared/data/season-2025-late")
SHEET = """<!doctype html><meta charset="utf-8"><style>
body { margin: 24px; background: #dfe5e2; font: 15px system-ui, "Noto Sans CJK SC", sans-serif; }
.sheets { display: flex; flex-wrap: wrap; gap: 24px; align-items: flex-start; }
.beside { flex-wrap: nowrap; } .beside table { font-size: 11px; }
figure { margin: 0; } figcaption { margin: 0 0 6px; } img { background: #fff; box-shadow: 0 1px 6px #0004; display: block; }
pre { background: #10201c; color: #dff2ea; padding: 22px 26px; border-radius: 8px; font: 15px/1.5 "Noto Sans Mono CJK SC", monospace;
    white-space: pre-wrap; margin: 0 0 20px; } pre b { color: #7fd6b4; font-weight: 600; }
table { background: #fff; border-collapse: collapse; font-size: 13px; } td, th { border: 1px solid #c9d2ce; padding: 3px 8px; text-align: right; }
td:first-child, th { background: #eef3f0; font-weight: 400; color: #4c5a54; } td.text { text-align: left; }
</style>"""
PAPERS = [
    ("样品标签", "/v1/samples/LT25-902-00001/label.pdf", 160), ("仓号牌", "/v1/bins/91430902MAQ2N2QK6A0010004/sign.pdf", 32),
    ("检斤单", "/v1/weighings/{weighing}/ticket.pdf", 70), ("转移联单", "/v1/manifests/20254309000011/manifest.pdf", 62),
]


class ComposedShots(ConsoleCase):
    """What the house prints and says."""

    def compose(self, name, body, size=DESKTOP):
        page = self.browser.new_page(viewport={"width": size[0], "height": size[1]})
        page.set_content(SHEET + body)
        page.screenshot(path=os.path.join(os.environ["GRAINLEDGER_SHOTS"], name + ".png"), full_page=True)
        page.close()
        print(name, flush=True)

    def officer(self):
        context = context_of(self.browser, OFFICER, DESKTOP, "zh")
        self.addCleanup(context.close)
        return context

    def run_program(self, *arguments):
        """What a terminal would show: the command, all it said, and how it ended."""
        done = subprocess.run(
            [os.environ["GRAINLEDGER_PROGRAM"], *arguments], text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL, check=False)
        words = " ".join(one if "/" not in one else Path(one).name for one in arguments)
        said = done.stdout.replace(os.environ["GRAINLEDGER_BOOK"], "var/data").rstrip()
        lines = said.splitlines()
        if len(lines) > 28:
            lines = lines[:24] + ["…"] + lines[-3:]
        shown = html.escape("\n".join(lines))
        return f"<pre><b>$ grainledger {html.escape(words)}</b>\n{shown}\n<b>$ echo $?</b>\n{done.returncode}</pre>"

    def test_x17_papers_on_one_sheet(self):
        context = self.officer()
        weighing = context.request.get(f"{BASE}/v1/weighings?limit=1").json()["items"][0]["code"]
        figures = []
        for title, address, dots in PAPERS:
            figures += self.drawn(context, address.format(weighing=weighing), dots, {1: title})
        self.compose("X17-papers", f'<div class="sheets">{"".join(figures)}</div>')

    def drawn(self, context, address, dots, wanted):
        """Pages of a print as figures, with their titles; page 0 is the last one."""
        answer = context.request.get(BASE + address)
        self.assertEqual(answer.status, 200, address)
        figures = []
        with tempfile.TemporaryDirectory() as folder:
            paper = Path(folder) / "paper.pdf"
            paper.write_bytes(answer.body())
            said = subprocess.run(["pdfinfo", paper], check=True, text=True, stdout=subprocess.PIPE).stdout
            last = int(next(line.split()[1] for line in said.splitlines() if line.startswith("Pages:")))
            for number, title in wanted.items():
                at = str(number or last)
                subprocess.run(
                    ["pdftoppm", "-png", "-r", str(dots), "-f", at, "-l", at, "-singlefile", paper, paper.with_suffix("")],
                    check=True)
                picture = base64.b64encode(paper.with_suffix(".png").read_bytes()).decode()
                figures.append(
                    f'<figure><figcaption>{title}</figcaption><img alt="{title}" src="data:image/png;base64,{picture}"></figure>')
        return figures

    def test_x09_a_depot_on_the_screen_and_on_black_and_white_paper(self):
        page = self.officer().new_page()
        page.goto(BASE + "/depots")
        figures = []
        for title, medium, style in (("屏幕", "screen", ""), ("黑白打印", "print", "filter: grayscale(1)")):
            page.emulate_media(media=medium)
            picture = base64.b64encode(page.screenshot(full_page=True)).decode()
            figures.append(f'<figure><figcaption>{title}</figcaption><img alt="{title}" width="690" style="{style}" '
                           f'src="data:image/png;base64,{picture}"></figure>')
        self.compose("X09-depots-beside-print", f'<div class="sheets beside">{"".join(figures)}</div>')

    def test_x16_a_dossier_in_pages(self):
        figures = self.drawn(
            self.officer(), "/v1/batches/25W-90201-H0005/dossier.pdf", 78, {1: "封面", 2: "卷内目录", 3: "物料平衡与来源", 0: "备考表"})
        self.compose("X16-dossier-pages", f'<div class="sheets">{"".join(figures)}</div>')

    def test_x18_a_report_as_a_print_and_as_a_sheet(self):
        self.run_program(
            "report", "issue", "--period", "2025-11", "--region", "4309", "--compiled-by", "刘科", "--approved-by", "龚科",
            "--embedded", os.environ["GRAINLEDGER_BOOK"])
        context = self.officer()
        address = "/v1/bureau-reports/BR-4309-2025-11-1"
        figures = self.drawn(context, f"{address}/report.pdf", 56, {1: "月报表 PDF"})
        sheet = context.request.get(f"{BASE}{address}?format=xlsx")
        self.assertEqual(sheet.status, 200)
        figures.append(f"<figure><figcaption>同一报表 xlsx</figcaption>{self.grid(sheet.body())}</figure>")
        self.compose("X18-report-print-and-sheet", f'<div class="sheets beside">{"".join(figures)}</div>')

    @staticmethod
    def grid(workbook, rows=28, columns=9):
        """The first cells of a workbook, as the program of an office shows them."""
        space = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
        with zipfile.ZipFile(io.BytesIO(workbook)) as book:
            shared = []
            if "xl/sharedStrings.xml" in book.namelist():
                shared = ["".join(one.itertext()) for one in XML.fromstring(book.read("xl/sharedStrings.xml"))]
            sheet = XML.fromstring(book.read("xl/worksheets/sheet1.xml"))
        heads = "".join(f"<th>{chr(65 + at)}</th>" for at in range(columns))
        lines = [f"<tr><th></th>{heads}</tr>"]
        for row in sheet.findall(".//s:row", space)[:rows]:
            cells = {}
            for cell in row.findall("s:c", space):
                value = "".join(cell.itertext())
                is_text = cell.get("t") in ("s", "inlineStr", "str")
                if cell.get("t") == "s":
                    value = shared[int(value)]
                cells[cell.get("r").rstrip("0123456789")] = (html.escape(value), is_text)
            shown = [cells.get(chr(65 + at), ("", True)) for at in range(columns)]
            lines.append(f"<tr><td>{row.get('r')}</td>" + "".join(
                f'<td class="{"text" if is_text else ""}">{value}</td>' for value, is_text in shown) + "</tr>")
        return f"<table>{''.join(lines)}</table>"

    def test_x20_an_import_tried_at_the_terminal(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "lab_reports.csv"
            lines = Path(SEASON, "lab_reports.csv").read_text(encoding="utf-8-sig").splitlines()
            path.write_text("\n".join(lines[:6] + [lines[1].replace("ZJ", "ZX", 1).replace("0.", "O.", 1)]) + "\n", encoding="utf-8")
            self.compose("X20-terminal-import", self.run_program(
                "import", "season", str(path), "--dry-run", "--embedded", os.environ["GRAINLEDGER_BOOK"]))

    def test_x21_the_doctor_at_the_terminal(self):
        self.compose("X21-terminal-doctor", self.run_program("doctor", "--embedded", os.environ["GRAINLEDGER_BOOK"]))

    def test_x22_a_problem_and_its_page(self):
        context = self.officer()
        answer = context.request.get(f"{BASE}/v1/batches?grde=C", headers={"Accept-Language": "zh"})
        self.assertEqual(answer.status, 400)
        page = context.new_page()
        page.goto(BASE + answer.json()["type"].split("://")[-1][answer.json()["type"].split("://")[-1].find("/"):])
        picture = base64.b64encode(page.screenshot()).decode()
        self.compose("X22-problem", f"<pre><b>$ curl …/v1/batches?grde=C</b>\n{html.escape(answer.text())}</pre>"
                     f'<img alt="" width="1392" src="data:image/png;base64,{picture}">')


class VerificationShots(VerificationCase):
    """A dossier that is whole, and the same with one byte changed."""

    def runTest(self):
        for name, path in (("good", self.dossier), ("changed", self.changed)):
            page = self.visitor()
            page.goto(BASE + "/verify/")
            self.verify(page, path)
            page.screenshot(path=os.path.join(os.environ["GRAINLEDGER_SHOTS"], f"X19-verification-{name}.png"), full_page=True)
            print(f"X19-verification-{name}", flush=True)


def suite():
    """All pictures of this file, and none of the tests they rest on."""
    tests = unittest.TestLoader().loadTestsFromTestCase(ComposedShots)
    tests.addTest(VerificationShots())
    return tests
