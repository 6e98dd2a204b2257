// The forms that a stack's file may have: each holds the same things, and the list of one task.

const salt = "encryptionsalt: v1:fake\n";

/** Files by what is particular about them. Each lists the task 100, has the key "other:key" and a comment "kept". */
export const stackForms: Readonly<Record<string, string>> = {
    "the form in which Pulumi writes it": `${salt}config:\n  # kept\n  other:key: a\n  shop:tasks:\n    - name: first\n      taskType: DI_REALTIME\n      fileId: "100"\n`,
    "a list that is not indented": `config:\n  shop:tasks: # kept\n  - name: first\n    taskType: DI_REALTIME\n    fileId: 100\n  other:key: a\n${salt}`,
    "comments at other columns": `config:\n  shop:tasks:\n    - name: first\n# kept\n      taskType: DI_REALTIME\n        # kept too\n      fileId: 100\n            # and this\n  other:key: a\n`,
    "a comment where the list would be": `config:\n  other:key: a\n  shop:tasks:\n    # kept\n    - {name: first, taskType: DI_REALTIME, fileId: "100"}\n    # the last\n${salt}`,
    "an alias": `tasks: &listed\n  - name: first # kept\n    taskType: DI_REALTIME\n    fileId: 100\nconfig:\n  other:key: a\n  shop:tasks: *listed\n`,
    "an anchor that others refer to": `config:\n  shop:tasks: &listed # kept\n    - name: first\n      taskType: DI_REALTIME\n      fileId: 100\n  other:key: a\n  other:tasks: *listed\n  other:again: *listed\n`,
    "a map that is merged in": `base: &base # kept\n  shop:tasks:\n    - name: first\n      taskType: DI_REALTIME\n      fileId: "100"\nconfig:\n  <<: *base\n  other:key: a\n`,
    "a byte order mark": `\ufeffconfig:\n  # kept\n  other:key: a\n  shop:tasks:\n    - name: first\n      taskType: DI_REALTIME\n      fileId: 100\n`,
    "lines of Windows": `config:\r\n  # kept\r\n  other:key: a\r\n  shop:tasks:\r\n    - name: first\r\n      taskType: DI_REALTIME\r\n      fileId: 100\r\n`,
    "flow form": `# kept\nconfig: {other:key: a, "shop:tasks": [{name: first, taskType: DI_REALTIME, fileId: 100}]}\n`,
    "flow form of several lines": `config: {\n  other:key: a, # kept\n  'shop:tasks': [\n    {name: first, taskType: DI_REALTIME, fileId: 100},\n  ],\n}\n`,
    "quoted keys and an anchor": `---\n"config": &config\n    'other:key': a # kept\n    "shop:tasks":\n        - name: first\n          taskType: DI_REALTIME\n          fileId: 100\n`,
    "keys without a namespace": `config:\n  other:key: a\n  # kept\n  tasks:\n    - name: first\n      taskType: DI_REALTIME\n      fileId: 100\n`,
    "keys of the old form": `config:\n  other:config:key: a\n  # kept\n  shop:config:tasks:\n    - name: first\n      taskType: DI_REALTIME\n      fileId: 100\n`,
    "a list that is a text": `config:\n  # kept\n  other:key: a\n  shop:tasks: '[{"name":"first","taskType":"DI_REALTIME","fileId":"100"}]'\n`,
};
