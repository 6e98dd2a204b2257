// Look-ups in a unit test: under `pulumi.runtime.setMocks` the test's mocks answer them.
import * as pulumi from "@pulumi/pulumi";
import type { Provider } from "./provider";

/** The mocks of the unit test that runs; undefined in a program. */
export function mocksOf(engine: object | undefined): pulumi.runtime.Mocks | undefined {
    return engine && "mocks" in engine ? (engine.mocks as pulumi.runtime.Mocks) : undefined;
}

/** What the mock function `call` answers, whatever it is. Not by `pulumi.runtime.invoke`, which loses the message of an error. */
export async function askMocks(
    mocks: pulumi.runtime.Mocks,
    token: string,
    args: object,
    provider: Provider | undefined,
): Promise<Readonly<Record<string, unknown>>> {
    const inputs = Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined));
    const named = provider && { provider: await textOf(pulumi.interpolate`${provider.urn}::${provider.id}`) };
    return await mocks.call({ token, inputs, ...named });
}

function textOf(output: pulumi.Output<string>): Promise<string> {
    return new Promise((resolve) => void output.apply(resolve));
}
