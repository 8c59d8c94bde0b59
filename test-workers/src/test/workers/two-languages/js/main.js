export { default } from "./entry.js";
export { Thing } from "./thing.js";
