"""What no single journey shows: rights that are lost, a state that moved on, and any order of things going wrong."""

import random

from console import BASE, DESKTOP, OFFICER, SAMPLER, TECHNICIAN, context_of
from field import SESSIONS, FieldCase
from second import SecondServer


class OutboxTests(FieldCase):
    def test_o09_a_state_that_moved_on_refuses_and_says_why(self):
        page = self.phone()
        page.context.set_offline(True)
        code = self.take(page)
        page.context.set_offline(False)
        self.assertEqual(self.send_until_done(page), "done")
        page.context.set_offline(True)
        self.go(page, f"screening/{code}")
        page.fill("input[inputmode=decimal]", "0.30")
        page.click("main button.main")
        self.ready(page, "entry")
        laboratory = self.browser.new_context()
        self.addCleanup(laboratory.close)
        self.sign_in(laboratory, TECHNICIAN)
        who = SESSIONS[TECHNICIAN][1]
        answer = laboratory.request.post(
            f"{BASE}/v1/acts/sample-received", headers={"X-CSRF-Token": who["csrf"], "Idempotency-Key": f"no-{code}"},
            data={"occurredAt": self.in_book(page, "samples", code)["collectedAt"], "persons": {}, "data": {
                "sample": code, "laboratory": who["organization"], "sealIntact": False, "accepted": False,
                "reason": "封签破损", "blindCode": ""}})
        self.assertEqual(answer.status, 201, answer.text())
        page.context.set_offline(False)
        self.send_until_done(page)
        page.wait_for_selector("main .tag-bad:has-text('被退回')")
        self.assertIn("GL-R-", page.inner_text("[role=alert]"))
        page.click("button:has-text('撤回')")
        page.wait_for_selector(".said.bad")
        page.get_by_label("撤回原因").fill("样品已被拒收")
        page.click("button:has-text('撤回')")
        page.wait_for_selector("main .tag-done:has-text('已撤回')")
        self.assertIn("样品已被拒收", page.inner_text("main"))
        self.assertEqual(self.in_book(page, "samples", code)["screenings"], [])

    def test_o19_who_has_lost_his_right_keeps_his_records_and_can_hand_them_over(self):
        page = self.phone("keeper-1")
        page.context.set_offline(True)
        self.take(page, at=4)
        page.context.set_offline(False)
        self.send_until_done(page)
        page.wait_for_selector("main .tag-bad:has-text('被退回')")
        self.assertIn("GL-I-0602", page.inner_text("[role=alert]"))
        self.go(page, "settings")
        with page.expect_download():
            page.click("button:has-text('生成文件')")
        self.assertIn("已导出 1 条", page.inner_text("main"))

    def name_of(self, page):
        return page.evaluate("async () => (await import('/field/pack.js')).device()")

    def withdraw(self, device):
        """As the officer does at his desk; the page he sees afterwards."""
        context = context_of(self.browser, OFFICER, DESKTOP, "zh")
        self.addCleanup(context.close)
        desk = self.watch(context.new_page())
        desk.goto(BASE + "/sampling")
        row = desk.locator(f"tr:has-text('{device}')")
        row.locator("input[name=reason]").fill("遗失在渡口")
        row.locator("button").click()
        desk.wait_for_selector(f"tr:has-text('{device}') .tag:has-text('已收回')")
        return desk

    def test_o19_a_withdrawn_phone_hands_in_what_it_has_and_forgets_everything(self):
        page = self.phone()
        self.assertEqual(self.send(page), "done")
        device = self.name_of(page)
        page.context.set_offline(True)
        code = self.take(page)
        desk = self.withdraw(device)
        refused = page.context.request.post(
            BASE + "/v1/code-blocks", headers={"X-CSRF-Token": SESSIONS[SAMPLER][1]["csrf"]}, data={"device": device})
        self.assertEqual((refused.status, refused.json()["findings"][0]["code"]), (403, "GL-I-0617"))
        page.context.set_offline(False)
        self.ready(page, "forgotten")
        self.assertEqual(self.in_book(page, "samples", code)["code"], code)
        self.assertEqual(page.evaluate("""async () => [
            (await indexedDB.databases()).length, (await caches.keys()).length,
            (await navigator.serviceWorker.getRegistrations()).length]"""), [0, 0, 0])
        page.evaluate("() => { location.hash = 'queue'; }")
        page.wait_for_selector("h1:has-text('已全部清除')")
        desk.reload()
        desk.wait_for_selector(f"tr:has-text('{device}') .tag:has-text('已清除')")

    def test_o19_a_withdrawn_phone_keeps_what_is_not_handed_in_and_forgets_behind_its_lock(self):
        page = self.phone("keeper-1")
        self.send(page)
        page.context.set_offline(True)
        self.take(page, at=5)
        page.context.set_offline(False)
        self.send_until_done(page)
        self.withdraw(self.name_of(page))
        self.go(page, "queue")
        page.click("button:has-text('现在上传')")
        page.wait_for_selector(".notice:has-text('这部手机已被收回')")
        self.assertEqual([row["state"] for row in self.rows(page)], ["refused"])
        self.go(page, "entry/1", "entry")
        page.get_by_label("撤回原因").fill("已另行登记")
        page.click("button:has-text('撤回')")
        page.wait_for_selector("main .tag-done:has-text('已撤回')")
        page.context.clear_cookies()
        page.reload()
        self.ready(page, "forgotten")
        self.assertEqual(page.evaluate("async () => (await indexedDB.databases()).length"), 0)

    def test_o24_whatever_goes_wrong_in_whatever_order_all_that_was_saved_is_booked_once(self):
        luck = random.Random(24)
        server = SecondServer()
        self.addCleanup(server.close)
        phones = [self.phone() for _ in range(3)]
        self.line.upstream = server.address
        created, steps = [], []
        for _ in range(36):
            page = luck.choice(phones)
            step = luck.choice(("save", "save", "send", "offline", "online", "lose", "fail", "reload", "kill"))
            steps.append(step)
            if step == "save":
                created.append(self.save(page))
            elif step == "send":
                self.send(page)
            elif step in ("offline", "online"):
                page.context.set_offline(step == "offline")
            elif step == "lose":
                self.line.answers_to_lose = 1
            elif step == "kill":
                # While it is down somebody tries all the same.
                server.kill()
                self.send(luck.choice(phones))
                server.start()
            elif step == "fail":
                self.line.failing = luck.choice((0, 0.2))
            else:
                self.line.failing = 0
                page.reload()
                self.unlock(page)
        self.assertGreaterEqual(steps.count("kill"), 3)
        self.line.failing = 0
        for page in phones:
            page.context.set_offline(False)
            self.assertEqual(self.send_until_done(page), "done")
        rows = [row for page in phones for row in self.rows(page)]
        self.assertEqual(sorted(row["title"] for row in rows), sorted(created))
        self.assertEqual({row["state"] for row in rows}, {"accepted"})
        self.assertEqual(len({row["record"] for row in rows}), len(created))
        for code in created:
            self.assertEqual(self.in_book(phones[0], "samples", code)["code"], code)

    def save(self, page):
        return page.evaluate("""async () => {
            const [outbox, store, packs] = await Promise.all(['outbox', 'store', 'pack'].map(name => import(`/field/${name}.js`)));
            const sample = `P-${store.uuid()}`;
            await outbox.save({ id: store.uuid(), aggregate: `sample:${sample}`, kind: 'sample-collected', title: sample, body: {
                occurredAt: '2026-11-03T09:00:00+08:00', persons: {},
                data: { sample, parcel: packs.current().parcels[7].code, task: 't', pattern: 's', points: 5, grams: 1000, seal: 's' } } });
            return sample;
        }""")
