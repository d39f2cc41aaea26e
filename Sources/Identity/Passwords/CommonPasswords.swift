/// What people choose first, as everybody who runs sign-ins comes to know it; written for this product from the habits
/// it names, not taken from a published list. Disguises (`p@ssw0rd`), runs, keyboard rows and years need no entry here.
enum CommonPasswords {
    /// Whole passwords in wide use.
    static let list = WordList(
        """
        password passw0rd passwd passcode pass1234 mypassword letmein welcome welcome1 iloveyou loveyou iloveu sunshine
        princess monkey dragon master shadow superman batman football baseball basketball soccer michael jordan jennifer
        charlie trustno1 whatever starwars freedom hello hello123 helloworld access flower cookie cheese summer winter
        spring autumn secret login admin administrator adminadmin root toor rootroot guest user test test123 testtest
        demo default changeme change oracle postgres mysql server system manager office internet computer samsung
        google apple microsoft windows linux qwerty asdf asdfgh zxcv abc123 abcd1234 a123456 a1b2c3 a1b2c3d4 aa123456
        aaa111 q1w2e3 qq123456 qq123 wang123 zxc123 asd123 qwe123 qaz123 1q2w3e 123qwe 123abc 123456a 123123a
        123321 123654 112233 11223344 121212 123123 147258 159753 159357 147852 741852 789456 456789 654321 666666
        888888 88888888 000000 111111 111222 112211 131415 5201314 520520 521521 1314520 1314521 3344520 7758521 7758258
        584520 5845201314 518518 168168 168888 198888 16888 18888 66668888 88886666 6688 8866 9988 5188 12345679 123456789a
        a123456789 woaini woaini1314 woaini520 woaini521 woaiwojia wobuzhidao woshishui woshini nishishui wodemima mima
        mima123 mimamima kouling caonima tamade wangle wangjile jintian mingtian kaimen zhimakaimen huanying xiexie
        nihao nihao123 zaijian laopo laogong baobao baobei qinaide xiaobao xingfu kuaile jiankang pingan fengshui facai
        gongxifacai fadacai yifanfengshun wanshiruyi yilushunfeng zhaocaijinbao xinxiangshicheng daji dajidali
        hengdali gongsi danwei bangong bangongshi caiwu kuaiji renshi yonghu guanli guanliyuan chaoji xitong ceshi
        ceshi123 shiyong lingshi chushi chushimima morenmima
        """)

    /// Words, names and places that carry most weak passwords: pinyin, Chinese, English, this trade and this region.
    static let words = WordList(
        """
        zhang wang chen yang zhao huang zhou zhu guo luo liang song zheng xie tang feng dong xiao cheng cao yuan deng
        peng zeng jiang tian pan fan liao fang shao xiong meng qin bai zou duan lei long hao gong wan qiao lai hong qian
        liu wei fang min jing yong jun jie juan tao ming chao xiuying guiying haiyan jianguo jianjun guoqiang zhiqiang
        zhiwei xiaoming xiaohong xiaoli xiaowei xiaojun meili lili fangfang tingting yangyang zhangwei wangwei wangfang
        zhangmin lijing wanglei zhangjie liqiang liujie chenjie yangfan zhongguo zhonghua beijing shanghai
        guangzhou shenzhen chongqing tianjin hunan changsha zhuzhou xiangtan hengyang shaoyang yueyang changde yiyang
        zhangjiajie chenzhou yongzhou huaihua loudi xiangxi heshan ziyang nanxian taojiang anhua yuanjiang datonghu
        dongting dongtinghu xiangjiang zijiang furong huaminglou mao zedong chairman
        dami daogu shuidao daozi liangshi liangku liangcang liangzhan liangju liangyou chubei chuliang zhongliang
        nongye nongmin nongcun nongyeju nongyeting huanbao huanjing ziran ziyuan linye shichang jiandu jianguan jiance
        jianyan zhijian huayan huayanshi shiyanshi yangpin caiyang chouyang kouyang zhongjinshu chaobiao chuzhi
        cangku cangchu baoguan baoguanyuan bangfang chengzhong guobang yunshu siji cheliang hetong fapiao taizhang
        rice grain paddy cadmium granary harvest storage sample laboratory bureau county ledger weight truck farm
        love money happy lucky china chinese summer spring autumn winter monday friday sunday january february april
        june july august september october november december good best nice super star king queen angel baby family
        mother father sister brother friend home house phone number company work work123 team public private
        pass word user name account hello world data base network
        我爱你 我爱中国 中国 中华 湖南 益阳 长沙 赫山 资阳 南县 桃江 安化 沅江 大通湖 洞庭湖 密码 口令 我的密码 管理员 用户 系统 测试
        你好 欢迎 芝麻开门 恭喜发财 万事如意 一帆风顺 一路顺风 心想事成 大吉大利 平安 健康 快乐 幸福 宝贝 老婆 老公 爸爸 妈妈 公司 单位
        办公室 粮食 稻谷 大米 水稻 粮库 粮站 粮仓 粮食局 粮储 储备 农业 农村 农民 农业局 环保 自然资源 林业 市场监管 检测 检验 化验室 样品
        超标 处置 仓库 保管员 磅房 过磅 运输 司机 联单 台账 春天 夏天 秋天 冬天 今天 明天 加油 为人民服务 好好学习 天天向上
        """)
}
