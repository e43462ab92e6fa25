-- 复核登记.sqlite 的结构；说明见 docs/复核登记.md。
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE rounds (
    round  INTEGER PRIMARY KEY,          -- 第几次收表，从 1 起
    kind   TEXT NOT NULL,                -- receive 报送、again 重报
    folder TEXT NOT NULL,                -- 收的是哪个文件夹（名称）
    day    TEXT NOT NULL                 -- 年-月-日
);
CREATE TABLE files (
    round  INTEGER NOT NULL REFERENCES rounds,
    file   TEXT NOT NULL,                -- 在文件夹里的路径
    state  TEXT NOT NULL,                -- 读出、部分读出、没有读出、跳过
    forms  INTEGER NOT NULL,             -- 读出几张表
    reason TEXT NOT NULL,
    unit   TEXT NOT NULL,                -- 归到哪个单位（规范名称），看不出的为空
    digest TEXT NOT NULL,                -- 没有读全的文件的核对码：同一个文件又收到一遍，不算新的
    PRIMARY KEY (round, file)
);
CREATE TABLE forms (
    form       INTEGER PRIMARY KEY,
    round      INTEGER NOT NULL REFERENCES rounds,
    file       TEXT NOT NULL,
    unit       TEXT NOT NULL,            -- 规范名称，分组用
    written    TEXT NOT NULL,            -- 表上写的实施单位
    department TEXT NOT NULL,
    code       TEXT NOT NULL,
    name       TEXT NOT NULL,
    project    TEXT NOT NULL,            -- 豁免认的项目：项目编码，没有的为项目名称
    year       TEXT NOT NULL,
    state      TEXT NOT NULL,            -- 现行、被重报替换、重复、旧稿、待定
    reason     TEXT NOT NULL,
    before     INTEGER REFERENCES forms, -- 上一次的同一张表
    paired     TEXT NOT NULL,            -- 凭什么认出是同一张表
    total      TEXT,
    grade      TEXT,
    left_out   TEXT NOT NULL,            -- 总分不计入的原因
    digest     TEXT NOT NULL,
    data       TEXT NOT NULL             -- 整张表（交换格式 JSON，另有各栏所在的单元格）
);
CREATE TABLE findings (
    form       INTEGER NOT NULL REFERENCES forms,
    id         TEXT NOT NULL,
    code       TEXT NOT NULL,
    severity   TEXT NOT NULL,            -- E 错误、W 警告、I 提示
    grp        TEXT NOT NULL,            -- now、explain、next
    field      TEXT NOT NULL,
    sheet      TEXT,
    cell       TEXT,
    found      TEXT NOT NULL,
    expected   TEXT NOT NULL,
    difference TEXT,
    message    TEXT NOT NULL,
    advice     TEXT NOT NULL,
    related    TEXT NOT NULL,            -- JSON 列表
    blocking   INTEGER,
    facts      TEXT NOT NULL,            -- 核对码：这个问题所依据的内容
    first      INTEGER NOT NULL,         -- 第几次收表时第一次指出
    PRIMARY KEY (form, id)
);
CREATE TABLE outcomes (                  -- 上一次的每个问题后来怎样
    form INTEGER NOT NULL REFERENCES forms, -- 上一次的那张表
    id   TEXT NOT NULL,
    fate TEXT NOT NULL,                  -- 改好、删空后消失、仍有、不再提出
    why  TEXT NOT NULL,
    PRIMARY KEY (form, id)
);
CREATE TABLE changes (                   -- 重报时改了的每一处
    form   INTEGER NOT NULL REFERENCES forms,
    kind   TEXT NOT NULL,                -- approved 批复内容，asked 按指出的问题改的批复内容，unasked 没指出却改了的得分，raised 指出过的行改高的得分，filled 别的填报，computed 算出的总分、等级
    place  TEXT NOT NULL,
    label  TEXT NOT NULL,
    before TEXT NOT NULL,
    after  TEXT NOT NULL,
    cell   TEXT
);
CREATE TABLE requests (                  -- 报送文件里自己写的豁免：只是申请
    form   INTEGER NOT NULL REFERENCES forms,
    code   TEXT NOT NULL,
    place  TEXT NOT NULL,
    found  TEXT NOT NULL,
    reason TEXT NOT NULL,
    who    TEXT NOT NULL,
    day    TEXT NOT NULL
);
CREATE TABLE asked (                     -- 一条申请说的是表上的哪几处问题
    form  INTEGER NOT NULL REFERENCES forms,
    code  TEXT NOT NULL,
    place TEXT NOT NULL,                 -- 申请里写的位置
    id    TEXT NOT NULL,                 -- 问题的编号
    PRIMARY KEY (form, code, place, id)
);
CREATE TABLE waivers (                   -- 复核人同意的豁免：认单位、项目、规则和核对码
    unit    TEXT NOT NULL,
    project TEXT NOT NULL,
    code    TEXT NOT NULL,
    facts   TEXT NOT NULL,           -- 依据一样的几处各有自己的核对码（后面加序号）
    place   TEXT NOT NULL,           -- 同意时在哪一格
    message TEXT NOT NULL,
    found   TEXT NOT NULL,
    reason  TEXT NOT NULL,
    who     TEXT NOT NULL,
    day     TEXT NOT NULL,
    PRIMARY KEY (unit, project, code, facts)
);
CREATE TABLE opinions (                  -- 复核副本里写的复核得分、复核意见
    form    INTEGER NOT NULL REFERENCES forms,
    place   TEXT NOT NULL,
    label   TEXT NOT NULL,
    weight  TEXT,
    score   TEXT,
    written TEXT NOT NULL,
    opinion TEXT NOT NULL
);
CREATE TABLE answers (                   -- 单位在退回意见里填回的整改情况
    round INTEGER NOT NULL REFERENCES rounds,
    id    TEXT NOT NULL,
    file  TEXT NOT NULL,
    text  TEXT NOT NULL,
    PRIMARY KEY (round, id, file)
);
CREATE TABLE letters (                   -- 写出的退回意见，一个单位一份
    letter   INTEGER PRIMARY KEY,
    round    INTEGER NOT NULL REFERENCES rounds,  -- 哪次收表以后写的
    unit     TEXT NOT NULL,
    day      TEXT NOT NULL,
    files    TEXT NOT NULL,              -- 文件名，几个用顿号隔开
    forms    INTEGER NOT NULL,           -- 说到几张表
    returned INTEGER NOT NULL,           -- 退回几张
    items    INTEGER NOT NULL            -- 逐条问题有几条（提示、已豁免的不算）
);
CREATE TABLE pointed (                   -- 一份退回意见指出了哪些问题
    letter INTEGER NOT NULL REFERENCES letters,
    form   INTEGER NOT NULL REFERENCES forms,
    id     TEXT NOT NULL,
    PRIMARY KEY (letter, form, id)
);
CREATE TABLE aliases (written TEXT PRIMARY KEY, unit TEXT NOT NULL);  -- 两边都是规范名称
CREATE TABLE expected (unit TEXT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, written TEXT NOT NULL);
CREATE TABLE chosen (digest TEXT PRIMARY KEY);  -- 几稿中选定的那一稿
