// One page of a list, as the file operations count them.
import { errors } from "../protocol/errors";
import type { Parameters } from "./operation";

export interface Page<T> {
    items: T[];
    TotalCount: number;
    PageNumber: number;
    PageSize: number;
}

export function pageOf<T>(all: T[], parameters: Parameters, lastPage = Number.MAX_SAFE_INTEGER): Page<T> {
    const PageNumber = positive(parameters, "PageNumber", 1, lastPage);
    const PageSize = positive(parameters, "PageSize", 10, 100);
    const start = (PageNumber - 1) * PageSize;
    return { items: all.slice(start, start + PageSize), TotalCount: all.length, PageNumber, PageSize };
}

function positive(parameters: Parameters, name: string, preset: number, max: number): number {
    const given = parameters[name];
    if (given === undefined || given === "") return preset;
    if (/^[1-9]\d*$/.test(given) && Number(given) <= max) return Number(given);
    throw errors.invalidParameter(`${name} must be a whole number from 1 to ${max}.`);
}
