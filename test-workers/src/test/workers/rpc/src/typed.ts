import { DurableObject } from "cloudflare:workers";

/** What TypeScript calls private is an ordinary method when it runs. */
export class Typed extends DurableObject {
  private secret(): string {
    return "not so secret";
  }
}
