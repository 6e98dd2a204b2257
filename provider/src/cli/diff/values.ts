// How values of a definition are written: as JSON, whose numbers are in full.
import { leftOut, visible } from "../../definition/index";
import { remembered } from "./remembered";

/** A scalar of a tree as a line shows it. */
export const scalar = remembered((canonical) => {
    if (canonical === leftOut) return "(ignored)";
    if (/^-?\d/.test(canonical)) return plainNumber(canonical);
    return visible(canonical);
});

/** The most zeros that are written out. */
const mostZeros = 20;

/** A number as people write it; one that is very large or very small keeps its exponent. */
function plainNumber(canonical: string): string {
    const [, sign = "", digits = "", exponent = ""] = /^(-?)(\d+)e(-?\d+)$/.exec(canonical) ?? [];
    const power = Number(exponent);
    if (exponent === "" || Math.abs(power) > mostZeros) return canonical;
    if (power >= 0) return `${sign}${digits}${"0".repeat(power)}`;
    const padded = digits.padStart(1 - power, "0");
    return `${sign}${padded.slice(0, power)}.${padded.slice(power)}`;
}
