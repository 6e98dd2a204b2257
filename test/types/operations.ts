// An operation that the list does not have is called by nobody, nor by another family than its own.
import type { MakeCall } from "../../provider/src/dataworks/operations/call";
import type { Operation, OperationOf } from "../../provider/src/dataworks/operation";

export const calls = (call: MakeCall<Operation>, callOfFiles: MakeCall<OperationOf<"file">>): unknown[] => [
    call("GetFile", {}, { projectId: "10000" }),
    callOfFiles("GetFile", {}, { projectId: "10000" }),
    // @ts-expect-error -- the list of operations does not have it
    call("GetFiles", {}, { projectId: "10000" }),
    // @ts-expect-error -- it is of another family
    callOfFiles("GetProject", {}, { projectId: "10000" }),
];
