// Reads the roles to assume, which are objects: assumeRole and assumeRoleWithOidc, with the fields of `@pulumi/alicloud`.
import type { OidcRole, Role } from "../dataworks/credentials/settings";
import type { Wrong } from "./problem";
import type { Found } from "./source";

interface Field {
    readonly allows: (value: unknown) => boolean;
    /** What the value has to be, after "has to be". */
    readonly kind: string;
    readonly required?: true;
}

const text = (pattern: RegExp) => (value: unknown) => typeof value === "string" && pattern.test(value);

const common = {
    roleArn: {
        allows: text(/^acs:ram::\d+:role\/\S+$/),
        kind: 'the ARN of a RAM role, such as "acs:ram::123456789012:role/deployer"',
        required: true,
    },
    policy: {
        allows: (value: unknown) => typeof value === "string" && value.length <= 2048 && parse(value) !== undefined,
        kind: "a RAM policy as JSON text, of at most 2048 characters",
    },
    sessionExpiration: {
        // Stack configuration may make a number of digits, or leave them a text.
        allows: (value: unknown) =>
            (typeof value === "number" || typeof value === "string") &&
            /^\d{3,5}$/.test(String(value)) &&
            Number(value) >= 900 &&
            Number(value) <= 43_200,
        kind: "a number of seconds, from 900 to 43200",
    },
} satisfies Record<string, Field>;
const sessionName: Field = {
    allows: text(/^[\w.@-]{2,64}$/),
    kind: "2 to 64 characters: letters, digits, and any of . @ - _",
};

const ofRole = {
    ...common,
    sessionName,
    externalId: {
        allows: text(/^[\w+=,.@:/-]{2,1224}$/),
        kind: "2 to 1224 characters: letters, digits, and any of + = , . @ : / - _",
    },
} satisfies Record<keyof Role, Field>;

const ofOidcRole = {
    ...common,
    oidcProviderArn: {
        allows: text(/^acs:ram::\d+:oidc-provider\/\S+$/),
        kind: 'the ARN of an OIDC provider, such as "acs:ram::123456789012:oidc-provider/pipeline"',
        required: true,
    },
    oidcToken: { allows: text(/^\S{4,20000}$/), kind: "a token of 4 to 20000 characters" },
    oidcTokenFile: { allows: text(/./), kind: "the path of a file" },
    roleSessionName: sessionName,
} satisfies Record<keyof OidcRole, Field>;

/** The role of assumeRole; null where something is wrong with it. */
export function readRole(found: Found, wrong: Wrong): Role | null {
    return readFields(found, ofRole, wrong) as Role | null;
}

/** The role of assumeRoleWithOidc; null where something is wrong with it. */
export function readOidcRole(found: Found, wrong: Wrong): OidcRole | null {
    const role = readFields(found, ofOidcRole, wrong) as OidcRole | null;
    if (!role || Boolean(role.oidcToken) !== Boolean(role.oidcTokenFile)) return role;
    wrong(found.name, "has to have one of oidcToken and oidcTokenFile");
    return null;
}

/** The fields of an object that are set; null where something is wrong with any of them. */
function readFields(found: Found, fields: Record<string, Field>, wrong: Wrong): Record<string, unknown> | null {
    const known = Object.keys(fields).join(", ");
    const parsed = parse(found.value);
    if (!parsed) {
        wrong(found.name, `has to be an object of ${known}`);
        return null;
    }
    const given = Object.fromEntries(
        Object.entries(parsed).map(([name, value]) => [name, typeof value === "string" ? value.trim() : value]),
    );
    const strangers = Object.keys(given).filter((name) => !Object.hasOwn(fields, name));
    const reasons: [name: string, reason: string][] = strangers.map((name) => [
        name.slice(0, 40),
        `does not exist: ${found.name} has ${known}`,
    ]);
    for (const [name, field] of Object.entries(fields)) {
        const reason = reasonAgainst(given[name], field);
        if (reason) reasons.push([name, reason]);
    }
    for (const [name, reason] of reasons) wrong(`${found.name}.${name}`, reason);
    if (reasons.length > 0) return null;
    const set = Object.entries(given).filter(([, value]) => isSet(value));
    return Object.fromEntries(set.map(([name, value]) => [name, name === "sessionExpiration" ? Number(value) : value]));
}

function reasonAgainst(value: unknown, { allows, kind, required }: Field): string | undefined {
    if (isSet(value)) return allows(value) ? undefined : `has to be ${kind}`;
    return required ? `is missing: it has to be ${kind}` : undefined;
}

function isSet(value: unknown): boolean {
    return value !== undefined && value !== null && value !== "";
}

function parse(json: string): Record<string, unknown> | undefined {
    try {
        const value: unknown = JSON.parse(json);
        const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
        return isObject ? (value as Record<string, unknown>) : undefined;
    } catch {
        return undefined;
    }
}
