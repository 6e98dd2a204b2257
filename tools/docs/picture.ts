// The demo as a picture of a terminal: an SVG whose lines appear one after another, for browsers that show such.
import { wrap } from "./wrap";

const columns = 100;
const fonts = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";
const fontSize = 14;
const charWidth = 8.43;
const lineHeight = 20;
const margin = 16;
/** Seconds until the next line appears: commands take their time, and what is said has to be read. */
const pause = { said: 1, command: 0.6, output: 0.15 };

type Kind = keyof typeof pause;

interface Line {
    readonly kind: Kind;
    /** What colours it beside its kind: what is added, removed or changed. */
    readonly sign: string;
    readonly text: string;
}

/** A recording: lines that begin with `# ` are said, those with `$ ` are commands, and all others are output. */
export function picture(recording: string): string {
    const lines = recording.trimEnd().split("\n").flatMap(linesOf);
    const width = Math.ceil(2 * margin + columns * charWidth);
    const height = 2 * margin + lines.length * lineHeight;
    let seconds = 0;
    const texts = lines.map((line, index) => {
        const began = seconds;
        seconds += pause[line.kind];
        const y = margin + (index + 0.75) * lineHeight;
        const classes = [line.kind, line.sign].filter(Boolean).join(" ");
        return `<text class="${classes}" x="${margin}" y="${y}" style="animation-delay:${began.toFixed(2)}s">${escaped(line.text)}</text>`;
    });
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="${fonts}" font-size="${fontSize}" xml:space="preserve" role="img" aria-label="A recording of npm run demo">
<style>
rect { fill: #f6f8fa; stroke: #d0d7de; }
text { white-space: pre; fill: #1f2328; animation: appear 0.2s both; }
.said { fill: #59636e; }
.command { font-weight: bold; }
.added { fill: #116329; }
.removed { fill: #a40e26; }
.changed { fill: #7d4e00; }
@keyframes appear { from { opacity: 0; } to { opacity: 1; } }
@media (prefers-color-scheme: dark) {
rect { fill: #0d1117; stroke: #3d444d; }
text { fill: #e6edf3; }
.said { fill: #9198a1; }
.added { fill: #56d364; }
.removed { fill: #ff7b72; }
.changed { fill: #e3b341; }
}
@media (prefers-reduced-motion: reduce) { text { animation: none; } }
</style>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="6"/>
${texts.join("\n")}
</svg>
`;
}

function linesOf(text: string): Line[] {
    const kind = text.startsWith("# ") ? "said" : text.startsWith("$ ") ? "command" : "output";
    const sign = { "+": "added", "-": "removed", "~": "changed" }[/^ +([-+~])/.exec(text)?.[1] ?? ""] ?? "";
    return wrap(text, columns).map((part) => ({ kind, sign, text: part }));
}

function escaped(text: string): string {
    return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
