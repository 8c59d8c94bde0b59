/**
 * Static assets: which file answers a request, and with which headers. Start at {@link
 * dev.perdure.host.assets.AssetSite}; the order of files and redirects is in {@link
 * dev.perdure.host.assets.HtmlHandling}. Thread-safe; files are read on virtual threads.
 *
 * @see <a href="https://developers.cloudflare.com/workers/static-assets/">Static assets</a>
 */
@NullMarked
package dev.perdure.host.assets;

import org.jspecify.annotations.NullMarked;
