import Custody
import Rules

/// The safe-use undertaking 安全使用承诺书 of a consignee, A4 (experience.md P10): filled in, to be signed and stamped, and
/// found again by its QR code when it is scanned.
public struct Undertaking: Printable {
    private let data: Sealed<TripFile>
    private var file: TripFile { data.content }

    /// An undertaking.
    public init(_ file: TripFile, address: String?) throws(PrintFault) { data = try Sealed(file, address: address) }

    public func plan(_ setter: TypeSetter) -> PrintPlan {
        let manifest = file.manifest
        var flow = Flow(setter, .a4, .official)
        flow.add(
            .code(
                data.seal.link(.undertaking, manifest.code.text),
                Frame(flow.left + flow.width - 26.mm, flow.y - 2.mm, 26.mm, 26.mm)),
            .text(
                "安全使用承诺书", Frame(flow.left + 27.mm, flow.y, flow.width - 54.mm, 13.mm),
                TextStyle(face: .serif, size: 240, isBold: true, alignment: .centre).fitted(.line).middled))
        flow.y += 14.mm
        flow.paragraph("Safe-use undertaking · 联单 manifest № \(manifest.code)", TextStyle.small.aligned(.centre))
        flow.space(7.mm)
        let style = TextStyle(face: .serif, size: 130)
        flow.paragraph("\(county)粮食和储备局、\(file.name(manifest.consignor))：", style)
        flow.space(2.mm)
        for text in clauses {
            flow.paragraph("　　\(text)", style)
            flow.space(1_500)
        }
        flow.space(4.mm)
        flow.facts(facts, labels: 30.mm, size: 95)
        flow.space(8.mm)
        flow.signatures(
            [("承诺单位（公章）", "Undertaking party, stamp", ""), ("法定代表人", "Legal representative", "")], height: 30.mm)
        flow.furnish(
            header: "随货同行凭证之三　Third of the four papers", code: manifest.code.text,
            footer: "校验码 seal \(data.seal.code)　签署后扫描归档 scan after signing")
        let name = Wording.fileName("undertaking", manifest.code.text)
        var plan = flow.plan(title: "安全使用承诺书 \(manifest.code)", fileName: name, date: manifest.departedAt)
        plan.attachments = [data.attachment(name)]
        return plan
    }

    private var county: String { Wording.region(file.manifest.county) }

    private var clauses: [String] {
        let manifest = file.manifest
        let use =
            file.disposal.map { Wording.chinese(Wording.use($0.useClass)) }
            ?? Wording.chinese(Wording.purpose(manifest.purpose))
        return [
            "我单位接收批次 \(manifest.batch) 的稻谷 \(manifest.loadedGrams.tonnesText) 吨，等级为超标 \(manifest.grainClass.rawValue) 级。"
                + "我单位知悉该批粮食不符合食品安全标准，现承诺：",
            "一、该批粮食只用于「\(use)」，不作口粮，不转售，不改变用途；",
            "二、单独运输、单独存放、单独加工，不与其他粮食混合，运输工具和包装不得污染其他粮食；",
            "三、到达后当场称重并在五个工作日内签收联单，重量差异如实填报；",
            "四、如实记录投料、产品、副产品、残渣和损耗的数量与去向，产品按规定检验，未达用途限量的不出厂；",
            "五、台账、凭证和检验报告自销售之日起保存不少于五年，接受粮食和储备、农业农村、生态环境、市场监管等部门检查；",
            "六、违反以上承诺的，依法承担责任。",
        ]
    }

    private var facts: [Flow.Fact] {
        let manifest = file.manifest
        return [
            .init("承诺单位", "Party", file.name(manifest.consignee), isWide: true),
            .init("统一社会信用代码", "USCC", manifest.consignee.text, face: .mono),
            .init("资质证号", "Licence", file.licence(manifest.consignee)),
            .init("处置计划", "Disposal plan", manifest.disposal?.text ?? ""),
            .init("合同", "Contract", file.disposal?.contract ?? ""),
        ]
    }
}

extension Undertaking: Sealable {
    var seal: Seal { data.seal }
}
