"""The weighbridge when the line is cut, and the look of every page that works without network."""

import re

from axe_playwright_python.sync_playwright import Axe

from console import PHONE
from field import WEIGHER, FieldCase


def frame(kilograms, sign="+", places=0, spoil=False):
    """A frame of an XK3190 indicator in its continuous mode."""
    body = f"{sign}{kilograms:06}{places}".encode()
    check = 0
    for byte in body:
        check ^= byte
    return [2, *body, *f"{check ^ (1 if spoil else 0):02X}".encode(), 3]


class ScaleTests(FieldCase):
    def test_a_truck_is_weighed_in_without_network_and_lies_in_the_book_after(self):
        page = self.phone(WEIGHER, where="scale")
        page.context.set_offline(True)
        self.go(page, "in")
        parcel = page.evaluate("async () => (await import('/field/pack.js')).current().parcels[0].code")
        self.fill(page, "车牌", "湘H-A1234")
        self.fill(page, "来源地块", parcel)
        self.fill(page, "监磅人", "王建国")
        self.assertIn("待检", page.inner_text("main"))
        self.assertIn("待检仓", page.locator("select >> nth=1").evaluate("one => one.selectedOptions[0].textContent"))
        self.fill(page, "毛重", "9860")
        self.fill(page, "皮重", "12340")
        self.assertIn("检查是否先称了皮重", page.inner_text("main"))
        self.fill(page, "毛重", "30680")
        self.assertIn("18.340 吨", page.inner_text("main"))
        page.click("button.big")
        self.ready(page, "entry")
        self.assertIn("已保存到本机", page.inner_text("main"))
        ticket = page.inner_text("main .facts dd >> nth=0").split()[-1]
        page.context.set_offline(False)
        self.assertEqual(self.send_until_done(page), "done")
        batch = self.in_book(page, "batches", "B" + ticket[1:])
        self.assertEqual(batch["sources"], {parcel: 18340000})
        self.assertEqual(self.complaints, [])

    def fill(self, page, label, text):
        page.get_by_label(re.compile("^" + label)).fill(text)

    def test_o23_an_indicator_is_read_and_only_a_load_that_lies_still_is_taken(self):
        page = self.phone(WEIGHER, where="scale")
        page.evaluate("""() => {
            let push;
            const port = { open: async () => {}, readable: new ReadableStream({ start: (one) => { push = one; } }) };
            Object.defineProperty(navigator, 'serial', { value: { requestPort: async () => port }, configurable: true });
            window.play = (bytes) => push.enqueue(new Uint8Array(bytes));
        }""")
        self.go(page, "in")
        page.click("button:has-text('连接仪表')")
        take = page.locator("button:has-text('取为毛重')")
        page.evaluate("bytes => window.play(bytes)", [7, 255, *frame(30680, spoil=True), 2, 43, *frame(30680)])
        page.wait_for_selector(".gauge:has-text('30680')")
        self.assertTrue(take.is_disabled(), "one reading is not a still load")
        for kilograms in (30600, 30740, 30680, 30700, 30680):
            page.evaluate("bytes => window.play(bytes)", frame(kilograms))
        self.assertTrue(take.is_disabled(), "it moves")
        for _ in range(5):
            page.evaluate("bytes => window.play(bytes)", frame(30680))
        page.wait_for_selector(".gauge:has-text('稳定')")
        take.click()
        self.assertEqual(page.get_by_label(re.compile("^毛重")).input_value(), "30680")
        page.evaluate("bytes => window.play(bytes)", frame(30990, spoil=True))
        self.assertIn("30680", page.inner_text(".gauge"))

    def test_a_difference_of_two_scales_is_explained_by_the_servers_rules(self):
        page = self.phone(WEIGHER, where="scale")
        page.evaluate("""async () => {
            const pack = (await import('/field/pack.js')).current();
            const { who } = await import('/field/session.js');
            pack.manifests.push({ code: '20264309000099', consignee: who.organization, state: 'departed', grainClass: 'C', purpose: 'disposal',
                loadedGrams: 20000000, loadedTareGrams: 10000000, loadingScale: 'elsewhere', departedAt: '2026-11-20T09:00:00+08:00' });
        }""")
        self.go(page, "trips")
        page.click(".cards a")
        self.ready(page, "receive")
        self.fill(page, "毛重", "29850")
        self.fill(page, "皮重", "10000")
        self.assertIn("差 −150 公斤，允许 ±63.245 公斤", page.inner_text("main"))
        self.assertIn("超出允许差", page.inner_text("main"))
        page.click("summary")
        self.assertIn("40、20、40、20 公斤", page.inner_text("details"))
        self.fill(page, "毛重", "29940")
        self.assertIn("在允许差内", page.inner_text("main"))
        page.click("button.big")
        self.ready(page, "entry")
        self.assertEqual(self.send_until_done(page), "done")
        page.wait_for_selector("main .tag-bad:has-text('被退回')")
        self.assertIn("GL-I-0602", page.inner_text("main"), "the service knows no such trip of theirs")


class LookTests(FieldCase):
    def screens(self, page, where):
        """Every screen with something on it, one after the other."""
        page.context.set_offline(True)
        if where == "scale":
            yield from (("home", None), ("in", None), ("trips", None), ("queue", None), ("settings", None))
            return
        self.take_by_places(page)
        self.go(page, "entry/1")
        yield "entry", page
        for name in ("home", "parcels", "samples", "queue", "settings"):
            yield name, None
        code = page.evaluate("async () => { const o = await import('/field/outbox.js'); return (await o.bodyOf((await o.rows())[0])).data.sample }")
        self.go(page, f"screening/{code}")
        page.fill("input[inputmode=decimal]", "0.19")
        yield "screening", page
        parcel = page.evaluate("async () => (await import('/field/pack.js')).current().parcels[2].code")
        self.go(page, f"start/{parcel}", "capture")
        yield "capture", page
        for step in ("points", "sample", "proof", "review"):
            page.evaluate("""async step => {
                const [store, vault] = await Promise.all([import('/field/store.js'), import('/field/vault.js')]);
                const shown = location.hash.split('/')[1];
                const draft = await vault.unseal((await store.get('draft', shown)).sealed);
                Object.assign(draft, { step, code: 'Y26-903-7K3M9-K', mass: '1.5', seal: 'F1', second: 'B', refused: 'x',
                    points: Array.from({ length: 5 }, () => ({ latitude: 28.5, longitude: 112.4, accuracy: 8, at: '2026-11-01T09:00:00+08:00' })) });
                await store.put('draft', { id: draft.id, sealed: await vault.seal(draft) });
                (await import('/field/main.js')).show();
            }""", step)
            page.wait_for_selector({"points": ".points", "sample": "input[inputmode=decimal]", "proof": "canvas", "review": "button.big"}[step])
            yield "capture", page

    def take_by_places(self, page):
        """A sample without reading a word of the page, whatever its language."""
        parcel = page.evaluate("async () => (await import('/field/pack.js')).current().parcels[1].code")
        self.go(page, f"start/{parcel}", "capture")
        self.take_from_label(page)

    def texts(self, page):
        """The pieces of text of a page; data, such as names of villages and people, are pieces of their own."""
        return page.evaluate("""() => {
            const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            const texts = [];
            while (walk.nextNode()) { texts.push(walk.currentNode.textContent.trim()); }
            return texts.filter(text => /[\\u4e00-\\u9fff]/.test(text));
        }""")

    def look(self, language, where="field", classes="", size=PHONE, axe=False):
        page = self.phone(WEIGHER if where == "scale" else "sampler-1", language, size, where, bypass_csp=axe)
        page.evaluate("async name => { await (await import('/field/store.js')).put('meta', name, 'look'); document.documentElement.className = name }", classes)
        chinese = page.evaluate("async () => Object.values((await (await fetch('/field/words.js')).text()).split('en: {')[0].match(/: \"([^\"]*)\"/g)).map(one => one.slice(3, -1))")
        for name, drawn in self.screens(page, where):
            with self.subTest(screen=name, language=language, classes=classes, where=where):
                if drawn is None:
                    self.go(page, name)
                wider = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
                self.assertLessEqual(wider, 0, "the page is wider than the screen")
                if language == "en":
                    self.assertEqual([one for one in self.texts(page) if one in chinese and one != "中文"], [])
                if axe:
                    violations = Axe().run(page).response["violations"]
                    self.assertEqual([(one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in violations], [])
        self.assertEqual(self.complaints, [])

    def test_o21_no_barrier_in_chinese(self):
        self.look("zh", axe=True)

    def test_o21_no_barrier_in_large_type_of_high_contrast(self):
        self.look("zh", classes="large contrast", axe=True)

    def test_o22_english_is_english(self):
        self.look("en", axe=True)

    def test_the_weighbridge_has_no_barrier_in_either_language(self):
        for language in ("zh", "en"):
            self.look(language, "scale", axe=True)

    def test_the_door_has_no_barrier(self):
        context = self.browser.new_context(viewport={"width": 360, "height": 740}, locale="en-US", bypass_csp=True)
        self.addCleanup(context.close)
        page = context.new_page()
        page.goto(f"{self.line.base}/field/")
        self.ready(page, "door")
        self.assertEqual([one["id"] for one in Axe().run(page).response["violations"]], [])
        self.assertEqual(page.evaluate("async () => (await (await fetch('/field/manifest.webmanifest')).json()).scope"), "/field/")
        page.fill("input[autocomplete=username]", "nobody")
        page.fill("input[autocomplete=current-password]", "nothing")
        page.click("button.main")
        page.wait_for_selector("[role=alert]")
        self.assertIn("Cannot sign in", page.inner_text("main"))
