import { serve } from "../../lib/cases.js";
import { ids } from "./ids.js";
import { namespaces } from "./namespaces.js";
import { stubs } from "./stubs.js";

export { Legacy, Other, Probe, Unbound } from "./classes.js";

export default { fetch: serve({ ...ids, ...namespaces, ...stubs }) };
