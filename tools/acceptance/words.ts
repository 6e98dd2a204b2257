// The words that a report may hold as they come: those of sentences, and the names that the API itself gives to things.
import { assumptions } from "dataworks-emulator";
import { knownCodes } from "../../provider/src/dataworks/calls/codes";
import { operationNames, otherOperationNames } from "../../provider/src/dataworks/operation";

/** What is looked at as one: a word, or words that "_", "-", "." and other signs join. */
export const token = "[\\p{L}\\p{M}\\p{N}_$@#%&+=*~^|\\\\/-]+(?:\\.[\\p{L}\\p{M}\\p{N}_$@#%&+=*~^|\\\\/-]+)*";

/** Words that refusals and reports are made of. Each stays by itself; joined with others it may be somebody's name. */
const plain = `
    a about above absent access account after again all allow allowed already an and another answer answered any api are as at attempt
    authorized aware bad be because become been before began begin being below both but by call called calls came can cannot change changed
    check code codes come comes committed complete completed config configuration connection content could create created current
    data database datasource day definition delete deleted denied deploy deployed deploying deployment did differ different do does done
    each edit edited either else empty enough error ever every exceeded exception exist existed exists expired fail failed failure fetch
    field file find finished first flow follow for forbidden form found frequent from gave get gets given go goes got group had has have
    http id idempotent if illegal in incomplete instance integer internal into invalid is it item its job json key known later left length
    limit list listed lock locked long longer made make many max maximum may message minute missing more must name names need needs neither
    never new newest next no node nodes none nor not nothing now null number object of offline on once one online only open operation or
    order other out over own package page param parameter parameters part permission permissions please process processing production
    project projects publish published query quota read ready real realtime record refused region rejected release reply request requests
    required resource responded result retry return right risk role rule run running runs same schedule script second seconds see seen
    sent server service set should size so some something source specified spent standard start started starting state status step steps
    still stop stopped stopping string submit submitted success successful such support supported system table tables take taken target
    earlier answers
    task tasks terminate terminated than that the their them then there this through throttled throttling time timeout times to token too
    tried try two type under undeploy undeployed unavailable unknown unpublished unreadable unsupported until update updated usable use
    used user valid value values version versions was way were what when where whether which while why will with within without word
    work worked workspace would wrong yet
    bytes closed host mismatch parse proxy reset tls
    boolean category column extend hops info infos kafka mode mysql odps holo maxcompute hologres reader schema text writer shape
    auth boot compatible date format header level lists look looked nobody rest signature takes told tells
    busy cut destroyed lasted paused pulumi recommend rotated space spaces characters sync di retired maintenance
    normal manual pause norun killing wait warning critical committing packaged deploying cancelled create isolate share develop
`;

/** Names of parameters and of fields of replies, as the API's documentation has them; the API writes them with a small letter, too. */
const fields = `
    AbsoluteFolderPath AccessDeniedDetail AccessKeyId AlarmList AlarmRuleList AsyncProcessId AutoParsing BizExtKey BizId BusinessId ChangeType
    CheckingStatus ClientToken CommitStatus CommitTime CommitUser ConnectStatus ConnectionName CreateTime CreateUser CreatorId CreatorName
    CurrentVersion DISyncTasks DataSourceType DataSources DatasourceName DeletedStatus DeployedItems DeploymentId DiDestinationDatasource
    DiSourceDatasource EnvType EnvTypes ErrorCode ErrorMessage ExactFileName ExecuteTime FileContent FileDescription FileFolderId
    FileFolderPath FileId FileIdIn FileName FilePropertyContent FileType FileTypes FileVersion FileVersions FolderPath FromEnvironment
    HandlerId HostId HttpStatusCode IsCurrentProd IsDefault IsMaxCompute LastEditTime LastEditUser NeedAbsoluteFolderPath NeedContent
    NodeConfiguration NodeContent NodeId NodeName NotifyRule PageNumber PageResult PageSize ParentId ProcessContent ProcessExtra ProcessId
    ProjectDescription ProjectId ProjectIdentifier ProjectList ProjectMode ProjectName ProjectStatus ProjectStatusCode RefType RegionId
    RequestId ResourceDownloadLink ResourceGroup ResourceGroupType ResourceManagerResourceGroupId RuleName SecurityToken SignatureMethod
    SignatureNonce SignatureVersion SolutionDetail SolutionInfo SourceType StartParam StartTime StepDetail StepId StepName SubmitTime
    TaskContent TaskId TaskName TaskParam TaskType ToEnvironment TotalCount UseType
`;

/** Their values, as far as they are words that are joined. */
const values = `
    DI_REALTIME DI_OFFLINE DI_SOLUTION RECYCLE_BIN MANUAL_BIZ CHECK_OK DEPLOY_ERROR oneclick_to_odps oneclick_to_kafka oneclick_to_holo
    failoverLimit errorLimit ddlMarkMap taskStatus bizDelay taskFailoverCount ddlUnsupport ddlReport totalDirtyRecordWriteInLines
    Data.Status Data.Message real-time pulumi-dataworks MySQL MaxCompute DataWorks
`;

/** The fields of a definition, as the documented samples have them. */
const ofDefinitions = `
    type version extend mode resourceGroup name order hops from to steps stepType category parameter connection datasourceType datasource
    selectedTables dbName schema tableInfos enable table tableName writeMode tableMappingRule totalTableMapping srcDatasourceName tableRule
    srcDbName srcTable dstTable mergeIntoCycleType hourDeltaEnable dayDeltaEnable primaryKeyInfo column dstCreateTableInfo schemaName
    indexType dataColumn id index primaryKey columnSize digit newDigit comment setting scheduleResgroupId taskType gui displayName
`;

const inAssumptions = assumptions
    .flatMap(({ id, question, documented, answers }) => [id, question, documented, ...Object.entries(answers).flat()])
    .flatMap(tokensIn);

const words = new Set([...tokensIn(plain), ...inAssumptions.filter(isOneWord)].map((word) => word.toLowerCase()));

const names = new Set([
    ...[...operationNames, ...otherOperationNames, ...knownCodes],
    ...tokensIn(fields).flatMap((name) => [name, name.charAt(0).toLowerCase() + name.slice(1)]),
    ...[...tokensIn(values), ...tokensIn(ofDefinitions)],
    ...inAssumptions.filter((each) => !isOneWord(each) && !/^\d+$/.test(each)),
]);

/** Codes have kinds: "Param.Invalid.FileId" is of "Param.Invalid". */
const codes = knownCodes.filter((code) => !/^\d+$/.test(code)).map((code) => code.replace(/\.?$/, "."));

const sampleFields = new Set([...tokensIn(ofDefinitions), ...tokensIn(fields)]);

/** Whether a token is a word of sentences, or all of it a name of the API's. */
export function isOfTheApi(each: string): boolean {
    if (names.has(each) || (isOneWord(each) && words.has(each.toLowerCase()))) return true;
    const code = codes.find((one) => each.startsWith(one));
    const kinds = code === undefined ? [] : each.slice(code.length).split(".");
    return kinds.length > 0 && kinds.every((kind) => /^[A-Z]/.test(kind) && isOfTheApi(kind));
}

/** Whether the API's samples have a field of this name in a definition. */
export function isSampleField(name: string): boolean {
    return sampleFields.has(name);
}

function isOneWord(each: string): boolean {
    return /^(\p{Lu}?\p{Ll}+|\p{Lu}+|\p{Lo}+)$/u.test(each);
}

function tokensIn(text: string): string[] {
    return text.match(new RegExp(token, "gu")) ?? [];
}
