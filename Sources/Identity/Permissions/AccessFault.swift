/// Why somebody may not do something, or not yet.
public enum AccessFault: String, Hashable, Sendable, CaseIterable {
    /// The membership he acts by is not in force.
    case membershipNotInForce
    /// His role may not do it, or he does not stand to the object as it asks.
    case notPermitted
    /// He would judge as regulator over an organisation he belongs to.
    case judgesOwnOrganization
    /// The role asks for a second factor, and none was given in this session.
    case secondFactorMissing
    /// The second factor has to be given anew.
    case factorNotFresh
    /// The second person is the first.
    case samePerson
    /// The second person's membership is not in force.
    case secondNotInForce
    /// The second person is in none of the roles that may consent.
    case secondOfAnotherRole
    /// The object is not within the second person's reach.
    case secondOutOfReach
    /// Consent came from a program or a device.
    case secondNotPresent
    /// Compiler, reviewer and approver are not three persons.
    case signersNotDistinct
    /// A value names no run of the laboratory in which the sample was measured, so that nobody knows who measured it.
    case runNotCited
    /// The credential may not be used for it.
    case outOfScope
    /// Nobody said by what right.
    case noRight
    /// What he asks for holds records that he may not see, and cannot be given in part.
    case recordsWithheld
    /// He would change his own rights, password or factor as administrator.
    case ownRights
    /// The handset was withdrawn.
    case handsetWithdrawn
    /// The name is another handset's.
    case handsetOfAnother
    /// What he came in by is no longer in force.
    case rightEnded

    /// The fault in words.
    public var notice: Notice {
        switch self {
        case .membershipNotInForce:
            Notice("GL-I-0601", "任职不在有效期内或已暂停", "The membership is not in force")
        case .notPermitted: Notice("GL-I-0602", "当前角色无权对此对象办理", "This role may not do this to this object")
        case .judgesOwnOrganization:
            Notice("GL-I-0603", "监管人员不能审批自己任职的单位", "A regulator may not decide on an organisation he belongs to")
        case .secondFactorMissing:
            Notice("GL-I-0611", "此角色须用动态码登录", "This role asks for a second factor at sign-in")
        case .factorNotFresh: Notice("GL-I-0604", "办理前须再次验证动态码", "Give the second factor once more")
        case .samePerson:
            Notice("GL-I-0605", "须由另一人同意，同一人的其他账号也不行", "Another person has to consent, not another account")
        case .secondNotInForce:
            Notice("GL-I-0606", "同意人的任职不在有效期内或已暂停", "The second person's membership is not in force")
        case .secondOfAnotherRole: Notice("GL-I-0607", "同意人的角色不符", "The second person's role may not consent")
        case .secondOutOfReach: Notice("GL-I-0608", "对象不在同意人的管辖范围内", "The object is out of the second person's reach")
        case .secondNotPresent:
            Notice("GL-I-0609", "同意须由本人登录后作出，程序和设备不能代替", "Consent is given in person, not by a program")
        case .signersNotDistinct:
            Notice("GL-I-0610", "编制、审核、批准须为三个人", "Compiler, reviewer and approver have to be three persons")
        case .runNotCited:
            Notice(
                "GL-I-0620", "每个结果须注明本机构的检测批，检测批中须有这个样品",
                "Each value names a run of the laboratory in which the sample was measured")
        case .outOfScope: Notice("GL-I-0612", "令牌的用途不含此项", "The token may not be used for this")
        case .noRight: Notice("GL-I-0613", "没有说明以何种权限办理", "Nobody said by what right")
        case .recordsWithheld:
            Notice(
                "GL-I-0615", "档案里有你无权查看的记录，可向主管的粮食部门索取",
                "The dossier holds records that you may not see: ask the grain bureau of the region")
        case .ownRights:
            Notice("GL-I-0616", "不能为自己办理，须由另一位管理员办理", "Nobody does this for himself: another administrator has to")
        case .handsetWithdrawn:
            Notice("GL-I-0617", "这部手机已被收回，交完记录后清除", "This handset was withdrawn: it hands in its records and forgets")
        case .handsetOfAnother:
            Notice("GL-I-0618", "这个名称属于另一部手机", "The name belongs to another handset")
        case .rightEnded: Notice("GL-I-0619", "登录或权限已经结束", "The sign-in or the right has ended")
        }
    }
}
