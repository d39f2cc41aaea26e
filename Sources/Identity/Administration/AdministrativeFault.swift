/// What is wrong with an act of administration: its words do not fit, or what is there forbids it. Each says what to do.
public enum AdministrativeFault: String, Hashable, Sendable, CaseIterable {
    /// The alias has another form.
    case aliasForm
    /// Another person has the alias.
    case aliasTaken
    /// The name is empty or too long.
    case nameForm
    /// The telephone number has another form.
    case phoneForm
    /// No such role.
    case roleUnknown
    /// The organisation's code fails its check, or no such organisation is registered in his region.
    case organizationUnknown
    /// The region is none, or outside his own.
    case regionOutside
    /// The role does not reach so far.
    case reachUnfit
    /// A site is none of the organisation's, or the role has no sites.
    case sitesUnfit
    /// The days are none, or in the wrong order.
    case daysUnfit
    /// No reason was given, or too long a one.
    case reasonForm
    /// The account's name has another form.
    case accountForm
    /// Another account has the name.
    case accountTaken
    /// The membership has an account.
    case accountThere
    /// The credential's or handset's name has another form.
    case credentialForm
    /// Another credential has the name.
    case credentialTaken
    /// Neither a token nor a device.
    case kindUnknown
    /// No scope, or one that is none.
    case scopesUnfit
    /// Fewer than one day, or more than its kind may live.
    case lifeUnfit
    /// The fingerprint is none.
    case certificateUnfit
    /// A device without a certificate, and nobody said that it has none.
    case bondMissing
    /// Nobody else would be left to administer the region.
    case lastAdministrator
    /// It ended before, for good.
    case membershipEnded
    /// It is not in force, so that nothing can be opened by it.
    case membershipNotInForce
    /// It is already so.
    case nothingChanges
    /// A count that is none, or too large a one.
    case countUnfit
    /// What a handset says of itself comes without a secret of its own.
    case handsetSecretForm

    /// The fault in words.
    public var notice: Notice {
        switch self {
        case .aliasForm: Notice("GL-I-0801", "代号不合要求", "The alias has another form")
        case .aliasTaken: Notice("GL-I-0802", "这个代号已有人使用", "Another person has this alias")
        case .nameForm: Notice("GL-I-0803", "姓名不合要求", "The name has another form")
        case .phoneForm: Notice("GL-I-0804", "电话号码不合要求", "The telephone number has another form")
        case .roleUnknown: Notice("GL-I-0805", "没有这个角色", "There is no such role")
        case .organizationUnknown:
            Notice("GL-I-0806", "你的辖区内没有登记这个单位", "No such organisation is registered in your region")
        case .regionOutside: Notice("GL-I-0807", "区划不在你的辖区内", "The region is not within yours")
        case .reachUnfit: Notice("GL-I-0808", "这个角色管不到这样大的范围", "The role does not reach so far")
        case .sitesUnfit:
            Notice("GL-I-0809", "库点不属于这个单位，或角色不分库点", "The sites are not the organisation's, or the role has none")
        case .daysUnfit: Notice("GL-I-0810", "起止日期有误", "First and last day do not fit")
        case .reasonForm: Notice("GL-I-0811", "没有写明原因", "No reason was given")
        case .accountForm: Notice("GL-I-0812", "账号名不合要求", "The account's name has another form")
        case .accountTaken: Notice("GL-I-0813", "这个账号名已被使用", "Another account has this name")
        case .accountThere: Notice("GL-I-0814", "这项任职已有账号", "This membership has an account")
        case .credentialForm: Notice("GL-I-0815", "名称不合要求", "The name has another form")
        case .credentialTaken: Notice("GL-I-0816", "这个名称已被使用", "Another credential has this name")
        case .kindUnknown: Notice("GL-I-0817", "没有这种凭证", "There is no such kind of credential")
        case .scopesUnfit: Notice("GL-I-0818", "用途有误", "The scopes do not fit")
        case .lifeUnfit: Notice("GL-I-0819", "有效天数超出范围", "The days are out of range")
        case .certificateUnfit: Notice("GL-I-0820", "证书指纹有误", "The fingerprint of the certificate is none")
        case .bondMissing: Notice("GL-I-0821", "设备没有绑定证书", "The device is bound to no certificate")
        case .lastAdministrator:
            Notice("GL-I-0822", "这是辖区内最后一位能登录的管理员", "Nobody else could sign in and administer the region")
        case .membershipEnded: Notice("GL-I-0823", "这项任职已经终止", "The membership has ended")
        case .membershipNotInForce: Notice("GL-I-0824", "这项任职不在有效期内或已暂停", "The membership is not in force")
        case .nothingChanges: Notice("GL-I-0825", "已经是这样，没有改动", "It is so already; nothing was changed")
        case .countUnfit: Notice("GL-I-0826", "数目超出范围", "The count is out of range")
        case .handsetSecretForm: Notice("GL-I-0827", "手机的密钥不合要求", "The handset's secret has another form")
        }
    }

    /// What to do, in Chinese and in English.
    public var remedy: (zh: String, en: String) {
        switch self {
        case .aliasForm:
            ("用 1 到 64 个字母、数字、点、横线，以字母或数字开头；不要写姓名", "Take 1 to 64 letters, digits, dots or hyphens, and no name")
        case .aliasTaken: ("换一个代号；若是同一人，在其页面增加任职", "Take another; for the same person add a membership on his page")
        case .nameForm: ("写 1 到 100 字，或留空", "Write 1 to 100 characters, or leave it out")
        case .phoneForm: ("写 5 到 20 位数字，可带 + 和横线，或留空", "Write 5 to 20 digits, with + and hyphens, or leave it out")
        case .roleUnknown: ("从角色清单中选一个", "Choose one of the list of roles")
        case .organizationUnknown: ("核对统一社会信用代码；先登记单位", "Check the code; register the organisation first")
        case .regionOutside: ("写 2、4、6 或 9 位区划代码，在你的辖区之内", "Write a region of 2, 4, 6 or 9 digits within yours")
        case .reachUnfit: ("县级监管人员写 6 或 9 位，市级写 4 位", "County officers have 6 or 9 digits, city officers 4")
        case .sitesUnfit:
            (
                "写该单位的 21 位库点代码，只用于保管员和司磅员",
                "Write site codes of 21 places of the organisation, for keepers and weighers alone"
            )
        case .daysUnfit:
            (
                "写 2026-01-31 这样的日期，止日不早于起日，最多五年",
                "Write days such as 2026-01-31, the last not before the first, five years at most"
            )
        case .reasonForm: ("写明原因，4 到 500 字", "Say why, in 4 to 500 characters")
        case .accountForm: ("用 3 到 64 个小写字母、数字、点、横线", "Take 3 to 64 small letters, digits, dots or hyphens")
        case .accountTaken, .credentialTaken: ("换一个名称", "Take another name")
        case .accountThere: ("用已有的账号；忘记口令可重置", "Use that account; its password can be reset")
        case .credentialForm: ("用 1 到 64 个字母、数字、点、横线", "Take 1 to 64 letters, digits, dots or hyphens")
        case .kindUnknown: ("写 token（程序）或 device（设备）", "Write token or device")
        case .scopesUnfit: ("写 read、act 或 act:操作名，至少一项", "Write read, act or act:NAME, one at least")
        case .lifeUnfit: ("程序最多 366 天，设备最多 1096 天", "At most 366 days for a program, 1096 for a device")
        case .certificateUnfit:
            ("写证书 SHA-256 指纹的 64 位十六进制数", "Write the SHA-256 of the certificate, 64 hexadecimal digits")
        case .bondMissing: ("写证书指纹；设备确实没有证书的，明确勾选“不绑定”", "Give the fingerprint, or say that the device has none")
        case .lastAdministrator: ("先任命另一位管理员并让其登录", "Appoint another administrator first, and let him sign in")
        case .membershipEnded: ("需要时重新任命", "Grant a new membership where one is needed")
        case .membershipNotInForce: ("先恢复任职，或重新任命", "Restore it first, or grant a new one")
        case .nothingChanges: ("重新读取，再决定", "Read it again, then decide")
        case .countUnfit: ("写 0 到 1,000,000 的整数", "Write a whole number from 0 to 1,000,000")
        case .handsetSecretForm:
            ("用 43 到 128 个 base64url 字符，由手机自己生成", "Take 43 to 128 characters of base64url, drawn by the handset itself")
        }
    }

    /// Whether what is there forbids it, and not its own words.
    public var isOfState: Bool {
        switch self {
        case .aliasTaken, .accountTaken, .accountThere, .credentialTaken, .lastAdministrator, .membershipEnded,
            .membershipNotInForce, .nothingChanges:
            true
        default: false
        }
    }
}
