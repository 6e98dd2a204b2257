// Alibaba Cloud DevOps: comments of Codeup's merge requests, and work items of Projex. YUNXIAO_TOKEN is a personal access token. What closes
// a work item is each project's own workflow: it is closed by hand.
import { CommandError } from "../../error";
import type { Document, Place, Platform, Send } from "./platform";
import { accountOf, idOf, need, search } from "./search";

interface Comment {
    readonly comment_biz_id: string;
    readonly author?: object | null;
    readonly content?: string | null;
}

interface WorkItem {
    readonly id: string;
    readonly creator?: object | null;
    readonly subject: string;
}

export function codeup(env: NodeJS.ProcessEnv): Platform {
    const api = `${env["YUNXIAO_API"] ?? "https://openapi-rdc.aliyuncs.com"}/oapi/v1`;
    const organization = `organizations/${need(env, "YUNXIAO_ORGANIZATION")}`;
    return {
        headers: { "x-yunxiao-token": need(env, "YUNXIAO_TOKEN") },
        place: async (document, send) => {
            const own = await accountOf(() => send("GET", `${api}/platform/user`));
            return document.kind === "comment"
                ? await comment(document, own, send, env, `${api}/codeup/${organization}`)
                : await workItem(document, own, send, env, `${api}/projex/${organization}`);
        },
    };
}

/** A comment of the merge request that is open for the branch that the pipeline runs for. `own`: the token's account. */
async function comment(
    { marker, text }: Document,
    own: string | undefined,
    send: Send,
    env: NodeJS.ProcessEnv,
    api: string,
): Promise<Place> {
    const repository = need(env, "CODEUP_REPOSITORY");
    const branch = need(env, "CI_COMMIT_REF_NAME");
    const request = await search(
        (page) => send("GET", `${api}/changeRequests?projectIds=${repository}&state=opened&page=${page}&perPage=100`),
        ({ sourceBranch }: { readonly localId: number; readonly sourceBranch: string }) => sourceBranch === branch,
    );
    if (!request) throw new CommandError(`No merge request is open for the branch ${branch}.`);
    const merge = `${api}/repositories/${repository}/changeRequests/${request.localId}`;
    const filter = { commentType: "GLOBAL_COMMENT", state: "OPENED", resolved: false };
    const isOwn = ({ author, content }: Comment) => idOf(author) === own && content?.startsWith(marker) === true;
    const earlier =
        own === undefined ? undefined : await search(() => send("POST", `${merge}/comments/list`, filter), isOwn);
    const patches = (await send("GET", `${merge}/diffs/patches`)) as ({
        patchSetBizId: string;
        versionNo: number;
        relatedMergeItemType: string;
    } | null)[];
    const [newest] = patches
        .filter((patch) => patch !== null)
        .filter((patch) => patch.relatedMergeItemType === "MERGE_SOURCE")
        .sort((a, b) => b.versionNo - a.versionNo);
    const body = { comment_type: "GLOBAL_COMMENT", content: text, draft: false, resolved: false };
    const url = `${merge}/comments`;
    return {
        create: {
            method: "POST",
            url,
            id: "comment_biz_id",
            body: { ...body, patchset_biz_id: newest?.patchSetBizId ?? "" },
        },
        ...(earlier && { update: { method: "PUT", url: `${url}/${earlier.comment_biz_id}`, body: { content: text } } }),
    };
}

/** A work item with the finding's title; one that has it already gets the new text. `own`: the token's account. */
async function workItem(
    { title, text }: Document,
    own: string | undefined,
    send: Send,
    env: NodeJS.ProcessEnv,
    api: string,
): Promise<Place> {
    const spaceId = need(env, "YUNXIAO_PROJECT");
    const named = {
        className: "string",
        fieldIdentifier: "subject",
        format: "input",
        operator: "CONTAINS",
        value: [title],
    };
    const conditions = JSON.stringify({ conditionGroups: [[{ ...named, toValue: null }]] });
    const query = { category: "Bug", spaceId, conditions, orderBy: "gmtCreate", sort: "desc", page: 1, perPage: 100 };
    const isOwn = ({ creator, subject }: WorkItem) => idOf(creator) === own && subject === title;
    const found =
        own === undefined ? undefined : await search(() => send("POST", `${api}/workitems:search`, query), isOwn);
    const workitemTypeId = need(env, "YUNXIAO_WORKITEM_TYPE");
    const assignedTo = need(env, "YUNXIAO_ASSIGNED_TO");
    const content = { description: text, formatType: "MARKDOWN" };
    const body = { subject: title, spaceId, workitemTypeId, assignedTo, ...content };
    return {
        create: { method: "POST", url: `${api}/workitems`, id: "id", body },
        ...(found && { update: { method: "PUT", url: `${api}/workitems/${found.id}`, body: content } }),
    };
}
