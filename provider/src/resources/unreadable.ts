// What a user is told of a task whose definition cannot be read: nobody knows whether it was edited.
import { describe, type Task } from "../dataworks/task";
import { whyUnreadable } from "../definition/index";

/** Said by a refresh, which leaves what the state says of it as it is. */
export function notReadable(task: Task): string {
    return (
        `${describe(task)}: its definition cannot be read, so whether somebody edited it since is not known: ` +
        `${whyUnreadable(task.taskType)}. Look at the task in DataWorks`
    );
}
