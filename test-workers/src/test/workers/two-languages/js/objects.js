export { Cases } from "./cases.js";
export { Thing } from "./thing.js";
