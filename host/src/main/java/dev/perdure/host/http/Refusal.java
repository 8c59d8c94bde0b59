package dev.perdure.host.http;

/** Why a request is answered before any worker sees it; its connection is closed then. */
record Refusal(int status, String sentence) {
  static final Refusal BAD_TARGET = new Refusal(400, "The request's target is not a URL.");
}
