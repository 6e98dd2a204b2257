// Which arguments differ between two states of a preview, by their names alone.
import type { Values } from "./step";

/** The names of the arguments that differ, without their values. */
export function changed(olds: Values, news: Values): string[] {
    const names = [...new Set([...Object.keys(olds), ...Object.keys(news)])].sort();
    const differ = (name: string) => JSON.stringify(olds[name]) !== JSON.stringify(news[name]);
    return names.filter((name) => name !== "__provider" && name !== "drift" && differ(name));
}

/** The names of the arguments that hold a secret before and after at the same place. The engine prints "[secret]" for both. */
export function secretsOf(olds: Values, news: Values): string[] {
    return Object.keys(olds)
        .filter((name) => hideOneSecret(olds[name], news[name]))
        .sort();
}

function hideOneSecret(one: unknown, other: unknown): boolean {
    if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
        return one === "[secret]" && other === "[secret]";
    }
    const others = other as Values;
    return Object.entries(one).some(([key, value]) => hideOneSecret(value, others[key]));
}
