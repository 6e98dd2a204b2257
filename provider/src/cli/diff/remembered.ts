// Works a thing out once for each text: few keys and values stand in many places of a definition.
export function remembered<T>(tell: (text: string) => T): (text: string) => T {
    const known = new Map<string, T>();
    return (text) => {
        let told = known.get(text);
        if (told === undefined) known.set(text, (told = tell(text)));
        return told;
    };
}
