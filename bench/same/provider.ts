// The provider that does nothing: its outputs are those that a deployment was seen to have.
type Values = Readonly<Record<string, unknown>>;

const outputs = JSON.parse(process.env["BENCH_OUTPUTS"] ?? "{}") as Values;

/* eslint-disable @typescript-eslint/require-await -- the engine's host wants promises */
export const DiSyncDeployment = {
    async check(_olds: Values, news: Values) {
        return { inputs: { region: outputs["region"], onDelete: outputs["onDelete"], ...news } };
    },
    async create(inputs: Values) {
        return { id: "disync-0123456789abcdef", outs: { ...outputs, ...inputs } };
    },
};
