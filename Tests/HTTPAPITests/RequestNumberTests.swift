import Foundation
import Testing

@testable import HTTPAPI

@Suite("Numbers of requests")
struct RequestNumberTests {
    @Test("are random UUIDs of version 4 in small letters, whatever the bits")
    func form() throws {
        for (high, low) in [(UInt64.min, UInt64.min), (.max, .max), (0x0123_4567_89AB_CDEF, 0xFEDC_BA98_7654_3210)] {
            let text = RequestNumber.text(high, low)
            #expect(UUID(uuidString: text)?.uuidString.lowercased() == text)
            #expect(text.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
        }
        #expect(
            RequestNumber.text(0x0123_4567_89AB_CDEF, 0xFEDC_BA98_7654_3210) == "01234567-89ab-4def-bedc-ba9876543210")
        #expect(Set((0..<1_000).map { _ in RequestNumber.new() }).count == 1_000)
    }
}
