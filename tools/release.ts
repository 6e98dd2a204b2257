// Refuses a release from a repository that the packages do not name: npm would, and a placeholder leads nobody anywhere.
import { repositoryAddress, unpublishable } from "./docs/repository";

const [published = ""] = process.argv.slice(2);
const why = unpublishable(repositoryAddress(), published);
if (why !== undefined) {
    console.error(why);
    process.exitCode = 1;
}
