"""A season's worth of records on one phone. It runs late, so that the pages of the other tests show the season and not these."""

import json

from field import FieldCase


class ThousandTests(FieldCase):
    def test_o17_a_thousand_records_go_out_in_the_order_of_each_sample(self):
        page = self.phone()
        page.context.set_offline(True)
        count = page.evaluate("""async () => {
            const [outbox, store, packs] = await Promise.all(['outbox', 'store', 'pack'].map(name => import(`/field/${name}.js`)));
            const parcels = packs.current().parcels;
            for (let at = 0; at < 500; at += 1) {
                const sample = `Q-${store.uuid()}`;
                const occurredAt = '2026-11-02T09:00:00+08:00';
                await outbox.save({ id: store.uuid(), aggregate: `sample:${sample}`, kind: 'sample-collected', title: sample, body: {
                    occurredAt, persons: {}, data: { sample, parcel: parcels[at % parcels.length].code, task: 't', pattern: 's', points: 5, grams: 1000, seal: 's' } } });
                await outbox.save({ id: store.uuid(), aggregate: `sample:${sample}`, kind: 'sample-screened', title: sample, body: {
                    occurredAt, persons: {}, data: { sample, item: 'Cd', value: '0.19', instrument: 'x' } } });
            }
            return (await outbox.rows()).length;
        }""")
        self.assertEqual(count, 1000)
        page.context.set_offline(False)
        self.assertEqual(self.send_until_done(page), "done")
        self.assertEqual({row["state"] for row in self.rows(page)}, {"accepted"})
        self.assertLessEqual(len(self.line.captures), 22, "in groups, not one by one")
        # Each sample is collected before it is screened, whatever went out beside it.
        sent = [(act["kind"], act["data"]["sample"]) for body in self.line.captures for act in json.loads(body)]
        self.assertEqual(len(set(sent)), 1000)
        place = {}
        for at, one in enumerate(sent):
            place.setdefault(one, at)
        for (act, sample), at in place.items():
            if act == "sample-screened":
                self.assertLess(place["sample-collected", sample], at)
