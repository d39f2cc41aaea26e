extension FileKind {
    /// Items by the names that reports use, to the names of the season stream.
    static let items: [String: String] = [
        "镉": "Cd", "总镉": "Cd", "Cd": "Cd", "铅": "Pb", "Pb": "Pb", "总砷": "As", "砷": "As", "As": "As",
        "无机砷": "iAs", "iAs": "iAs", "总汞": "Hg", "汞": "Hg", "Hg": "Hg", "铬": "Cr", "总铬": "Cr", "Cr": "Cr",
    ]

    static let sampleColumns: [Column] = [
        .required("sample", "样品编号、样品编码、样品号", .code),
        .required("task", "任务编号、任务号、抽样任务号"),
        .required("parcel", "地块编码、地块编号、地块号", .digits(14)),
        .required("collected_at", "采样时间、采样日期时间、取样时间", .moment),
        .required("sampler1", "采样人1、采样人甲、采样负责人"),
        .required("sampler2", "采样人2、采样人乙、采样人员2"),
        .required("pattern", "布点方式、布点方法、采样方法"),
        .required("points", "样点数、采样点数、分点数", .integer),
        .required("weight_g", "样品重量、样品质量、采样量", .mass),
        .optional("weight_unit", "重量单位、单位、计量单位"),
        .required("seal", "封签号、封条编号、封样编号", .code),
        .optional("grower_signed", "种植户签字、农户签字、签字情况"),
        .optional("carrier", "送样人、送样人员、移交人"),
        .optional("handed_over_at", "移交时间、交接时间、送样时间", .moment),
        .required("lab", "接收机构信用代码、接样机构代码、检测机构信用代码", .sized(18)),
        .required("received_at", "接收时间、接样时间、收样时间", .moment),
        .required(
            "seal_state", "封签状态、封条状态、封签是否完好",
            .word(["完好": "intact", "是": "intact", "破损": "broken", "否": "broken"])),
        .required(
            "result", "接收结果、接样结果、是否接收",
            .word(["接收": "accepted", "是": "accepted", "拒收": "refused", "否": "refused"])),
        .optional("reason", "拒收原因、拒收说明、不予接收原因"),
        .required("blind", "盲样号、盲码、实验室编号", .code),
        .optional("remark", "备注、说明、其他"),
    ]

    static let screeningColumns: [Column] = [
        .optional("number", "序号、行号、No.", .integer),
        .required("sample", "样品编号、样品编码、样品号", .code),
        .required("element", "元素、检测元素、项目", .word(items)),
        .required("value", "结果、测定值、含量", .reading),
        .optional("unit", "单位、结果单位、含量单位"),
        .required("at", "检测时间、测定时间、快检时间", .moment),
        .required("instrument", "仪器编号、设备编号、快检仪编号", .code),
        .optional("operator", "操作员、检测员、快检人员"),
    ]

    static let reportColumns: [Column] = [
        .required("report", "报告编号、检验报告编号、报告号", .code),
        .required("sample", "样品编号、样品编码、样品号", .code),
        .required("item", "检测项目、检验项目、项目名称", .word(items)),
        .required("value", "检测结果(mg/kg)、检验结果(mg/kg)、结果值 mg/kg", .reading),
        .required("method", "检测方法、检验方法、方法标准"),
        .required("lod", "检出限(mg/kg)、方法检出限(mg/kg)、LOD(mg/kg)", .reading),
        .required("loq", "定量限(mg/kg)、方法定量限(mg/kg)、LOQ(mg/kg)", .reading),
        .required("compiler", "编制人、主检、编制"),
        .required("reviewer", "审核人、审核、校核人"),
        .required("approver", "批准人、批准、签发人"),
        .required("issued_at", "签发时间、签发日期、批准时间", .moment),
        .required("run", "上机批号、检测批号、仪器批次", .code),
        .optional("supersedes", "替代报告编号、更正原报告号、原报告编号(更正)", .code),
    ]

    static let reinspectionColumns: [Column] = [
        .required("reinspection", "复检编号、复检申请编号、复检号", .code),
        .required("sample", "样品编号、样品编码、样品号", .code),
        .required("report", "原报告编号、初检报告编号、原检验报告号", .code),
        .required("applicant", "申请人、复检申请人、申请单位"),
        .required("told_at", "收到结果时间、结果送达时间、告知时间", .moment),
        .required("applied_at", "申请时间、复检申请时间、提出申请时间", .moment),
        .required(
            "accepted", "受理结果、受理情况、是否受理",
            .word(["受理": "true", "是": "true", "超期不予受理": "false", "不予受理": "false", "否": "false"])),
        .required("lab", "复检机构信用代码、复检机构代码、承检机构信用代码", .sized(18)),
        .optional("received_at", "备样接收时间、接收备样时间、收样时间", .moment),
        .required("new_report", "复检报告编号、复检报告号、报告编号(复检)", .code),
        .required("item", "复检项目、检验项目、项目", .word(items)),
        .required("value", "复检结果(mg/kg)、复检值(mg/kg)、结果 mg/kg", .reading),
        .required("method", "检测方法、检验方法、方法标准"),
        .required("lod", "检出限(mg/kg)、方法检出限(mg/kg)、LOD(mg/kg)", .reading),
        .required("issued_at", "签发时间、签发日期、复检签发时间", .moment),
    ]

    static let bulkSampleColumns: [Column] = [
        .required("slip", "扦样单号、扦样单编号、扦样编号", .code),
        .required("sample", "样品编号、样品编码、样品号", .code),
        .required("batch", "批次号、货批号、批号", .code),
        .required("bin", "仓房编码、仓房代码、仓号编码", .sized(25)),
        .required("reason", "扦样原因、扦样事由、扦样类别"),
        .required("represented_g", "代表数量、代表重量、代表批量", .mass),
        .required("grams", "扦样总量、扦取总量、样品总量", .mass),
        .optional("test_g", "检样、检样量、检验样", .mass),
        .optional("retained_g", "留样、留样量、备样", .mass),
        .required("sampler", "扦样人、扦样员、扦样人员"),
        .required("keeper", "保管员、值仓保管员、保管人"),
        .required("at", "扦样时间、扦样日期、取样时间", .moment),
        .required("lab", "接收机构信用代码、接样机构代码、检测机构信用代码", .sized(18)),
        .required("received_at", "接收时间、接样时间、收样时间", .moment),
        .required("blind", "盲样号、盲码、实验室编号", .code),
    ]

    /// The columns all layouts share; the element columns are found by their symbols.
    static let instrumentColumns: [Column] = [
        .required("name", "样品名称、样品名、样品标识"),
        .required("type", "样品类型、类型、样品类别"),
        .optional("number", "序号、No.", .integer),
        .optional("dilution", "稀释倍数、稀释因子"),
        .optional("reading", "读数序号、重复序号、读数", .integer),
        .optional("certified", "标准值、认定值、标示值"),
        .optional("run", "上机批号、检测批号、仪器批次", .code),
        .optional("lab", "机构代码、检测机构信用代码、机构信用代码", .sized(18)),
        .optional("at", "采集时间、测定时间、检测时间", .moment),
    ]
}
