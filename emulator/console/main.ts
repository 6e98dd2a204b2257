// The console of the emulator: puts its parts together, and listens.
import { showAssumptions } from "./assumptions.js";
import { showCalls } from "./calls.js";
import { byId, say } from "./element.js";
import { showFaults } from "./faults.js";
import { showLimits } from "./limits.js";
import { Model } from "./model.js";
import { TaskPanel } from "./task.js";
import { showTasks } from "./tasks.js";

const model = new Model();
const task = new TaskPanel(model);
showTasks(
    model,
    (key) => task.choose(key),
    () => task.open(),
);
showCalls(model);
showLimits(model);
showFaults(model);
showAssumptions(model);

const connection = byId("connection", HTMLElement);
model.on("connection", () => {
    document.body.classList.toggle("lost", !model.connected);
    say(connection, model.connected ? "Live" : "The emulator does not answer: what you see may be old.");
});
model.listen(new EventSource("/_emulator/events"));
