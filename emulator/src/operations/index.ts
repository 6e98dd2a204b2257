// The operations by name.
import { configOperations } from "./config";
import { contentOperations } from "./content";
import { deploymentOperations } from "./deployment";
import { fileOperations } from "./file";
import { filesOperations } from "./files";
import { instanceOperations } from "./instance";
import type { Operation } from "./operation";
import { projectOperations } from "./project";
import { referenceOperations } from "./reference";
import { resourceGroupOperations } from "./resource-group";
import { sourceOperations } from "./sources";
import { taskOperations } from "./task";

export const apiVersion = "2020-05-18";

export const operations: ReadonlyMap<string, Operation> = new Map(
    Object.entries({
        ...deploymentOperations,
        ...configOperations,
        ...contentOperations,
        ...taskOperations,
        ...referenceOperations,
        ...instanceOperations,
        ...filesOperations,
        ...fileOperations,
        ...projectOperations,
        ...sourceOperations,
        ...resourceGroupOperations,
    }),
);
