// A control request that cannot be done; the message is for the person who made it.
export class ControlError extends Error {
    constructor(
        readonly status: 400 | 404 | 408,
        message: string,
    ) {
        super(message);
    }
}
