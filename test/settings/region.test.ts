// The region: five places, in their order.
import assert from "node:assert/strict";
import { reading, wrongNames, type Values } from "./reading";

interface Row {
    configuration?: Values;
    environment?: Values;
    region: string;
}

const everywhere = {
    configuration: { "dataworks:region": "cn-hangzhou", "alicloud:region": "cn-beijing" },
    environment: {
        ALIBABA_CLOUD_REGION_ID: "cn-shanghai",
        ALIBABA_CLOUD_REGION: "cn-shenzhen",
        ALICLOUD_REGION: "cn-chengdu",
    },
};

const found: Row[] = [
    { ...everywhere, region: "cn-hangzhou" },
    { ...everywhere, configuration: { "alicloud:region": "cn-beijing" }, region: "cn-beijing" },
    { environment: everywhere.environment, region: "cn-shanghai" },
    { environment: { ALIBABA_CLOUD_REGION: "cn-shenzhen", ALICLOUD_REGION: "cn-chengdu" }, region: "cn-shenzhen" },
    { environment: { ALICLOUD_REGION: "cn-chengdu" }, region: "cn-chengdu" },
    {
        configuration: { "dataworks:region": "", "alicloud:region": "" },
        environment: { ALIBABA_CLOUD_REGION_ID: "", ALICLOUD_REGION: "cn-chengdu" },
        region: "cn-chengdu",
    },
    { configuration: { "dataworks:region": "cn-north-2-gov-1" }, region: "cn-north-2-gov-1" },
    { configuration: { "dataworks:region": "me-central-1" }, region: "me-central-1" },
];

describe("settings: region", () => {
    for (const { configuration = {}, environment = {}, region } of found) {
        it(`${region} is the region of ${JSON.stringify({ configuration, environment })}`, () => {
            const { settings, problems } = reading(configuration, environment);
            assert.equal(settings.region, region);
            assert.deepEqual(problems, []);
        });
    }

    it("no region at all is a problem that says how to set one", () => {
        const { settings, problems } = reading({});
        assert.equal(settings.region, undefined);
        assert.deepEqual(
            problems.map(({ name }) => name),
            ["region"],
        );
        assert.match(problems[0]?.reason ?? "", /^region is not set.*dataworks:region.*ALIBABA_CLOUD_REGION_ID/);
    });

    for (const region of [
        "Hangzhou",
        "cn",
        "cn-",
        "cn_hangzhou",
        " cn-hangzhou",
        "cn-hangzhou\n",
        "cn-x.example.com",
        "1",
    ]) {
        it(`${JSON.stringify(region)} is no region, and none from elsewhere takes its place`, () => {
            const configuration = { "dataworks:region": region, "alicloud:region": "cn-beijing" };
            assert.equal(reading(configuration).settings.region, undefined);
            assert.deepEqual(wrongNames(configuration), ["dataworks:region"]);
        });
    }

    it("a region that is wrong in the environment is named by its variable", () => {
        assert.deepEqual(
            reading({}, { ALICLOUD_REGION: "nowhere" }).problems.map(({ name }) => name),
            ["ALICLOUD_REGION"],
        );
    });
});
