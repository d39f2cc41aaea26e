"""What people come for, from the door to the result."""

import re
import subprocess

from console import AUDITOR, BASE, DESKTOP, MANAGER, PASSWORD, ConsoleCase, context_of, new_account


class JourneyCase(ConsoleCase):
    def journey(self, **options):
        """The officer finds what is overdue, sees where every kilogram is, and prints the dossier."""
        page = self.open(**options)
        page.click("nav.menu a[href='/deadlines']")
        self.assertIn("240 个工作日", page.inner_text("main"))
        page.click("main tbody a[href^='/batches/']")
        self.assertIn("物料平衡", page.inner_text("main"))
        self.assertIn("差额", page.inner_text(".tiles"))
        page.click("text=打印卷宗")
        self.assertIn("齐全情况", page.inner_text("main"))
        batch = page.url.split("/")[-2]
        paper = page.context.request.get(BASE + page.get_attribute("a.main[href$='dossier.pdf']", "href"))
        text = subprocess.run(["pdftotext", "-", "-"], input=paper.body(), capture_output=True, check=True).stdout.decode()
        self.assertIn(batch, text)
        # The paper is held against the book by what is printed on its pages.
        page.click("nav.menu a[href='/papers']")
        page.fill("#code", batch)
        page.fill("#seal", re.search(r"[0-9A-F]{4}(-[0-9A-F]{4}){3}", text).group(0))
        page.click("main button.main")
        self.assertIn("一致：纸上的数据就是台账里的数据", page.inner_text("main"))
        self.assertEqual(self.complaints, [])

    def test_overdue_to_dossier(self):
        self.journey()

    def test_overdue_to_dossier_without_javascript(self):
        self.journey(java_script_enabled=False)

    def test_urging(self):
        page = self.open()
        page.goto(BASE + "/deadlines")
        page.click("main tbody a.button >> nth=0")
        self.assertIn("沅江酒精样厂", page.input_value("#letter") + page.inner_text(".letter"))
        self.assertIn("还没有催办过", page.inner_text("main"))
        page.click("form.act button.main")
        page.wait_for_url("**/notice?done=**")
        self.assertIn("已催 1 次", page.inner_text("main"))
        page.goto(BASE + "/deadlines")
        self.assertEqual(page.locator("main tbody tr:has-text('已催 1 次')").count(), 1)
        # The one who is urged reads it, as the book has it.
        operator = new_account("operator-urged", "facility-operator", "91430981MAQN1GM12X", "430981")
        facility = context_of(self.browser, operator, DESKTOP, "zh")
        self.addCleanup(facility.close)
        [record] = facility.request.get(f"{BASE}/v1/records?kind=deadline-urged").json()["items"]
        self.assertIn("handover", record["body"])
        self.assertEqual(self.complaints, [])

    def test_search_leads_to_the_page(self):
        page = self.open()
        page.keyboard.press("/")
        page.keyboard.type("25W-90201-H0005")
        page.keyboard.press("Enter")
        page.wait_for_url("**/batches/25W-90201-H0005")

    def test_a_board_draws_itself_anew_when_something_comes_into_the_book(self):
        page = self.open()
        tile = ".tile a[href='/samples?state=collected,received'] .tile-value"
        before = page.inner_text(tile)
        page.evaluate("window.isStillHere = true")
        sampler = context_of(self.browser, "sampler-1", DESKTOP, "zh")
        self.addCleanup(sampler.close)
        token = sampler.request.get(f"{BASE}/v1/session").json()["csrf"]
        parcel = sampler.request.get(f"{BASE}/v1/parcels?limit=1").json()["items"][0]["code"]
        answer = sampler.request.post(
            f"{BASE}/v1/acts/sample-collected", headers={"X-CSRF-Token": token, "Idempotency-Key": "board"},
            data={"occurredAt": "2025-12-20T08:00:00+08:00", "persons": {}, "data": {
                "sample": "LT25-board", "parcel": parcel, "task": "", "pattern": "", "points": 5, "grams": 1500, "seal": ""}})
        self.assertEqual(answer.status, 201, answer.text())
        page.wait_for_function("([tile, before]) => document.querySelector(tile).innerText !== before", arg=[tile, before])
        self.assertTrue(page.evaluate("window.isStillHere"), "the page was loaded again")
        self.assertEqual(self.complaints, [])

    def test_a_laboratory_is_not_told_where_a_sample_comes_from(self):
        page = self.open(account="technician-1")
        page.goto(BASE + "/samples")
        page.click("main tbody a[href^='/samples/'] >> nth=0")
        self.assertIn("盲样", page.inner_text("main"))
        self.assertEqual(page.locator("main a[href^='/parcels/'], main a[href^='/batches/']").count(), 0)

    def test_the_officer_tries_another_edition_of_the_limits(self):
        page = self.open()
        page.goto(BASE + "/rules")
        page.select_option("#edition", "GB 2762-2012")
        page.fill("#season", "2025-late")
        page.click("text=试算")
        self.assertIn("份样品", page.inner_text("main"))
        self.assertEqual(page.input_value("#season"), "2025-late")
        self.assertEqual(self.complaints, [])

    def test_wrong_password_says_nothing_of_the_account(self):
        page = self.open(account=AUDITOR)
        page.context.clear_cookies()
        page.goto(BASE + "/batches")
        said = []
        for account in (AUDITOR, "nobody-at-all"):
            page.fill("#account", account)
            page.fill("#password", "wrong")
            page.click("button.main")
            said.append(page.inner_text("[role=alert]"))
        self.assertIn("无法登录", said[0])
        self.assertEqual(said[0], said[1])
        page.fill("#account", AUDITOR)
        page.fill("#password", PASSWORD)
        page.click("button.main")
        page.wait_for_url("**/batches")

    def test_a_form_survives_the_end_of_the_session(self):
        page = self.open(account=MANAGER)
        page.goto(BASE + "/acts/stock-taken")
        page.fill("[name='f.operation']", "PD-77")
        page.fill("[name='f.countedGrams']", "1000")
        page.context.clear_cookies()
        page.eval_on_selector("form.act", "form => { form.noValidate = true }")
        page.click("button[name=check]")
        page.fill("#account", MANAGER)
        page.fill("#password", PASSWORD)
        page.click("button.main")
        page.click("button.main")
        self.assertEqual(page.input_value("[name='f.operation']"), "PD-77")

    def test_the_audit_is_for_auditors(self):
        page = self.open()
        page.goto(BASE + "/audit")
        self.assertEqual(page.locator("main table").count(), 0)

    def test_the_auditor_sees_who_signed_in(self):
        page = self.open(account=AUDITOR)
        page.goto(BASE + "/audit?act=sign-in")
        self.assertIn(AUDITOR, page.inner_text("main"))
        self.assertEqual(self.complaints, [])

    def test_files_are_previewed_before_they_are_booked(self):
        page = self.open()
        page.goto(BASE + "/imports")
        page.set_input_files("#files", {"name": "结果.csv", "mimeType": "text/csv", "buffer": "甲,乙\n1,2\n".encode("gb18030")})
        page.click("button.main")
        page.wait_for_selector("main:has-text('没有认出')")
        self.assertEqual(self.complaints, [])
        address = page.url
        page.goto(BASE + "/imports")
        page.click(f"main table a[href='{address[len(BASE):]}']")
        page.wait_for_selector("main:has-text('没有认出')")

    def test_files_are_left_and_found_again_done_and_what_was_returned_is_corrected(self):
        heads = "样品编号,任务编号,地块编码,采样时间,采样人1,采样人2,布点方式,样点数,样品重量,重量单位,封签号,种植户签字,送样人,移交时间,接收机构信用代码,接收时间,封签状态,接收结果,拒收原因,盲样号,备注"
        row = "LT25-999-0000{at},RW2025-999,{parcel},2025-10-20 09:0{at},许军,吴军,五点法,5,1.5,kg,FY259{at},已签,,,,,,,,,"
        rows = [row.format(at=1, parcel="43090210200001"), row.format(at=2, parcel="43099999900001")]
        page = self.open(account="sampler-1")
        page.goto(BASE + "/imports")
        page.set_input_files("#files", {
            "name": "samples.csv", "mimeType": "text/csv", "buffer": "\n".join([heads] + rows).encode("utf-8")})
        page.click("button.main")
        page.wait_for_selector("button:has-text('写入')")
        page.click("main button.main")
        page.goto(BASE + "/")
        page.goto(BASE + "/imports")
        page.click("main table tbody tr:first-child a")
        page.wait_for_selector("main .tag:has-text('已写完')")
        with page.expect_download() as download:
            page.click("a:has-text('samples.errors.csv')")
        with open(download.value.path(), encoding="utf-8-sig") as file:
            lines = file.read().splitlines()
        self.assertTrue(lines[0].endswith("不通过原因"))
        self.assertEqual(len(lines), 2)
        self.assertIn("43099999900001", lines[1])
        self.assertEqual(self.complaints, [])

    def test_the_map_can_be_moved_and_leads_to_a_parcel(self):
        page = self.open()
        page.goto(BASE + "/map?season=2025-late")
        page.wait_for_selector("[data-map][data-drawn]")
        self.assertGreater(int(page.get_attribute("[data-map]", "data-drawn")), 100)
        self.assertEqual(page.locator("[data-map] path").count(), int(page.get_attribute("[data-map]", "data-drawn")))
        page.click("[data-map] .leaflet-control-zoom-in")
        page.locator("[data-map] path.k-C").first.dispatch_event("click")
        page.click("[data-map] .leaflet-popup a[href^='/parcels/']")
        page.wait_for_url("**/parcels/*")
        self.assertEqual(self.complaints, [])

    def test_a_file_in_the_wrong_unit_is_noticed(self):
        heads = "报告编号,样品编号,检测项目,检测结果(mg/kg),检测方法,检出限(mg/kg),定量限(mg/kg),编制人,审核人,批准人,签发时间,上机批号,替代报告编号"
        rows = [f"ZJ-25-9{at:04},LT25-972-0000{at},镉,{150 + at},GB 5009.268-2016,0.002,0.005,周立新,尹红梅,龚学文,"
                f"2025-12-14 15:07,ZJ20251013-01," for at in range(1, 6)]
        page = self.open()
        page.goto(BASE + "/imports")
        page.set_input_files("#files", {
            "name": "lab_reports.csv", "mimeType": "text/csv", "buffer": "\n".join([heads] + rows).encode("utf-8")})
        page.click("button.main")
        page.wait_for_selector("main:has-text('像是把 µg/kg 当成了 mg/kg')")
        self.assertEqual(self.complaints, [])
