// Breaks a line that is too long for a terminal, at spaces; what follows is indented.

export function wrap(line: string, columns: number): string[] {
    if (line.length <= columns) return [line];
    const space = line.lastIndexOf(" ", columns);
    const at = space > line.search(/\S/) + 2 ? space : columns;
    return [line.slice(0, at), ...wrap(`  ${line.slice(at).trimStart()}`, columns)];
}
