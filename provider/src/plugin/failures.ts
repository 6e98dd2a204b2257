// Gives the engine's protocol errors in the form that it shows best.
import * as grpc from "@grpc/grpc-js";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { messageOf } from "../engine/texts";

/** An operation failed, and the engine has to keep the resource with these properties. */
export class KeptFailure extends Error {
    constructor(
        readonly id: string,
        readonly properties: Struct,
        message: string,
    ) {
        super(message);
    }
}

/** Any thrown thing as the protocol has errors, with its text redacted. */
export function failureOf(error: unknown, redact: (text: string) => string): Partial<grpc.StatusObject> {
    const message = redact(messageOf(error));
    const failure = { code: grpc.status.UNKNOWN, details: message };
    return error instanceof KeptFailure ? { ...failure, metadata: keeping(error, message) } : failure;
}

function keeping({ id, properties }: KeptFailure, message: string): grpc.Metadata {
    const failed = new ErrorResourceInitFailed();
    failed.setId(id);
    failed.setProperties(properties);
    failed.setReasonsList([message]);
    const detail = new Any();
    detail.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const status = new Status();
    status.setCode(grpc.status.UNKNOWN);
    status.setMessage(message);
    status.addDetails(detail);
    const metadata = new grpc.Metadata();
    metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary())); // where gRPC has what an error holds beside its text
    return metadata;
}
