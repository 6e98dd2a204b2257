// The hosts of the API, by region and network, as the API's documentation lists them.
import assert from "node:assert/strict";
import { endpointOf } from "../../../provider/src/dataworks/http/endpoints";

const ownHost = [
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-southeast-1",
    "ap-southeast-3",
    "ap-southeast-5",
    "ap-southeast-7",
    "cn-beijing",
    "cn-beijing-finance-1",
    "cn-chengdu",
    "cn-hangzhou",
    "cn-hongkong",
    "cn-north-2-gov-1",
    "cn-shanghai",
    "cn-shanghai-finance-1",
    "cn-shenzhen",
    "cn-shenzhen-finance-1",
    "cn-wulanchabu",
    "cn-zhangjiakou",
    "eu-central-1",
    "eu-west-1",
    "me-central-1",
    "me-east-1",
    "us-east-1",
    "us-west-1",
];
const centralHost = [
    "ap-south-1",
    "ap-southeast-2",
    "cn-hangzhou-finance",
    "cn-huhehaote",
    "cn-qingdao",
    "cn-wuhan",
    "cn-zhangbei",
];
const withoutVpcHost = [...centralHost, "cn-beijing-finance-1", "cn-north-2-gov-1"];
const newRegion = "cn-newplace-1";

describe("endpoints", () => {
    for (const region of [...ownHost, newRegion]) {
        it(`${region} answers at a public host of its own`, () => {
            assert.equal(endpointOf(region, "public"), `https://dataworks.${region}.aliyuncs.com`);
        });
    }

    for (const region of centralHost) {
        it(`${region} answers at the central public host`, () => {
            assert.equal(endpointOf(region, "public"), "https://dataworks.aliyuncs.com");
        });
    }

    for (const region of ownHost.filter((each) => !withoutVpcHost.includes(each))) {
        it(`${region} answers inside a VPC`, () => {
            assert.equal(endpointOf(region, "vpc"), `https://dataworks-vpc.${region}.aliyuncs.com`);
        });
    }

    for (const region of [...withoutVpcHost, newRegion]) {
        it(`${region} has no host inside a VPC that is known, and none is guessed`, () => {
            assert.equal(endpointOf(region, "vpc"), undefined);
        });
    }
});
