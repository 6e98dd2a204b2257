// The emulator's assumptions, as its README shows them.
import { assumptions } from "../../emulator/src/assumptions";

export function assumptionsAsMarkdown(): string {
    const rows = assumptions.map(({ id, question, documented, answers, given, level, calls }) => {
        const own = Object.entries(answers).filter(([answer]) => answer === given);
        const others = Object.entries(answers).filter(([answer]) => answer !== given);
        const listed = [...own, ...others].map(([answer, text]) => `\`${answer}\`: ${text}`).join("<br>");
        return `| \`${id}\` | ${question} ${documented} | ${listed} | ${level}: ${calls.join(", ")} |`;
    });
    return [
        "| assumption | what is open, and what is documented | answers, the emulator's own first | told by |",
        "| --- | --- | --- | --- |",
        ...rows,
    ].join("\n");
}
