extension FileKind {
    /// Kinds of organisation; the season stream keeps the Chinese words.
    private static let roles: ColumnContent = .word(
        Dictionary(uniqueKeysWithValues: ["检测机构", "收储库点", "承运单位", "处置企业", "加工企业"].map { ($0, $0) }))

    static let organizationColumns: [Column] = [
        .required("uscc", "统一社会信用代码、社会信用代码、信用代码", .sized(18)),
        .required("name", "单位名称、机构名称、企业名称"),
        .required("role", "单位类型、机构类型、主体类别", roles),
        .required("county", "行政区划代码、区划代码、区县代码", .digits(6)),
        .required("licence", "资质证号、许可证号、资质编号"),
        .required("valid_from", "有效期起、发证日期、起始日期", .day),
        .required("valid_to", "有效期止、有效期至、到期日期", .day),
        .optional("classes", "处置类别、准予处置类别、处置用途类别"),
    ]

    static let scaleColumns: [Column] = [
        .required("scale", "衡器编号、地磅编号、汽车衡编号", .code),
        .required("owner", "所在单位信用代码、所在单位代码、使用单位信用代码", .sized(18)),
        .optional("owner_name", "所在单位、使用单位、安装地点"),
        .required("e_g", "检定分度值e、分度值e、e值", .mass),
        .required("max_g", "最大称量Max、最大称量、量程", .mass),
        .required("certificate", "检定证书号、证书编号、检定证号"),
        .required("valid_to", "检定有效期至、证书有效期、检定到期日", .day),
    ]

    static let binColumns: [Column] = [
        .required("granary", "库点统一社会信用代码、库点信用代码、库点代码", .sized(18)),
        .optional("granary_name", "库点名称、收储库点、粮库名称"),
        .required("bin", "仓房编码、仓房代码、仓号编码", .sized(25)),
        .required("name", "仓房名称、仓名、仓号"),
        .required("kind", "仓型、仓房类型、仓房型式"),
        .required(
            "use", "用途、仓房用途、使用性质",
            .word(["普通仓": "ordinary", "超标专仓": "segregated", "待检隔离仓": "quarantine"])),
        .required("capacity_g", "仓容、设计仓容、核定仓容", .mass),
    ]

    static let parcelColumns: [Column] = [
        .required("parcel", "地块编码、地块编号、地块号", .digits(14)),
        .required("township", "乡镇代码、乡镇区划代码、所属乡镇代码", .digits(9)),
        .optional("township_name", "乡镇、乡镇名称、所属乡镇"),
        .required("village", "村组、村民小组、所在村组"),
        .required("grower", "种植户、农户姓名、经营主体"),
        .required("area_mu", "面积(亩)、地块面积(亩)、面积/亩", .number),
        .required(
            "farmland_class", "土地类别、分类类别、耕地类别",
            .word(["优先保护类": "priority", "安全利用类": "safe-use", "严格管控类": "strict"])),
        .optional("lon", "经度、东经、经度(°)", .number),
        .optional("lat", "纬度、北纬", .number),
        .optional("soil_ph", "土壤pH、pH值、土壤pH值", .number),
        .optional("soil_cd", "土壤镉(mg/kg)、土壤总镉(mg/kg)、土壤Cd mg/kg", .reading),
    ]
}
