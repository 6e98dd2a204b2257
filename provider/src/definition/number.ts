// One spelling for all spellings of a JSON number.

/**
 * A JSON number as digits without trailing zeros and a power of ten: 1.0, 1 and 10e-1 are one number, 1.1 another. The
 * work grows with the length of the text, not with the size of the number.
 */
export function exactNumber(number: string): string {
    if (/^[1-9]$/.test(number)) return `${number}e0`;
    const [, sign = "", whole = "", fraction = "", minus = "", exponent = "0"] =
        /^(-?)(\d+)(?:\.(\d+))?(?:[eE]\+?(-?)0*(\d+))?$/.exec(number) ?? [];
    const digits = (whole + fraction).replace(/^0+/, "");
    let end = digits.length;
    while (digits[end - 1] === "0") end--; // /0+$/ would walk through each run of zeros many times
    if (end === 0) return "0";
    const shift = digits.length - end - fraction.length;
    // An exponent of hundreds of digits stays as it is spelt: reading it costs more than it can mean.
    const power = exponent.length > 300 ? `${minus}${exponent} and ${shift}` : BigInt(minus + exponent) + BigInt(shift);
    return `${sign}${digits.slice(0, end)}e${power}`;
}
