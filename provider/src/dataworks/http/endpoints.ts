// Where the API of a region answers, from the API's documentation.

/** Regions without a host of their own. */
const central = new Set([
    "ap-south-1",
    "ap-southeast-2",
    "cn-hangzhou-finance",
    "cn-huhehaote",
    "cn-qingdao",
    "cn-wuhan",
    "cn-zhangbei",
]);

/** Regions that have a host for the inside of a VPC. */
const vpc = new Set([
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-southeast-1",
    "ap-southeast-3",
    "ap-southeast-5",
    "ap-southeast-7",
    "cn-beijing",
    "cn-chengdu",
    "cn-hangzhou",
    "cn-hongkong",
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
]);

/** All regions that are documented. */
export const knownRegions: readonly string[] = [...new Set([...central, ...vpc])];

export type Network = "public" | "vpc";

/** The endpoint of a region, such as "https://dataworks.cn-hangzhou.aliyuncs.com"; undefined where none is documented. */
export function endpointOf(region: string, network: Network): string | undefined {
    if (network === "vpc") return vpc.has(region) ? `https://dataworks-vpc.${region}.aliyuncs.com` : undefined;
    return central.has(region) ? "https://dataworks.aliyuncs.com" : `https://dataworks.${region}.aliyuncs.com`;
}

/** True for a host on this machine, as a URL spells it. */
export function isLoopback(hostname: string): boolean {
    return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
