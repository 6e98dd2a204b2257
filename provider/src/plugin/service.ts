// The engine's plugin protocol: its messages, and what answers them.
import * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Sanitizer } from "../dataworks/sanitizer";
import { textForEngine } from "../engine/texts";
import type { Claims } from "../resources/claims/ledger";
import type { Failure } from "../resources/resource";
import type { Environment } from "../settings/source";
import { version } from "../version";
import { failureOf } from "./failures";
import { Messages } from "./messages";
import type { Difference, PluginProvider } from "./provider";
import { received, secretTexts, sent, type Received } from "./values";

/** What the service is given from outside. */
export interface Surroundings {
    /** Where the engine listens. */
    readonly engine: string;
    readonly environment: Environment;
    /** What is known of the run, given where to warn. */
    readonly claimsOf: (warn: (text: string) => void) => Claims;
    /** The text of the schema. */
    readonly schema: () => string;
}

type Answer<Request, Response> = (request: Request) => Response | Promise<Response>;

/** The answers to the engine's calls, by the protocol's names for them. */
export function serviceOf({ engine, environment, claimsOf, schema }: Surroundings): grpc.UntypedServiceImplementation {
    const log = new Messages(new EngineClient(engine, grpc.credentials.createInsecure()));
    const cancelling = new AbortController();
    // What came as a secret, such as the name of a table, is in no text.
    const sanitizer = new Sanitizer();
    const came = (struct: Parameters<typeof received>[0]): Received => {
        const values = received(struct);
        sanitizer.hide(secretTexts(values));
        return values;
    };
    const tell = (severity: "info" | "warning", text: string, urn: string) =>
        log.tell(severity, sanitizer.redact(text), urn);
    const claims = claimsOf((text) => tell("warning", text, ""));
    let opened: Promise<PluginProvider> | undefined;
    // What calls the API is loaded when it is needed first: the engine waits for the port, and for a schema.
    const provider = () =>
        (opened ??= import("./provider.js").then(
            ({ PluginProvider }) => new PluginProvider({ environment, claims, tell, cancelled: cancelling.signal }),
        ));
    /** The URN of the provider itself. */
    let ownUrn = "";

    const answer =
        <Request, Response>(answering: Answer<Request, Response>) =>
        ({ request }: { readonly request: Request }, done: grpc.sendUnaryData<Response>): void => {
            Promise.resolve()
                .then(() => answering(request))
                .finally(() => log.settled())
                .then(
                    (response) => done(null, response),
                    (error: unknown) => done(failureOf(error, (text) => sanitizer.redact(text))),
                );
        };

    return {
        handshake: answer(() => {
            const response = new messages.ProviderHandshakeResponse();
            response.setAcceptSecrets(true);
            return response;
        }),
        getPluginInfo: answer(() => {
            const response = new PluginInfo();
            response.setVersion(version);
            return response;
        }),
        getSchema: answer((request: messages.GetSchemaRequest) => {
            if (request.getVersion() !== 0) {
                throw new Error(
                    `the schema was asked for in version ${request.getVersion()} of its form, and there is version 0 alone: ` +
                        "update pulumi-dataworks, or use an older Pulumi CLI.",
                );
            }
            const response = new messages.GetSchemaResponse();
            response.setSchema(schema());
            return response;
        }),
        checkConfig: answer(async (request: messages.CheckRequest) => {
            const { checkSettings, secretSettings } = await import("./settings.js");
            ownUrn = request.getUrn();
            const news = came(request.getNews());
            const { failures, warnings } = checkSettings(ownUrn, news, environment);
            for (const text of warnings) tell("warning", text, ownUrn);
            return checkResponse(sent(news.values, [news], secretSettings), failures);
        }),
        diffConfig: answer((request: messages.DiffRequest) => {
            const [olds, news] = [came(request.getOldInputs()).values, came(request.getNews()).values];
            const names = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
            // Other keys, or another region, are the resources' to compare: no provider is replaced.
            const changed = names.filter((name) => JSON.stringify(olds[name]) !== JSON.stringify(news[name]));
            return diffResponse({ changes: changed.length > 0, replaces: [], deletesFirst: false }, changed);
        }),
        configure: answer(async (request: messages.ConfigureRequest) => {
            (await provider()).configure(request.getUrn() ?? ownUrn, came(request.getArgs()).values);
            const response = new messages.ConfigureResponse();
            response.setAcceptsecrets(true);
            response.setSupportspreview(true);
            return response;
        }),
        check: answer(async (request: messages.CheckRequest) => {
            const call = { urn: request.getUrn() };
            const { inputs, failures } = (await provider()).check(
                call,
                came(request.getOlds()),
                came(request.getNews()),
            );
            return checkResponse(inputs, failures);
        }),
        diff: answer(async (request: messages.DiffRequest) => {
            const difference = await (
                await provider()
            ).diff(
                { urn: request.getUrn(), id: request.getId(), ignored: request.getIgnorechangesList() },
                came(request.getOlds()),
                came(request.getOldInputs()),
                came(request.getNews()),
            );
            return diffResponse(difference, Object.keys(difference.detailed));
        }),
        create: answer(async (request: messages.CreateRequest) => {
            const call = { urn: request.getUrn(), timeout: request.getTimeout() };
            const { id, properties } = await (
                await provider()
            ).create(call, came(request.getProperties()), request.getPreview());
            const response = new messages.CreateResponse();
            response.setId(id);
            response.setProperties(properties);
            return response;
        }),
        update: answer(async (request: messages.UpdateRequest) => {
            const ignored = request.getIgnorechangesList();
            const call = { urn: request.getUrn(), id: request.getId(), timeout: request.getTimeout(), ignored };
            const response = new messages.UpdateResponse();
            response.setProperties(
                await (
                    await provider()
                ).update(call, came(request.getOlds()), came(request.getNews()), request.getPreview()),
            );
            return response;
        }),
        read: answer(async (request: messages.ReadRequest) => {
            const found = await (
                await provider()
            ).read(
                { urn: request.getUrn(), id: request.getId(), timeout: request.getTimeout() },
                came(request.getProperties()),
                came(request.getInputs()),
            );
            const response = new messages.ReadResponse();
            if (!found) return response; // for the engine, a resource without an id is gone
            response.setId(found.id);
            response.setProperties(found.properties);
            response.setInputs(found.inputs);
            return response;
        }),
        delete: answer(async (request: messages.DeleteRequest) => {
            const call = { urn: request.getUrn(), id: request.getId(), timeout: request.getTimeout() };
            await (await provider()).delete(call, came(request.getProperties()));
            return new Empty();
        }),
        invoke: answer(async (request: messages.InvokeRequest) => {
            const response = new messages.InvokeResponse();
            response.setReturn(await (await provider()).invoke(request.getTok(), came(request.getArgs())));
            return response;
        }),
        cancel: answer(() => {
            cancelling.abort(new Error("the run was interrupted"));
            return new Empty();
        }),
    };
}

function checkResponse(inputs: ReturnType<typeof sent>, failures: readonly Failure[]): messages.CheckResponse {
    const response = new messages.CheckResponse();
    response.setInputs(inputs);
    response.setFailuresList(
        failures.map(({ property, reason }) => {
            const failure = new messages.CheckFailure();
            failure.setProperty(property);
            failure.setReason(textForEngine(reason));
            return failure;
        }),
    );
    return response;
}

function diffResponse(
    { changes, replaces, deletesFirst, detailed = {} }: Omit<Difference, "detailed"> & Partial<Difference>,
    paths: readonly string[],
): messages.DiffResponse {
    const response = new messages.DiffResponse();
    const { DIFF_SOME, DIFF_NONE } = messages.DiffResponse.DiffChanges;
    response.setChanges(changes ? DIFF_SOME : DIFF_NONE);
    response.setReplacesList([...replaces]);
    response.setDeletebeforereplace(deletesFirst);
    response.setDiffsList([...new Set(paths.map((path) => /^[^.[]*/.exec(path)?.[0] ?? path))]);
    const entries = Object.entries(detailed);
    for (const [path, { kind, inputDiff }] of entries) {
        const difference = new messages.PropertyDiff();
        difference.setKind(kinds[kind]);
        difference.setInputdiff(inputDiff);
        response.getDetaileddiffMap().set(textForEngine(path), difference);
    }
    response.setHasdetaileddiff(entries.length > 0);
    return response;
}

const { Kind } = messages.PropertyDiff;
const kinds = {
    add: Kind.ADD,
    delete: Kind.DELETE,
    update: Kind.UPDATE,
    "add-replace": Kind.ADD_REPLACE,
    "delete-replace": Kind.DELETE_REPLACE,
    "update-replace": Kind.UPDATE_REPLACE,
} as const;
