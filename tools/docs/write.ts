// `npm run docs`: writes the made parts of the documentation, and the picture of the demo.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../root";
import { madeFiles } from "./made";

for (const [path, text] of madeFiles()) writeFileSync(join(root, path), text);
