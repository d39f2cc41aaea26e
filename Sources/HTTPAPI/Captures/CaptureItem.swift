import Custody
import Evidence
import Foundation
import HTTPTypes
import Operations
import Rules

/// One act of a capture as it came, with its own key.
struct CaptureItem {
    /// Its place, from 0.
    let index: Int
    /// Its key, when it could be read.
    let key: String?
    /// The act to hand in, or what is wrong with its form.
    let content: Result<Submission, Problem>
    /// The words of the act as plain JSON, to find the member that a refusal is about.
    let data: [String: Any]

    private struct Envelope: Decodable {
        let kind: String
        let key: String?
    }

    /// Reads one act from its bytes.
    init(_ bytes: [UInt8], at index: Int, by caller: Caller, isDryRun: Bool) {
        self.index = index
        data = ActWire.data(of: bytes)
        let envelope = Result { try JSONDecoder().decode(Envelope.self, from: Data(bytes)) }
        key = try? envelope.get().key
        do {
            content = .success(try Self.submission(try envelope.get(), bytes, index, caller, isDryRun))
        } catch let problem as Problem {
            content = .failure(problem)
        } catch let error as DecodingError {
            let isObject = (try? JSONSerialization.jsonObject(with: Data(bytes))) is [String: Any]
            content = .failure(Problem(error, isJSON: isObject, at: "/\(index)"))
        } catch {
            content = .failure(Problem(.body))
        }
    }

    private static func submission(
        _ envelope: Envelope, _ bytes: [UInt8], _ index: Int, _ caller: Caller, _ isDryRun: Bool
    ) throws -> Submission {
        guard let kind = Act.kind(named: envelope.kind) else { throw Problem(.unknownAct) }
        guard let key = envelope.key, (1...200).contains(key.utf8.count) else { throw Problem(.keyMissing) }
        let (act, persons, occurredAt) = try ActWire.read(kind, bytes, at: "/\(index)", besides: ["kind", "key"])
        return Submission(
            actor: caller.actor, act: act, persons: persons, occurredAt: occurredAt, key: key, isDryRun: isDryRun,
            authority: caller.authority)
    }

    /// The acts in the body: the elements of a JSON array, or the lines of NDJSON.
    ///
    /// - Throws: `Problem` when the body is no array.
    static func parts(of body: [UInt8], isLines: Bool) throws(Problem) -> [[UInt8]] {
        if isLines { return body.split(separator: 0x0A).map { Array($0) }.filter { $0.contains { $0 > 0x20 } } }
        let noArray = Problem(.body, Words("正文应为 JSON 数组", "The body has to be a JSON array"))
        do throws(Problem) {
            guard let elements = try StrictJSON.value(of: body).elements else { throw noArray }
            return elements.map(\.canonicalBytes)
        } catch  where error.kind == .unfit {
            // A number or text that fits nowhere is the fault of its own act, not of those beside it.
            guard let array = (try? JSONSerialization.jsonObject(with: Data(body))) as? [Any] else { throw noArray }
            return array.map { element in
                (try? JSONSerialization.data(withJSONObject: element, options: .fragmentsAllowed)).map { [UInt8]($0) }
                    ?? []
            }
        }
    }
}

/// What became of one act of a capture.
struct CaptureResult: Encodable {
    /// A finding of an accepted act, or what is wrong with another.
    enum Entry: Encodable {
        case stored(ReceiptDocument.Entry)
        case rejected(ProblemDocument.Entry)

        func encode(to encoder: any Encoder) throws {
            switch self {
            case .stored(let entry): try entry.encode(to: encoder)
            case .rejected(let entry): try entry.encode(to: encoder)
            }
        }
    }

    let index: Int
    let key: String?
    /// The status that the act would have had alone.
    let status: Int
    /// The kind of problem, when it was not accepted.
    let type: String?
    let recordId: String?
    let replayed: Bool?
    let findings: [Entry]

    /// An accepted act.
    init(_ item: CaptureItem, _ receipt: Receipt, replayed: Bool, isDryRun: Bool, _ language: Language) {
        index = item.index
        key = item.key
        status = isDryRun ? 200 : 201
        type = nil
        recordId = receipt.recordId
        self.replayed = replayed
        findings = receipt.findings.map { .stored(.init($0, language)) }
    }

    /// An act that was not accepted.
    init(_ item: CaptureItem, _ problem: Problem, _ language: Language) {
        index = item.index
        key = item.key
        status = problem.kind.status.code
        type = "/problems/\(problem.kind.rawValue)"
        recordId = nil
        replayed = nil
        findings = problem.items.map { .rejected(.init($0, language)) }
    }
}
