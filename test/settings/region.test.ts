// The region: six places, in their order, and a profile where none of them says one.
import assert from "node:assert/strict";
import { readSettings } from "../../provider/src/settings/settings";
import { reading, type Values } from "./reading";

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
        ALIBABACLOUD_REGION_ID: "cn-wulanchabu",
        ALICLOUD_REGION: "cn-chengdu",
    },
};

const found: Row[] = [
    { ...everywhere, region: "cn-hangzhou" },
    { ...everywhere, configuration: { "alicloud:region": "cn-beijing" }, region: "cn-beijing" },
    { environment: everywhere.environment, region: "cn-shanghai" },
    { environment: { ALIBABA_CLOUD_REGION: "cn-shenzhen", ALICLOUD_REGION: "cn-chengdu" }, region: "cn-shenzhen" },
    {
        environment: { ALIBABACLOUD_REGION_ID: "cn-wulanchabu", ALICLOUD_REGION: "cn-chengdu" },
        region: "cn-wulanchabu",
    },
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
        const { settings, reasons } = reading({});
        assert.equal(settings.region, undefined);
        assert.deepEqual(reasons, [
            "region is not set: `pulumi config set dataworks:region cn-hangzhou`, or set ALIBABA_CLOUD_REGION_ID",
        ]);
    });

    for (const region of [
        "Hangzhou",
        "cn",
        "cn-",
        "cn_hangzhou",
        "cn- hangzhou",
        "cn-\nhangzhou",
        "cn-x.example.com",
        "1",
    ]) {
        it(`${JSON.stringify(region)} is no region, and none from elsewhere takes its place`, () => {
            const configuration = { "dataworks:region": region, "alicloud:region": "cn-beijing" };
            const { settings, reasons } = reading(configuration);
            assert.equal(settings.region, undefined);
            assert.deepEqual(reasons, ['dataworks:region has to be a region id, such as "cn-hangzhou"']);
        });
    }

    const profiles = () => ({
        profiles: [
            { name: "fake-profile", region_id: " cn-beijing\n" },
            { name: "elsewhere", region_id: "somewhere" },
            { name: "nowhere", region_id: "" },
            "odd",
        ],
    });
    const named = { "dataworks:profile": "fake-profile" };
    const regionWith = (configuration: Values, environment: Values = {}, file: () => unknown = profiles) =>
        readSettings((key) => configuration[key], environment, file).settings.region;

    it("the region_id of the CLI profile that `profile` names is the region where nothing else says one", () => {
        assert.equal(regionWith(named), "cn-beijing");
        assert.equal(regionWith({ "alicloud:profile": " fake-profile " }), "cn-beijing");
        assert.equal(regionWith({ ...named, "alicloud:region": "cn-hangzhou" }), "cn-hangzhou");
        assert.equal(regionWith(named, { ALICLOUD_REGION: "cn-hangzhou" }), "cn-hangzhou");
    });

    it("a profile gives no region where it is not the source of the credentials, says none, or is not there", () => {
        const key = { "dataworks:accessKey": "fake-id", "dataworks:secretKey": "fake-secret" };
        assert.equal(regionWith({ ...key, "alicloud:profile": "fake-profile" }), undefined);
        for (const name of ["nowhere", "missing"]) assert.equal(regionWith({ "dataworks:profile": name }), undefined);
        for (const file of [undefined, null, 5, {}, { profiles: {} }, { profiles: [null] }])
            assert.equal(
                regionWith(named, {}, () => file),
                undefined,
            );
    });

    it("a region_id that is none is named with its profile", () => {
        const { problems } = readSettings((key) => ({ "dataworks:profile": "elsewhere" })[key], {}, profiles);
        assert.deepEqual(
            problems.map(({ reason }) => reason),
            ['region_id of the CLI profile "elsewhere" has to be a region id, such as "cn-hangzhou"'],
        );
    });

    it("a region that is wrong in the environment is named by its variable", () => {
        assert.deepEqual(reading({}, { ALICLOUD_REGION: "nowhere" }).names, ["ALICLOUD_REGION"]);
    });
});
