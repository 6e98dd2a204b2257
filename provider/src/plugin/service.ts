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
    const open = () =>
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
    const answerBy = <Request, Response>(
        answering: (provider: PluginProvider, request: Request) => Response | Promise<Response>,
    ) => answer(async (request: Request) => answering(await open(), request));

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
            const response = new messages.DiffResponse();
            response.setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE);
            response.setDiffsList(changed);
            return response;
        }),
        configure: answerBy((provider, request: messages.ConfigureRequest) => {
            provider.configure(request.getUrn() ?? ownUrn, came(request.getArgs()).values);
            const response = new messages.ConfigureResponse();
            response.setAcceptsecrets(true);
            response.setSupportspreview(true);
            return response;
        }),
        check: answerBy((provider, request: messages.CheckRequest) => {
            const call = { urn: request.getUrn() };
            const { inputs, failures } = provider.check(call, came(request.getOlds()), came(request.getNews()));
            return checkResponse(inputs, failures);
        }),
        diff: answerBy(async (provider, request: messages.DiffRequest) => {
            const { detailed, ...difference } = await provider.diff(
                { urn: request.getUrn(), id: request.getId(), ignored: request.getIgnorechangesList() },
                came(request.getOlds()),
                came(request.getOldInputs()),
                came(request.getNews()),
            );
            return diffResponse(difference, detailed);
        }),
        create: answerBy(async (provider, request: messages.CreateRequest) => {
            const call = { urn: request.getUrn(), timeout: request.getTimeout() };
            const made = await provider.create(call, came(request.getProperties()), request.getPreview());
            const response = new messages.CreateResponse();
            response.setId(made.id);
            response.setProperties(made.properties);
            return response;
        }),
        update: answerBy(async (provider, request: messages.UpdateRequest) => {
            const call = { ...callOf(request), ignored: request.getIgnorechangesList() };
            const [olds, news] = [came(request.getOlds()), came(request.getNews())];
            const response = new messages.UpdateResponse();
            response.setProperties(await provider.update(call, olds, news, request.getPreview()));
            return response;
        }),
        read: answerBy(async (provider, request: messages.ReadRequest) => {
            const [olds, oldInputs] = [came(request.getProperties()), came(request.getInputs())];
            const found = await provider.read(callOf(request), olds, oldInputs);
            const response = new messages.ReadResponse();
            if (!found) return response; // for the engine, a resource without an id is gone
            response.setId(found.id);
            response.setProperties(found.properties);
            response.setInputs(found.inputs);
            return response;
        }),
        delete: answerBy(async (provider, request: messages.DeleteRequest) => {
            await provider.delete(callOf(request), came(request.getProperties()));
            return new Empty();
        }),
        invoke: answerBy(async (provider, request: messages.InvokeRequest) => {
            const response = new messages.InvokeResponse();
            response.setReturn(await provider.invoke(request.getTok(), came(request.getArgs())));
            return response;
        }),
        cancel: answer(() => {
            cancelling.abort(new Error("the run was interrupted"));
            return new Empty();
        }),
    };
}

/** What the calls about a resource that is there have in common. */
interface ResourceRequest {
    getUrn(): string;
    getId(): string;
    getTimeout(): number;
}

function callOf(request: ResourceRequest) {
    return { urn: request.getUrn(), id: request.getId(), timeout: request.getTimeout() };
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
    { changes, replaces, deletesFirst }: Omit<Difference, "detailed">,
    detailed: Difference["detailed"],
): messages.DiffResponse {
    const response = new messages.DiffResponse();
    response.setChanges(changes ? DIFF_SOME : DIFF_NONE);
    response.setReplacesList([...replaces]);
    response.setDeletebeforereplace(deletesFirst);
    const paths = Object.keys(detailed);
    response.setDiffsList([...new Set(paths.map((path) => /^[^.[]*/.exec(path)?.[0] ?? path))]);
    for (const [path, { kind, inputDiff }] of Object.entries(detailed)) {
        const difference = new messages.PropertyDiff();
        difference.setKind(kinds[kind]);
        difference.setInputdiff(inputDiff);
        response.getDetaileddiffMap().set(textForEngine(path), difference);
    }
    response.setHasdetaileddiff(paths.length > 0);
    return response;
}

const { DIFF_SOME, DIFF_NONE } = messages.DiffResponse.DiffChanges;
const { Kind } = messages.PropertyDiff;
const kinds = {
    add: Kind.ADD,
    delete: Kind.DELETE,
    update: Kind.UPDATE,
    "add-replace": Kind.ADD_REPLACE,
    "delete-replace": Kind.DELETE_REPLACE,
    "update-replace": Kind.UPDATE_REPLACE,
} as const;
