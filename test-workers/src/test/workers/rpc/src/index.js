import { serve } from "../../lib/cases.js";
import { calls } from "./calls.js";
import { disposal } from "./disposal.js";
import { errors } from "./errors.js";
import { streams } from "./streams.js";
import { targets } from "./targets.js";

export { Other, Service, Thing } from "./classes.js";

export default { fetch: serve({ ...calls, ...disposal, ...errors, ...streams, ...targets }) };
