// A resource group of the account: what tasks run on.
import { flag, integer, object, oneOf, text, type Reader } from "../validation";

const modes = ["ISOLATE", "SHARE", "DEVELOP"] as const;
const bizExtKeys = ["default", "single"] as const;

/** What tasks run on. They and its fields are named and numbered as the API does it. */
export interface ResourceGroup {
    /** What tasks name it by. */
    identifier: string;
    /** The name that people see. */
    name: string;
    /** `ResourceGroupType`: 1 is for scheduling, 4 for data integration, 9 for DataService. Default: 4. */
    type?: number;
    /** 0 normal, 1 frozen, 2 released, 3 creating, 4 creation failed, up to 9. Default: 0. */
    status?: number;
    /** Default: "ISOLATE". */
    mode?: (typeof modes)[number];
    /** "default" for a shared one, "single" for an exclusive one. Default: "single". */
    bizExtKey?: (typeof bizExtKeys)[number];
    /** Default: false. */
    isDefault?: boolean;
}

/** The numbers that the API has for kinds of resource groups. */
export const resourceGroupTypes = [0, 1, 2, 3, 4, 7, 9] as const;

export const readResourceGroup: Reader<ResourceGroup> = object(
    { identifier: text, name: text },
    {
        type: integer(0, 9),
        status: integer(0, 9),
        mode: oneOf(...modes),
        bizExtKey: oneOf(...bizExtKeys),
        isDefault: flag,
    },
);
