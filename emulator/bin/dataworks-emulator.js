#!/usr/bin/env node
// The command. It is no built file, so that npm finds it, and links it, before anything is built.
import("../dist/cli/bin.js");
