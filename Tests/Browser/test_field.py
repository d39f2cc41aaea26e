"""The field app as people use it at the edge of a paddy: without network, with a browser that dies, with a bad line."""

import base64
import hashlib
from datetime import datetime

from console import BASE, DESKTOP, OFFICER, PASSWORD, SAMPLER, context_of
from field import PIN, FieldCase

DOT = {"name": "a.png", "mimeType": "image/png", "buffer": base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mNk+M9Qz0AEYBxVSF+FAAhKDveksOjmAAAAAElFTkSuQmCC")}


class FieldTests(FieldCase):
    def test_o01_opens_without_network(self):
        page = self.phone()
        page.context.set_offline(True)
        page.reload()
        self.unlock(page)
        self.assertIn("出发检查", page.inner_text("main"))
        self.go(page, "parcels")
        self.assertGreater(page.locator(".cards a").count(), 3)
        self.assertEqual(self.complaints, [])

    def test_o02_a_record_and_a_draft_outlive_a_reload(self):
        page = self.phone()
        page.context.set_offline(True)
        code = self.take(page)
        self.go(page, "parcels")
        page.click(".cards a >> nth=2")
        self.ready(page, "capture")
        self.fill_label(page)
        page.wait_for_selector(".points")
        page.reload()
        self.unlock(page, "capture")
        self.assertIn("第 2 步", page.inner_text("main"))
        self.go(page, "queue")
        text = page.inner_text("main")
        self.assertIn(code, text)
        self.assertIn("已保存到本机", text)
        self.assertIn("草稿", text)
        self.assertEqual(self.complaints, [])

    def test_o03_a_record_outlives_the_browser_and_reaches_the_book(self):
        folder = self.folder()
        page = self.phone(folder=folder)
        page.context.set_offline(True)
        code = self.take(page, photo=DOT, sign=True)
        self.kill_browser_of(folder)
        context = self.driver.chromium.launch_persistent_context(
            folder, executable_path=self.program, args=["--no-sandbox"], locale="zh-CN", offline=True)
        self.addCleanup(self.close, context)
        page = self.watch(context.new_page())
        page.goto(f"{self.line.base}/field/")
        self.unlock(page)
        self.assertIn(self.rows(page)[0]["state"], ("waiting", "sending"))
        self.assertEqual(self.line.captures, [])
        context.set_offline(False)
        self.sign_in(context, SAMPLER)
        self.assertEqual(self.send(page), "done")
        self.assertEqual([row["state"] for row in self.rows(page)], ["accepted"])
        sample = self.in_book(page, "samples", code)
        self.assertEqual(sample["grams"], 1500)
        self.assertEqual(len(sample["fieldRecord"]["points"]), 5)
        self.assertEqual(sample["fieldRecord"]["number"], 1)
        officer = context_of(self.browser, OFFICER, DESKTOP, "zh")
        self.addCleanup(officer.close)
        for attachment in sample["fieldRecord"]["attachments"]:
            address = f"{BASE}/v1/samples/{code}/attachments/{attachment['digest']}"
            is_photo = attachment["kind"] == "photo"
            for asker, may in ((context, is_photo), (officer, True)):
                self.assertEqual(asker.request.get(address).status, 200 if is_photo else 422)
                token = asker.request.get(f"{BASE}/v1/session").json()["csrf"]
                revealed = asker.request.post(
                    f"{address}/reveal", headers={"X-CSRF-Token": token}, data={"purpose": "spot check"})
                self.assertEqual(revealed.status, 200 if may else 403)
        page = officer.new_page()
        page.goto(f"{BASE}/samples/{code}")
        page.fill("[name=purpose]", "核对签名")
        page.click("text=查阅签名")
        page.wait_for_url("**/signatures/**")
        self.assertNotIn("purpose", page.url)
        self.assertEqual(page.evaluate("document.contentType"), "image/png")
        self.assertEqual(len(sample["fieldRecord"]["attachments"]), 2)

    def test_o04_an_answer_that_is_lost_books_nothing_twice(self):
        page = self.phone()
        page.context.set_offline(True)
        code = self.take(page)
        self.line.answers_to_lose = 1
        page.context.set_offline(False)
        self.assertEqual(self.send_until_done(page), "done")
        [row] = self.rows(page)
        self.assertTrue(row["replayed"])
        self.assertEqual(self.in_book(page, "samples", code)["state"], "collected")
        self.assertGreaterEqual(len(self.line.captures), 2)
        self.assertEqual(self.complaints, [])

    def test_o05_two_windows_are_one_sender(self):
        page = self.phone()
        page.context.set_offline(True)
        self.take(page)
        other = self.watch(page.context.new_page())
        other.goto(f"{self.line.base}/field/")
        self.unlock(other)
        page.context.set_offline(False)
        for one in (page, other):
            one.evaluate("() => { window.outcome = import('/field/outbox.js').then(outbox => outbox.send()) }")
        for one in (page, other):
            one.evaluate("() => window.outcome")
        self.send_until_done(page)
        self.assertEqual(len(self.line.captures), 1)
        self.assertEqual(self.rows(other)[0]["state"], "accepted")

    def sign_in_again(self, page):
        """By the form among the settings, which is there for who was signed out."""
        page.fill("input[autocomplete=username]", SAMPLER)
        page.fill("input[autocomplete=current-password]", PASSWORD)
        page.click("form button.main")
        page.wait_for_selector("form", state="detached")

    def test_o06_a_sign_in_that_ends_keeps_everything_and_goes_on_after_the_next(self):
        page = self.phone()
        page.context.set_offline(True)
        code = self.take(page)
        page.context.clear_cookies()
        page.evaluate("async () => (await import('/field/session.js')).left()")
        page.context.set_offline(False)
        self.assertEqual(self.send(page), "door")
        self.go(page, "queue")
        self.assertIn("待登录", page.inner_text("main"))
        self.assertIsNone(self.in_book(page, "samples", code))
        # The lamp that is red leads to what puts it right.
        self.go(page, "home")
        page.click(".lamp.bad a:has-text('重新登录')")
        self.ready(page, "settings")
        self.sign_in_again(page)
        self.assertEqual(self.send_until_done(page), "done")
        self.assertIsNotNone(self.in_book(page, "samples", code))

    def test_o06_a_session_that_ends_in_the_middle_of_the_queue_leaves_the_rest_where_it_is(self):
        page = self.phone()
        page.context.set_offline(True)
        code = self.take(page)
        self.go(page, f"screening/{code}")
        page.fill("input[inputmode=decimal]", "0.30")
        page.click("main button.main")
        self.ready(page, "entry")
        # Two records of one sample go out one after the other; between them the service forgets who is sending.
        self.line.captures_known = 1
        page.context.set_offline(False)
        self.assertEqual(self.send(page), "door")
        self.assertEqual([row["state"] for row in self.rows(page)], ["accepted", "waiting"])
        self.assertEqual(self.in_book(page, "samples", code)["screenings"], [])
        self.line.captures_known = None
        page.context.clear_cookies()
        self.go(page, "settings")
        self.sign_in_again(page)
        self.assertEqual(self.send_until_done(page), "done")
        self.assertEqual([one["value"] for one in self.in_book(page, "samples", code)["screenings"]], ["0.30"])
        self.assertEqual(self.rows(page)[0]["tries"], 1, "what was accepted did not go again")

    def conflicts(self, count):
        """A phone whose samples all bear codes that the book knows already; the codes."""
        page = self.phone()
        page.context.set_offline(True)
        codes = [self.take(page, at=at) for at in range(count)]
        self.go(page, f"screening/{codes[1]}")
        page.fill("input[inputmode=decimal]", "0.30")
        page.click("main button.main")
        self.ready(page, "entry")
        parcel = page.evaluate("async () => (await import('/field/pack.js')).current().parcels[20].code")
        for code in codes:
            data = {"sample": code, "parcel": parcel, "task": "x", "pattern": "s", "points": 5, "grams": 1200, "seal": "S"}
            self.assertEqual(self.act(page, "sample-collected", f"other-{code}", data).status, 201)
        page.context.set_offline(False)
        self.assertEqual(self.send_until_done(page), "done")
        self.assertEqual([row["state"] for row in self.rows(page)], ["conflict"] * count + ["waiting"], "what is behind waits")
        return page, codes, parcel

    def test_o07_a_code_in_use_has_three_ways_out(self):
        page, codes, parcel = self.conflicts(3)
        self.go(page, "entry/1")
        shown = page.inner_text("table.beside")
        self.assertIn("1.5", shown)
        self.assertIn("1.2", shown)
        self.assertIn(parcel, shown)
        page.click("button:has-text('同一份')")
        page.wait_for_selector(".tag-done")
        self.go(page, "entry/2")
        page.click(".conflict button.main")
        page.wait_for_selector("html[data-screen=entry] .tag-good:has-text('已受理')")
        fresh = page.inner_text("main .facts .code >> nth=0")
        self.assertNotEqual(fresh, codes[1])
        self.assertEqual(self.send_until_done(page), "done")
        self.assertEqual(self.in_book(page, "samples", fresh)["grams"], 1500)
        self.assertEqual([one["value"] for one in self.in_book(page, "samples", fresh)["screenings"]], ["0.30"])
        self.go(page, "entry/3")
        page.click(".conflict button.quiet")
        page.wait_for_selector(".tag-done")
        self.assertEqual(
            sorted(row["state"] for row in self.rows(page)), ["accepted"] * 2 + ["withdrawn"] * 4)
        self.assertEqual(self.in_book(page, "samples", codes[0])["grams"], 1200, "what was in the book is untouched")

    def test_o08_a_second_sample_of_the_day_is_held_and_both_are_kept(self):
        page = self.phone()
        page.context.set_offline(True)
        first = self.take(page, at=0)
        parcel = page.evaluate("async () => { const o = await import('/field/outbox.js'); return (await o.bodyOf((await o.rows())[0])).data.parcel }")
        self.go(page, f"start/{parcel}", "capture")
        second = self.take_from_label(page)
        page.context.set_offline(False)
        self.assertEqual(self.send_until_done(page), "done")
        self.go(page, "entry/2")
        self.assertIn("GL-W-0206", page.inner_text("main"))
        for code in (first, second):
            self.assertEqual(self.in_book(page, "samples", code)["subject"]["parcel"]["_0"], parcel)

    def test_o10_a_picture_that_is_cut_comes_whole_the_next_time(self):
        page = self.phone()
        page.context.set_offline(True)
        code = self.take(page, photo=self.picture(page))
        self.line.uploads_to_cut = 1
        page.context.set_offline(False)
        self.assertEqual(self.send_until_done(page), "done")
        self.assertEqual((self.line.uploads_to_cut, len(self.line.captures)), (0, 1), "the record does not go again")
        [attachment] = self.in_book(page, "samples", code)["fieldRecord"]["attachments"]
        answer = page.context.request.get(f"{BASE}/v1/samples/{code}/attachments/{attachment['digest']}")
        self.assertEqual((answer.status, answer.headers["content-type"]), (200, "image/jpeg"))
        self.assertEqual(hashlib.sha256(answer.body()).hexdigest(), attachment["digest"])
        other = page.context.request.get(f"{BASE}/v1/samples/{code}/attachments/{'0' * 64}")
        self.assertEqual(other.status, 404)

    def picture(self, page):
        """A photograph of 3000 × 2000 noisy pixels, as a camera makes them."""
        data = page.evaluate("""async () => {
            const canvas = document.createElement('canvas');
            canvas.width = 3000; canvas.height = 2000;
            const pen = canvas.getContext('2d');
            for (let at = 0; at < 20000; at += 1) {
                pen.fillStyle = `hsl(${at * 47 % 360} 60% ${at * 13 % 100}%)`;
                pen.fillRect(at * 37 % 3000, at * 91 % 2000, 40, 30);
            }
            return canvas.toDataURL('image/jpeg', 0.95).split(',')[1];
        }""")
        return {"name": "b.jpg", "mimeType": "image/jpeg", "buffer": base64.b64decode(data)}

    def test_o11_without_room_pictures_go_small_or_stay_out_and_the_record_stays(self):
        page = self.phone()
        photo = self.picture(page)
        page.evaluate("() => { navigator.storage.estimate = async () => ({ quota: 1e9, usage: 9e8 }) }")
        page.context.set_offline(True)
        self.go(page, "parcels")
        page.click(".cards a >> nth=0")
        self.ready(page, "capture")
        self.to_proof(page)
        page.set_input_files("input[type=file]", photo)
        page.wait_for_selector(".photos img")
        self.assertEqual(page.evaluate("() => document.querySelector('.photos img').decode().then(() => document.querySelector('.photos img').naturalWidth)"), 800)
        page.evaluate("""() => {
            const put = IDBObjectStore.prototype.put;
            IDBObjectStore.prototype.put = function (value, key) {
                if (this.name === 'picture') { throw new DOMException('full', 'QuotaExceededError'); }
                return put.call(this, value, key);
            };
        }""")
        page.set_input_files("input[type=file]", photo)
        page.wait_for_selector(".said.bad")
        self.assertIn("记录不受影响", page.inner_text("main"))
        self.finish(page)
        self.assertEqual(len(self.rows(page)[0]["pictures"]), 1)

    def test_o12_a_new_version_waits_for_the_draft(self):
        page = self.phone()
        self.go(page, "parcels")
        page.click(".cards a >> nth=0")
        self.ready(page, "capture")
        self.fill_label(page)
        page.wait_for_selector(".points")
        self.line.rewriting["/field/worker.js"] = ('const VERSION = "', 'const VERSION = "next-')
        page.evaluate("async () => { await (await navigator.serviceWorker.ready).update() }")
        caches = "async () => (await caches.keys()).filter(name => name.includes('next-')).length"
        page.reload()
        self.unlock(page, "capture")
        self.assertIn("第 2 步", page.inner_text("main"))
        waiting = "async () => !!(await navigator.serviceWorker.ready).waiting"
        self.assertTrue(page.evaluate(waiting), "the new one has not taken over")
        page.click(".actions >> nth=-1 >> button:not(.main)")
        page.click("button:has-text('删草稿')")
        self.ready(page, "parcels")
        self.go(page, "settings")
        page.click("button:has-text('换新版本')")
        self.ready(page, "door")
        self.assertEqual(page.evaluate(caches), 1)
        self.assertFalse(page.evaluate(waiting))

    def test_o13_a_parcel_that_left_the_pack_takes_no_draft_with_it(self):
        page = self.phone()
        self.go(page, "parcels")
        page.click(".cards a >> nth=0")
        self.ready(page, "capture")
        self.fill_label(page)
        page.wait_for_selector(".points")
        page.evaluate("async () => { (await import('/field/pack.js')).current().parcels.length = 0 }")
        self.go(page, "home")
        page.go_back()
        self.ready(page, "capture")
        self.assertIn("草稿还在", page.inner_text("main"))

    def test_o14_a_wrong_clock_does_not_date_the_record(self):
        for off in (-3 * 3600, -56 * 365 * 86400):
            with self.subTest(off=off):
                page = self.phone()
                real = page.evaluate("() => Date.now()") / 1000
                page.context.clock.set_system_time(real + off)
                page.context.set_offline(True)
                page.reload()
                self.unlock(page)
                self.assertIn("倒退", page.inner_text(".lamps"))
                code = self.take(page, at=5)
                page.context.set_offline(False)
                self.assertEqual(self.send_until_done(page), "done")
                self.go(page, "home")
                self.assertIn("慢", page.inner_text(".lamps"))
                sample = self.in_book(page, "samples", code)
                at = datetime.fromisoformat(sample["collectedAt"]).timestamp()
                self.assertLess(abs(at - real), 300)
                raw = datetime.fromisoformat(sample["fieldRecord"]["deviceTime"]).timestamp()
                self.assertLess(abs(raw - real - off), 300, "what the phone showed is kept besides")

    def test_o15_a_position_is_judged_and_never_holds_up(self):
        page = self.phone()
        parcel = page.evaluate("async () => (await import('/field/pack.js')).current().parcels[3]")
        spot = {"latitude": float(parcel["latitude"]), "longitude": float(parcel["longitude"])}
        shifted = page.evaluate("async spot => (await import('/field/place.js')).gcj02(spot)", spot)
        far = {"latitude": spot["latitude"] + 0.01, "longitude": spot["longitude"]}
        self.go(page, f"start/{parcel['code']}", "capture")
        self.fill_label(page)
        for number, (place, accuracy, words) in enumerate((
                (spot, 6, "位置正常"), (spot, 80, "位置粗略"), (far, 20, "你在地块外约"), (shifted, 10, "GCJ-02")), 1):
            page.context.set_geolocation(dict(place, accuracy=accuracy))
            page.click(f"main button.main:has-text('{number}')")
            page.wait_for_selector(f".points .taken >> nth={number - 1}", state="attached")
            self.assertIn(words, page.inner_text("main"))
        page.context.clear_permissions()
        page.click("main button.main:has-text('5')")
        page.wait_for_selector("text=没有允许定位")
        page.click("button:has-text('手工记一点')")
        page.wait_for_selector(".points .taken >> nth=4", state="attached")
        page.click(".actions >> nth=-1 >> button.main")
        page.wait_for_selector(".said.bad")
        page.fill("main .field input", "树荫下收不到")
        page.click(".actions >> nth=-1 >> button.main")
        page.wait_for_selector("input[inputmode=decimal]")

    def test_o16_typed_codes_are_read_generously_and_checked(self):
        page = self.phone()
        self.go(page, "parcels")
        page.click(".cards a >> nth=0")
        self.ready(page, "capture")
        box = page.locator("main input >> nth=0")
        for typed, look, words in (
                ("26 9o3 7k3m9 k", "good", "Y26-903-7K3M9-K"), ("Z69037K3M9K", "good", "Y26-903-7K3M9-K"),
                ("26-903-7K3M9-L", "bad", "校验位不符"), ("26-903-7K3M9", "bad", "位数不对"), ("26-903-7K3M?-K", "bad", "第 10 位不对")):
            with self.subTest(typed=typed):
                box.fill(typed)
                self.assertIn(words, page.inner_text(f".said.{look}"))

    def test_o18_a_stuck_queue_goes_out_by_another_device_and_is_booked_once(self):
        page = self.phone()
        page.context.set_offline(True)
        code = self.take(page, photo=DOT)
        self.go(page, "settings")
        with page.expect_download() as download:
            page.click("button:has-text('生成文件')")
        page.wait_for_selector(".secret")
        secret = page.inner_text(".secret")
        with open(download.value.path(), encoding="utf-8") as file:
            content = file.read()
        self.assertNotIn(code, content)
        other = self.phone()
        self.go(other, "settings")
        other.set_input_files("input[type=file]", {"name": "q.json", "mimeType": "application/json", "buffer": content.encode()})
        words = other.locator(".field input:not([type=file]):not([type=radio])")
        words.fill("aaaaa-bbbbb-ccccc")
        other.click("button:has-text('导入并上传')")
        other.wait_for_selector("text=打不开")
        words.fill(secret)
        other.click("button:has-text('导入并上传')")
        other.wait_for_selector("text=导入 1 条")
        self.assertEqual(self.send_until_done(other), "done")
        page.context.set_offline(False)
        self.assertEqual(self.send_until_done(page), "done")
        [mine], [theirs] = self.rows(page), self.rows(other)
        self.assertEqual((mine["state"], theirs["state"], mine["record"]), ("accepted", "accepted", theirs["record"]))
        self.assertTrue(mine["replayed"])

    def test_o20_a_failing_line_loses_nothing_and_doubles_nothing(self):
        phones = [self.phone(), self.phone()]
        made = []
        for page in phones:
            page.context.set_offline(True)
            made += [self.take(page, at=at) for at in range(2)]
            page.context.set_offline(False)
        # First as bad as it gets, then the line of the paddies: half a second, one in twenty lost.
        self.line.failing = 0.3
        self.send_until_done(phones[0], tries=200)
        self.line.failing, self.line.delay = 0.05, 0.5
        for page in phones * 2:
            self.send_until_done(page, tries=200)
        self.line.delay = 0
        for page in phones:
            self.assertEqual({row["state"] for row in self.rows(page)}, {"accepted"})
        self.line.failing = 0
        self.assertEqual(len(set(made)), 4)
        for code in made:
            self.assertEqual(self.in_book(phones[0], "samples", code)["grams"], 1500)
        records = [row["record"] for page in phones for row in self.rows(page)]
        self.assertEqual(len(set(records)), 4)

    def test_the_lock_opens_by_its_digits_only_and_what_is_kept_is_sealed(self):
        page = self.phone()
        page.context.set_offline(True)
        code = self.take(page)
        kept = page.evaluate("""async () => JSON.stringify(await new Promise((done) => {
            const request = indexedDB.open('grainledger-field');
            request.onsuccess = () => {
                const ask = request.result.transaction('outbox').objectStore('outbox').getAll();
                ask.onsuccess = () => done(ask.result.map(row => new TextDecoder().decode(row.sealed.data)));
            };
        }))""")
        self.assertNotIn("F-001", kept)
        self.assertNotIn("李小红", kept)
        page.reload()
        self.ready(page, "door")
        page.fill("input[type=password]", "111111")
        page.click("button.main")
        page.wait_for_selector(".said.bad")
        page.evaluate("() => { location.hash = 'queue' }")
        self.ready(page, "door")
        self.assertNotIn(code, page.content())
        page.fill("input[type=password]", PIN)
        page.click("button.main")
        self.ready(page, "queue")
        self.assertIn(code, page.inner_text("main"))

    def test_screening_is_judged_on_the_phone_by_the_servers_rules(self):
        page = self.phone()
        page.context.set_offline(True)
        code = self.take(page)
        self.go(page, f"screening/{code}")
        box = page.locator("input[inputmode=decimal]")
        for typed, words in (("0.159", "未见异常"), ("0.16", "灰区"), ("0.24", "灰区"), ("0.241", "疑似超标"), ("190", "像是 µg/kg"), ("ND", "未见异常")):
            box.fill(typed)
            self.assertIn(words, page.inner_text("main"))
        box.fill("0.2o")
        self.assertEqual(page.inner_text(".verdict"), "")
        box.fill("0.19")
        page.click("main button.main")
        self.ready(page, "entry")
        page.context.set_offline(False)
        self.assertEqual(self.send_until_done(page), "done")
        [screening] = self.in_book(page, "samples", code)["screenings"]
        self.assertEqual((screening["value"], screening["outcome"]), ("0.19", "grey"))

    def test_without_the_rules_the_page_says_so_and_judges_nothing(self):
        self.line.rewriting["/field/rules.js"] = ("/field/rules.wasm", "/field/no-rules.wasm")
        page = self.phone()
        self.assertIn("没有装判定规则", page.inner_text(".lamps"))
        self.go(page, "parcels")
        page.click(".cards a >> nth=0")
        self.ready(page, "capture")
        page.fill("main input >> nth=0", "26-903-7K3M9-K")
        self.assertIn("查不了编号", page.inner_text(".said.bad"))
