export { default } from "./entry.js";
export { Cases } from "./cases.js";
export { Thing } from "./thing.js";
