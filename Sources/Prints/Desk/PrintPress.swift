import Dispatch

/// Makes prints one after the other on a queue of its own: laying out is work of the processor, and Pango's fonts belong
/// to the thread that uses them, so neither may hold a thread that serves requests.
public final class PrintPress: Sendable {
    private let queue = DispatchQueue(label: "grainledger.prints", qos: .utility)

    /// A press.
    public init() {}

    /// The bytes of a document, its attachments inside.
    public func pdf(of document: any Printable) async throws(PrintFault) -> PrintedFile {
        let result: Result<PrintedFile, PrintFault> = await withCheckedContinuation { waiting in
            queue.async { waiting.resume(returning: Self.print(document)) }
        }
        return try result.get()
    }

    /// Does work that must not hold a thread of the pool, in turn with the prints.
    public func perform<Value: Sendable>(_ work: @escaping @Sendable () throws(PrintFault) -> Value)
        async throws(PrintFault) -> Value
    {
        let result: Result<Value, PrintFault> = await withCheckedContinuation { waiting in
            queue.async {
                do throws(PrintFault) { waiting.resume(returning: .success(try work())) } catch {
                    waiting.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
    }

    /// A print, on the thread that asks.
    static func print(_ document: any Printable) -> Result<PrintedFile, PrintFault> {
        do throws(PrintFault) {
            let setter = try TypeSetter()
            let plan = document.plan(setter)
            let pages = try PDFCanvas.bytes(of: plan, setter)
            return .success(
                PrintedFile(name: plan.fileName + ".pdf", bytes: try PDFAttachments.append(plan.attachments, to: pages))
            )
        } catch {
            return .failure(error)
        }
    }
}

/// A finished print.
public struct PrintedFile: Sendable, Hashable {
    /// Name, ASCII.
    public let name: String
    /// PDF.
    public let bytes: [UInt8]
}
