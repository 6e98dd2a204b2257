// What a program imports from dataworks-emulator.
export { assumptions, type Answers, type AnswerTo, type AssumptionId } from "./assumptions";
export type { Assumption, Level, Making, Observation, Reply, Scene, Service, Standing } from "./assumptions/assumption";
export { bring, see } from "./assumptions/scene";
export { connect } from "./control/client";
export type { ControlClient, TaskReference, TaskView, VersionView } from "./control/types";
export type { Fault, FaultOf, FaultTarget } from "./faults/fault";
export { faultKinds, type FaultDetails, type FaultKind, type FaultKindInfo } from "./faults/kinds";
export type { JournalEntry, Moment } from "./journal";
export type { Quota, QuotaUse } from "./quota";
export { defaultAccessKeyId, defaultAccessKeySecret } from "./seed/seeding";
export type {
    Id,
    Seed,
    SeedCredential,
    SeedSolution,
    SeedStep,
    SeedTask,
    SeedVersion,
    SeedWorkspace,
    Time,
} from "./seed/types";
export { startEmulator, type Emulator, type StartOptions } from "./start";
export type { Alarm } from "./workspace/alarm";
export type { Pace } from "./workspace/course";
export type { MakingSettings, ProcessEnd } from "./workspace/making";
export type { DeletedStatus, InstanceStatus, SolutionStatus, TaskType, WorkspaceStatus } from "./workspace/model";
export type { ResourceGroup } from "./workspace/resource-group";
export type { Rewrite } from "./workspace/rewrite";
export type { InstanceSettings, StartSettings, StopSettings } from "./workspace/settings";
export type { DataSource } from "./workspace/sources";
export type { StartParam } from "./workspace/startParam";
