import { serve } from "../../lib/cases.js";
import { aborts } from "./aborts.js";
import { blocking } from "./blocking.js";
import { shapes } from "./shapes.js";

export { Alarms } from "./aborts.js";
export { Failing, Loading, Plain } from "./blocking.js";
export { Bare, Empty, Legacy, LegacyAlarm, NoSuper } from "./shapes.js";
export { default as Facet } from "./facet.js";

export default { fetch: serve({ ...shapes, ...blocking, ...aborts }) };
