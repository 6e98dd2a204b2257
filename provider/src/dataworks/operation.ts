// Which operations of the API only read.

/** Operations that change nothing; their names begin so. */
export function isRead(operation: string): boolean {
    return /^(Get|List)/.test(operation);
}
