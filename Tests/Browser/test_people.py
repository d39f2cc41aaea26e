"""Who comes in, by what right, and how it ends: the administrator's day, and one's own account."""

import time

from console import ADMINISTRATOR, BASE, DESKTOP, OFFICER, ConsoleCase

GRANARY = "91430902MAQ2N2QK6A"
CHOSEN = "egret in the third paddy"


class PeopleCase(ConsoleCase):
    def new_person(self, page, alias):
        """Registers a keeper and opens an account for him; the first password, as it is shown once."""
        page.goto(BASE + "/people")
        page.click("text=登记人员")
        form = "form[action='/people'] "
        page.fill(form + "[name=alias]", alias)
        page.fill(form + "[name=name]", "孟小满")
        page.fill(form + "[name=organization]", GRANARY)
        page.select_option(form + "[name=role]", "keeper")
        page.click(form + "button.main")
        page.wait_for_selector("[role=status]")
        account = "form[action$='/account'] "
        page.fill(account + "[name=name]", alias)
        page.click(account + "button")
        first = page.inner_text("#secret")
        page.click("main a.button.main")
        return first

    def window(self):
        """A window of somebody who has never come in."""
        context = self.browser.new_context(viewport={"width": DESKTOP[0], "height": DESKTOP[1]}, locale="zh-CN")
        self.addCleanup(context.close)
        return context.new_page()

    def come_in(self, page, account, password, chosen=None):
        page.goto(BASE + "/sign-in")
        page.fill("#account", account)
        page.fill("#password", password)
        page.click("button.main")
        if chosen:
            self.assertIn("初始口令", page.inner_text("[role=alert]"))
            page.fill("#account", account)
            page.fill("#password", password)
            page.fill("#newPassword", chosen)
            page.click("button.main")
        page.wait_for_selector("nav.menu", state="attached")

    def until(self, holds):
        """Asks again until it holds; a right that ended acts within a second, everywhere."""
        end = time.monotonic() + 10
        while not holds():
            self.assertLess(time.monotonic(), end, "the right has not ended")

    def test_a_new_keeper_comes_in_with_a_password_of_his_own_and_is_cut_off(self):
        desk = self.open(account=ADMINISTRATOR)
        first = self.new_person(desk, "keeper-meng")
        keeper = self.window()
        self.come_in(keeper, "keeper-meng", first, CHOSEN)
        keeper.goto(BASE + "/account")
        self.assertIn("保管员", keeper.inner_text("main"))
        desk.fill("form[action^='/people/'][action$='/suspend'] [name=reason]", "离岗，账号收回")
        desk.click("form[action^='/people/'][action$='/suspend'] button")
        desk.wait_for_url("**administered=1**")
        self.assertIn("已暂停", desk.inner_text("main table"))

        def is_out():
            keeper.goto(BASE + "/account")
            return keeper.locator("form[action='/sign-in']").count() == 1

        self.until(is_out)
        self.assertEqual(self.complaints, [])

    def test_a_token_is_shown_once_and_ends_when_it_is_revoked(self):
        desk = self.open(account=ADMINISTRATOR)
        self.new_person(desk, "keeper-token")
        desk.click("main a[href^='/devices?person=']")
        form = "form[action='/devices'] "
        desk.fill(form + "[name=name]", "line-7")
        desk.select_option(form + "[name=kind]", "token")
        desk.select_option(form + "[name=scopes]", "read")
        desk.click(form + "button.main")
        token = desk.inner_text("#secret")
        asked = self.window().context.request

        def status():
            return asked.get(f"{BASE}/v1/bins?limit=1", headers={"Authorization": f"Bearer {token}"}).status

        self.assertEqual(status(), 200)
        desk.goto(BASE + "/devices")
        self.assertNotIn(token, desk.content())
        desk.click("form[action*='line-7'] button")
        desk.wait_for_url("**administered=1**")
        self.until(lambda: status() == 401)
        self.assertEqual(self.complaints, [])

    def test_an_office_waits_for_a_second_person(self):
        desk = self.open(account=ADMINISTRATOR)
        desk.goto(BASE + "/people/new")
        form = "form[action='/people'] "
        desk.fill(form + "[name=alias]", "officer-waits")
        desk.fill(form + "[name=organization]", "11430900MB1GRAN16G")
        desk.select_option(form + "[name=role]", "county-officer")
        desk.fill(form + "[name=region]", "430902")
        desk.click(form + "button.main")
        self.assertIn("同意", desk.inner_text("[role=status]"))
        self.assertEqual(desk.locator("form[action$='/account']").count(), 0, "no account before the second person")
        self.assertEqual(self.complaints, [])

    def test_a_name_is_covered_and_told_for_a_purpose(self):
        desk = self.open(account=ADMINISTRATOR)
        self.new_person(desk, "keeper-told")
        self.assertNotIn("孟小满", desk.content())
        self.assertIn("孟**", desk.inner_text("main"))
        form = "form[action$='/name'] "
        desk.fill(form + "[name=purpose]", "核")
        desk.evaluate("document.querySelector(\"form[action$='/name']\").noValidate = true")
        desk.click(form + "button")
        self.assertIn("GL-I-0701", desk.inner_text("main"))
        self.assertNotIn("孟小满", desk.content())
        desk.fill(form + "[name=purpose]", "回访核实本人")
        desk.click(form + "button")
        self.assertIn("孟小满", desk.inner_text("main"))
        desk.goto(BASE + "/audit")
        self.assertIn("回访核实本人", desk.inner_text("main"))
        self.assertEqual(self.complaints, [])

    def test_a_name_that_a_record_left_out_is_told_to_an_officer(self):
        page = self.open(account=OFFICER)
        page.goto(BASE + "/records?kind=manifest-dispatched")
        page.click("main table tbody a >> nth=0")
        page.click("text=查阅姓名")
        page.select_option("[name=part]", "driver")
        page.fill("[name=purpose]", "核对联单司机")
        page.click("form.act button")
        said = page.inner_text("[role=status]")
        self.assertRegex(said, "驾驶员：.+")
        self.assertEqual(self.complaints, [])

    def test_an_officer_sees_no_names_and_registers_nobody(self):
        page = self.open(account=OFFICER)
        page.goto(BASE + "/people")
        self.assertEqual(page.locator("text=登记人员").count(), 0)
        page.goto(BASE + "/people/new")
        self.assertEqual(page.locator("form[action='/people']").count(), 0)

    def test_ones_own_password(self):
        desk = self.open(account=ADMINISTRATOR)
        first = self.new_person(desk, "keeper-own")
        keeper = self.window()
        self.come_in(keeper, "keeper-own", first, CHOSEN)
        keeper.goto(BASE + "/account")
        form = "form[action='/account/password'] "
        keeper.fill(form + "[name=old]", "not the old one")
        keeper.fill(form + "[name=new]", "a heron on the dyke")
        keeper.click(form + "button")
        self.assertIn("口令", keeper.inner_text("[role=alert]"))
        keeper.fill(form + "[name=old]", CHOSEN)
        keeper.fill(form + "[name=new]", "a heron on the dyke")
        keeper.click(form + "button")
        self.assertEqual(keeper.locator("[role=status]").count(), 1)
        self.come_in(self.window(), "keeper-own", "a heron on the dyke")
