// What scripts make for a page, in Chinese: the texts that tables of arguments, outputs and faults hold, each with its translation.
import { repositoryAddress } from "./repository";

/** By the English text of a table's cell, or of a line. */
export const translations: Readonly<Record<string, string>> = {
    // Heads of tables.
    argument: "参数",
    output: "输出",
    type: "类型",
    meaning: "含义",

    // DiSyncDeployment.
    "The DataWorks workspace's id, 1 to 10000000000. A change replaces the deployment.":
        "DataWorks 工作空间的 ID，1 到 10000000000。改变会替换该发布。",
    "A real-time sync task, or a sync solution made in Data Integration. Batch tasks (DI_OFFLINE) are not deployed by this API.":
        "实时同步任务，或在数据集成中创建的同步解决方案。离线同步任务（DI_OFFLINE）不能用此 API 发布。",
    "The file id of the real-time task, or the id of the solution, 1 to 2^63-1. Write ids of more than 15 digits as strings.":
        "实时同步任务的文件 ID，或解决方案的 ID，1 到 2^63-1。超过 15 位的 ID 请写成字符串。",
    "Any change deploys the task again, in place. Default: none.": "任何改变都会就地重新发布任务。默认：无。",
    'What destroying does to the task. Default: `"retain"`, nothing. `"undeploy"` stops and undeploys it; DI_REALTIME only.':
        '销毁时对任务做什么。默认 `"retain"`：什么也不做。`"undeploy"`：停止并下线；仅限 DI_REALTIME。',
    "Parts of the definition whose changes are no drift, written as drift prints them: `steps[*].parameter.table`, `**.password`. `*` is one step, `**` any number. Default: none.":
        "定义中改变后不算漂移的部分，写法与漂移输出一致：`steps[*].parameter.table`、`**.password`。`*` 表示一级，`**` 表示任意多级。默认：无。",
    "Also watch which version runs in production; DI_REALTIME only, one call more at each refresh and two at each deployment, which [waits for its version](docs/drift-review.md#accepted-is-not-in-production). Default: false.":
        "同时关注生产环境运行的是哪个版本；仅限 DI_REALTIME，每次刷新多一次调用，每次发布多两次，并且发布会[等待自己的版本生效](docs/zh-CN/drift-review.md#已受理不等于已在生产环境生效)。默认：false。",
    "Deploys only the definition of this digest, such as `d1-3f9c2a7be41d5c08`: where the task has another one, or one that cannot be read, nothing is deployed, and the error says the digest that it has. Taking it away deploys nothing. No secret: of one that is, no review can tell what it approves. Default: none, and what is there is deployed.":
        "只发布摘要与此相同的定义，如 `d1-3f9c2a7be41d5c08`：任务的定义是另一个摘要或无法读取时不发布，错误消息给出当前摘要。去掉它不会触发发布。它不是机密：若设为机密，评审者就看不出批准了什么。默认：无，按现状发布。",
    '`"success"`, `"unknown"` where the deployment may have been applied and nobody can tell, or `"imported"`.':
        '`"success"`；`"unknown"`（发布可能已生效，但无法确认）；或 `"imported"`。',
    'The RequestId of DeployDISyncTask, for Alibaba Cloud\'s support; `""` where none came back.':
        'DeployDISyncTask 的 RequestId，供联系阿里云技术支持时使用；没有返回时为 `""`。',
    'What DataWorks said beside it, or `""`.': 'DataWorks 随之返回的消息，或 `""`。',
    "The region that the task was deployed in; remembered.": "任务发布所在的地域；会记住。",
    'When, as ISO 8601; `""` where it is not known.': '发布时间，ISO 8601 格式；未知时为 `""`。',
    "A fingerprint of the task as it was deployed; secret, and [no value of the definition but names](docs/security.md#what-a-fingerprint-tells) can be read from it.":
        "所发布任务的指纹；是机密，并且[只能读出定义中的名称，读不出任何值](docs/security.md#what-a-fingerprint-tells)。",
    'With `compareVersions`: the version in production after the deployment; `""` where it is not known.':
        '使用 `compareVersions` 时：发布之后生产环境的版本；未知时为 `""`。',
    'With `compareVersions`: the version in production before a deployment that was accepted and is not in production yet, `"none"` where none ran; else `""`.':
        '使用 `compareVersions` 时：如果发布已受理但尚未在生产环境生效，为发布之前的生产版本，之前没有版本时为 `"none"`；其他情况为 `""`。',
    'The digest of the definition that was approved, by `approvedDigest`; `""` where nothing was approved.':
        '由 `approvedDigest` 批准的定义的摘要；没有批准时为 `""`。',
    "What a refresh found to differ, a list of lines; absent where nothing does.":
        "刷新发现的差异，逐行列出；没有差异时不存在。",

    // DiSyncInstance.
    "The DataWorks workspace's id, 1 to 10000000000. A change replaces the resource.":
        "DataWorks 工作空间的 ID，1 到 10000000000。改变会替换该资源。",
    "A real-time sync task, or a sync solution made in Data Integration: a solution can be started and watched, not stopped. A change replaces the resource.":
        "实时同步任务，或在数据集成中创建的同步解决方案：解决方案可以启动和查看，不能停止。改变会替换该资源。",
    "The file id of the real-time task, or the id of the solution, 1 to 2^63-1. Write ids of more than 15 digits as strings. A change replaces the resource.":
        "实时同步任务的文件 ID，或解决方案的 ID，1 到 2^63-1。超过 15 位的 ID 请写成字符串。改变会替换该资源。",
    'What is wanted: `"running"` or `"stopped"`. What is so already is left as it is. `"stopped"` is for DI_REALTIME only.':
        '期望的状态：`"running"` 或 `"stopped"`。已经是该状态则不动。`"stopped"` 仅限 DI_REALTIME。',
    "Any change restarts what runs: it is stopped and started again. Such as `{ deployment: deployment.deployedAt }`. Default: none.":
        "任何改变都会重启正在运行的实例：先停止再启动。例如 `{ deployment: deployment.deployedAt }`。默认：无。",
    'How it is started; DI_REALTIME only. `failoverLimit` `{ count, intervalMinutes }`: after more failovers in that time it stops. `errorLimit` `{ records }`: how many dirty records are allowed. `ddl`: what becomes of a change of the source\'s tables (`addColumn`, `dropColumn`, `renameColumn`, `modifyColumn`, `createTable`, `dropTable`, `renameTable`, `truncateTable`: `"normal"`, `"ignore"`, `"warning"` or `"critical"`). A change restarts what runs. Default: what the task says.':
        '启动方式；仅限 DI_REALTIME。`failoverLimit` `{ count, intervalMinutes }`：该时间内 Failover 次数超过上限则停止。`errorLimit` `{ records }`：允许的脏数据条数。`ddl`：来源表发生 DDL 变更时如何处理（`addColumn`、`dropColumn`、`renameColumn`、`modifyColumn`、`createTable`、`dropTable`、`renameTable`、`truncateTable`：`"normal"`、`"ignore"`、`"warning"` 或 `"critical"`）。改变会重启正在运行的实例。默认：按任务自身的设置。',
    'What destroying does to the instance. Default: `"retain"`, nothing. `"stop"` stops it; DI_REALTIME only.':
        '销毁时对实例做什么。默认 `"retain"`：什么也不做。`"stop"`：停止；仅限 DI_REALTIME。',
    "Whether a refresh also finds that alarm rules were removed or disabled; DI_REALTIME only, one call more at the first `up` and each refresh. `up` accepts what a refresh found, and restores none. Default: false.":
        "刷新时是否也检查报警规则被删除或停用；仅限 DI_REALTIME，第一次 `up` 和每次刷新多一次调用。`up` 接受刷新发现的现状，不恢复规则。默认：false。",
    "For how many seconds it has to run before a start counts, 0 to 3600, and less than `timeoutSeconds`. Default: 10.":
        "启动后须持续运行多少秒才算成功，0 到 3600，且小于 `timeoutSeconds`。默认：10。",
    "For how many seconds a start, a stop or a restart may take, with the wait for it, 1 to 86400. Default: 600.":
        "一次启动、停止或重启最多用多少秒（包括等待），1 到 86400。默认：600。",
    'What DataWorks said of it last, such as `"RUN"`; of a solution its number, such as `"2"`.':
        'DataWorks 最近给出的状态，如 `"RUN"`；解决方案为状态编号，如 `"2"`。',
    'The task\'s name; `""` where it is not known.': '任务名称；未知时为 `""`。',
    'The RequestId of the last StartDISyncInstance or StopDISyncInstance, for Alibaba Cloud\'s support; `""` where there was none.':
        '最近一次 StartDISyncInstance 或 StopDISyncInstance 的 RequestId，供联系阿里云技术支持时使用；没有时为 `""`。',
    "The region that the task is in; remembered.": "任务所在的地域；会记住。",
    'When this resource started it last, as ISO 8601; `""` where it never did.':
        '该资源最近一次启动它的时间，ISO 8601 格式；从未启动过时为 `""`。',
    'What is still to be done: `"start"`, `"stop"` or `"restart"`; absent where nothing is.':
        '尚未完成的操作：`"start"`、`"stop"` 或 `"restart"`；没有时不存在。',
    "`true` where the option `ignoreChanges` names `state`; absent elsewhere. The class says it: after the first `up`, nothing is started, stopped or restarted then.":
        "选项 `ignoreChanges` 包含 `state` 时为 `true`，否则不存在。由资源类写入：此时第一次 `up` 之后不再启动、停止或重启。",
    "With `compareAlarms`: the names of the enabled alarm rules.": "使用 `compareAlarms` 时：已启用的报警规则的名称。",
    "What a refresh found that is no state, a list of lines; absent where nothing is.":
        "刷新发现的、运行状态以外的差异，逐行列出；没有时不存在。",

    // DiSyncTask.
    "The DataWorks workspace's id, 1 to 10000000000. A change replaces the task.":
        "DataWorks 工作空间的 ID，1 到 10000000000。改变会替换任务。",
    "The task's name in DataWorks, unique in its folder: 1 to 128 characters, without `/`. A change replaces the task.":
        "任务在 DataWorks 中的名称，在所在目录中唯一：1 到 128 个字符，不含 `/`。改变会替换任务。",
    "The path of the task's folder, such as `Business Flow/shop/Data Integration`. Default: DataWorks chooses. A change replaces the task.":
        "任务所在目录的路径，如 `Business Flow/shop/Data Integration`。默认：由 DataWorks 决定。改变会替换任务。",
    'A real-time sync task, or a sync solution of Data Integration. Default: `"DI_REALTIME"`. A change replaces the task.':
        '实时同步任务，或数据集成的同步解决方案。默认：`"DI_REALTIME"`。改变会替换任务。',
    'What the task reads: `{ type: "mysql", datasources: [{ name, tables }] }`, with the names of data sources of the workspace; of a data source with several databases `databases: [{ name, tables }]` in place of `tables`. Each is named once, in any order. Other tables change the task in place; anything else replaces it. With `destination`, or `script` in their place.':
        '任务的来源：`{ type: "mysql", datasources: [{ name, tables }] }`，填工作空间中数据源的名称；数据源有多个数据库时，用 `databases: [{ name, tables }]` 代替 `tables`。每项只写一次，顺序不限。表的增减就地修改任务，其他改变会替换任务。与 `destination` 同时使用，或用 `script` 代替两者。',
    'What it writes to: `{ type, datasource }`, with the type `"maxcompute"`, `"kafka"` or `"hologres"` and the name of a data source of the workspace. A change replaces the task.':
        '任务的去向：`{ type, datasource }`，类型为 `"maxcompute"`、`"kafka"` 或 `"hologres"`，数据源填工作空间中的名称。改变会替换任务。',
    "In place of `source` and `destination`: a script of the API's own form (`TaskParam` of GenerateDISyncTaskConfigForCreating), for other pairs. A change of its reader's tables alone changes the task in place; any other replaces it.":
        "代替 `source` 和 `destination`：API 自身格式的脚本（GenerateDISyncTaskConfigForCreating 的 `TaskParam`），用于其他组合。只改变 Reader 的表时就地修改任务，其他改变会替换任务。",
    "The identifier of the resource group that the task runs on. Changed in place.":
        "运行任务的资源组的标识。就地修改。",
    "The compute units of a serverless resource group, a multiple of 0.5. Default: DataWorks chooses. Changed in place.":
        "Serverless 资源组的 CU 数，0.5 的倍数。默认：由 DataWorks 决定。就地修改。",
    'Any change has DataWorks work the definition out anew, in place: after a table of the source got another column. Such as `{ schema: "2" }`. Default: none.':
        '任何改变都会让 DataWorks 就地重新生成定义：用于来源表加列之后。例如 `{ schema: "2" }`。默认：无。',
    "Parts of the definition whose changes are no drift, written as drift prints them: `steps[*].parameter.writeMode`, `**.password`. `*` is one step, `**` any number. Default: none.":
        "定义中改变后不算漂移的部分，写法与漂移输出一致：`steps[*].parameter.writeMode`、`**.password`。`*` 表示一级，`**` 表示任意多级。默认：无。",
    'What destroying does to the task. Default: `"retain"`, nothing. `"delete"` deletes it; DI_REALTIME only, and only a task that is not deployed and does not run.':
        '销毁时对任务做什么。默认 `"retain"`：什么也不做。`"delete"`：删除；仅限 DI_REALTIME，且任务未发布、未运行。',
    "For how many seconds DataWorks may work out the definition, 1 to 86400. Default: 300.":
        "DataWorks 生成定义最多用多少秒，1 到 86400。默认：300。",
    "The task's file id, for its deployment and its instance; of a solution its id. Absent while it is not known whether the task was made.":
        "任务的文件 ID，供其发布和实例使用；解决方案为其 ID。无法确定任务是否已创建时不存在。",
    'Another one after each change of the task by this resource: a trigger for its deployment. `""` where it was imported and not changed since.':
        '该资源每次修改任务后都会变化：用作发布的 trigger。导入后未修改过时为 `""`。',
    "A fingerprint of the task as DataWorks has it; secret, and [no value of the definition but names](docs/security.md#what-a-fingerprint-tells) can be read from it.":
        "DataWorks 中该任务的指纹；是机密，并且[只能读出定义中的名称，读不出任何值](docs/security.md#what-a-fingerprint-tells)。",
    '`"success"`, `"unknown"` where it may have been made or changed and nobody can tell, or `"imported"`.':
        '`"success"`；`"unknown"`（可能已创建或修改，但无法确认）；或 `"imported"`。',
    "With an unknown creation: what tells its task from others. Absent elsewhere.":
        "创建结果未知时：用来辨认该任务的信息。其他情况不存在。",

    // Faults of the emulator.
    kind: "种类",
    "what the caller meets": "调用方遇到的情况",
    "takes effect": "是否生效",
    details: "参数",
    yes: "是",
    no: "否",
    "yes, unless `applied: false`": "是，除非 `applied: false`",
    "an error reply of the API": "API 的错误响应",
    'HTTP 200, `Data.Status` "fail"; DISync operations only': 'HTTP 200，`Data.Status` 为 "fail"；仅限 DISync 操作',
    "HTTP 200, `Success` false": "HTTP 200，`Success` 为 false",
    "`code?` (Throttling.User), `message?`, `retryAfter?` ms in x-acs-retry-after":
        "`code?`（Throttling.User）、`message?`、`retryAfter?`（毫秒，写在 x-acs-retry-after 中）",
    "the reply, with half a surrogate (`\\ud83d`) at the end of every text that nothing is decided by":
        "响应，但其中不影响判断的每段文本末尾都有半个代理对（`\\ud83d`）",
    "the reply, later than the effect": "响应，晚于生效",
    "the reply, a byte at a time": "响应，一次一个字节",
    "`ms` between bytes": "`ms`：字节之间的毫秒数",
    "the reply; then the kept connection is closed": "响应；随后保持的连接被关闭",
    "`message?` (submit and deploy fail.)": "`message?`（默认 submit and deploy fail.）",
    "`when?`: `onNextRequest` (the default: unanswered, without effect) or `afterReply`":
        "`when?`：`onNextRequest`（默认：不应答，不生效）或 `afterReply`",
    "nothing, ever": "永远没有响应",
    "a connection reset": "连接重置",
    "half of the announced body, then the end of the connection": "只有所声明响应体的一半，随后连接结束",
    "a complete reply with half of the JSON": "完整的响应，但 JSON 只有一半",
    "200 and an empty body": "200 和空响应体",
    "a proxy's HTML page": "代理的 HTML 页面",
    "a body of your own": "自定义的响应体",
    "`text` or `base64`, `status?` (200), `contentType?` (application/json), `applied?`":
        "`text` 或 `base64`、`status?`（200）、`contentType?`（application/json）、`applied?`",

    // The head of the assumptions' table, whose rows stay English.
    assumption: "假设",
    "what is open, and what is documented": "没有说明的是什么，文档说明了什么",
    "answers, the emulator's own first": "各种应答，模拟器自己的在前",
    "told by": "如何区分",
    "who saw it hold": "谁见过它成立",
    "nobody yet": "尚无",

    "The repository is <ADDRESS>. Problems are told at <ADDRESS/issues>.":
        "代码仓库：<ADDRESS>。问题请反馈到 <ADDRESS/issues>。",
};

/** A made text of an English page for a Chinese one. What has no translation stays as it is: test/docs/chinese.test.ts names it. */
export function inChinese(text: string): string {
    if (text.startsWith("```")) return text;
    return text.replace(/[^|\n]+/g, (cell) => cell.replace(cell.trim(), translated(cell.trim())));
}

function translated(text: string): string {
    const address = repositoryAddress();
    return translations[text.replaceAll(address, "ADDRESS")]?.replaceAll("ADDRESS", address) ?? text;
}
