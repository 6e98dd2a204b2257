// The emulator's assumptions, as its README shows them.
import { assumptions } from "../../emulator/src/assumptions";
import { givenReports, heldBy } from "./verified";

export function assumptionsAsMarkdown(): string {
    const reports = givenReports();
    const rows = assumptions.map(({ id, question, documented, answers, given, level, calls }) => {
        const own = Object.entries(answers).filter(([answer]) => answer === given);
        const others = Object.entries(answers).filter(([answer]) => answer !== given);
        const listed = [...own, ...others].map(([answer, text]) => `\`${answer}\`: ${text}`).join("<br>");
        return `| \`${id}\` | ${question} ${documented} | ${listed} | ${level}: ${calls.join(", ")} | ${heldBy(id, reports)} |`;
    });
    return [
        "| assumption | what is open, and what is documented | answers, the emulator's own first | told by | who saw it hold |",
        "| --- | --- | --- | --- | --- |",
        ...rows,
    ].join("\n");
}
