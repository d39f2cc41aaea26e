extension CellReader {
    mutating func manifest() -> [StreamEvent] {
        let number = code("manifest")
        var events = [dispatched(number)]
        if let arrivedAt = optionalMoment("arrived_at") {
            events.append(event("arrived", at: arrivedAt, ["manifest": .string(number)]))
        }
        if raw("result").isEmpty { return events }
        events.append(word("result") == "refused" ? refused(number) : confirmed(number))
        if !raw("returned_at").isEmpty { events.append(returned(number)) }
        return events
    }

    private mutating func dispatched(_ number: String) -> StreamEvent {
        let (gross, tare) = (grams("load_gross_g"), grams("load_tare_g"))
        return event(
            "dispatched", at: moment("departed_at"),
            [
                "manifest": .string(number), "type": .string(word("type")), "batch": .string(code("batch")),
                "plan": .optional(optionalCode("plan")), "from_org": .string(code("from_org")),
                "from_bin": .string(code("from_bin")), "to_org": .string(code("to_org")),
                "carrier": .string(code("carrier")), "plate": .string(code("plate")),
                "driver": .string(text("driver")), "route": .string(text("route")), "seals": .string(code("seals")),
                "papers": [
                    "contract": paper("contract"), "invoice": paper("invoice"), "undertaking": paper("undertaking"),
                    "report": paper("report"),
                ],
                "notified_at": .optional(optionalMoment("notified_at")), "scale": .string(code("load_scale")),
                "gross_g": .integer(gross), "tare_g": .integer(tare), "net_g": .integer(gross - tare),
            ])
    }

    private mutating func confirmed(_ number: String) -> StreamEvent {
        let (gross, tare) = (grams("unload_gross_g"), grams("unload_tare_g"))
        var data: [String: JSONValue] = [
            "manifest": .string(number), "result": .string(word("result")), "scale": .string(code("unload_scale")),
            "gross_g": .integer(gross), "tare_g": .integer(tare), "net_g": .integer(gross - tare),
        ]
        if let batch = optionalCode("to_batch") {
            data["to_batch"] = .string(batch)
            data["to_bin"] = .string(code("to_bin"))
        }
        return event("manifest_confirmed", at: moment("confirmed_at"), .object(data))
    }

    private mutating func refused(_ number: String) -> StreamEvent {
        event(
            "manifest_refused", at: moment("confirmed_at"),
            ["manifest": .string(number), "reason": .string(raw("remark"))])
    }

    /// What comes back is weighed where it was loaded and goes back into the bin it left.
    private mutating func returned(_ number: String) -> StreamEvent {
        let (gross, tare) = (grams("return_gross_g"), grams("return_tare_g"))
        return event(
            "manifest_returned", at: moment("returned_at"),
            [
                "manifest": .string(number), "scale": .string(code("load_scale")), "gross_g": .integer(gross),
                "tare_g": .integer(tare), "net_g": .integer(gross - tare), "bin": .string(code("from_bin")),
            ])
    }

    private mutating func paper(_ key: String) -> JSONValue { .bool(word(key) == "true") }
}
