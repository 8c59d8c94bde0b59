package dev.perdure.js.urlpattern;

/** The components of a URL, in the order of the JavaScript class. */
enum Name {
  PROTOCOL,
  USERNAME,
  PASSWORD,
  HOSTNAME,
  PORT,
  PATHNAME,
  SEARCH,
  HASH
}
