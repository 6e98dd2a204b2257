// What a platform is to the publishing of documents: where one goes, and what closes a finding.

export type Kind = "comment" | "finding";

export interface Document {
    readonly kind: Kind;
    readonly title: string;
    /** Its first line, which tells which it is. */
    readonly marker: string;
    readonly text: string;
}

export interface Request {
    readonly method: string;
    readonly url: string;
    readonly body: object;
    /** What the answer holds where it was done. */
    readonly id?: string;
}

/** Where a document goes; `update` where there is an earlier one. */
export interface Place {
    readonly update?: Request;
    readonly create: Request;
}

export type Send = (method: string, url: string, body?: object) => Promise<unknown>;

export interface Platform {
    readonly headers: Readonly<Record<string, string>>;
    readonly place: (document: Document, send: Send) => Promise<Place>;
    /** What closes an open finding of this marker, saying why, in order; none where there is no such. Absent where it is closed by hand. */
    readonly closing?: (marker: string, why: string, send: Send) => Promise<readonly Request[]>;
}
