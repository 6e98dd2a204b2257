// The faults that are set, and which of them the next call meets.
import { canMeet, type Fault } from "./fault";

export class ActiveFaults {
    private set: { fault: Fault; seen: number }[] = [];

    add(fault: Fault): void {
        this.set.push({ fault, seen: 0 });
    }

    clear(): void {
        this.set = [];
    }

    /** The faults in the order they were set, each with how many calls it has met. */
    met(): { fault: Fault; met: number }[] {
        return this.set.map(({ fault, seen }) => {
            const { skip = 0, times = Infinity } = fault;
            return { fault, met: Math.min(Math.max(seen - skip, 0), times) };
        });
    }

    /** The fault that this call meets; counts the call. */
    take(operation: string, parameters: Readonly<Record<string, string>>): Fault | undefined {
        for (const one of this.set) {
            if (!meets(one.fault, operation, parameters)) continue;
            const { skip = 0, times = Infinity } = one.fault;
            one.seen += 1;
            if (one.seen > skip && one.seen <= skip + times) return one.fault;
        }
        return undefined;
    }
}

function meets(fault: Fault, operation: string, parameters: Readonly<Record<string, string>>): boolean {
    if (fault.operation !== "*" && fault.operation !== operation) return false;
    if (!canMeet(fault.kind, operation)) return false;
    return Object.entries(fault.match ?? {}).every(([name, value]) => parameters[name] === value);
}
