// `npm run errors`: prints the catalogue of messages.
import { catalogue } from "./catalogue";

void catalogue().then((text) => void process.stdout.write(text));
